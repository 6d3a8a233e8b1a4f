import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyWriteModel } from '../../../src/admission/index.ts'
import { formatDraft, readDraftFile } from '../../../src/archive/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import { RegestaError } from '../../../src/errors.ts'
import { draftOfTable, headedTable, readTableMap } from '../../../src/exchange/mapped-table/index.ts'
import type { Cell } from '../../../src/exchange/reading/index.ts'

const { catalogue } = bilateral.vocabulary
const recorded = emptyWriteModel('toy')

const map = readTableMap(
  'map.yaml',
  `source: { key: source/list, register: { label: list, published: { edtf: "[..]", basis: stated } } }
locator: "{sheet}, row {row}, {Name}"
events:
  - type: MeetingHeld
    subject: { from: [Date, Name] }
    valid: { column: Date, as: [dmy, serial-1900, words] }
    payload:
      kind: { value: talks }
      name: { column: Name }
      delegations.*.side: { column: Sides, split: "," }
      participants.*.person: { column: People, split: ",", key: person }
`,
)

const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.double(),
  fc.boolean(),
  fc.constantFrom<Cell>('31/12/24', 'since 2024', 45352, { date: '9999-12-31' }, { problem: 'is a formula' }),
)

/** A cell of a column: mostly what is meant to be there, or nothing, and sometimes anything. */
function cellOf(...usual: readonly Cell[]): fc.Arbitrary<Cell | null> {
  const cells: fc.Arbitrary<Cell> = fc.constantFrom(...usual)
  return fc.oneof<fc.MaybeWeightedArbitrary<Cell | null>[]>(
    { weight: 9, arbitrary: fc.option(cells) },
    { weight: 1, arbitrary: anyCell },
  )
}

const row = fc.tuple(
  cellOf('03/04/2024', 'early June 2024', 45352, { date: '2024-03-01', time: '09:30' }),
  cellOf('日越会談', "'=1", 'Hội đàm', 'a: b # c', 2024, 'two\nlines'),
  cellOf('jp, vn', 'jp'),
  cellOf('Kanō Kōji, Đỗ Văn A', '山田太郎'),
  cellOf('- x', '#', '\u0085'),
)

const rows = fc.array(row, { minLength: 1, maxLength: 3 })

test('draftOfTable() names the cells that it refuses, or gives a draft that is read back without a fault', () => {
  let drafts = 0
  fc.assert(
    fc.property(rows, (written) => {
      const header = ['Date', 'Name', 'Sides', 'People', 'Notes'].map((name, at): [number, Cell] => [
        at + 1,
        name,
      ])
      const table = headedTable({
        sheet: 'A',
        remarks: [],
        rows: [
          { row: 1, cells: header },
          ...written.map((row, at) => ({
            row: at + 2,
            cells: row.flatMap((cell, column): [number, Cell][] =>
              cell === null ? [] : [[column + 1, cell]],
            ),
          })),
        ],
      })
      try {
        const draft = draftOfTable({
          file: 'a.xlsx',
          table,
          map,
          catalogue,
          recorded,
          findSource: () => undefined,
        })
        const { batch, faults } = readDraftFile('a.yaml', formatDraft(draft), { catalogue, recorded })
        expect([faults, batch?.events.length]).toEqual([[], draft.events.length])
        drafts += 1
      } catch (error) {
        if (!(error instanceof RegestaError)) throw error
        expect(error.message).toMatch(/^(a\.xlsx:A![A-D]?\d+ E_[A-Z_]+ .*(\n|$))+/s)
      }
    }),
    { numRuns: 500 },
  )
  expect(drafts).toBeGreaterThan(100)
})
