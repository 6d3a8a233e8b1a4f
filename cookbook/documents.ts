import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { openRegesta } from '../src/archive/index.ts'
import { bilateral } from '../src/domains/index.ts'
import { createSchema } from '../src/graphql/index.ts'
import { type Api, createApi } from '../src/server/index.ts'
import { fixedClock } from '../src/time/index.ts'

/** A document that opens with its question in comments; `name` is that of its file, without the ending. */
export type Recipe = { readonly name: string; readonly query: string }

/** The documents of a folder in the order of their names. */
export async function readDocuments(folder: string): Promise<readonly Recipe[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort()
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.graphql$/, ''),
      query: await readFile(join(folder, file), 'utf8'),
    })),
  )
}

/**
 * The answers to documents, asked of the chronicle of `events/` on a fixed day: pretty JSON, a newline at the end. The cost
 * that an answer reports is left out.
 *
 * A document with the operations `Positions` and `Asked` takes its variables from an earlier answer: `Positions` is asked
 * first, and each of its aliases gives the variable of that name the position found there. So a document can name the place
 * in the ledger by what stands there.
 */
export async function answerDocuments(
  documents: readonly Recipe[],
  ledgerPath: string,
): Promise<ReadonlyMap<string, string>> {
  const clock = fixedClock('2026-12-01T12:00:00.000Z')
  const { chronicle, close } = await openRegesta({
    vocabulary: bilateral.vocabulary,
    mode: 'read',
    ledgerPath,
    clock,
  })
  const api = createApi({
    schema: createSchema(bilateral),
    chronicles: new Map([[chronicle.name, chronicle]]),
  })
  try {
    return await answersOf(documents, askApi(api))
  } finally {
    await close()
  }
}

/** Asks an API by POST; what an answer reports of its cost is left out. */
export type Ask = (body: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>

export function askApi(api: Pick<Api, 'fetch'>): Ask {
  return async (body) => {
    const response = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { extensions: _, ...answer }: Readonly<Record<string, unknown>> = await response.json()
    return answer
  }
}

/** The answers to documents as {@link answerDocuments} gives them. */
export async function answersOf(
  documents: readonly Recipe[],
  ask: Ask,
): Promise<ReadonlyMap<string, string>> {
  const answers = new Map<string, string>()
  for (const { name, query } of documents) {
    const answer = query.includes('query Positions ')
      ? await ask({
          query,
          operationName: 'Asked',
          variables: positionsIn(await ask({ query, operationName: 'Positions' })),
        })
      : await ask({ query })
    answers.set(name, `${JSON.stringify(answer, null, 2)}\n`)
  }
  return answers
}

const positionsShape = z.object({
  data: z.object({
    relationship: z.record(
      z.string(),
      z
        .object({ nodes: z.tuple([z.object({ position: z.number() })]) })
        .transform(({ nodes: [node] }) => node.position),
    ),
  }),
})

/** The one position under each alias of an answer to `Positions`. Throws where there is none. */
function positionsIn(answer: unknown): Readonly<Record<string, number>> {
  return positionsShape.parse(answer).data.relationship
}

/** A document and its answer as a page shows them: the question, what else its comments say, the two in fences. */
export function documentSection({ query }: Recipe, answer: string): string {
  const { question, more, code } = partsOf(query)
  return [
    `**${question}**`,
    ...more.flatMap((each) => ['', each]),
    '',
    ...fenced('graphql', code),
    '',
    '<details><summary>The answer</summary>',
    '',
    ...fenced('json', compactJson(JSON.parse(answer))),
    '',
    '</details>',
    '',
  ].join('\n')
}

/** The same under its question, which is all that shows of it until it is opened. */
export function foldedSection({ query }: Recipe, answer: string): string {
  const { question, more, code } = partsOf(query)
  return [
    `<details><summary>${question}</summary>`,
    ...more.flatMap((each) => ['', each]),
    '',
    ...fenced('graphql', code),
    '',
    ...fenced('json', compactJson(JSON.parse(answer))),
    '',
    '</details>',
    '',
  ].join('\n')
}

/** What the comments on top of a document ask, what else they say, and the document without them. */
function partsOf(query: string) {
  const lines = query.split('\n')
  const start = lines.findIndex((line) => !line.startsWith('#'))
  const [question = '', ...more] = lines
    .slice(0, start)
    .map((line) => line.replace(/^# ?/, ''))
    .join('\n')
    .split('\n\n')
    .map((words) => words.replaceAll('\n', ' '))
  return { question, more, code: lines.slice(start).join('\n').trim() }
}

function fenced(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text, '```']
}

/** The text with what stands between two markers exchanged; a text without them stays as it is. */
export function withSection(text: string, [open, close]: readonly [string, string], section: string): string {
  const [before = '', rest] = text.split(open)
  if (rest === undefined) return text
  return `${before}${open}\n${section}${close}${rest.slice(rest.indexOf(close) + close.length)}`
}

/**
 * JSON for a page: what fits on a line stands on one, as in `{ "label": "002", "start": 25 }`; everything else is
 * indented by two. `before` is what stands on the value's first line already.
 */
export function compactJson(value: unknown, width = 110, indent = '', before = 0): string {
  const line = onOneLine(value)
  if (indent.length + before + line.length <= width || typeof value !== 'object' || value === null)
    return line
  const deeper = `${indent}  `
  const parts = Array.isArray(value)
    ? value.map((each) => compactJson(each, width, deeper))
    : Object.entries(value).map(
        ([key, each]) => `${JSON.stringify(key)}: ${compactJson(each, width, deeper, key.length + 4)}`,
      )
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${onOneLine(each)}`)
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}
