import { describe, expect, test } from 'vitest'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { chronicleOf, event, warningsOf } from './vocabulary.ts'

const OFFICE = 'office/nz-defence'
const EMBASSY = 'office/nz-ambassador-to-chile'
const TITLE = { title: 'Minister of Defence', side: 'nz' }
const on = (edtf: string) => ({ edtf, basis: 'stated' })

const act = (type: string, person: string, edtf?: string, more: Payload = {}, office = OFFICE) =>
  event(type, office, { person: `person/${person}`, ...more }, edtf)
const took = (person: string, edtf?: string, more: Payload = {}) => act('OfficeTaken', person, edtf, more)
const left = (person: string, edtf?: string, more: Payload = {}) => act('OfficeLeft', person, edtf, more)
const chosen = (person: string, edtf?: string, more: Payload = {}) =>
  act('OfficeFilled', person, edtf, { how: 'elected', ...more })
const seen = (person: string, edtf: string) => act('OfficeAttested', person, edtf, TITLE)

type Office = {
  readonly vacant: string
  readonly holders: readonly {
    readonly person: { readonly subject: string }
    readonly certainty: string
    readonly acting: boolean
    readonly since: { readonly edtf: string } | null
  }[]
  readonly designated: readonly { readonly person: { readonly subject: string } }[]
}

const ASKED_FOR = `
  vacant
  holders { person { subject } certainty acting since { edtf } }
  designated { person { subject } }`

/** Who holds it in a line: `ana` surely, `ana?` possibly, `-` vacant, `/ bo` who is to take it. */
function inShort({ vacant, holders, designated }: Office): string {
  const name = (subject: string) => subject.replace('person/', '')
  const sure = (certainty: string) => (certainty === 'DEFINITELY' ? '' : '?')
  return [
    ...holders.map(
      ({ person, certainty, acting }) =>
        `${acting ? 'acting ' : ''}${name(person.subject)}${sure(certainty)}`,
    ),
    ...(vacant === 'DEFINITELY' || vacant === 'POSSIBLY' ? [`vacant${sure(vacant)}`] : []),
    ...designated.map(({ person }) => `/ ${name(person.subject)}`),
  ].join(' ')
}

type Answer = { readonly offices: readonly Office[]; readonly conflicts: readonly unknown[] }

async function holders(date: string, events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(...events)
  const { offices, conflicts } = (await asOf(
    date,
    `offices(certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]) { ${ASKED_FOR} } conflicts { certainty }`,
  )) as Answer
  return [offices.map(inShort).join('; '), conflicts.length]
}

describe('who holds an office', () => {
  test.each<[string, readonly Envelope[], Readonly<Record<string, string>>, number]>([
    [
      'from taking it on',
      [took('ana', '2024-03-01')],
      { '2024-02-28': '', '2024-03-01': 'ana', '2030-01-01': 'ana' },
      0,
    ],
    ['on a day that no source gives', [took('ana')], { '2025-06-01': 'ana?', '2026-02-01': 'ana' }, 0],
    [
      'and nobody once they left',
      [took('ana', '2024-03-01'), left('ana', '2024-10-01')],
      { '2024-09-30': 'ana', '2024-10-01': 'vacant' },
      0,
    ],
    [
      'nobody, where it is only known that they left',
      [left('ana', '2024-10-01')],
      { '2024-10-01': 'vacant' },
      0,
    ],
    [
      'through a handover on one day',
      [took('ana', '2024-03-01'), left('ana', '2024-10-01'), took('bo', '2024-10-01')],
      { '2024-09-30': 'ana', '2024-10-01': 'bo' },
      0,
    ],
    [
      'where the next came and nothing says that the last left',
      [took('ana', '2024-03-01'), took('bo', '2024-10-01')],
      { '2024-09-30': 'ana', '2024-10-01': 'bo' },
      0,
    ],
    [
      'though the last formally left after the next came',
      [took('ana', '2024-03-01'), took('bo', '2024-10-01'), left('ana', '2024-10-03')],
      { '2024-10-02': 'bo', '2024-10-03': 'bo', '2025-01-01': 'bo' },
      0,
    ],
    [
      'where the last left in a month that holds the day on which the next came',
      [took('ana', '2024-03-01'), left('ana', '2024-10'), took('bo', '2024-10-10')],
      { '2024-10-05': 'ana? vacant?', '2024-10-10': 'bo', '2025-01-01': 'bo' },
      0,
    ],
    [
      'acting, until they take it in full',
      [left('ana', '2024-10-01'), took('bo', '2024-10-02', { acting: true }), took('bo', '2024-11-01')],
      { '2024-10-02': 'acting bo', '2024-11-01': 'bo' },
      0,
    ],
    [
      'acting, until another comes',
      [took('bo', '2024-10-02', { acting: true }), took('cy', '2024-11-01')],
      { '2024-10-31': 'acting bo', '2024-11-01': 'cy' },
      0,
    ],
    [
      'until the day that they were given has passed, and possibly after it',
      [took('ana', '2024-03-01', { until: on('2026-02-28') })],
      { '2026-02-28': 'ana', '2026-03-01': 'ana?' },
      0,
    ],
    [
      'who was elected, only once they take it',
      [
        took('ana', '2021-01-20'),
        chosen('bo', '2024-11-05', { from: on('2025-01-20') }),
        took('bo', '2025-01-20'),
      ],
      { '2024-11-04': 'ana', '2024-11-05': 'ana / bo', '2025-01-19': 'ana / bo', '2025-01-20': 'bo' },
      0,
    ],
    [
      'who was chosen and declined never',
      [chosen('bo', '2024-11-05'), left('bo', '2024-11-20')],
      { '2024-11-05': '/ bo', '2024-11-20': 'vacant' },
      0,
    ],
    [
      'who is only attested, on that day alone',
      [seen('ana', '2024-03-01')],
      { '2024-02-29': '', '2024-03-01': 'ana', '2024-03-02': '' },
      0,
    ],
    [
      'who is attested as the one who took it, and before that another',
      [seen('ana', '2024-01-15'), took('bo', '2024-03-01'), seen('bo', '2024-06-01')],
      { '2024-01-15': 'ana', '2024-02-01': '', '2024-06-01': 'bo', '2024-06-02': 'bo' },
      0,
    ],
    [
      'who is attested on the day on which another took it',
      [took('ana', '2024-01-15'), seen('ana', '2024-03-01'), took('bo', '2024-03-01')],
      { '2024-03-01': 'bo', '2024-03-02': 'bo' },
      0,
    ],
    [
      'possibly two, where another is attested after one took it',
      [took('ana', '2024-03-01'), seen('bo', '2024-06-01')],
      { '2024-05-31': 'ana', '2024-06-01': 'ana? bo?', '2024-07-01': 'ana? bo?' },
      1,
    ],
    [
      'who is attested after the last left',
      [took('ana', '2024-03-01'), left('ana', '2024-05-01'), seen('bo', '2024-06-01')],
      { '2024-05-31': 'vacant', '2024-06-01': 'bo', '2024-06-02': 'bo? vacant?' },
      0,
    ],
    [
      'two side by side, of whom two sources say that they took it on one day',
      [took('ana', '2024-03-01'), event('OfficeTaken', OFFICE, { person: 'person/bo' }, '2024-03-01', 'b')],
      { '2024-03-01': 'ana bo' },
      1,
    ],
  ])('%s', async (_, events, expected, conflicts) => {
    const named = [
      event('SourceRegistered', 'source/b', { label: 'b', published: on('2026-01-01'), absent: [] }),
    ]
    const all = [...named, ...events]
    const found = Object.keys(expected).map(async (date) => [date, (await holders(date, all))[0]] as const)
    expect(Object.fromEntries(await Promise.all(found))).toEqual(expected)
    expect((await holders('2026-05-01', all))[1]).toBe(conflicts)
  })

  test('since when, until when and per whom; in turn, with how they left; and so of the person', async () => {
    const events = [
      event('PersonNamed', 'person/ana', { name: 'Ana Rua' }),
      event('PersonNamed', 'person/bo', { name: 'Bo Tan' }),
      took('ana', '2021-03-01', TITLE),
      took('ana', '2021-03', TITLE),
      left('ana', '2024-10-01', { how: 'resigned' }),
      took('bo', '2024-10-02', { acting: true, until: on('2024-12-31') }),
    ]
    const { asOf } = await chronicleOf(...events)
    const tenure = 'person { names } acting holds from { edtf } to { edtf } how until { edtf }'
    const tenures = [
      {
        person: { names: ['Ana Rua'] },
        acting: false,
        holds: 'NO',
        from: { edtf: '2021-03-01' },
        to: { edtf: '2024-10-01' },
        how: 'resigned',
        until: null,
      },
      {
        person: { names: ['Bo Tan'] },
        acting: true,
        holds: 'DEFINITELY',
        from: { edtf: '2024-10-02' },
        to: null,
        how: null,
        until: { edtf: '2024-12-31' },
      },
    ]
    expect(
      await asOf(
        '2024-11-01',
        `offices { headline holders { person { names } since { edtf } until { edtf } sources { label } } tenures { ${tenure} } }
         people(search: "Rua") { tenures { office { headline } ${tenure} } }`,
      ),
    ).toEqual({
      offices: [
        {
          headline: 'Minister of Defence (New Zealand)',
          holders: [
            {
              person: { names: ['Bo Tan'] },
              since: { edtf: '2024-10-02' },
              until: { edtf: '2024-12-31' },
              sources: [{ label: 'a' }],
            },
          ],
          tenures,
        },
      ],
      people: [{ tenures: [{ office: { headline: 'Minister of Defence (New Zealand)' }, ...tenures[0] }] }],
    })
  })

  test.each([
    ['2024-09-30', [OFFICE], []],
    ['2024-10-01', [], [OFFICE]],
  ])('is found as vacant on %s', async (date, held, vacant) => {
    const { asOf } = await chronicleOf(took('ana', '2021-03-01'), left('ana', '2024-10-01'))
    const subjects = (keys: readonly string[]) => keys.map((subject) => ({ subject }))
    expect(
      await asOf(date, 'held: offices(vacant: false) { subject } vacant: offices(vacant: true) { subject }'),
    ).toEqual({ held: subjects(held), vacant: subjects(vacant) })
  })

  test('nothing of a later day shows before it', async () => {
    const { asOf } = await chronicleOf(took('ana', '2021-03-01'), left('ana', '2024-10-01'))
    expect(await asOf('2024-09-30', 'offices { tenures { to { edtf } holds } vacant }')).toEqual({
      offices: [{ tenures: [{ to: null, holds: 'DEFINITELY' }], vacant: 'NO' }],
    })
  })
})

describe('an envoy', () => {
  const send = (type: string, edtf: string, more: Payload = {}) => act(type, 'ana', edtf, more, EMBASSY)
  const posted = { side: 'nz', accreditedTo: 'cl' }

  test('is appointed, presents credentials, and is recalled', async () => {
    const events = [
      event('PersonNamed', 'person/ana', { name: 'Ana Rua' }),
      send('OfficeFilled', '2023-11-01', { how: 'appointed', title: 'Ambassador', ...posted }),
      send('CredentialsPresented', '2024-02-10'),
      send('OfficeLeft', '2024-08-01', { how: 'recalled' }),
      act('OfficeTaken', 'bo', '2024-08-02', { acting: true }, EMBASSY),
    ]
    const { asOf } = await chronicleOf(...events)
    for (const filter of [
      'actor: "cl"',
      'actor: "Chile"',
      'person: "Ana Rua"',
      'actor: "New Zealand"',
      'person: "person/bo"',
    ])
      expect(
        await asOf(
          '2024-09-01',
          `offices(${filter}) { headline accreditedTo ${ASKED_FOR} tenures { person { subject } from { edtf } credentials { edtf } how } }`,
        ),
        filter,
      ).toEqual({
        offices: [
          {
            headline: 'Ambassador to Chile (New Zealand)',
            accreditedTo: ['cl'],
            vacant: 'NO',
            holders: [
              {
                person: { subject: 'person/bo' },
                certainty: 'DEFINITELY',
                acting: true,
                since: { edtf: '2024-08-02' },
              },
            ],
            designated: [],
            tenures: [
              {
                person: { subject: 'person/ana' },
                from: { edtf: '2024-02-10' },
                credentials: { edtf: '2024-02-10' },
                how: 'recalled',
              },
              {
                person: { subject: 'person/bo' },
                from: { edtf: '2024-08-02' },
                credentials: null,
                how: null,
              },
            ],
          },
        ],
      })
  })

  test.each([
    [{ title: 'Ambassador to Chile', ...posted }, 'Ambassador to Chile (New Zealand)'],
    [posted, 'envoy to Chile (New Zealand)'],
    [{ title: 'High Commissioner' }, 'High Commissioner'],
    [{ body: 'Navy' }, 'office of Navy'],
    [{}, 'nz ambassador to chile'],
  ])('with %j is called %s', async (more, label) => {
    const { asOf } = await chronicleOf(send('OfficeTaken', '2024-02-10', more))
    expect(await asOf('2024-09-01', 'offices { headline }')).toEqual({ offices: [{ headline: label }] })
  })
})

describe('the page', () => {
  const office = 'Minister of Defence (New Zealand)'
  test.each<[string, readonly Envelope[], string, string]>([
    ['who holds it', [took('ana', '2021-03-01', TITLE)], '2024-01-01', `● ${office}: Ana since 2021-03-01`],
    [
      'who left',
      [took('ana', '2021-03-01', TITLE), left('ana', '2024-10-01')],
      '2024-11-01',
      `● ${office}: vacant since 2024-10-01 (Ana left)`,
    ],
    [
      'whose time has passed',
      [took('ana', '2021-03-01', { ...TITLE, acting: true, until: on('2024-12-31') })],
      '2025-01-01',
      `○ ${office}: possibly: Ana (acting) since 2021-03-01, until 2024-12-31; nothing is reported since`,
    ],
    [
      'who is to take it',
      [chosen('bo', '2024-11-05', { ...TITLE, from: on('2025-01-20') })],
      '2024-12-01',
      `? ${office}: holder unknown; Bo elected 2024-11-05, to take it 2025-01-20`,
    ],
    [
      'who is attested after another took it',
      [took('ana', '2021-03-01', TITLE), seen('bo', '2024-06-01')],
      '2024-06-02',
      `○ ${office}: possibly: Ana since 2021-03-01 or possibly: Bo, attested 2024-06-01`,
    ],
    [
      'who was last attested, by the narrower of two windows that end alike',
      [seen('ana', '[..2024-06-01]'), seen('ana', '2024-06-01')],
      '2024-08-01',
      `? ${office}: holder unknown; last attested Ana 2024-06-01`,
    ],
  ])('says %s', async (_, events, date, line) => {
    const named = ['Ana', 'Bo'].map((name) => event('PersonNamed', `person/${name.toLowerCase()}`, { name }))
    const { page } = await chronicleOf(...named, ...events)
    expect(page(date, 'Offices')).toEqual([line])
  })
})

describe('who changed office between two dates', () => {
  const compared = async (from: string, to: string, ...events: readonly Envelope[]) => {
    const { ask } = await chronicleOf(...events)
    const { data, errors } = await ask(`{
      relationship(id: "nz-cl") {
        compare(from: { date: "${from}" }, to: { date: "${to}" }) {
          changes(kinds: ["office"]) { change causes fields { field causes } }
        }
      }
    }`)
    expect(errors).toEqual([])
    return (data as { relationship: { compare: { changes: readonly unknown[] } } }).relationship.compare
      .changes
  }
  const held = [took('ana', '2021-03-01', { until: on('2024-12-31') })]

  test.each<[string, string, string, readonly Envelope[], readonly unknown[]]>([
    [
      'who follows',
      '2024-01-01',
      '2024-11-01',
      [took('bo', '2024-10-01')],
      [
        {
          change: 'CHANGED',
          causes: ['WORLD_CHANGED'],
          fields: [{ field: 'holder', causes: ['WORLD_CHANGED'] }],
        },
      ],
    ],
    [
      'who goes',
      '2024-01-01',
      '2024-11-01',
      [left('ana', '2024-10-01')],
      [
        {
          change: 'CHANGED',
          causes: ['WORLD_CHANGED'],
          fields: [{ field: 'holder', causes: ['WORLD_CHANGED'] }],
        },
      ],
    ],
    [
      'whose time passes',
      '2024-01-01',
      '2025-01-01',
      [],
      [
        {
          change: 'CHANGED',
          causes: ['DUE_PASSED'],
          fields: [{ field: 'untilPassed', causes: ['DUE_PASSED'] }],
        },
      ],
    ],
    ['nobody', '2024-01-01', '2024-11-01', [], []],
  ])('%s', async (_, from, to, events, changes) => {
    expect(await compared(from, to, ...held, ...events)).toMatchObject(changes)
    expect(await compared(from, to, ...held, ...events)).toHaveLength(changes.length)
  })
})

describe('what is out of order', () => {
  test.each<[string, readonly Envelope[], RegExp | undefined]>([
    [
      'who leaves before they took it',
      [took('ana', '2024-03-01'), left('ana', '2024-02-01')],
      /^W_ORDER .*OfficeTaken/,
    ],
    [
      'who takes it before they were chosen',
      [chosen('ana', '2024-03-01'), took('ana', '2024-02-01')],
      /^W_ORDER .*OfficeFilled/,
    ],
    [
      'credentials before the appointment',
      [chosen('ana', '2024-03-01'), act('CredentialsPresented', 'ana', '2024-02-01')],
      /^W_ORDER .*OfficeFilled/,
    ],
    ['who leaves before another takes it', [left('ana', '2024-02-01'), took('bo', '2024-03-01')], undefined],
    ['who leaves, and nothing says that they came', [left('ana', '2024-02-01')], undefined],
    [
      'who comes again',
      [took('ana', '2020-01-01'), left('ana', '2021-01-01'), took('ana', '2022-01-01')],
      undefined,
    ],
  ])('%s', (_, events, expected) => {
    const named = ['ana', 'bo'].map((name) => event('PersonNamed', `person/${name}`, { name: `${name} X` }))
    const found = warningsOf(...named, ...events).filter(
      (each) => each.includes('ORDER') || each.includes('BEG'),
    )
    expect(found).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)])
  })
})
