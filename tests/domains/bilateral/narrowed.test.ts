import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, openCorpus } from '../../graphql/ask.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

const POINT = 'date: "2025-12-31"'

async function subjectsOf(list: string, args: string, point = POINT): Promise<readonly string[]> {
  const { data, errors } = await corpus.ask(
    `{ relationship(id: "japan-viet-nam") { asOf(${point}) { list: ${list}(${args}) { subject } } } }`,
  )
  expect(errors).toEqual([])
  const listed: readonly unknown[] = Object.values(Object(at(data, 'relationship', 'asOf', 'list')))
  return listed.map((each) => String(at(each, 'subject')))
}

const TWO_PLUS_TWO = 'meeting/2025-12-04-two-plus-two'
const POLICY_DIALOGUE = 'meeting/2025-02-10-defence-policy-dialogue-11'
const SUMMIT = 'meeting/2025-04-28-summit'

/** Ways to ask for one and the same. */
const ALIKE: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'meetings',
    [
      'person: "person/kano-koji"',
      'person: "Kano Koji"',
      'person: "KANO, Kōji"',
      'actor: "kano-koji"',
      'actor: "person/kano-koji"',
    ],
    [POLICY_DIALOGUE, TWO_PLUS_TWO],
  ],
  ['meetings', ['place: "Hanoi"', 'place: "HÀ NỘI"', 'place: "ha noi"', 'place: "place/hanoi"'], [SUMMIT]],
  [
    'meetings',
    ['place: "jp"', 'country: "jp"', 'country: ["jp"]'],
    ['meeting/2021-11-23-defence-ministers', POLICY_DIALOGUE, TWO_PLUS_TWO],
  ],
  [
    'meetings',
    [
      'kind: "summit" on: "2025-04-28"',
      'kind: "summit" valid: { from: "2025-04-28", to: "2025-04-28" }',
      'kind: "summit"',
      'kind: ["summit"] on: "2025-04-28"',
    ],
    [SUMMIT],
  ],
  [
    'meetings',
    [
      'search: "two plus two vice"',
      'search: "VICE twoplustwo"',
      'search: "Two-Plus-Two vice"',
      'search: "“2+2”"',
    ],
    [TWO_PLUS_TWO],
  ],
  [
    'positions',
    ['topic: "east-sea"', 'topic: "East Sea"', 'topic: "SOUTH CHINA SEA"', 'topic: "place/east-sea"'],
    [
      'position/001-chien-code-of-conduct',
      'position/001-chien-east-sea-law',
      'position/000-chien-east-sea-concern',
      'position/000-chien-east-sea-restraint',
      'position/000-chien-east-sea-settlement',
    ],
  ],
  [
    'people',
    [
      'search: "Hoàng Xuân Chiến"',
      'search: "hoang xuan chien"',
      'search: "CHIEN hoang"',
      'search: "Hoàng-Xuân"',
      'subject: "person/hoang-xuan-chien"',
    ],
    ['person/hoang-xuan-chien'],
  ],
  ['people', ['search: "Nguyễn Minh Vũ"', 'search: "nguyen minh vu"'], ['person/nguyen-minh-vu']],
  [
    'places',
    ['search: "Vietnam"', 'search: "Viet Nam"', 'search: "Việt-Nam"', 'search: "VIỆTNAM"'],
    ['place/viet-nam'],
  ],
  ['places', ['search: "south china"', 'search: "east sea south"'], ['place/east-sea']],
  [
    'offices',
    ['actor: "Minister of Defence"', 'actor: "minister of defense"', 'actor: "jp Minister of Defence"'],
    ['office/jp-minister-of-defence'],
  ],
  [
    'instruments',
    ['actor: "defence ministry"', 'actor: "Defense Ministry"'],
    [
      'instrument/2021-11-23-cybersecurity-memorandum',
      'instrument/2021-11-23-military-medicine-memorandum',
      'instrument/2025-12-04-search-and-rescue-memorandum',
      'instrument/2025-12-04-training-letter-of-intent',
    ],
  ],
  [
    'undertakings',
    ['status: FULFILLED grade: AGREEMENT', 'status: [FULFILLED] grade: [AGREEMENT] actor: "vn"'],
    ['undertaking/set-up-two-plus-two', 'undertaking/hold-first-two-plus-two'],
  ],
  [
    'mechanisms',
    ['stage: CONVENED', 'stage: [CONVENED]'],
    [
      'mechanism/japan-asean-defence-ministers-informal-meeting',
      'mechanism/defence-ministers-meeting',
      'mechanism/defence-policy-dialogue',
      'mechanism/staff-officer-consultations',
      'mechanism/two-plus-two',
    ],
  ],
]

describe('a list is the same however one spells what it is narrowed by', () => {
  test.each(ALIKE.flatMap(([list, ways, subjects]) => ways.map((args) => [list, args, subjects] as const)))(
    '%s(%s)',
    async (list, args, subjects) => {
      expect((await subjectsOf(list, args)).toSorted()).toEqual(subjects.toSorted())
    },
  )
})

describe('one style on all lists', () => {
  test.each([
    ['meetings', 'person: "person/nobody"'],
    ['meetings', 'actor: "the Moon"'],
    ['meetings', 'place: "the Moon"'],
    ['undertakings', 'topic: "the Moon"'],
    ['people', 'side: "is"'],
    ['visits', 'country: "is"'],
    ['people', 'search: "moonlight"'],
    ['meetings', 'valid: { to: "1900-01-01" } kind: "summit"'],
    ['places', 'known: { to: "1900-01-01" }'],
  ])('what nothing is called is found nowhere: %s(%s)', async (list, args) => {
    expect(await subjectsOf(list, args)).toEqual([])
  })

  test.each([
    [
      'meetings',
      'kind: "sumit"',
      'E_KIND',
      'kind',
      /"sumit" is not one of summit, .*; did you mean summit\?/,
    ],
    ['meetings', 'kind: "memorandum"', 'E_KIND', 'kind', /"memorandum" is not one of summit, [^?]*$/],
    ['happened', 'kind: "agrement"', 'E_KIND', 'kind', /did you mean agreement\?/],
    [
      'cooperation',
      'scope: "defence"',
      'E_ARGUMENT',
      'scope',
      /"CooperationScope" cannot represent non-enum value: "defence". Did you mean the enum value "DEFENCE"/,
    ],
    ['mechanisms', 'stage: AGRED', 'E_ARGUMENT', 'stage', /Did you mean the enum value "AGREED"/],
    [
      'mechanisms',
      'stage: ONGOING',
      'E_STAGE',
      'stage',
      /"ONGOING" is not one of ATTESTED, AGREED, CONVENED/,
    ],
    [
      'people',
      'side: "Japan"',
      'E_UNKNOWN_SIDE',
      'side',
      /"Japan": expected a side in two letters.* like jp/,
    ],
    ['visits', 'country: "VN"', 'E_COUNTRY', 'country', /"VN": expected a country in two letters/],
    ['undertakings', 'grade: PLEDG', 'E_ARGUMENT', 'grade', /Did you mean the enum value "PLEDGE"/],
    ['undertakings', 'status: DONE', 'E_ARGUMENT', 'status', /"DONE" does not exist in "UndertakingStatus"/],
    ['meetings', 'order: VALID', 'E_ARGUMENT', 'order', /"VALID" does not exist in "ListOrder"/],
    ['meetings', 'source: "009"', 'E_UNKNOWN_SOURCE', 'source', /"009" is not a source/],
    ['meetings', 'subject: "meting/x"', 'E_KIND', 'subject', /is not kind\/name with a kind of .*meeting/],
    ['meetings', 'person: "persn/x"', 'E_KIND', 'person', /is not kind\/name with a kind of .*person/],
    ['noted', 'about: "x"', 'E_KIND', 'about', /is not kind\/name/],
    [
      'singleSource',
      'kinds: ["meetings"]',
      'E_KIND',
      'kinds',
      /"meetings" is not one of meeting, .*did you mean meeting\?/,
    ],
    ['conflicts', 'field: "titel"', 'E_FIELD', 'field', /did you mean title\?/],
    [
      'people',
      'valid: { from: "2025-01-02", to: "2025-01-01" }',
      'E_RANGE',
      'valid.to',
      /2025-01-01 lies before from, 2025-01-02/,
    ],
    ['people', `search: "${'a '.repeat(21)}"`, 'E_SEARCH', 'search', /21 words; expected 20 at most/],
  ])('what is none of what there is is refused: %s(%s)', async (list, args, code, argument, message) => {
    const { errors } = await corpus.ask(
      `{ relationship(id: "japan-viet-nam") { asOf { ${list}(${args}) { certainty } } } }`,
    )
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toMatchObject({ code, category: 'invalid', argument })
    expect(errors[0]?.message).toMatch(message)
  })

  test('every fault of a list comes at once', async () => {
    const { errors } = await corpus.ask(`{ relationship(id: "japan-viet-nam") { asOf { items(
      first: 0 after: "x" kinds: ["a", "b"] subject: "x" source: "x" kind: ["x"] person: "x/x" country: "VN"
      valid: { from: "2025-01-02" to: "2025-01-01" } known: { from: "2025-01-02" to: "2025-01-01" } search: "${'a '.repeat(21)}"
    ) { totalCount } } } }`)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions.faults).toMatchObject(
      [
        ['E_PAGE_SIZE', 'first'],
        ['E_CURSOR', 'after'],
        ['E_KIND', 'kinds'],
        ['E_KIND', 'kinds'],
        ['E_KIND', 'subject'],
        ['E_UNKNOWN_SOURCE', 'source'],
        ['E_KIND', 'kind'],
        ['E_KIND', 'person'],
        ['E_COUNTRY', 'country'],
        ['E_RANGE', 'valid.to'],
        ['E_RANGE', 'known.to'],
        ['E_SEARCH', 'search'],
      ].map(([code, argument]) => ({ code, argument })),
    )
  })

  test('a source that is registered later is no mistake, and nothing rests on it yet', async () => {
    const { data } = await corpus.ask(`{ relationship(id: "japan-viet-nam") {
      timeline(subject: "source/vns-2025-12-04", order: RECORDED_ASC, first: 1) { nodes { position } } } }`)
    const before = Number(at(data, 'relationship', 'timeline', 'nodes', '0', 'position')) - 1
    const point = `${POINT} position: ${before}`
    expect(await subjectsOf('meetings', 'source: "source/vns-2025-12-04"', point)).toEqual([])
    expect(await subjectsOf('meetings', 'source: "source/vns-2025-12-04"')).not.toEqual([])
  })

  test('a name counts where it can be seen, and not before', async () => {
    expect(
      await subjectsOf('places', 'search: "South China Sea"', `${POINT} knownAt: "2025-02-11"`),
    ).not.toEqual(['place/east-sea'])
    expect(await subjectsOf('places', 'search: "South China Sea"')).toEqual(['place/east-sea'])
  })

  test('items have them all in one list, as the lists have them one by one', async () => {
    const one = `actor: "Hoang Xuan Chien" known: { from: "2025-02-01", to: "2025-02-28" }`
    const { data, errors } = await corpus.ask(
      `{ relationship(id: "japan-viet-nam") { asOf(${POINT}) { items(first: 100 ${one}) { nodes { subject } } } } }`,
    )
    expect(errors).toEqual([])
    const listed: readonly unknown[] = Object.values(
      Object(at(data, 'relationship', 'asOf', 'items', 'nodes')),
    )
    const subjects = listed.map((each) => String(at(each, 'subject')))
    const lists = ['meetings', 'instruments', 'undertakings', 'visits', 'positions']
    const apart = (await Promise.all(lists.map((list) => subjectsOf(list, one)))).flat()
    expect(apart.length).toBeGreaterThan(10)
    expect(subjects).toEqual(expect.arrayContaining(apart))
  })

  test('changes are narrowed by what was or is', async () => {
    const { data, errors } = await corpus.ask(`{ relationship(id: "japan-viet-nam") {
      compare(from: { date: "2025-05-01" }, to: { date: "2025-12-31" }) {
        undertakings(status: FULFILLED change: CHANGED) { subject }
        fulfilled: differences(status: FULFILLED change: CHANGED cause: WORLD_CHANGED first: 5) { totalCount nodes { subject change } }
        meetings(person: "Kano Koji" valid: { from: "2025-12-01" }) { subject }
        changes(kinds: ["meeting"] search: "vietnam two-plus-two") { subject }
      }
    } }`)
    expect(errors).toEqual([])
    const compared = at(data, 'relationship', 'compare')
    expect(compared).toMatchObject({
      undertakings: [
        { subject: 'undertaking/set-up-two-plus-two' },
        { subject: 'undertaking/hold-first-two-plus-two' },
      ],
      fulfilled: { totalCount: 2 },
      meetings: [{ subject: TWO_PLUS_TWO }],
    })
  })

  test('of events, those that bring what is asked for', async () => {
    const { data, errors } = await corpus.ask(`{ relationship(id: "japan-viet-nam") {
      status: timeline(status: FULFILLED) { nodes { type subject } }
      grade: timeline(grade: PLEDGE kinds: ["undertaking"]) { nodes { type } }
      actor: timeline(actor: "Kano Koji" types: ["MeetingHeld"]) { nodes { subject } }
      place: timeline(place: "Hà Nội") { nodes { subject } }
      known: timeline(types: ["MeetingHeld"] known: { to: "2021-11-23" }) { nodes { evidence { source { label } } } }
    } }`)
    expect(errors).toEqual([])
    const nodes = (list: string): readonly unknown[] =>
      Object.values(Object(at(data, 'relationship', list, 'nodes')))
    expect(new Set(nodes('status').map((each) => at(each, 'type')))).toEqual(
      new Set(['UndertakingFulfilled']),
    )
    expect(new Set(nodes('grade').map((each) => at(each, 'type')))).toEqual(new Set(['UndertakingMade']))
    expect(new Set(nodes('actor').map((each) => at(each, 'subject')))).toEqual(
      new Set([POLICY_DIALOGUE, TWO_PLUS_TWO, 'meeting/undated-two-plus-two-dialogue']),
    )
    expect(nodes('place').map((each) => at(each, 'subject'))).toContain(SUMMIT)
    for (const each of nodes('known'))
      expect(
        new Set(Object.values(Object(at(each, 'evidence'))).map((one) => at(one, 'source', 'label'))),
      ).toContain('003')
  })
})

/** The undertakings of a side, its people and its bodies. */
async function undertakenBy(side: string): Promise<readonly string[]> {
  const { data } = await corpus.ask(
    `{ relationship(id: "japan-viet-nam") { asOf(${POINT}) {
      undertakings { subject by } people { subject side } bodies { subject side } } } }`,
  )
  const listed = (name: string) => Object.values(Object(at(data, 'relationship', 'asOf', name)))
  const theirs = [...listed('people'), ...listed('bodies')].filter((each) => at(each, 'side') === side)
  const own = new Set([side, ...theirs.map((each) => String(at(each, 'subject')))])
  return listed('undertakings')
    .filter((each) => Object.values(Object(at(each, 'by'))).some((actor) => own.has(String(actor))))
    .map((each) => String(at(each, 'subject')))
}

test.each([
  ['jp', 'jp'],
  ['jp', 'Japan'],
  ['jp', 'JAPAN'],
  ['vn', 'vn'],
  ['vn', 'Viet Nam'],
  ['vn', 'Vietnam'],
  ['vn', 'Việt Nam'],
])('what %s undertook, its officers and bodies included, is found by: %j', async (side, name) => {
  const found = await subjectsOf('undertakings', `by: "${name}"`)
  expect(found).toEqual(await undertakenBy(side))
  expect(found).not.toEqual([])
  const involved = await subjectsOf('undertakings', `actor: "${name}"`)
  expect(found.filter((each) => !involved.includes(each))).toEqual([])
})

test.each(['jp', 'Japan', 'japan', 'vn', 'Viet Nam'])('meetings with a person of %s', async (name) => {
  expect(await subjectsOf('meetings', `person: "${name}"`)).toContain(TWO_PLUS_TWO)
})

test('an officer is found by their own name alone', async () => {
  const own = await subjectsOf('undertakings', 'by: "Ishiba Shigeru"')
  expect(own.length).toBeLessThan((await subjectsOf('undertakings', 'by: "Japan"')).length)
})

test.each([
  'person/kano-koji',
  'person/hoang-xuan-chien',
  'person/kishi',
  'person/nguyen-minh-vu',
  'person/ishiba-shigeru',
])('the timeline of %s has every event that is about them or names them', async (person) => {
  const found: number[] = []
  for (let after = 'null'; after !== ''; ) {
    const { data, errors } = await corpus.ask(
      `{ relationship(id: "japan-viet-nam") { timeline(person: "${person}", first: 100, after: ${after}) { nodes { position } pageInfo { hasNextPage endCursor } } } }`,
    )
    expect(errors).toEqual([])
    const page = at(data, 'relationship', 'timeline')
    const nodes: readonly unknown[] = Object.values(Object(at(page, 'nodes')))
    found.push(...nodes.map((node) => Number(at(node, 'position'))))
    const isLast = at(page, 'pageInfo', 'hasNextPage') === false
    after = isLast ? '' : JSON.stringify(at(page, 'pageInfo', 'endCursor'))
  }
  const { view } = corpus.chronicle.asOf({})
  // As it reads: a person whom a correction took out is named no more.
  const naming = view.eventIndex.events
    .filter(({ id }) =>
      view
        .versions(id)
        .some(({ event: { event } }) =>
          JSON.stringify([event.subject, event.payload]).includes(`"${person}"`),
        ),
    )
    .toArray()
  expect(naming.filter(({ position }) => !found.includes(position)).map(({ event }) => event.type)).toEqual(
    [],
  )
  expect(found.length).toBeGreaterThan(0)
})
