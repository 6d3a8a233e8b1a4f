import type { Dice } from '../dice.ts'
import { selectionOf } from './by-schema.ts'
import { ask, type Hostile, times } from './request.ts'

/** One class of hostile requests: a new one with every throw of the dice. */
export type Make = (dice: Dice) => Hostile

const one = (fields: string) => `{ relationship(id: "japan-viet-nam") { ${fields} } }`
const between = (dice: Dice, low: number, high: number) => low + dice.below(high - low + 1)

/** Documents that ask for too much. */
export const DOCUMENTS: Readonly<Record<string, Make>> = {
  deep(dice) {
    const depth = between(dice, 10, 2_000)
    return dice.pick([
      () => ask(`${depth} selections`, one(nest('asOf { undertakings { because { premises { ', depth))),
      () => ask(`${depth} inline fragments`, one(nest('... { id ', depth))),
      () =>
        ask(
          `${depth} lists`,
          one(`timeline(types: ${'['.repeat(depth)}${']'.repeat(depth)}) { totalCount }`),
        ),
      () =>
        ask(
          `${depth} objects`,
          one(
            `compare(from: ${'{ trusting: '.repeat(depth)}1${'}'.repeat(depth)}, to: {}) { to { recordEnds } }`,
          ),
        ),
      () => ask(`${depth} unclosed`, '{ a '.repeat(depth)),
    ])()
  },
  wide(dice) {
    const count = between(dice, 100, 6_000)
    return dice.pick([
      () => ask(`${count} times one field`, one(times(count, () => 'id'))),
      () => ask(`${count} times one set`, one(times(Math.ceil(count / 5), () => 'asOf { recordEnds }'))),
      () => ask(`${count} root fields`, `{ ${times(count, () => '__typename')} }`),
      () => ask(`${count} unknown fields`, `{ ${times(count, (n) => `relationshi${n}`)} }`),
      () => ask(`${count} operations`, `${times(count, (n) => `query Q${n} { __typename }`)}`),
      () =>
        ask(
          `${count} fragments`,
          `{ __typename } ${times(count, (n) => `fragment F${n} on Query { __typename }`)}`,
        ),
    ])()
  },
  aliased(dice) {
    const count = between(dice, 50, 1_500)
    const day = (n: number) => `${1900 + (n % 200)}-0${1 + (n % 9)}-1${n % 10}`
    return dice.pick([
      () =>
        ask(
          `${count} points`,
          one(times(count, (n) => `a${n}: asOf(date: "${day(n)}") { undertakings { __typename } }`)),
        ),
      () =>
        ask(
          `${count} comparisons`,
          one(
            times(
              count,
              (n) =>
                `a${n}: compare(from: { date: "${day(n)}" }, to: {}) { to { recordEnds } from { recordEnds } }`,
            ),
          ),
        ),
      () => ask(`${count} timelines`, one(times(count, (n) => `a${n}: timeline(first: 100) { totalCount }`))),
      () =>
        ask(
          `${count} chronicles`,
          `{ ${times(count, (n) => `a${n}: relationship(id: "japan-viet-nam") { position }`)} }`,
        ),
      () =>
        ask(
          `${count} through a fragment`,
          `${one(times(count, (n) => `a${n}: asOf { ...F }`))} fragment F on RelationshipState { recordEnds point { date } }`,
        ),
    ])()
  },
  circular(dice) {
    const ring = between(dice, 1, 60)
    const spread = between(dice, 1, 20)
    const type = dice.pick(['Relationship', 'Query', 'RelationshipState', '__Type', 'Nothing'])
    const ringed = times(
      ring,
      (n) => `fragment F${n} on ${type} { ${times(spread, () => `...F${(n + 1) % ring}`)} __typename }`,
    )
    return dice.pick([
      () => ask(`a ring of ${ring}`, `${one('...F0')} ${ringed}`),
      () => ask(`a ring of ${ring} that is not used`, `{ __typename } ${ringed}`),
      () =>
        ask(
          `a ring of ${ring} within fields`,
          `${one('...G')} fragment G on Relationship { asOf { undertakings { because { premises { ...H } } } } } fragment H on Event { premises { ...H ...H } }`,
        ),
      () =>
        ask(
          `a ring of ${ring} in introspection`,
          `{ __schema { types { ...T } } } fragment T on __Type { ofType { ...T } fields { type { ...T } } }`,
        ),
    ])()
  },
  exploding(dice) {
    const steps = between(dice, 10, 190)
    const names = dice.pick(['F', '__schema', '__proto__', 'constructor', '__type', 'toString'])
    const name = (n: number) => (n === 0 ? names : `${names}${n}`)
    const last = `fragment ${name(steps)} on Relationship { id }`
    return dice.pick([
      () =>
        ask(
          `${steps} doublings by ${names}`,
          `${one(`...${name(0)}`)} ${times(steps, (n) => `fragment ${name(n)} on Relationship { ...${name(n + 1)} ...${name(n + 1)} }`)} ${last}`,
        ),
      () =>
        ask(
          `${steps} doublings with fields by ${names}`,
          `${one(`...${name(0)}`)} ${times(steps, (n) => `fragment ${name(n)} on Relationship { a${n}: asOf { recordEnds } b${n}: id ...${name(n + 1)} ... { ...${name(n + 1)} } }`)} ${last}`,
        ),
      () =>
        ask(`each of ${Math.min(steps, 60)} in all before, by ${names}`, allToAll(Math.min(steps, 60), name)),
      () =>
        ask(
          `${steps} doublings of depth by ${names}`,
          `${one(`asOf { undertakings { because { ...${name(0)} } } }`)} ${times(steps, (n) => `fragment ${name(n)} on Event { premises { ...${name(n + 1)} } acts { ...${name(n + 1)} } }`)} fragment ${name(steps)} on Event { id }`,
        ),
    ])()
  },
  introspection(dice) {
    const depth = between(dice, 2, 25)
    const count = between(dice, 5, 300)
    return dice.pick([
      () =>
        ask(
          `fields of types, ${depth} deep`,
          `{ __schema { types { ${'fields { type { '.repeat(depth)}name${' } }'.repeat(depth)} } } }`,
        ),
      () =>
        ask(
          `${depth} types of types`,
          `{ __type(name: "Query") { ${'ofType { '.repeat(depth)}name${' }'.repeat(depth)} } }`,
        ),
      () =>
        ask(
          `${count} times the schema`,
          `{ ${times(count, (n) => `a${n}: __schema { types { name fields { name args { name } } } }`)} }`,
        ),
      () =>
        ask(
          `${count} times a type`,
          `{ ${times(count, (n) => `a${n}: __type(name: "Query") { fields { name description } }`)} }`,
        ),
      () =>
        ask(
          `possible types, ${depth} deep`,
          `{ __schema { types { ${'possibleTypes { interfaces { '.repeat(depth)}name${' } }'.repeat(depth)} } } }`,
        ),
      () =>
        ask(
          'the schema below a field',
          one('__schema { types { name } } asOf { __type(name: "Query") { name } }'),
        ),
    ])()
  },
  literals(dice) {
    const length = 10 ** between(dice, 3, 5) * between(dice, 1, 9)
    return dice.pick([
      () => ask(`a string of ${length}`, one(`asOf(date: "${'9'.repeat(length)}") { recordEnds }`)),
      () =>
        ask(
          `a block string of ${length}`,
          one(`asOf(date: """${'\\n'.repeat(length / 2)}""") { recordEnds }`),
        ),
      () => ask(`a number of ${length} digits`, one(`asOf(position: ${'9'.repeat(length)}) { recordEnds }`)),
      () =>
        ask(`an exponent of ${length} digits`, one(`asOf(position: 1e${'9'.repeat(length)}) { recordEnds }`)),
      () => ask(`a name of ${length}`, `{ ${'a'.repeat(length)} }`),
      () => ask(`a comment of ${length}`, `{ __typename } #${'x'.repeat(length)}`),
      () =>
        ask(
          `${length} escapes`,
          one(`asOf(date: "${'\\u{10FFFF}'.repeat(Math.min(length, 90_000))}") { recordEnds }`),
        ),
      () =>
        ask(
          `a list of ${length}`,
          one(`timeline(types: [${times(length / 10, (n) => `"T${n}"`, ',')}]) { totalCount }`),
        ),
      () => ask(`${length} commas`, `{ __typename${','.repeat(length)} }`),
    ])()
  },
  directives(dice) {
    const count = between(dice, 5, 3_000)
    return dice.pick([
      () => ask(`${count} on one field`, one(`id ${'@include(if: true) '.repeat(count)}`)),
      () => ask(`one on each of ${count} fields`, one(times(count, () => 'id @skip(if: false)'))),
      () => ask(`${count} unknown`, one(`id ${times(count, (n) => `@a${n}`)}`)),
      () => ask(`${count} on the operation`, `query ${times(count, (n) => `@a${n}`)} { __typename }`),
      () => ask(`${count} on variables`, `query (${times(count, (n) => `$a${n}: Int @b`)}) { __typename }`),
      () =>
        ask(
          `${count} with variables`,
          `query ($a: Boolean = true) { ${times(count, () => '... @include(if: $a) { __typename }')} }`,
        ),
    ])()
  },
  lists(dice) {
    const growth = { depth: between(dice, 5, 11), branches: between(dice, 1, 3), lists: true }
    return ask(`lists, ${growth.depth} deep, ${growth.branches} wide`, one(selectionOf(dice, growth)))
  },
  fields(dice) {
    const growth = { depth: between(dice, 3, 7), branches: between(dice, 2, 5), lists: false }
    return ask(`fields, ${growth.depth} deep, ${growth.branches} wide`, one(selectionOf(dice, growth)))
  },
  rules(dice) {
    const count = between(dice, 50, 400)
    return dice.pick([
      () =>
        ask(
          `${count} sets to merge`,
          one(times(count, () => 'asOf { undertakings { __typename because { digest } } }')),
        ),
      () =>
        ask(
          `${count} fragments to merge`,
          `${one(times(count, (n) => `...F${n}`))} ${times(count, (n) => `fragment F${n} on Relationship { asOf { recordEnds } }`)}`,
        ),
      () =>
        ask(
          `${count} variables in ${count} operations`,
          `${times(count, (n) => `query Q${n}($d: Date) { ...F }`)} fragment F on Query { ${times(count, (n) => `a${n}: relationship(id: "x") { asOf(date: $d) { recordEnds } }`)} }`,
        ),
      () => ask(`${count} conflicts`, one(times(count, (n) => `a: asOf(position: ${n}) { recordEnds }`))),
      () => ask(`${count} near misses`, one(times(count, (n) => `asOg${n} { undertakingz }`))),
      () =>
        ask(
          `${count} wrong values`,
          one(times(count, (n) => `a${n}: asOf(date: ${n}, position: "x", knownAt: true) { recordEnds }`)),
        ),
    ])()
  },
}

function nest(step: string, times: number): string {
  const braces = step.split('{').length - 1
  const count = Math.ceil(times / braces)
  return `${step.repeat(count)} id ${'}'.repeat(braces * count)}`
}

function allToAll(count: number, name: (n: number) => string): string {
  const fragments = times(
    count,
    (n) =>
      `fragment ${name(n)} on Relationship { a: id ${times(count - n, (k) => `...${name(n + 1 + k)}`)} }`,
  )
  return `${one(`...${name(0)}`)} ${fragments} fragment ${name(count)} on Relationship { id }`
}
