import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CellValue, Workbook } from 'exceljs'
import { beforeEach, describe, expect, test } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { readTable } from '../../src/exchange/index.ts'
import { makePlace, type Place, regesta } from '../cli/small-chronicle.ts'
import { zipOf } from '../exchange/reading/made-files.ts'
import { describeWith } from '../require.ts'
import { formats } from './judges.ts'

type Cells = ReadonlyMap<number, Readonly<Record<number, unknown>>>

/** The cells of a file by row and column, both from 1, as a process of its own reads them. */
async function cellsOf(bytes: Uint8Array, sheet?: string | number): Promise<Cells> {
  const { rows } = await readTable('a.xlsx', bytes, sheet === undefined ? {} : { sheet })
  return new Map(rows.map(({ row, cells }) => [row, Object.fromEntries(cells)]))
}

async function faultsOf(reading: Promise<unknown>): Promise<readonly string[]> {
  const error = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InvalidInput)) throw new Error('expected faults', { cause: error })
  return error.faults.map(({ code, place }) => `${place?.file} ${code}`)
}

describeWith(formats, 'a workbook that exceljs wrote', () => {
  /** A workbook with these rows on its first sheet. */
  async function workbook(
    rows: readonly (readonly CellValue[])[],
    change: (book: Workbook) => void = () => undefined,
  ): Promise<Buffer> {
    const { default: Excel } = await import('exceljs')
    const book = new Excel.Workbook()
    book.addWorksheet('Meetings').addRows(rows.map((row) => [...row]))
    change(book)
    return Buffer.from(await book.xlsx.writeBuffer())
  }

  test('has its texts, numbers and answers as they are', async () => {
    const cells = await cellsOf(
      await workbook([
        ['Tên', '名前', 'No'],
        ['Hội đàm', '日越会談', '0012'],
        [2.5, true, { richText: [{ text: 'bold' }, { text: ' and not' }] }],
        [{ text: 'a link', hyperlink: 'https://example.org' }, ' x ', 'two\nlines'],
      ]),
    )
    expect([...cells]).toEqual([
      [1, { 1: 'Tên', 2: '名前', 3: 'No' }],
      [2, { 1: 'Hội đàm', 2: '日越会談', 3: '0012' }],
      [3, { 1: 2.5, 2: true, 3: 'bold and not' }],
      [4, { 1: 'a link', 2: ' x ', 3: 'two\nlines' }],
    ])
  })

  test.each([false, true])('has each date as its day, counted from 1904: %s', async (date1904) => {
    const dates = ['1904-01-02', '1970-01-01', '2024-02-29', '2024-03-01', '9999-12-31']
    const cells = await cellsOf(
      await workbook(
        [['Date', 'x'], ...dates.map((date) => [new Date(`${date}T00:00:00Z`), 'x'])],
        (book) => {
          book.properties.date1904 = date1904
        },
      ),
    )
    expect([...cells.values()].slice(1).map((row) => row[1])).toEqual(dates.map((date) => ({ date })))
  })

  test('has the time of a date beside it, and a time alone as text', async () => {
    const cells = await cellsOf(
      await workbook([
        ['Date', 'Time'],
        [new Date('2024-03-01T09:30:00Z'), new Date('1899-12-30T18:00:00Z')],
      ]),
    )
    expect(cells.get(2)).toEqual({ 1: { date: '2024-03-01', time: '09:30' }, 2: '18:00' })
  })

  test('has of a formula the value that was saved, and names one without', async () => {
    const cells = await cellsOf(
      await workbook([
        ['a', 'b', 'c', 'd'],
        [
          { formula: 'B1&"x"', result: 'bx' },
          { formula: 'DATE(2024,3,1)', result: new Date('2024-03-01T00:00:00Z') },
          { formula: 'NOW()' },
          { formula: '1/0', result: { error: '#DIV/0!' } },
        ],
      ]),
    )
    expect(cells.get(2)).toEqual({
      1: 'bx',
      2: { date: '2024-03-01' },
      3: { problem: expect.stringContaining('is a formula with no value saved') },
      4: { problem: expect.stringContaining('is the error #DIV/0!') },
    })
  })

  test('has the value of merged cells in each of their rows, and not in other columns', async () => {
    const bytes = await workbook(
      [
        ['Date', 'Name', 'City'],
        ['2024', 'a', 'Huế'],
        [null, 'b', null],
        [null, 'c', null],
      ],
      (book) => {
        book.getWorksheet('Meetings')?.mergeCells('A2:A4')
        book.getWorksheet('Meetings')?.mergeCells('B3:C3')
      },
    )
    const cells = await cellsOf(bytes)
    expect([...cells.values()].slice(1)).toEqual([
      { 1: '2024', 2: 'a', 3: 'Huế' },
      { 1: '2024', 2: 'b' },
      { 1: '2024', 2: 'c' },
    ])
    const { remarks } = await readTable('a.xlsx', bytes)
    expect(remarks).toEqual(['merged cells hold in each of their rows: A2:A4'])
  })

  test('gives the first sheet that is not hidden, or that which is named, and says which are hidden', async () => {
    const bytes = await workbook([['first'], ['x']], (book) => {
      book.addWorksheet('Kept', { state: 'veryHidden' }).addRow(['kept'])
      book.addWorksheet('予定').addRow(['plans'])
    })
    expect((await readTable('a.xlsx', bytes)).remarks).toEqual(['sheet Kept is hidden, and was not read'])
    expect([...(await cellsOf(bytes, '予定')).values()]).toEqual([{ 1: 'plans' }])
    expect([...(await cellsOf(bytes, 2)).values()]).toEqual([{ 1: 'kept' }])
    expect(await faultsOf(readTable('a.xlsx', bytes, { sheet: 'Plans' }))).toEqual(['a.xlsx E_SHEET'])
  })

  test('costs no more for a cell in the last corner of a sheet, which is named', async () => {
    const bytes = await workbook(
      [
        ['Date', 'Name'],
        ['2024', 'a'],
      ],
      (book) => {
        const cell = book.getWorksheet('Meetings')?.getCell('XFD1048576')
        if (cell !== undefined) cell.value = 'x'
      },
    )
    const { rows, remarks } = await readTable('a.xlsx', bytes)
    expect(rows).toHaveLength(2)
    expect(remarks).toEqual(['not read, for they are far outside of the table: XFD1048576'])
  })
})

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A workbook whose one sheet has these rows, written by hand. */
function workbookOf(rows: string, more: Parameters<typeof zipOf>[0] = []): Buffer {
  const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zipOf([
    {
      name: '[Content_Types].xml',
      bytes: `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      bytes: `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes: `<?xml version="1.0"?><workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      bytes: `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
    },
    ...more,
  ])
}

function rowsOf(count: number, cells: (row: number) => string): string {
  return Array.from({ length: count }, (_, at) => `<row r="${at + 1}">${cells(at + 1)}</row>`).join('')
}

describe('a workbook that is a bomb', () => {
  test('is read where it is none', async () => {
    const cells = await cellsOf(
      workbookOf('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>x</v></c></row>'),
    )
    expect([...cells]).toEqual([[1, { 1: 1, 2: 'x' }]])
  })

  test.each([
    [
      'more than a million cells',
      rowsOf(250_001, (row) => `<c><v>${row}</v></c><c><v>1</v></c><c><v>${row * 7}</v></c><c><v>2</v></c>`),
      'E_CELLS',
    ],
    [
      'many rows as wide as a sheet',
      rowsOf(5_000, (row) => `<c r="A${row}"><v>1</v></c><c r="XFD${row}"><v>${row}</v></c>`),
      'E_CELLS',
    ],
    ['a cell twice as deep as can be', `${'<a>'.repeat(2_000)}${'</a>'.repeat(2_000)}`, 'E_TOO_DEEP'],
    ['what unpacks to much more', `<row>${' '.repeat(60 << 20)}</row>`, 'E_TOO_LARGE'],
  ])('with %s is refused', { timeout: 60_000 }, async (_, rows, code) => {
    const [fault] = await faultsOf(readTable('a.xlsx', workbookOf(rows)))
    expect([`a.xlsx ${code}`, 'a.xlsx E_TOO_LARGE', 'a.xlsx E_TOO_SLOW']).toContain(fault)
  })

  test('with macros, entities or a password is refused, as is an old one, and what is none', async () => {
    const macros = workbookOf('', [{ name: 'xl/vbaProject.bin', bytes: 'x' }])
    expect(await faultsOf(readTable('a.xlsx', macros))).toEqual(['a.xlsx E_MACRO'])
    const entities = workbookOf('', [{ name: 'xl/a.xml', bytes: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }])
    expect(await faultsOf(readTable('a.xlsx', entities))).toEqual(['a.xlsx E_ENTITY'])
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    expect(await faultsOf(readTable('a.xlsx', old))).toEqual(['a.xlsx E_XLS'])
    expect(await faultsOf(readTable('a.xlsx', zipOf([{ name: 'a.txt', bytes: 'x' }])))).toEqual([
      'a.xlsx E_FORMAT',
    ])
  })
})

describeWith(formats, 'draft table of a workbook', () => {
  let place: Place
  beforeEach(async () => {
    place = await makePlace()
  })

  const MAP = `sheet: 会談
header: 2
source: { key: source/list, register: { label: list, published: { edtf: "2024-12", basis: stated } } }
events:
  - type: MeetingHeld
    subject: { from: [Date, Name] }
    valid: { column: Date, as: [dmy, serial-1904, words] }
    payload:
      kind: { column: Kind }
      name: { column: Name }
`

  async function drafted(rows: readonly (readonly CellValue[])[]) {
    const { default: Excel } = await import('exceljs')
    const book = new Excel.Workbook()
    book.addWorksheet('Notes').addRow(['nothing here'])
    const sheet = book.addWorksheet('会談')
    sheet.addRow(['Meetings of 2024'])
    sheet.mergeCells('A1:C1')
    sheet.addRows([['Date', 'Name', 'Kind'], ...rows].map((row) => [...row]))
    const file = join(place.dir, 'list.xlsx')
    await book.xlsx.writeFile(file)
    const map = join(place.dir, 'map.yaml')
    writeFileSync(map, MAP)
    return regesta(place, ['draft', 'table', file, '--map', map])
  }

  test('names every bad cell by sheet, row and column', async () => {
    const { code, err } = await drafted([
      ['31/02/24', 'a', 'talks'],
      [new Date('2024-03-01T00:00:00Z'), 'b', 'feast'],
      [{ formula: 'TODAY()' }, 'c', 'talks'],
    ])
    expect(code).toBe(5)
    expect(err.replaceAll(`${place.dir}/`, '').trim().split('\n')).toEqual([
      expect.stringMatching(/^list\.xlsx:会談!A3 E_DATE "31\/02\/24": expected /),
      expect.stringMatching(/^list\.xlsx:会談!C4 E_SHAPE payload\.kind: .*; "feast" arrived$/),
      expect.stringMatching(/^list\.xlsx:会談!A5 E_CELL is a formula with no value saved/),
    ])
  })

  test('makes events that are recorded, of dates of every sort', async () => {
    const made = await drafted([
      [new Date('2024-03-01T00:00:00Z'), 'Hội đàm', 'talks'],
      [43891, '日越会談', 'summit'],
      ['03/04/2024', 'c', 'talks'],
      ['late May 2024', 'd', 'talks'],
    ])
    expect(made).toMatchObject({ code: 0 })
    const draft = join(place.dir, 'list.draft.yaml')
    const { out } = await regesta(place, ['record', draft])
    expect(out).toContain('5 events')
    const shown = await regesta(place, ['as-of', '2024-12-31', '--json'])
    for (const date of ['2024-03-01', '2024-03-02', '2024-04-03', '[2024-05-21..2024-05-31]'])
      expect(shown.out).toContain(date)
  })
})
