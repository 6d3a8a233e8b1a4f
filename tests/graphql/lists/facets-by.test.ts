import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bilateral } from '../../../src/domains/index.ts'
import type { Chronicle } from '../../../src/engine/index.ts'
import { createSchema, limitsWith } from '../../../src/graphql/index.ts'
import { measureOperation } from '../../server/document/limited.ts'
import { type Ask, at, openCorpus } from '../ask.ts'

const schema = createSchema(bilateral)

let chronicle: Chronicle
let ask: Ask
let close: () => Promise<void>
beforeAll(async () => {
  ;({ chronicle, ask, close } = await openCorpus())
})
afterAll(() => close())

type Count = { readonly definite: number; readonly possible: number }
type Group = { readonly keys: readonly (string | null)[]; readonly count: Count }

/** Of what a state is asked: one field of it. */
async function inState(fields: string, point = 'date: "2026-06-10"'): Promise<unknown> {
  const { data, errors } = await ask(
    `{ relationship(id: "${chronicle.name}") { asOf(${point}) { ${fields} } } }`,
  )
  expect(errors).toEqual([])
  return at(data, 'relationship', 'asOf')
}

async function groupsBy(what: readonly string[], args = '', first = 1_000): Promise<readonly Group[]> {
  const state = await inState(
    `facets${args} { by(what: ${JSON.stringify(what)}, first: ${first}) { keys count { definite possible } } }`,
  )
  const groups = at(state, 'facets', 'by')
  if (!Array.isArray(groups)) throw new Error('by gives a list')
  return groups
}

/** How many each of these lists of items holds, by the arguments that narrow it. */
async function totalsOf(lists: readonly string[]): Promise<readonly unknown[]> {
  const totals: unknown[] = []
  for (let from = 0; from < lists.length; from += 15) {
    const some = lists.slice(from, from + 15)
    const fields = some.map((args, nth) => `l${nth}: facets(${args}) { total { definite possible } }`)
    const state = await inState(fields.join(' '))
    totals.push(...some.map((_, nth) => at(state, `l${nth}`, 'total')))
  }
  return totals
}

/** Every item, in pages. */
async function items(): Promise<readonly Readonly<Record<'subject' | 'certainty', string>>[]> {
  const all: Readonly<Record<'subject' | 'certainty', string>>[] = []
  for (let after: unknown = null; ; ) {
    const state = await inState(
      `items(first: 100, after: ${JSON.stringify(after)}) { nodes { subject certainty } pageInfo { hasNextPage endCursor } }`,
    )
    const nodes = at(state, 'items', 'nodes')
    if (Array.isArray(nodes)) all.push(...nodes)
    if (at(state, 'items', 'pageInfo', 'hasNextPage') !== true) return all
    after = at(state, 'items', 'pageInfo', 'endCursor')
  }
}

const sum = (groups: readonly Group[]) =>
  groups.reduce((all, { count }) => all + count.definite + count.possible, 0)

describe('facets by names', () => {
  test.each([
    ['topic', 20],
    ['actor', 40],
    ['with', 40],
    ['place', 8],
    ['person', 15],
    ['by', 3],
    ['addressee', 1],
  ])('counts under each %s what the list narrowed by it holds', async (name, many) => {
    const groups = await groupsBy([name])
    const keys = groups.flatMap(({ keys: [key] }) => key ?? [])
    expect(keys.length).toBeGreaterThanOrEqual(many)
    expect(new Set(keys).size).toBe(keys.length)
    expect(await totalsOf(keys.map((key) => `${name}: ${JSON.stringify(key)}`))).toEqual(
      groups.filter(({ keys: [key] }) => key !== null).map(({ count }) => count),
    )
  })

  test('writes a name that is no subject’s as an item does', async () => {
    const topics = (await groupsBy(['topic'])).flatMap(({ keys: [key] }) => key ?? [])
    const written = new Set<string>()
    const textsIn = (value: unknown): void => {
      if (typeof value === 'string') written.add(value)
      else if (typeof value === 'object' && value !== null)
        for (const each of Object.values(value)) textsIn(each)
    }
    for (let position = 1; position <= chronicle.position; position += 1)
      textsIn(chronicle.eventAt(position)?.event.payload)
    const texts = topics.filter((topic) => !topic.includes('/'))
    expect(texts.filter((topic) => !written.has(topic))).toEqual([])
    expect(texts.filter((topic) => topic !== topic.toLowerCase()).length).toBeGreaterThan(0)
  })

  test('and by a second thing what the list narrowed by both holds', async () => {
    const groups = (await groupsBy(['actor', 'kinds'])).filter(({ keys: [actor] }) => actor !== null)
    expect(groups.length).toBeGreaterThan(50)
    const lists = groups.map(
      ({ keys: [actor, kind] }) => `actor: ${JSON.stringify(actor)}, kinds: ["${kind}"]`,
    )
    expect(await totalsOf(lists)).toEqual(groups.map(({ count }) => count))
    const topics = (await groupsBy(['topic', 'actor']))
      .filter(({ keys }) => !keys.includes(null))
      .slice(0, 60)
    const both = topics.map(
      ({ keys: [topic, actor] }) => `topic: ${JSON.stringify(topic)}, actor: ${JSON.stringify(actor)}`,
    )
    expect(await totalsOf(both)).toEqual(topics.map(({ count }) => count))
  })
})

describe('facets by', () => {
  test('counts what the items come to, recounted one by one', async () => {
    const all = await items()
    const recounted = Map.groupBy(all, ({ subject, certainty }) => `${subject.split('/')[0]} ${certainty}`)
    const groups = await groupsBy(['kinds', 'certainty'])
    expect(
      new Map(groups.map(({ keys, count }) => [keys.join(' '), count.definite + count.possible])),
    ).toEqual(new Map([...recounted].map(([key, some]) => [key, some.length])))
    for (const { keys, count } of groups)
      expect(keys[1] === 'DEFINITELY' ? count.possible : count.definite).toBe(0)
    expect(sum(await groupsBy(['years', 'kinds']))).toBe(all.length)
  })

  test('counts what is derived at the point as the items say it', async () => {
    const state = chronicle.asOf({ date: Math.floor(Date.UTC(2026, 5, 10) / 86_400_000) })
    const derived = chronicle.vocabulary.kinds.get('undertaking')?.derived?.[0]
    const counts = new Map<string, number>()
    for (const item of state.list('undertaking')) {
      if (!['definitely', 'possibly'].includes(item.existence.answer)) continue
      const word = derived?.value(item) ?? ''
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    const groups = await groupsBy(['dueStanding'], '(kinds: ["undertaking"])')
    expect(
      new Map(groups.map(({ keys, count }) => [keys[0] ?? '', count.definite + count.possible])),
    ).toEqual(counts)
    expect(counts.size).toBeGreaterThan(2)
  })

  test('orders days and kinds by themselves, and others the most first', async () => {
    const years = await groupsBy(['years', 'level'], '(kinds: ["meeting"])')
    const keys = years.map(({ keys: [year] }) => year ?? '')
    expect(keys).toEqual(keys.toSorted())
    const sizes = Map.groupBy(years, ({ keys: [year] }) => year).values()
    for (const same of sizes) {
      const counts = same.map((group) => sum([group]))
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    }
    const topics = await groupsBy(['topic'], '', 5)
    expect(topics).toEqual((await groupsBy(['topic'])).slice(0, 5))
  })

  test('gives in one thing what the fields of that name give', async () => {
    const state = await inState(
      `facets { kinds { key count { definite possible } } months { key count { definite possible } }
        years { key count { definite possible } } sides { key count { definite possible } }
        sources { key count { definite possible } } level: words(of: "level") { key count { definite possible } } }`,
    )
    for (const name of ['kinds', 'months', 'years', 'sides', 'sources', 'level'])
      expect((await groupsBy([name])).map(({ keys: [key], count }) => ({ key, count }))).toEqual(
        at(state, 'facets', name),
      )
  })

  test.each([
    [
      'what: ["topics", "years", "kinds"], first: 0',
      [
        { code: 'E_WHAT', argument: 'what', message: 'expected one or two, got 3' },
        { code: 'E_PAGE_SIZE', argument: 'first', message: 'expected 1…1000, got 0' },
        {
          code: 'E_WHAT',
          argument: 'what',
          message: expect.stringMatching(/^"topics" is not one of kinds, .*did you mean topic\?/),
        },
      ],
    ],
    ['what: []', [{ code: 'E_WHAT', message: 'expected one or two, got 0' }]],
    // No meeting is due.
    ['what: ["dueStanding"]', [{ code: 'E_WHAT', message: expect.stringContaining('is not one of') }]],
  ])('refuses everything that is wrong with %s', async (args, faults) => {
    const { errors } = await ask(
      `{ relationship(id: "${chronicle.name}") { asOf { facets(kinds: ["meeting"]) { by(${args}) { keys } } } } }`,
    )
    expect(errors.map(({ extensions }) => extensions.faults)).toMatchObject([faults])
  })

  test('costs the groups that are asked for', () => {
    const priced = (first: string, variables: object = {}) => {
      const text = `query ($n: Int = 700) { relationship(id: "x") { asOf { facets { by(what: ["topic"]${first}) { keys } } } } }`
      const asked = { document: parse(text), operationName: undefined, variables: { ...variables } }
      return measureOperation(asked, schema, limitsWith()).cost?.things ?? 0
    }
    const [one, ...others] = [', first: 1', '', ', first: 1000', ', first: 5000', ', first: $n'].map(
      (first) => priced(first),
    )
    expect(others.map((each) => each - (one ?? 0) + 1)).toEqual([50, 1_000, 1_000, 700])
  })
})
