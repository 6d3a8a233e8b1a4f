import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openAnalystChronicle, QUESTIONS } from './analyst.ts'
import {
  answerDocuments,
  answersOf,
  documentSection,
  foldedSection,
  type Recipe,
  readDocuments,
  withSection,
} from './documents.ts'

export type { Recipe } from './documents.ts'

/**
 * Every `cookbook/NN-name.graphql` has its real answer beside it, and `docs/cookbook.md` shows both. The other pages of
 * `docs/` show the documents of `docs/queries/` in the same way, and `docs/analyst-questions.md` those of `tests/analyst`, which are
 * asked of an invented chronicle; their answers stand in the tests, worked out by hand.
 *
 * `node cookbook/write.ts` asks the chronicle of `events/` and writes the answers; the tests ask again and compare.
 */

const here = import.meta.dirname
export const DOCS = join(here, '..', 'docs')
export const COOKBOOK_PAGE = join(DOCS, 'cookbook.md')
export const QUERIES = join(DOCS, 'queries')

/** The recipes in the order of their numbers. */
export function readRecipes(): Promise<readonly Recipe[]> {
  return readDocuments(here)
}

/** Asks every recipe of the chronicle as its files have it. */
export async function answerRecipes(ledgerPath: string): Promise<ReadonlyMap<string, string>> {
  return answerDocuments(await readRecipes(), ledgerPath)
}

/** The part of the cookbook's page between its markers, made of the recipes and their answers. */
export function cookbookSection(recipes: readonly Recipe[], answers: ReadonlyMap<string, string>): string {
  return recipes.map((recipe) => foldedSection(recipe, answers.get(recipe.name) ?? '')).join('\n')
}

export const MARKERS = ['<!-- cookbook: npm run cookbook -->', '<!-- end of cookbook -->'] as const

/** The page with its recipes exchanged. */
export function withCookbook(text: string, cookbook: string): string {
  return withSection(text, MARKERS, cookbook)
}

export const ANALYST_PAGE = join(DOCS, 'analyst-questions.md')
export const ANALYST_MARKERS = ['<!-- questions: npm run cookbook -->', '<!-- end of questions -->'] as const

/** The page of the analyst's questions as it is to be, its questions answered by the invented chronicle. */
export function withAnalystQuestions(
  page: string,
  questions: readonly Recipe[],
  answers: ReadonlyMap<string, string>,
): string {
  return withSection(page, ANALYST_MARKERS, cookbookSection(questions, answers))
}

/** A page of `docs/` with every document that it shows, between `<!-- query: name -->` and its end, exchanged. */
export function withQueries(
  page: string,
  documents: readonly Recipe[],
  answers: ReadonlyMap<string, string>,
): string {
  return documents.reduce(
    (text, document) =>
      withSection(
        text,
        [`<!-- query: ${document.name} -->`, `<!-- end of ${document.name} -->`],
        documentSection(document, answers.get(document.name) ?? ''),
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
  const cookbook = await readFile(COOKBOOK_PAGE, 'utf8')
  await writeFile(COOKBOOK_PAGE, withCookbook(cookbook, cookbookSection(recipes, answers)))
  const documents = await readDocuments(QUERIES)
  const documentAnswers = await answerDocuments(documents, ledgerPath)
  for (const [name, answer] of documentAnswers) await writeFile(join(QUERIES, `${name}.json`), answer)
  for (const [file, page] of await readPages())
    await writeFile(join(DOCS, file), withQueries(page, documents, documentAnswers))
  const questions = await readDocuments(QUESTIONS)
  const analyst = await openAnalystChronicle()
  const analystAnswers = await answersOf(questions, analyst.ask)
  await analyst.close()
  const analystPage = await readFile(ANALYST_PAGE, 'utf8')
  await writeFile(ANALYST_PAGE, withAnalystQuestions(analystPage, questions, analystAnswers))
  console.log(
    `${recipes.length} recipes, ${questions.length} questions of an analyst and ${documents.length} documents of docs/ answered`,
  )
}
