import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Regesta } from '../../src/archive/index.ts'
import { createExports, FORMATS } from '../../src/exchange/index.ts'
import { temporaryFolder } from '../cli/small-chronicle.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { blocksIn, excerptsIn, firstMissing, ROOT, readPage, sectionOf } from './markdown.ts'
import { follow } from './own-chronicle.ts'
import { runCommand } from './run-command.ts'

const page = readPage('docs/formats.md')
const out = sectionOf(page, 'Out')
const [formats = [], others = []] = tablesIn(out)

const ledger = temporaryFolder()
const own = temporaryFolder()

/** The tables of a text, each a list of rows without its head. */
function tablesIn(text: string): readonly (readonly (readonly string[])[])[] {
  return text.match(/^\|[^\n]*\n\|[-|:]+\|\n(?:\|[^\n]*\n)+/gm)?.map(rowsIn) ?? []
}

function rowsIn(table: string): readonly (readonly string[])[] {
  const [, , ...rows] = table.trimEnd().split('\n')
  return rows.map((row) => row.split('|').slice(1, -1))
}

/** What stands between backticks. */
function codeIn(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** Which formats a row names that an argument is of. */
function formatsWith(argument: string): readonly string[] {
  const row = others.find(([names]) => codeIn(names).includes(argument))
  return codeIn(row?.[1])
}

describe('what goes out', () => {
  test('every format has a row with its address and its name, and nothing else has one', () => {
    const rows = formats.map(([address, name]) => [...codeIn(address), ...codeIn(name)])
    const there = FORMATS.map(({ path, name }) => [path, name])
    expect(rows.toSorted()).toEqual(there.toSorted())
  })

  test('every row says what the format holds, who reads it and what is lost', () => {
    expect(formats.filter((row) => row.length !== 5 || row.some((cell) => cell.trim() === ''))).toEqual([])
  })

  test('every argument of a format is named, with the formats that have it, and no other', () => {
    const own = FORMATS.flatMap(({ name, own = {} }) => Object.keys(own).map((each) => [each, name] as const))
    const byArgument = Map.groupBy(own, ([argument]) => argument)
    for (const [argument, pairs] of byArgument)
      expect(formatsWith(argument).toSorted(), argument).toEqual(pairs.map(([, name]) => name).toSorted())
    const named = others.flatMap(([names]) => codeIn(names))
    expect(named.filter((name) => !byArgument.has(name))).toEqual(['order', 'first', 'after'])
  })

  test('the formats that come in pages are named with the arguments of pages', () => {
    const paged = FORMATS.filter((format) => format.paged !== undefined).map(({ name }) => name)
    expect(formatsWith('first').toSorted()).toEqual(paged.toSorted())
  })
})

describe('the examples of what goes out', () => {
  let corpus: Regesta
  beforeAll(async () => {
    corpus = await openCorpus()
  })
  afterAll(() => corpus.close())

  const requests = blocksIn(out).flatMap(({ text }) =>
    [...text.matchAll(/^\$ curl -s (-o \S+ )?'(http:[^']+)'\n([^$]*)/gm)].map(
      ([, into, address = '', shown = '']) => ({ into, address, shown }),
    ),
  )

  test('there is one of every format', () => {
    const paths = requests.map(({ address }) =>
      new URL(address).pathname.replace('/feeds/japan-viet-nam', ''),
    )
    expect(paths.toSorted()).toEqual(FORMATS.map(({ path }) => path).toSorted())
  })

  test.each(requests)('$address is answered as it shows', async ({ into, address, shown }) => {
    const { chronicle } = corpus
    const respond = createExports({ chronicles: [new Map([[chronicle.name, chronicle]])] })
    const response = await respond(new Request(address))
    expect(response.status).toBe(200)
    const body = await response.bytes()
    if (into !== undefined) return expect(Buffer.from(body).subarray(0, 2).toString()).toBe('PK')
    const lines = shown.split('\n').filter((line) => line !== '')
    expect(lines).not.toEqual([])
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(body).replaceAll('\r', '')
    expect(firstMissing(text, lines)).toBe(undefined)
  })

  const commands = excerptsIn(out)

  test('commands are among them', () => {
    expect(commands.length).toBeGreaterThanOrEqual(3)
  })

  test.each(commands)('$command prints what is shown of it', async ({ command, lines }) => {
    const printed = await runCommand(command, { REGESTA_LEDGER: join(ledger, 'ledger.sqlite') })
    expect(firstMissing(printed.replaceAll('\r', ''), lines)).toBe(undefined)
  })
})

test('the note and the table of the page become drafts and events, as it shows', async () => {
  expect(await follow(own, sectionOf(page, 'In'))).toEqual([])
})

test('every code of a fault that the page names is in the sources', () => {
  const src = join(ROOT, 'src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const text = files.map((file) => readFileSync(join(src, file), 'utf8')).join('\n')
  const named = new Set(page.match(/\bE_[A-Z_]+\b/g))
  expect(named.size).toBeGreaterThan(20)
  expect([...named].filter((code) => !text.includes(`'${code}'`))).toEqual([])
})
