import { describe, expect, test } from 'vitest'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { chronicleOf, event, faultsOf, source, warningsOf } from './vocabulary.ts'

const KEY = 'meeting/talks'
const on = (edtf: string) => ({ edtf, basis: 'stated' })
const act = (what: string, edtf: string | undefined, payload: Payload = {}, source = 'a') =>
  event(`Meeting${what}`, KEY, payload, edtf, source)
const held = (more: Payload = {}, edtf = '2024-05-12') => act('Held', edtf, { kind: 'talks', ...more })
const planned = (more: Payload = {}, edtf = '2024-02-01') =>
  act('Planned', edtf, { window: on('2024-05'), ...more })
const named = (key: string, name: string) => event('PersonNamed', `person/${key}`, { name })

const WHO = [
  named('mere', 'Mere Tane'),
  named('luis', 'Luis Rojas'),
  named('ana', 'Ana Vega'),
  event('BodyNamed', 'body/forum', { name: 'Pacific Forum', kind: 'international-organisation' }),
  event('BodyNamed', 'body/navy', { name: 'Chilean Navy', kind: 'armed-force', side: 'cl' }),
]

const THREE = {
  name: 'Trilateral Talks',
  place: { country: 'au', city: 'Sydney' },
  participants: [
    { person: 'person/mere', side: 'nz', role: 'head' },
    { person: 'person/luis', side: 'cl', role: 'head' },
    { person: 'person/ana', for: 'body/forum', title: 'Secretary-General' },
  ],
  delegations: [
    { side: 'au', role: 'host' },
    { body: 'body/navy', side: 'cl' },
  ],
}

const EVERY = 'certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]'

async function one(date: string, selection: string, ...events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(...WHO, ...events)
  return ((await asOf(date, `meetings(${EVERY}) { ${selection} }`)) as { meetings: readonly object[] })
    .meetings[0]
}

describe('a meeting of three', () => {
  test('has persons for bodies, and sides and bodies without persons', async () => {
    const found = await one(
      '2024-06-01',
      `participants { person side role bodies titles } delegations { side body role }`,
      held(THREE),
    )
    expect(found).toEqual({
      participants: [
        {
          person: 'person/ana',
          side: null,
          role: 'PARTICIPANT',
          bodies: ['body/forum'],
          titles: ['Secretary-General'],
        },
        { person: 'person/luis', side: 'cl', role: 'HEAD', bodies: [], titles: [] },
        { person: 'person/mere', side: 'nz', role: 'HEAD', bodies: [], titles: [] },
      ],
      delegations: [
        { side: 'au', body: null, role: 'HOST' },
        { side: 'cl', body: 'body/navy', role: null },
      ],
    })
  })

  const FOUND_BY = [
    'actor: "nz"',
    'actor: "Australia"',
    'actor: "Pacific Forum"',
    'actor: "Secretary-General"',
    'body: "Chilean Navy"',
    'body: "body/forum"',
    'person: "Ana Vega"',
    'country: "au"',
    'with: ["Mere Tane", "Luis Rojas"]',
    'with: ["Mere Tane", "Pacific Forum", "au"]',
    'with: ["person/luis"]',
    'with: []',
  ]

  test.each(FOUND_BY)('is found by %s', async (filter) => {
    const { asOf } = await chronicleOf(...WHO, held(THREE))
    expect(await asOf('2024-06-01', `meetings(${filter}) { subject }`)).toEqual({
      meetings: [{ subject: KEY }],
    })
  })

  test.each(['actor: "Japan"', 'with: ["Mere Tane", "Japan"]', 'with: ["person/luis", "person/nobody"]'])(
    'is not found by %s',
    async (filter) => {
      const { asOf } = await chronicleOf(...WHO, held(THREE))
      expect(await asOf('2024-06-01', `meetings(${filter}) { subject }`)).toEqual({ meetings: [] })
    },
  )

  test.each([
    [
      'held',
      held(THREE),
      'Trilateral Talks, Ana Vega, Luis Rojas, Mere Tane, Australia and Chilean Navy, Sydney, Australia, 2024-05-12',
    ],
    [
      'planned',
      planned(THREE),
      'Trilateral Talks, Australia, Pacific Forum, Chilean Navy, Ana Vega, Luis Rojas and Mere Tane, Sydney, Australia, planned for 2024-05',
    ],
    [
      'by telephone, without a name',
      held({ mode: 'telephone', delegations: [{ side: 'nz' }, { side: 'cl' }] }),
      'talks, Chile and New Zealand, by telephone, 2024-05-12',
    ],
  ])('%s, it has a headline', async (_, event, headline) => {
    expect(await one('2024-06-01', 'headline', event)).toEqual({ headline })
  })
})

test('everything with two given persons present is found in every list', async () => {
  const { asOf } = await chronicleOf(
    ...WHO,
    held(THREE),
    event(
      'MeetingHeld',
      'meeting/other',
      { kind: 'talks', participants: [{ person: 'person/mere', side: 'nz' }] },
      '2024-04-01',
    ),
    event(
      'VisitMade',
      'visit/both',
      { persons: ['person/mere', 'person/luis'], side: 'nz', country: 'au' },
      '2024-05-11',
    ),
  )
  const found = await asOf(
    '2024-06-01',
    `items(with: ["Mere Tane", "person/luis"]) { nodes { subject } }
     visits(with: ["Mere Tane", "person/luis"]) { subject }
     one: meetings(with: ["Mere Tane"], order: SUBJECT_ASC) { subject }
     happened(with: ["Mere Tane", "person/luis"], among: [VISIT]) { certainty }`,
  )
  expect(found).toEqual({
    items: { nodes: [{ subject: 'visit/both' }, { subject: KEY }] },
    visits: [{ subject: 'visit/both' }],
    one: [{ subject: 'meeting/other' }, { subject: KEY }],
    happened: { certainty: 'DEFINITELY' },
  })
})

test('more than 20 names are refused, and an unknown one is hinted at', async () => {
  const { ask } = await chronicleOf(...WHO, held(THREE))
  const asked = (names: readonly string[]) =>
    ask(`{ relationship(id: "nz-cl") { asOf(date: "2024-06-01") {
      meetings(with: ${JSON.stringify(names)}) { subject } } } }`)
  const { errors } = await asked(Array.from({ length: 21 }, () => 'nz'))
  expect(JSON.stringify(errors)).toMatch(/has 21 names; expected 20 at most/)
  expect((await asked(['Mere Tane', 'Luis Roja'])).text).toContain('"didYouMean":["Luis Rojas"]')
})

describe('how far a meeting came', () => {
  test.each<[string, readonly Envelope[], string, readonly string[], readonly string[]]>([
    ['planned', [planned()], 'UNKNOWN', ['PLANNED'], []],
    ['put off', [planned(), act('Postponed', '2024-03-01')], 'UNKNOWN', ['POSTPONED'], []],
    ['called off', [planned(), act('Cancelled', '2024-03-01', { by: 'cl' })], 'UNKNOWN', ['CANCELLED'], []],
    ['held', [planned(), held()], 'DEFINITELY', ['HELD'], ['HAPPENED']],
    ['denied', [act('Denied', '2024-05-20', { by: 'cl' })], 'UNKNOWN', ['DENIED'], ['DENIED']],
    [
      'held and denied',
      [held(), act('Denied', '2024-05-20', { by: 'cl' })],
      'DEFINITELY',
      ['HELD', 'DENIED'],
      ['HAPPENED', 'DENIED'],
    ],
  ])('%s', async (_, events, certainty, stages, happened) => {
    expect(await one('2024-06-01', 'certainty stages happened', ...events)).toEqual({
      certainty,
      stages,
      happened,
    })
  })

  test('of who came and who was to come, each is kept apart', async () => {
    expect(
      await one(
        '2024-06-01',
        'participants { person } expected { actor side } plannedPlace { city } place { city }',
        planned({ participants: [{ person: 'person/luis', side: 'cl' }], place: { city: 'Lima' } }),
        held({ participants: [{ person: 'person/mere', side: 'nz' }], place: { city: 'Quito' } }),
      ),
    ).toEqual({
      participants: [{ person: 'person/mere' }],
      expected: [{ actor: 'person/luis', side: 'cl' }],
      plannedPlace: { city: 'Lima' },
      place: { city: 'Quito' },
    })
  })

  test('it is found by the days within which it is planned', async () => {
    const { asOf } = await chronicleOf(...WHO, planned())
    expect(await asOf('2024-04-20', `meetings(certainty: [UNKNOWN], plannedWithin: 20) { subject }`)).toEqual(
      {
        meetings: [{ subject: KEY }],
      },
    )
  })
})

test('the day of a planned meeting is possible until it is held', async () => {
  const day = 'heldOn(date: "2024-05-12") { certainty }'
  expect(await one('2024-03-01', day, planned())).toEqual({ heldOn: { certainty: 'POSSIBLY' } })
  expect(await one('2024-06-01', day, planned(), held({}, '2024-05-14'))).toEqual({
    heldOn: { certainty: 'NO' },
  })
})

test.each<[string, Payload, RegExp]>([
  ['nobody', { delegations: [{}] }, /expected a side, a body, or both/],
  ['a mode that is none', { mode: 'letter' }, /mode/],
  [
    'a body that is none',
    { participants: [{ person: 'person/mere', for: 'person/ana' }] },
    /expected a body/,
  ],
])('%s is refused', (_, payload, message) => {
  expect(faultsOf(held(payload)).join('\n')).toMatch(message)
})

test('plans and ends of plans are no doubts, a plan after the meeting is one', () => {
  expect(warningsOf(...WHO, planned(THREE), act('Postponed', '2024-03-01'), held(THREE))).toEqual([])
  expect(warningsOf(source('b', '2024-01-01'), planned({}, '2024-06-01'), held())).toContainEqual(
    expect.stringMatching(/^W_ORDER/),
  )
})

test('an ordinal says who counts so: a person, or the source itself', async () => {
  const ordinal = { number: 3, counts: 'meetings of these ministers' }
  const ordinals = (more: Payload) =>
    one('2024-06-01', 'ordinals { number by }', held({ ordinal: { ...ordinal, ...more } }))
  expect(await ordinals({})).toEqual({ ordinals: [{ number: 3, by: null }] })
  expect(await ordinals({ by: 'person/mere' })).toEqual({ ordinals: [{ number: 3, by: 'person/mere' }] })
})
