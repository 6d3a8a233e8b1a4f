import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema } from '../../src/graphql/index.ts'

const schema = createSchema(bilateral)

type Listed = { readonly at: string; readonly field: GraphQLField<unknown, unknown>; readonly of: string }

/** Every list and every connection that the roots, states and comparisons have; `whyNot` is asked about one subject. */
const lists: readonly Listed[] = ['Query', 'Relationship', 'RelationshipState', 'Comparison'].flatMap(
  (name) => {
    const type = schema.getType(name)
    if (!isObjectType(type)) throw new Error(`${name} is no type`)
    return Object.values(type.getFields()).flatMap((field) => {
      const named = getNamedType(field.type)
      const node = isObjectType(named) ? named.getFields().nodes : undefined
      if (!isListType(getNullableType(field.type)) && node === undefined) return []
      if (field.name === 'whyNot') return []
      return [{ at: `${name}.${field.name}`, field, of: getNamedType(node?.type ?? field.type).name }]
    })
  },
)

function implementing(name: string): ReadonlySet<string> {
  const type = schema.getType(name)
  if (!isInterfaceType(type)) throw new Error(`${name} is no interface`)
  return new Set([name, ...schema.getPossibleTypes(type).map((each) => each.name)])
}

const items = lists.filter(({ of }) => implementing('Item').has(of))
const changes = lists.filter(({ of }) => implementing('Change').has(of))
const events = lists.filter(({ at }) => at === 'Relationship.timeline')
const argsOf = ({ field }: Listed) => field.args.map(({ name }) => name)

/** What means something else under a name that others have, each with the reason that it has the name. */
const APART = new Map([
  ['RelationshipState.noted(kind)', 'a note’s own field `kind`, of which GraphQL knows the words'],
  ['Query.sources(kind)', 'likewise of a source'],
  ['Relationship.sources(kind)', 'likewise'],
  ['Query.sources(order)', 'sources have no valid time to be in the order of'],
  ['Relationship.sources(order)', 'likewise'],
  ...changes.map(({ at }) => [`${at}(order)`, 'omitted, changes come as the later list has them'] as const),
])

describe('lists have one style', () => {
  test('and there are many', () => {
    expect(items.length).toBeGreaterThan(12)
    expect(changes.length).toBeGreaterThan(12)
    expect(events).toHaveLength(1)
  })

  test.each([
    ['item', items, ['certainty', 'order']],
    ['change', changes, ['change', 'cause', 'order']],
    ['event', events, ['certainty', 'kinds', 'types', 'order']],
  ] satisfies [string, readonly Listed[], string[]][])(
    'every list of %ss has all that such lists have',
    (_, all, own) => {
      const common = ['subject', 'search', 'source', 'valid', 'known', ...own]
      const wanting = all.flatMap((list) =>
        common.filter((name) => !argsOf(list).includes(name)).map((name) => `${list.at}(${name})`),
      )
      expect(wanting).toEqual([])
    },
  )

  test('the list of items and the timeline have whatever any list of one kind can be narrowed by', () => {
    const facets = 'kind person actor side topic place country scope stage grade status'.split(' ')
    for (const at of [
      'RelationshipState.items',
      'RelationshipState.conflicts',
      'RelationshipState.singleSource',
      'Relationship.timeline',
      'Comparison.changes',
      'Comparison.differences',
    ])
      expect(lists.filter((list) => list.at === at).flatMap(argsOf)).toEqual(expect.arrayContaining(facets))
    for (const facet of facets)
      expect(items.filter((list) => argsOf(list).includes(facet)).length, facet).toBeGreaterThan(2)
  })

  test('an argument means the same, and is said in the same words, on every list that has it', () => {
    const meanings = new Map<string, Set<string>>()
    for (const { at, field } of lists)
      for (const { name, type, description } of field.args) {
        if (APART.has(`${at}(${name})`)) continue
        const meant = meanings.get(name) ?? new Set()
        meanings.set(name, meant.add(`${String(type)} ${description}`))
      }
    const varying = [...meanings]
      .filter(([, meant]) => meant.size > 1)
      .map(([name, meant]) => [name, ...meant])
    expect(varying).toEqual([])
  })

  test('a range says that its last day is in', () => {
    for (const { at, field } of lists)
      for (const { name, type, description } of field.args)
        if (getNamedType(type).name === 'DateRange')
          expect(`${at}(${name}) ${description}`).toMatch(/its last day included/)
  })

  test('an argument of words that are few says that any other is refused', () => {
    const closed = ['kinds', 'kind', 'types', 'side', 'country', 'scope', 'stage', 'source', 'field']
    for (const { at, field } of lists)
      for (const { name, type, description } of field.args)
        if (closed.includes(name) && ['String', 'ID'].includes(getNamedType(type).name))
          expect(`${at}(${name}) ${description}`).toMatch(/is refused/)
  })

  test('an argument of names that are many says that one that is nowhere finds nothing', () => {
    for (const { at, field } of lists)
      for (const { name, description } of field.args)
        if (['person', 'actor', 'topic', 'place'].includes(name))
          expect(`${at}(${name}) ${description}`).toMatch(/found nowhere/)
  })

  test('docs/lists.md tells of every argument that any list is narrowed by', async () => {
    const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'lists.md'), 'utf8')
    const apart = /^(first|last|after|before|order|date|knownAt|recordedAt|position|trusting)$/
    const own = new Set([
      'ids',
      'among',
      'object',
      'role',
      'open',
      'checkable',
      'hasDue',
      'overdue',
      'about',
      'conflict',
      'field',
      'from',
      'to',
    ])
    const names = new Set(lists.flatMap(argsOf).filter((name) => !apart.test(name) && !own.has(name)))
    expect(names.size).toBeGreaterThan(18)
    for (const name of names) expect(page).toContain(`\`${name}\``)
  })
})
