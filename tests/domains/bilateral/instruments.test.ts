import { describe, expect, test } from 'vitest'
import { sectionsOf } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { parseDay } from '../../../src/time/index.ts'
import { chronicleOf, event, faultsOf, source, warningsOf } from './vocabulary.ts'

const KEY = 'instrument/fisheries'
const on = (edtf: string) => ({ edtf, basis: 'stated' })
const act = (what: string, edtf: string | undefined, payload: Payload = {}, from = 'a') =>
  event(`Instrument${what}`, KEY, payload, edtf, from)
const signed = (edtf = '2024-03-01', more: Payload = {}) =>
  act('Signed', edtf, { kind: 'agreement', topic: 'fisheries', ...more })

type Shown = { readonly certainty: string; readonly words: string } | null

/** Whether it is in force on the date, and the lists by `inForce` that it is in. */
async function inForce(date: string, ...events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(...events)
  const state = (await asOf(
    date,
    `all: instruments { inForce { certainty words } }
     yes: instruments(inForce: true) { subject }
     no: instruments(inForce: false) { subject }`,
  )) as { all: readonly { inForce: Shown }[]; yes: readonly unknown[]; no: readonly unknown[] }
  const listed = [...state.yes.map(() => 'true'), ...state.no.map(() => 'false')].join()
  return { ...state.all[0]?.inForce, listed }
}

describe('whether an instrument is in force', () => {
  test.each<[string, string, readonly Envelope[], string, string, string]>([
    ['signed alone', '2025-01-01', [signed()], 'UNKNOWN', 'not in force as far as is recorded', 'false'],
    [
      'ratified by one side',
      '2025-01-01',
      [signed(), act('Consented', '2024-05-01', { by: 'nz', step: 'ratified' })],
      'UNKNOWN',
      'not in force as far as is recorded',
      'false',
    ],
    [
      'signed and in force on one day',
      '2025-01-01',
      [signed(), act('EnteredIntoForce', '2024-03-01')],
      'DEFINITELY',
      'in force since 2024-03-01',
      'true',
    ],
    [
      'in force within the month of its signature',
      '2025-01-01',
      [signed('2024-03-10'), act('EnteredIntoForce', '2024-03')],
      'DEFINITELY',
      'in force since 2024-03',
      'true',
    ],
    [
      'in force since a day that nobody gives',
      '2026-02-01',
      [signed(), act('EnteredIntoForce', undefined)],
      'DEFINITELY',
      'in force',
      'true',
    ],
    [
      'before it entered into force',
      '2024-06-30',
      [signed(), act('EnteredIntoForce', '2024-07-01')],
      'UNKNOWN',
      'not in force as far as is recorded',
      'false',
    ],
    [
      'applied provisionally',
      '2025-01-01',
      [signed(), act('EnteredIntoForce', '2024-04-01', { provisionally: true })],
      'NO',
      'provisional',
      'false',
    ],
    [
      'in force after it was applied provisionally',
      '2025-01-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-04-01', { provisionally: true }),
        act('EnteredIntoForce', '2024-07-01'),
      ],
      'DEFINITELY',
      'in force since 2024-07-01',
      'true',
    ],
    [
      'to enter into force, before the day',
      '2024-06-30',
      [signed(), act('ToEnterIntoForce', '2024-03-01', { on: on('2024-07-01') })],
      'UNKNOWN',
      'not yet in force as far as is recorded; to enter into force 2024-07-01',
      'false',
    ],
    [
      'to enter into force, from that day on with nothing reported',
      '2024-07-01',
      [signed(), act('ToEnterIntoForce', '2024-03-01', { on: on('2024-07-01') })],
      'POSSIBLY',
      'was to enter into force 2024-07-01; nothing is reported since',
      'true',
    ],
    [
      'suspended',
      '2025-06-01',
      [signed(), act('EnteredIntoForce', '2024-03-01'), act('Suspended', '2025-05-01')],
      'NO',
      'suspended',
      'false',
    ],
    [
      'suspended and resumed',
      '2025-08-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('Suspended', '2025-05-01'),
        act('Resumed', '2025-07-01'),
      ],
      'DEFINITELY',
      'in force since 2025-07-01',
      'true',
    ],
    [
      'until a day that passed, with nothing reported',
      '2025-01-01',
      [signed('2024-03-01', { until: on('2024-12-31') }), act('EnteredIntoForce', '2024-03-01')],
      'POSSIBLY',
      'in force since 2024-03-01, until 2024-12-31; nothing is reported since',
      'true',
    ],
    [
      'extended beyond it',
      '2025-01-01',
      [
        signed('2024-03-01', { until: on('2024-12-31') }),
        act('EnteredIntoForce', '2024-03-01'),
        act('Extended', '2024-12-01', { until: on('2029-12-31') }),
      ],
      'DEFINITELY',
      'in force since 2024-03-01, until 2029-12-31',
      'true',
    ],
    [
      'extended without an end, after the day until when it was made',
      '2025-06-01',
      [
        signed('2024-03-01', { until: on('2024-12-31') }),
        act('EnteredIntoForce', '2024-03-01'),
        act('Extended', '2024-12-01'),
      ],
      'DEFINITELY',
      'in force since 2024-03-01',
      'true',
    ],
    [
      'ended, then extended after all',
      '2025-08-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('Ended', '2025-05-01'),
        act('Extended', '2025-06-01', { until: on('2029-12-31') }),
      ],
      'DEFINITELY',
      'in force since 2024-03-01, until 2029-12-31',
      'true',
    ],
    [
      'applied provisionally, and that extended',
      '2025-08-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-04-01', { provisionally: true }),
        act('Extended', '2025-06-01', { until: on('2029-12-31') }),
      ],
      'NO',
      'provisional',
      'false',
    ],
    [
      'until some day of a year, within that year',
      '2025-06-01',
      [signed('2024-03-01', { until: on('2025') }), act('EnteredIntoForce', '2024-03-01')],
      'POSSIBLY',
      'in force since 2024-03-01, until 2025; nothing is reported since',
      'true',
    ],
    [
      'of two days until when it was made, nobody says which counts, and one has passed',
      '2025-06-01',
      [
        signed('2024-03-01', { until: on('2025-01-31') }),
        act('EnteredIntoForce', '2024-03-01', { until: on('2026-01-31') }),
      ],
      'POSSIBLY',
      'possibly in force since 2024-03-01, until 2025-01-31; nothing is reported since; or in force since 2024-03-01, until 2026-01-31',
      'true',
    ],
    [
      'until a day that passed, and a source says that it is in force',
      '2025-06-01',
      [
        signed('2024-03-01', { until: on('2025-01-31') }),
        act('EnteredIntoForce', '2024-03-01'),
        act('ForceAttested', '2025-06-01', { force: 'in-force' }),
      ],
      'DEFINITELY',
      'in force on that day',
      'true',
    ],
    [
      'of two days on which it was to enter into force, one has passed',
      '2024-08-01',
      [
        signed(),
        act('ToEnterIntoForce', '2024-05-20', { on: on('2024-07-01') }),
        act('ToEnterIntoForce', '2024-05-20', { on: on('2024-09-01') }),
      ],
      'POSSIBLY',
      'possibly was to enter into force 2024-07-01; nothing is reported since; or not yet in force as far as is recorded; to enter into force 2024-09-01',
      'true',
    ],
    [
      'suspended, and extended meanwhile',
      '2025-07-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('Suspended', '2025-05-01'),
        act('Extended', '2025-06-01', { until: on('2029-12-31') }),
      ],
      'NO',
      'suspended',
      'false',
    ],
    [
      'attested in force on an earlier day',
      '2025-03-02',
      [
        act('Named', undefined, { title: 'Fisheries Treaty' }),
        act('ForceAttested', '2025-03-01', { force: 'in-force' }),
      ],
      'POSSIBLY',
      'in force on 2025-03-01; nothing is reported since',
      'true',
    ],
    [
      'denounced, before that takes effect',
      '2025-05-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('Denounced', '2025-02-01', { by: 'cl', effective: on('2025-08-01') }),
      ],
      'DEFINITELY',
      'in force since 2024-03-01; denounced as of 2025-08-01',
      'true',
    ],
    [
      'denounced, from the day on which that takes effect',
      '2025-08-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('Denounced', '2025-02-01', { by: 'cl', effective: on('2025-08-01') }),
      ],
      'POSSIBLY',
      'in force since 2024-03-01; denounced, and no end is reported',
      'true',
    ],
    [
      'denounced, and the notice taken back',
      '2025-09-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('Denounced', '2025-02-01', { by: 'cl', effective: on('2025-08-01') }),
        act('Denounced', '2025-06-01', { by: 'cl', withdrawn: true }),
      ],
      'DEFINITELY',
      'in force since 2024-03-01',
      'true',
    ],
    [
      'ended',
      '2025-09-01',
      [signed(), act('EnteredIntoForce', '2024-03-01'), act('Ended', '2025-08-01')],
      'NO',
      'ended',
      'false',
    ],
    [
      'known only by its name and a ratification',
      '2026-01-15',
      [
        act('Named', undefined, { title: 'Fisheries Treaty' }),
        act('Consented', '2024-05-01', { by: 'nz', step: 'ratified' }),
      ],
      'UNKNOWN',
      'not in force as far as is recorded',
      'false',
    ],
    [
      'a source says that it is not',
      '2025-03-01',
      [signed(), act('ForceAttested', '2025-03-01', { force: 'not-in-force' })],
      'NO',
      'not in force on that day',
      'false',
    ],
    [
      'one source says that it is not, another that it was',
      '2025-03-01',
      [
        signed(),
        act('EnteredIntoForce', '2024-03-01'),
        act('ForceAttested', '2025-03-01', { force: 'not-in-force' }),
      ],
      'POSSIBLY',
      'possibly not in force on that day',
      'true',
    ],
  ])('%s, as of %s', async (_, date, events, certainty, words, listed) => {
    expect(await inForce(date, ...events)).toEqual({ certainty, words, listed })
  })

  test('minutes do not enter into force, unless an event says that they did', async () => {
    const minutes = signed('2024-03-01', { kind: 'minutes' })
    expect(await inForce('2025-01-01', minutes)).toEqual({ listed: '' })
    expect(await inForce('2025-01-01', minutes, act('EnteredIntoForce', '2024-03-01'))).toMatchObject({
      certainty: 'DEFINITELY',
      listed: 'true',
    })
  })

  test('a comparison of two dates shows the passing of a planned day', async () => {
    const { ask } = await chronicleOf(
      signed(),
      act('ToEnterIntoForce', '2024-03-01', { on: on('2024-07-01') }),
    )
    const { data } = await ask(`{ relationship(id: "nz-cl") {
      compare(from: { date: "2024-06-30" }, to: { date: "2024-07-01" }) {
        instruments { fields { field derived { was is } causes } } } } }`)
    expect(data).toEqual({
      relationship: {
        compare: {
          instruments: [
            {
              fields: [
                {
                  field: 'inForce',
                  derived: {
                    was: 'not yet in force as far as is recorded; to enter into force 2024-07-01',
                    is: 'was to enter into force 2024-07-01; nothing is reported since',
                  },
                  causes: ['DUE_PASSED'],
                },
              ],
            },
          ],
        },
      },
    })
  })
})

describe('the life of an instrument', () => {
  const LIFE = [
    source('diet', '2024-05-21'),
    event('BodyNamed', 'body/congress', { name: 'National Congress', kind: 'parliament', side: 'cl' }),
    event('PersonNamed', 'person/ana-rojas', { name: 'Ana Rojas' }),
    act('InTalks', '2023-11-06', { kind: 'agreement', topic: 'fisheries', round: 3 }),
    act('InTalks', '2023-12-20', { concluded: true }),
    signed('2024-03-01', {
      parties: [{ side: 'nz' }, { side: 'cl', body: 'body/congress' }],
      signatures: [{ person: 'person/ana-rojas', for: 'cl', title: 'Minister' }],
      place: { city: 'Valparaíso' },
    }),
    act(
      'Consented',
      '2024-05-20',
      { by: 'body/congress', step: 'approved', vote: { for: 90, against: 40 } },
      'diet',
    ),
    act('Consented', '2024-06-10', { by: 'cl', step: 'ratified' }),
    act('Provides', undefined, { provision: 'forbids', content: 'Long drift nets.' }),
    act('Related', undefined, { relation: 'replaces', to: 'instrument/old' }),
    event('InstrumentNamed', 'instrument/old', { title: 'Convention of 1998' }),
  ]

  test('shows who signed for whom, who consented, what it provides and replaces', async () => {
    const { asOf } = await chronicleOf(...LIFE)
    expect(
      await asOf(
        '2025-01-01',
        `instruments(search: "fisheries") { headline stages rounds ratifiedBy
           signatures { person for title } signatories { headline }
           consents { by step vote { for against } } provisions { provision content }
           replaces { headline } }
         old: instruments(search: "1998") { headline replacedBy { subject } }`,
      ),
    ).toEqual({
      instruments: [
        {
          headline: 'agreement: fisheries, Chile and New Zealand, 2024-03-01',
          stages: ['SIGNED'],
          rounds: [3],
          ratifiedBy: ['cl'],
          signatures: [{ person: 'person/ana-rojas', for: 'cl', title: 'Minister' }],
          signatories: [{ headline: 'Ana Rojas' }],
          consents: [
            { by: 'body/congress', step: 'approved', vote: { for: 90, against: 40 } },
            { by: 'cl', step: 'ratified', vote: null },
          ],
          provisions: [{ provision: 'forbids', content: 'Long drift nets.' }],
          replaces: [{ headline: 'Convention of 1998' }],
        },
      ],
      old: [{ headline: 'Convention of 1998', replacedBy: [{ subject: KEY }] }],
    })
  })

  test('what is only negotiated is listed by its stage and its uncertainty, and was not signed', async () => {
    const { asOf } = await chronicleOf(...LIFE)
    expect(
      await asOf(
        '2023-12-01',
        'instruments(search: "fisheries") { subject } talks: instruments(certainty: [NO, UNKNOWN], stage: [IN_TALKS]) { stages }',
      ),
    ).toEqual({ instruments: [], talks: [{ stages: ['IN_TALKS'] }] })
  })
})

describe('orders that cannot be are warned of', () => {
  test.each([
    [
      'ratified before it was signed',
      [signed(), act('Consented', '2024-02-01', { by: 'nz', step: 'ratified' })],
      /^W_ORDER events\.2\.valid\.edtf expected no day before 2024-03-01, .*InstrumentSigned/,
    ],
    [
      'ended before it was in force',
      [signed(), act('EnteredIntoForce', '2024-07-01'), act('Ended', '2024-06-01')],
      /^W_ORDER events\.3\.valid\.edtf/,
    ],
    [
      'resumed before it was suspended',
      [
        signed(),
        act('EnteredIntoForce', '2024-07-01'),
        act('Suspended', '2025-03-01'),
        act('Resumed', '2025-02-01'),
      ],
      /^W_ORDER events\.4\.valid\.edtf/,
    ],
  ])('%s', (_, events, warning) => {
    expect(warningsOf(...events)).toEqual([expect.stringMatching(warning)])
  })

  test.each([
    ['talks before the signature', [act('InTalks', '2023-11-06', { round: 1 }), signed()]],
    ['in force on the day of the signature', [signed(), act('EnteredIntoForce', '2024-03-01')]],
    [
      'a second ratification after it entered into force',
      [
        signed(),
        act('EnteredIntoForce', '2024-07-01'),
        act('Consented', '2025-01-01', { by: 'cl', step: 'ratified' }),
      ],
    ],
    [
      'denounced, then ended',
      [
        signed(),
        act('EnteredIntoForce', '2024-07-01'),
        act('Denounced', '2025-01-01', { by: 'cl' }),
        act('Ended', '2025-07-01'),
      ],
    ],
  ])('%s is not', (_, events) => {
    expect(warningsOf(...events)).toEqual([])
  })

  test('a signature without title and topic is refused, with what would do', () => {
    expect(faultsOf(act('Signed', '2024-03-01', { kind: 'agreement' }))).toEqual([
      expect.stringContaining(
        'payload.topic is missing: expected a title as printed, a topic in our own words, or both',
      ),
    ])
  })
})

test('a page has what is only negotiated in a section of its own, with its last round', async () => {
  const { chronicle } = await chronicleOf(
    act('InTalks', '2023-11-06', { kind: 'agreement', topic: 'fisheries', round: 2 }),
    act('InTalks', '2023-12-06', { round: 3 }),
  )
  const sections = sectionsOf(bilateral, chronicle.asOf({ date: parseDay('2024-01-01') }), { all: false })
  const lines = sections.find(({ heading }) => heading === 'Instruments in talks')?.lines ?? []
  expect(JSON.stringify(lines)).toContain('agreement: fisheries; in talks, round 3')
})

test.each([
  [30, []],
  [31, [KEY]],
])('what ends ahead is found: of 2024-12-01, within %d days %j', async (days, subjects) => {
  const { asOf } = await chronicleOf(
    signed('2024-03-01', { until: on('2024-12-31') }),
    act('EnteredIntoForce', '2024-03-01'),
  )
  const found = await asOf('2024-12-01', `instruments(turnsWithin: ${days}) { subject }`)
  expect(found).toEqual({ instruments: subjects.map((subject) => ({ subject })) })
})
