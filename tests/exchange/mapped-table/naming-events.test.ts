import { expect, test } from 'vitest'
import { emptyWriteModel } from '../../../src/admission/index.ts'
import { existence, kind, one, text } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import type { Catalogue, EventType } from '../../../src/event/index.ts'
import { draftOfTable, headedTable, readTableMap } from '../../../src/exchange/mapped-table/index.ts'
import { lawsuits } from '../../domain/lawsuits.ts'

const HEAD = `source: { key: source/list, register: { label: list, published: { edtf: "[..]", basis: stated } } }
events:
`

/** The events of which a table comes to a draft, each as its type, subject and name. */
function drafted(catalogue: Catalogue, map: string, rows: readonly (readonly string[])[]) {
  const table = headedTable({
    remarks: [],
    rows: rows.map((cells, at) => ({ row: at + 1, cells: cells.map((cell, column) => [column + 1, cell]) })),
  })
  const { events } = draftOfTable({
    file: 'list.csv',
    table,
    map: readTableMap('map.yaml', `${HEAD}${map}`),
    catalogue,
    recorded: emptyWriteModel('toy'),
    findSource: () => undefined,
  })
  return events.slice(1).map(({ event }) => event)
}

const HEARINGS = `  - type: HearingHeld
    subject: { from: [Date] }
    valid: { column: Date }
    payload:
      case: { column: Case }
      judges: { column: Judges, split: ",", key: judge }
`

const HEARD = [
  ['Date', 'Case', 'Judges'],
  ['2024-03-02', 'case/one', 'Ito K., José P.'],
  ['2024-03-01', 'case/one', 'Itō K.'],
]

test('draftOfTable() names each spelling where it is dated first, in the words of any domain', () => {
  expect(drafted(lawsuits.vocabulary.catalogue, HEARINGS, HEARD)).toMatchObject([
    {
      type: 'JudgeNamed',
      subject: 'judge/ito-k',
      payload: { name: 'Ito K.' },
      valid: { edtf: '2024-03-02' },
    },
    { type: 'JudgeNamed', subject: 'judge/jose-p', payload: { name: 'José P.' } },
    { type: 'HearingHeld', payload: { judges: ['judge/ito-k', 'judge/jose-p'] } },
    {
      type: 'JudgeNamed',
      subject: 'judge/ito-k',
      payload: { name: 'Itō K.' },
      valid: { edtf: '2024-03-01' },
    },
    { type: 'HearingHeld', payload: { judges: ['judge/ito-k'] } },
  ])
})

test('draftOfTable() names what has only one name by the spelling that is dated first', () => {
  const { catalogue } = lawsuits.vocabulary
  const single = [...catalogue].map(([type, each]): [string, EventType] => [
    type,
    type === 'JudgeNamed' ? { ...each, namingBy: () => ({ field: 'name', isSingle: true }) } : each,
  ])
  expect(drafted(new Map(single), HEARINGS, HEARD)).toMatchObject([
    { type: 'JudgeNamed', subject: 'judge/jose-p' },
    { type: 'HearingHeld' },
    { type: 'JudgeNamed', subject: 'judge/ito-k', payload: { name: 'Itō K.' } },
    { type: 'HearingHeld' },
  ])
})

test('namingBy() says whether a subject has only one name', () => {
  const ship = kind('ship', {
    says: 'A ship.',
    type: 'Ship',
    list: 'ships',
    listSays: 'Ships.',
    heading: 'Ships',
    fields: { named: existence(), name: one(text, 'Its name.', { role: 'name' }) },
    label: { en: ({ name }) => [name] },
    shows: [],
    events: {
      ShipNamed: {
        says: 'A ship was named',
        payload: { name: text },
        claims: (claim, { name }) => claim.named().name(name),
      },
      ShipLaunched: {
        says: 'A ship was launched',
        payload: { name: text },
        claims: (claim) => claim.named(),
      },
    },
  })
  expect(ship.readings.map(({ type }) => type.namingBy?.())).toEqual([
    { field: 'name', isSingle: true },
    undefined,
  ])
})

test('draftOfTable() refuses once a cell of which no key can be made', () => {
  const rows = [
    ['Date', 'Case', 'Judges'],
    ['2024-03-02', 'case/one', '–'],
  ]
  const refused = () => drafted(lawsuits.vocabulary.catalogue, HEARINGS, rows)
  expect(refused).toThrow(/^list\.csv:C2 E_SHAPE payload\.judges\.0: [^\n]*$/)
})

test('draftOfTable() dates a name by the begin of what lasts', () => {
  const map = `  - type: LabelAdopted
    subject: { from: [Label] }
    valid: { begin: { column: From }, end: { column: To } }
    payload: { object: { value: relationship }, label: { column: Label }, by: { column: By, key: person } }
`
  const rows = [
    ['From', 'To', 'Label', 'By'],
    ['2024-03-02', '2025', 'old friends', 'Kano\n Koji'],
  ]
  expect(drafted(bilateral.vocabulary.catalogue, map, rows)).toMatchObject([
    { type: 'PersonNamed', payload: { name: 'Kano Koji' }, valid: { edtf: '2024-03-02' } },
    { type: 'LabelAdopted', payload: { by: 'person/kano-koji' } },
  ])
})

test('draftOfTable() drafts nothing for keys of kinds of which no event gives just a name', () => {
  const map = `  - type: MeetingHeld
    subject: { from: [Date] }
    valid: { column: Date }
    payload: { kind: { value: talks }, parent: { column: Of, key: meeting } }
`
  const rows = [
    ['Date', 'Of'],
    ['2024-03-02', 'A longer one'],
  ]
  expect(drafted(bilateral.vocabulary.catalogue, map, rows)).toMatchObject([
    { type: 'MeetingHeld', payload: { parent: 'meeting/a-longer-one' } },
  ])
})

test('only events that give a name and say nothing else are known as such', () => {
  const types = [...bilateral.vocabulary.catalogue.values()].filter(({ namingBy }) => namingBy?.())
  expect(types.map(({ type }) => type).toSorted()).toEqual(['BodyNamed', 'PersonNamed', 'PlaceNamed'])
})
