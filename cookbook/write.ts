import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createApi, createSchema } from '../src/api/index.ts'
import { openRegesta } from '../src/app/index.ts'
import { bilateralApi } from '../src/bilateral-api/index.ts'
import { fixedClock } from '../src/time/index.ts'

/**
 * The cookbook: every `cookbook/NN-name.graphql` with its real answer beside it, and both in the README.
 *
 * `node cookbook/write.ts` asks the chronicle of `events/` and writes the answers; the tests ask again and
 * compare.
 */

const here = import.meta.dirname
const readme = join(here, '..', 'README.md')

export type Recipe = { readonly name: string; readonly query: string }

/** The recipes in the order of their numbers. */
export async function readRecipes(): Promise<readonly Recipe[]> {
  const files = (await readdir(here)).filter((file) => file.endsWith('.graphql')).sort()
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.graphql$/, ''),
      query: await readFile(join(here, file), 'utf8'),
    })),
  )
}

/** Asks every recipe of the chronicle as its files have it; pretty JSON, a newline at the end. */
export async function answerRecipes(ledgerPath: string): Promise<ReadonlyMap<string, string>> {
  const clock = fixedClock('2026-11-21T12:00:00.000Z')
  const { chronicle, close } = await openRegesta({ mode: 'read', ledgerPath, clock })
  const api = createApi({
    schema: createSchema(bilateralApi),
    chronicles: new Map([[chronicle.name, chronicle]]),
  })
  const answers = new Map<string, string>()
  for (const { name, query } of await readRecipes()) {
    const response = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    answers.set(name, `${JSON.stringify(await response.json(), null, 2)}\n`)
  }
  await close()
  return answers
}

/** The README's part between the markers, as the recipes and their answers make it. */
export function cookbookSection(recipes: readonly Recipe[], answers: ReadonlyMap<string, string>): string {
  return recipes.map((recipe) => section(recipe, answers.get(recipe.name) ?? '')).join('\n')
}

export const MARKERS = ['<!-- cookbook: npm run cookbook -->', '<!-- end of cookbook -->'] as const

/** The README with its cookbook exchanged. */
export function withCookbook(text: string, cookbook: string): string {
  const [open, close] = MARKERS
  const [before = '', rest = ''] = text.split(open)
  return `${before}${open}\n${cookbook}${close}${rest.split(close)[1] ?? ''}`
}

function section({ query }: Recipe, answer: string): string {
  const lines = query.split('\n')
  const code = lines.findIndex((line) => !line.startsWith('#'))
  const [question = '', ...more] = lines
    .slice(0, code)
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n')
    .split('\n\n')
  const words = [question.replaceAll('\n', ' '), ...more.map((each) => each.replaceAll('\n', ' '))]
  return [
    `**${words[0]}**`,
    ...words.slice(1).flatMap((each) => ['', each]),
    '',
    '```graphql',
    lines.slice(code).join('\n').trim(),
    '```',
    '',
    '<details><summary>The answer</summary>',
    '',
    '```json',
    answer.trim(),
    '```',
    '',
    '</details>',
    '',
  ].join('\n')
}

if (import.meta.main) {
  const recipes = await readRecipes()
  const answers = await answerRecipes(process.env.REGESTA_LEDGER ?? '.regesta/ledger.sqlite')
  for (const [name, answer] of answers) await writeFile(join(here, `${name}.json`), answer)
  await writeFile(readme, withCookbook(await readFile(readme, 'utf8'), cookbookSection(recipes, answers)))
  console.log(`${recipes.length} recipes answered`)
}
