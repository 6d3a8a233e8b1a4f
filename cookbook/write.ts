import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { answerDocuments, folded, type Recipe, readDocuments, shown, withSection } from './asked.ts'

export type { Recipe } from './asked.ts'

/**
 * The cookbook: every `cookbook/NN-name.graphql` with its real answer beside it, and both in the README. So too
 * the pages of `docs/`, with the documents of `docs/queries/`.
 *
 * `node cookbook/write.ts` asks the chronicle of `events/` and writes the answers; the tests ask again and
 * compare.
 */

const here = import.meta.dirname
const readme = join(here, '..', 'README.md')
export const DOCS = join(here, '..', 'docs')
export const QUERIES = join(DOCS, 'queries')

/** The recipes in the order of their numbers. */
export function readRecipes(): Promise<readonly Recipe[]> {
  return readDocuments(here)
}

/** Asks every recipe of the chronicle as its files have it. */
export async function answerRecipes(ledgerPath: string): Promise<ReadonlyMap<string, string>> {
  return answerDocuments(await readRecipes(), ledgerPath)
}

/** The README's part between the markers, as the recipes and their answers make it. */
export function cookbookSection(recipes: readonly Recipe[], answers: ReadonlyMap<string, string>): string {
  return recipes.map((recipe) => folded(recipe, answers.get(recipe.name) ?? '')).join('\n')
}

export const MARKERS = ['<!-- cookbook: npm run cookbook -->', '<!-- end of cookbook -->'] as const

/** The README with its cookbook exchanged. */
export function withCookbook(text: string, cookbook: string): string {
  return withSection(text, MARKERS, cookbook)
}

/** A page of `docs/` with every document that it shows, between `<!-- asked: name -->` and its end, exchanged. */
export function withAsked(
  page: string,
  documents: readonly Recipe[],
  answers: ReadonlyMap<string, string>,
): string {
  return documents.reduce(
    (text, document) =>
      withSection(
        text,
        [`<!-- asked: ${document.name} -->`, `<!-- end of ${document.name} -->`],
        shown(document, answers.get(document.name) ?? ''),
      ),
    page,
  )
}

/** The pages of `docs/` by their file names. */
export async function readPages(): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(DOCS)).filter((file) => file.endsWith('.md')).sort()
  return new Map(
    await Promise.all(files.map(async (file) => [file, await readFile(join(DOCS, file), 'utf8')] as const)),
  )
}

if (import.meta.main) {
  const ledgerPath = process.env.REGESTA_LEDGER ?? '.regesta/ledger.sqlite'
  const recipes = await readRecipes()
  const answers = await answerRecipes(ledgerPath)
  for (const [name, answer] of answers) await writeFile(join(here, `${name}.json`), answer)
  await writeFile(readme, withCookbook(await readFile(readme, 'utf8'), cookbookSection(recipes, answers)))
  const asked = await readDocuments(QUERIES)
  const said = await answerDocuments(asked, ledgerPath)
  for (const [name, answer] of said) await writeFile(join(QUERIES, `${name}.json`), answer)
  for (const [file, page] of await readPages())
    await writeFile(join(DOCS, file), withAsked(page, asked, said))
  console.log(`${recipes.length} recipes and ${asked.length} documents of docs/ answered`)
}
