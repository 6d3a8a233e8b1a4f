import { parse } from 'csv-parse/sync'
import type ExcelJs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Regesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import { sha256Hex } from '../../src/event/index.ts'
import { type ExportRequest, formatNamed } from '../../src/exchange/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { requestFor } from '../exchange/requests.ts'
import { describeWith } from '../require.ts'
import { formats } from './judges.ts'

let corpus: Regesta
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

async function bodyOf(name: string, request: ExportRequest): Promise<string | Uint8Array> {
  const { body } = await (await formatNamed(name).load())(request)
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  throw new Error('a body that is there as a whole is needed')
}

function everything(more: Partial<ExportRequest> = {}) {
  return requestFor(
    corpus.chronicle,
    { date: parseDay('2025-12-31') },
    { page: { first: Infinity }, ...more },
  )
}

/** What a spreadsheet takes for a formula, full-width signs too. */
const FORMULA = /^[=+\-@＝＋－＠\t\r]/

async function sheetsOf(bytes: Uint8Array): Promise<ExcelJs.Workbook> {
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(bytes).buffer)
  return workbook
}

function cellsOf(sheet: ExcelJs.Worksheet | undefined): readonly (readonly ExcelJs.CellValue[])[] {
  const rows: ExcelJs.CellValue[][] = []
  sheet?.eachRow((row) => {
    rows.push(Array.from({ length: sheet.columnCount }, (_, at) => row.getCell(at + 1).value))
  })
  return rows
}

/** Names that a spreadsheet would run, or show otherwise than they are. */
const NAMES = [
  '=1+1',
  '＝1+1',
  "'=x",
  '+49',
  '-0012',
  '0012',
  '@me',
  '1-2',
  'TRUE',
  'Nguyễn Văn Ái',
  '武力攻撃',
  'a, "b"\nc',
  ' x ',
]

async function oddChronicle(names: readonly string[]) {
  const chronicle = await openChronicle({
    name: 'odd',
    vocabulary: bilateral.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-12-01T12:00:00.000Z'),
  })
  const source = { source: 'source/s', locator: 'p. 1', role: 'name' }
  const published = { edtf: '2025-03-03', basis: 'stated' }
  const events = [
    {
      type: 'SourceRegistered',
      subject: 'source/s',
      payload: { label: 'S', published, absent: [] },
      evidence: [source],
    },
    ...names.map((name, nth) => ({
      type: 'PersonNamed',
      subject: `person/p${nth}`,
      payload: { name },
      evidence: [{ ...source, locator: `p. ${nth} ${sha256Hex(`${nth}`).slice(0, 8)}` }],
    })),
  ].map((event) => ({ chronicle: 'odd', version: 1, ...event }))
  for (let at = 0; at < events.length; at += 5_000)
    await chronicle.record({ events: events.slice(at, at + 5_000), expectedPosition: at, reader: 'me' })
  return chronicle
}

test('a table as CSV begins with a byte order mark, ends its lines with CRLF and runs no cell', async () => {
  for (const name of ['csv', 'events.csv']) {
    const text = String(await bodyOf(name, everything()))
    expect([text.startsWith('\ufeff'), text.endsWith('\r\n')]).toEqual([true, true])
    const rows: readonly string[][] = parse(text, { bom: true })
    expect(rows.length).toBeGreaterThan(200)
    expect(rows.flat().filter((cell) => FORMULA.test(cell))).toEqual([])
    for (const column of ['as_of', 'known_by', 'at_position']) {
      const at = rows[0]?.indexOf(column) ?? -1
      expect(new Set(rows.slice(1).map((row) => row[at])).size).toBe(1)
    }
  }
})

test('a table of items has a column for each role that a kind has, and how what is due stands', async () => {
  const request = everything()
  const rows: Record<string, string>[] = parse(String(await bodyOf('csv', request)), {
    bom: true,
    columns: true,
  })
  const due = rows.filter(({ due = '' }) => due !== '')
  expect(due.find(({ due_standing = '' }) => /overdue|due/.test(due_standing))).toBeDefined()
  expect(rows.find(({ sides }) => sides === 'Japan; Viet Nam')).toBeDefined()
  const [meeting] = rows.filter(({ kind, people = '' }) => kind === 'meeting' && people !== '')
  expect(meeting).toMatchObject({
    as_of: '2025-12-31',
    known_by: '',
    sources: expect.stringMatching(/^\d{3}/),
  })
})

test('names in CSV are what they are, but guarded where a spreadsheet would run them', async () => {
  const chronicle = await oddChronicle(NAMES)
  const text = String(await bodyOf('csv', requestFor(chronicle, {}, { page: { first: Infinity } })))
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
  const shown = new Set(rows.map(({ headline = '' }) => headline))
  for (const name of NAMES) expect(shown).toContain(FORMULA.test(name.replace(/^'+/, '')) ? `'${name}` : name)
})

describeWith(formats, 'a workbook, read by exceljs', () => {
  test.each(['', 'events.'])(
    'of %sxlsx has the cells of the CSV, no formula, a fixed head and a filter',
    async (of) => {
      const request = everything()
      const rows: readonly string[][] = parse(String(await bodyOf(`${of}csv`, request)), { bom: true })
      const bytes = await bodyOf(`${of}xlsx`, request)
      if (typeof bytes === 'string') throw new Error('a workbook is bytes')
      const workbook = await sheetsOf(bytes)
      const [sheet, about] = workbook.worksheets
      const cells = cellsOf(sheet)
      const json = rows[0]?.indexOf('json') ?? -1
      const inBoth = rows.map((row) => (json < 0 ? row : row.toSpliced(json, 1)))
      expect(cells.map((row) => row.slice(0, -1).map((cell) => cell ?? ''))).toEqual(inBoth)
      expect(
        cells.flat().every((cell) => cell === null || typeof cell === 'string' || cell instanceof Date),
      ).toBe(true)
      expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
      expect(sheet?.autoFilter).toBeTruthy()
      expect(cellsOf(about).slice(0, 2)).toEqual([
        ['chronicle', 'japan-viet-nam'],
        ['as of', '2025-12-31'],
      ])
      const begin = rows[0]?.indexOf('begin_earliest') ?? -1
      for (const row of cells.slice(1)) {
        const [day, text] = [row.at(-1), row[begin]]
        if (day instanceof Date) expect(day.toISOString().slice(0, 10)).toBe(text)
      }
      expect(cells.filter((row) => row.at(-1) instanceof Date).length).toBeGreaterThan(50)
    },
  )

  test('has names as they are: none is a formula or a number', async () => {
    const chronicle = await oddChronicle(NAMES)
    const bytes = await bodyOf('xlsx', requestFor(chronicle, {}, { page: { first: Infinity } }))
    if (typeof bytes === 'string') throw new Error('a workbook is bytes')
    const [sheet] = (await sheetsOf(bytes)).worksheets
    const shown = cellsOf(sheet).flat()
    for (const name of NAMES) expect(shown).toContain(name)
  })
})
