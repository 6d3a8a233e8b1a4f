import { describe, expect, test } from 'vitest'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { chronicleOf, event, faultsOf, source, warningsOf } from './vocabulary.ts'

const KEY = 'visit/navy'
const on = (edtf: string) => ({ edtf, basis: 'stated' })
const act = (what: string, edtf: string | undefined, payload: Payload = {}, source = 'a') =>
  event(`Visit${what}`, KEY, payload, edtf, source)
const planned = (edtf: string | undefined, window?: string, more: Payload = {}) =>
  act('Planned', edtf, {
    by: 'body/navy',
    side: 'nz',
    place: { country: 'cl', city: 'Iquique' },
    ...(window && { window: on(window) }),
    ...more,
  })
const made = (edtf: string | undefined) => act('Made', edtf, { by: 'body/navy', side: 'nz', country: 'cl' })
const postponed = (edtf: string | undefined, to?: string) =>
  act('Postponed', edtf, { ...(to && { to: on(to) }) })
const navy = event('BodyNamed', 'body/navy', { name: 'Royal Navy', side: 'nz', kind: 'armed-force' })

type Visits = { readonly visits: readonly Record<string, unknown>[] }
const EVERY = 'certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]'

async function one(date: string, selection: string, ...events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(navy, ...events)
  return ((await asOf(date, `visits(${EVERY}) { ${selection} }`)) as Visits).visits[0]
}

describe('how far a visit came', () => {
  test.each<[string, string, readonly Envelope[], string, readonly string[]]>([
    ['planned', '2024-03-01', [planned('2024-02-01')], 'UNKNOWN', ['PLANNED']],
    ['before it was planned', '2024-01-01', [planned('2024-02-01')], 'UNKNOWN', []],
    ['put off', '2024-04-01', [planned('2024-02-01'), postponed('2024-03-01')], 'UNKNOWN', ['POSTPONED']],
    [
      'planned anew after it was put off',
      '2024-06-01',
      [planned('2024-02-01'), postponed('2024-03-01'), planned('2024-05-01', '2024-10-05')],
      'UNKNOWN',
      ['PLANNED'],
    ],
    [
      'called off',
      '2024-06-01',
      [planned('2024-02-01'), act('Cancelled', '2024-03-01')],
      'UNKNOWN',
      ['CANCELLED'],
    ],
    [
      'made, whatever was planned after',
      '2024-06-01',
      [made('2024-05-12'), planned('2024-05-20')],
      'DEFINITELY',
      ['MADE'],
    ],
    [
      'made after it was called off',
      '2024-06-01',
      [act('Cancelled', '2024-03-01'), made('2024-05-12')],
      'DEFINITELY',
      ['MADE'],
    ],
    ['denied alone', '2024-06-01', [act('Denied', '2024-05-20', { by: 'cl' })], 'UNKNOWN', ['DENIED']],
    [
      'made by one and denied by another',
      '2024-06-01',
      [made('2024-05-12'), act('Denied', '2024-05-20', { by: 'cl' })],
      'DEFINITELY',
      ['MADE', 'DENIED'],
    ],
  ])('%s', async (_, date, events, certainty, stages) => {
    expect(await one(date, 'certainty stages', ...events)).toEqual({ certainty, stages })
  })

  test('what is not done is listed as unknown, or by its stage, and happened nowhere', async () => {
    const { asOf } = await chronicleOf(navy, planned('2024-02-01', '2024-05'))
    const found = await asOf(
      '2024-03-01',
      `visits { subject } unknown: visits(certainty: [UNKNOWN]) { subject }
       planned: visits(certainty: [UNKNOWN], stage: [PLANNED]) { subject }
       cancelled: visits(certainty: [UNKNOWN], stage: [CANCELLED]) { subject }
       happened(among: [VISIT]) { certainty }`,
    )
    expect(found).toEqual({
      visits: [],
      unknown: [{ subject: KEY }],
      planned: [{ subject: KEY }],
      cancelled: [],
      happened: { certainty: 'UNKNOWN' },
    })
  })
})

describe('who denies a visit', () => {
  const events = [
    source('b', '2024-06-01'),
    made('2024-05-12'),
    act('Denied', undefined, { by: 'cl', how: 'No ship came.' }, 'b'),
  ]

  test('stands beside who made it, and both are shown', async () => {
    const { asOf } = await chronicleOf(source('a', '2024-05-15'), navy, ...events)
    const found = await asOf(
      '2024-07-01',
      `visits { happened denials { by how } }
       conflicts { kind field sides { value sources { label } } }`,
    )
    expect(found).toEqual({
      visits: [{ happened: ['HAPPENED', 'DENIED'], denials: [{ by: 'cl', how: 'No ship came.' }] }],
      conflicts: [
        {
          kind: 'CONFLICT',
          field: 'happened',
          sides: [
            { value: 'happened', sources: [{ label: 'a' }] },
            { value: 'denied', sources: [{ label: 'b' }] },
          ],
        },
      ],
    })
  })
})

describe('when a visit is planned', () => {
  test.each<[string, string, readonly Envelope[], string | null]>([
    ['by the plan', '2024-03-01', [planned('2024-02-01', '2024-05')], '2024-05'],
    [
      'by a closer plan',
      '2024-03-15',
      [planned('2024-02-01', '2024-05'), planned('2024-03-01', '2024-05-12')],
      '2024-05-12',
    ],
    [
      'by the day to which it was put off',
      '2024-04-01',
      [planned('2024-02-01', '2024-05'), postponed('2024-03-01', '2024-10')],
      '2024-10',
    ],
    [
      'no more, once put off to no day',
      '2024-04-01',
      [planned('2024-02-01', '2024-05'), postponed('2024-03-01')],
      null,
    ],
    [
      'anew',
      '2024-06-01',
      [planned('2024-02-01', '2024-05'), postponed('2024-03-01'), planned('2024-05-01', '2024-10-05')],
      '2024-10-05',
    ],
  ])('%s', async (_, date, events, edtf) => {
    expect(await one(date, 'window { edtf }', ...events)).toEqual({ window: edtf && { edtf } })
  })

  test('being put off is no disagreement, and two plans of one day are', async () => {
    const conflicts = async (...events: readonly Envelope[]) => {
      const { asOf } = await chronicleOf(navy, ...events)
      return asOf('2024-12-01', 'conflicts { kind field }')
    }
    expect(await conflicts(planned('2024-02-01', '2024-05'), postponed('2024-03-01', '2024-10'))).toEqual({
      conflicts: [],
    })
    expect(await conflicts(planned('2024-02-01', '2024-05'), planned('2024-02-01', '2024-07'))).toEqual({
      conflicts: [{ kind: 'CONFLICT', field: 'window' }],
    })
  })

  test.each<[string, string, readonly Envelope[], string]>([
    ['of its window', '2024-05-12', [planned('2024-02-01', '2024-05')], 'POSSIBLY'],
    ['beside its window', '2024-06-12', [planned('2024-02-01', '2024-05')], 'UNKNOWN'],
    [
      'of a window that was left',
      '2024-05-12',
      [planned('2024-02-01', '2024-05'), postponed('2024-03-01', '2024-10')],
      'UNKNOWN',
    ],
    [
      'of one that was called off',
      '2024-05-12',
      [planned('2024-02-01', '2024-05'), act('Cancelled', '2024-03-01')],
      'UNKNOWN',
    ],
    [
      'of one that was made on another',
      '2024-05-12',
      [planned('2024-02-01', '2024-05'), made('2024-05-14')],
      'NO',
    ],
    [
      'of one that was made then',
      '2024-05-12',
      [planned('2024-02-01', '2024-05'), made('2024-05-12')],
      'DEFINITELY',
    ],
  ])('it was held on a day %s', async (_, day, events, certainty) => {
    expect(await one('2024-06-15', `heldOn(date: "${day}") { certainty }`, ...events)).toEqual({
      heldOn: { certainty },
    })
  })

  test.each<[string, number, readonly Envelope[], boolean]>([
    ['2024-03-01', 90, [], true],
    ['2024-03-01', 61, [], false],
    ['2024-03-01', 62, [], true],
    ['2024-05-31', 1, [], true],
    ['2024-06-01', 90, [], false],
    ['2024-04-20', 90, [postponed('2024-04-10')], false],
    ['2024-04-20', 90, [act('Cancelled', '2024-04-10')], false],
  ])('from %s on it is planned within %i days: %s', async (date, days, events, isFound) => {
    const { asOf } = await chronicleOf(navy, planned('2024-02-01', '2024-05'), ...events)
    const found = await asOf(date, `visits(certainty: [UNKNOWN], plannedWithin: ${days}) { subject }`)
    expect(found).toEqual({ visits: isFound ? [{ subject: KEY }] : [] })
  })
})

describe('a visit in words', () => {
  test.each<[string, readonly Envelope[], string]>([
    ['planned', [planned('2024-02-01', '2024-05')], 'Royal Navy in Iquique, Chile, planned for 2024-05'],
    [
      'put off',
      [planned('2024-02-01', '2024-05'), postponed('2024-03-01')],
      'Royal Navy in Iquique, Chile, put off',
    ],
    [
      'put off to a day',
      [planned('2024-02-01', '2024-05'), postponed('2024-03-01', '2024-10')],
      'Royal Navy in Iquique, Chile, put off to 2024-10',
    ],
    [
      'called off',
      [planned('2024-02-01', '2024-05'), act('Cancelled', '2024-03-01')],
      'Royal Navy in Iquique, Chile, called off',
    ],
    ['made', [made('2024-05-12')], 'Royal Navy in Chile, 2024-05-12'],
  ])('%s', async (_, events, headline) => {
    expect(await one('2024-06-01', 'headline', ...events)).toEqual({ headline })
  })
})

describe('whose visit it is', () => {
  test.each(['actor: "nz"', 'actor: "Royal Navy"', 'body: "body/navy"', 'place: "Iquique"', 'country: "cl"'])(
    'of one that is planned, by %s',
    async (filter) => {
      const { asOf } = await chronicleOf(navy, planned('2024-02-01'))
      expect(await asOf('2024-03-01', `visits(certainty: [UNKNOWN], ${filter}) { subject }`)).toEqual({
        visits: [{ subject: KEY }],
      })
    },
  )

  test('nobody’s is refused, and a delegation without names is not', () => {
    expect(faultsOf(act('Made', '2024-05-12', { country: 'cl' }))).toEqual([
      expect.stringMatching(/expected who was there/),
    ])
    expect(faultsOf(made('2024-05-12'))).toEqual([])
  })
})

test('of a visit the city may be printed alone', async () => {
  const visited = act('Made', '2024-05-12', { by: 'body/navy', side: 'nz', city: 'Iquique' })
  expect(await one('2024-06-01', 'headline country city', visited)).toEqual({
    headline: 'Royal Navy in Iquique, 2024-05-12',
    country: null,
    city: 'Iquique',
  })
})

test('a visit that was made before it was planned is a doubt, and one that is only planned is none', () => {
  expect(warningsOf(navy, planned('2024-02-01'), made('2024-05-12'))).toEqual([])
  expect(warningsOf(navy, planned('2024-02-01'), act('Cancelled', '2024-03-01'))).toEqual([])
  expect(warningsOf(navy, planned('2024-06-01'), made('2024-05-12'))).toContainEqual(
    expect.stringMatching(/^W_ORDER/),
  )
})
