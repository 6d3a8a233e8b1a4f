import { z } from 'zod'
import { withoutMarks } from '../../admission/index.ts'
import { countryCode } from '../../domain/index.ts'
import {
  type Catalogue,
  type EventType,
  fieldsAt,
  kernelTypes,
  neededFields,
  schemasAt,
} from '../../event/index.ts'
import type { Cell } from '../reading/index.ts'
import { cellIn, type HeadedTable, textInCell } from './header.ts'
import { stepsOf } from './map.ts'

/** Which columns of a table are probably which fields of which event type. */

/** A field that a column may be: its path as a map writes it, and whether its cell may hold several. */
export type Leaf = {
  readonly path: string
  readonly name: string
  readonly isList: boolean
  /** What else is given beside it, by path: the side of those in the column. */
  readonly beside?: Readonly<Record<string, string>>
}

/** Whether a field takes countries in two letters. */
export function isCountry(schema: unknown): boolean {
  const takes = (text: string) => schema instanceof z.ZodType && schema.safeParse(text).success
  return takes('jp') && !takes('Japan') && !takes('j')
}

/** Rows that are looked at to see what a column holds. */
const SAMPLE = 200

export function cellsOf(table: HeadedTable, name: string): readonly Cell[] {
  return table.rows.slice(0, SAMPLE).flatMap((row) => cellIn(table, row, name) ?? [])
}

/** What stands in a column, each text once; with a sign, in the parts of its cells. */
export function wordsIn(table: HeadedTable, name: string, sign?: string): readonly string[] {
  const texts = cellsOf(table, name).map(textInCell)
  const parts = sign === undefined ? texts : texts.flatMap((text) => text.split(sign))
  return [...new Set(parts.map((text) => text.trim()))].filter((text) => text !== '')
}

export type Candidate = { readonly type: EventType; readonly fields: ReadonlyMap<string, Leaf> }

/** The types that rest on a source alone, those of whose fields the most columns are named first. */
export function candidates(
  table: HeadedTable,
  dates: readonly string[],
  catalogue: Catalogue,
): readonly Candidate[] {
  const columns = [...table.columns.keys()].map((name) => {
    const words = wordsIn(table, name).map((word) => word.toLowerCase())
    return { name, words: dates.includes(name) ? [] : words, side: sideIn(name) }
  })
  const kernel = new Set<string>(kernelTypes.map(({ type }) => type))
  return [...catalogue.values()]
    .filter(({ type, ground }) => ground === 'evidence' && !kernel.has(type))
    .map((type) => ({ type, fields: fieldsIn(columns, type, catalogue) }))
    .toSorted(
      (a, b) =>
        b.fields.size - a.fields.size || Number(a.type.foretells ?? 0) - Number(b.type.foretells ?? 0),
    )
}

/** A column as its field is looked for: what it holds, in lower case, and the country in its name. */
type Column = {
  readonly name: string
  readonly words: readonly string[]
  readonly side: { readonly code: string; readonly others: readonly string[] } | undefined
}

/**
 * Which column is which field of a type, each field once: the first column that is named so; then, by the words in it, one
 * of a closed vocabulary; then those of people, several of which give items of one list, each for the side in its name.
 */
function fieldsIn(
  columns: readonly Column[],
  type: EventType,
  catalogue: Catalogue,
): ReadonlyMap<string, Leaf> {
  const leaves = leavesOf(type.payload, [])
  const kinds = type.kinds === 'any' ? [] : type.kinds.map(plainName)
  const taken = new Set<string>()
  const found = new Map<string, Leaf>()
  const take = (isIt: (column: Column, leaf: Leaf) => boolean) => {
    for (const column of columns) {
      if (found.has(column.name)) continue
      const leaf = leaves.find((each) => !taken.has(each.path) && isIt(column, each))
      if (leaf === undefined) continue
      taken.add(leaf.path)
      found.set(column.name, leaf)
    }
  }
  take(({ name }, leaf) => {
    const plain = plainName(name)
    // A column that is called as the kind is, `Meeting`, has its name.
    const isKind = kinds.includes(plain) && /^(name|title)$/.test(leaf.path)
    const list = leaf.isList ? leaf.path.split('.*')[0] : undefined
    return isKind || [leaf.path, leaf.name, list].some((each) => plainName(each ?? '') === plain)
  })
  take(({ words }, { path }) => {
    const options = optionsAt(type, path).map((option) => option.toLowerCase())
    return words.length > 0 && words.every((word) => options.includes(word))
  })
  const people = leaves.find((each) => isOfNamed(type, each, catalogue) && !taken.has(each.path))
  if (people === undefined) return found
  const side = sideBeside(type, people.path)
  const isOther = (word: string) => leaves.some(({ name, isList }) => !isList && plainName(name) === word)
  const present = columns.filter(
    ({ name, side: of, words }) =>
      !found.has(name) &&
      words.length > 0 &&
      words.every((word) => word.length <= LONGEST && /\p{L}/u.test(word)) &&
      (WHO.test(name) || (side !== undefined && of !== undefined && !of.others.some(isOther))),
  )
  for (const [at, column] of present.entries()) {
    const numbered = (path: string) => (present.length === 1 ? path : path.replace('*', String(at)))
    const { code } = column.side ?? {}
    const beside = side === undefined || code === undefined ? {} : { [numbered(side)]: code }
    found.set(column.name, { ...people, path: numbered(people.path), beside })
  }
  return found
}

/** Characters of a cell beyond which it does not list people. */
const LONGEST = 200

/** Words in the names of columns that hold people. */
const WHO = /\b(who|whom|people|present|attend\w*|participants?)\b|出席|thành phần/i

/** Whether a field takes items by a key of a kind that is drafted with its name. */
function isOfNamed(type: EventType, { path, isList }: Leaf, catalogue: Catalogue): boolean {
  return isList && path.includes('.*.') && keyKindAt(type, path, catalogue) !== undefined
}

/** The only kind of which a field takes keys, where an event gives just the name of one. */
export function keyKindAt(
  type: EventType | undefined,
  path: string,
  catalogue: Catalogue,
): string | undefined {
  const schemas = schemasIn(type, path).filter((schema) => schema instanceof z.ZodType)
  const takes = (text: string) => schemas.some((schema) => schema.safeParse(text).success)
  if (takes('Made Up') || takes('made-up/made-up')) return undefined
  const kinds = [...catalogue.values()].flatMap(({ kinds, namingBy }) =>
    kinds === 'any' || namingBy?.() === undefined ? [] : kinds.filter((kind) => takes(`${kind}/made-up`)),
  )
  return kinds.length === 1 ? kinds[0] : undefined
}

/** The words that a field may be; none where it may be any. */
export function optionsAt(type: EventType | undefined, path: string): readonly string[] {
  return schemasIn(type, path).flatMap((schema) =>
    schema instanceof z.ZodEnum ? schema.options.map(String) : [],
  )
}

/** The schemas of a field, by its path as a map writes it. */
export function schemasIn(type: EventType | undefined, path: string): readonly unknown[] {
  return schemasAt(
    type?.payload,
    stepsOf(path).map((step) => (step === '*' ? 0 : step)),
  )
}

/** The field beside another one that takes a country. */
function sideBeside(type: EventType, path: string): string | undefined {
  const parent = path.replace(/\.[^.]*$/, '')
  const steps = stepsOf(parent).map((step) => (step === '*' ? 0 : step))
  const name = fieldsAt(type.payload, steps).find((each) =>
    schemasAt(type.payload, [...steps, each]).some(isCountry),
  )
  return name === undefined ? undefined : `${parent}.${name}`
}

/** The country in the name of a column, `Who from Viet Nam` or `Japanese side`, and its other words. */
function sideIn(name: string): Column['side'] {
  const words = name.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '')
  for (const length of [3, 2, 1])
    for (const at of words.keys()) {
      const part = words.slice(at, at + length).join(' ')
      const code = part.length < SHORTEST ? undefined : (countryCode(part) ?? codeOfAdjective(part))
      if (code !== undefined) return { code, others: words.toSpliced(at, length).map(plainName) }
    }
  return undefined
}

/** Letters of a name below which it is not looked for in a word. */
const SHORTEST = 4

/** The country whose name a word begins with: `Japanese`, `Indian`. */
function codeOfAdjective(word: string): string | undefined {
  const [, stem = ''] = /^(.{4,}?)(?:n|ian|ese|ic|i)$/i.exec(word) ?? []
  return stem === '' ? undefined : countryCode(stem)
}

function plainName(name: string): string {
  return withoutMarks(name)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/s$/, '')
}

/** How deep fields are looked for: `delegations.*.side`. */
const DEEPEST = 3

function leavesOf(schema: unknown, steps: readonly (string | number)[]): readonly Leaf[] {
  return schemasAt(schema, []).flatMap((part): readonly Leaf[] => {
    const path = steps.join('.')
    if (part instanceof z.ZodArray) {
      const items = schemasAt(part.element, []).filter((item) => item instanceof z.ZodObject)
      if (items.length === 0) return [leaf(path, steps, true)]
      if (steps.includes('*')) return []
      // Only what makes an item by itself: a column of people needs no other beside it.
      const within = [...steps, '*']
      return items.flatMap((item) =>
        Object.keys(item.shape)
          .filter((name) => neededFields(item).every((needed) => needed === name))
          .flatMap((name) => leavesOf(item.shape[name], [...within, name]))
          .map((each) => ({ ...each, isList: true })),
      )
    }
    if (!(part instanceof z.ZodObject)) return [leaf(path, steps, false)]
    if ('edtf' in part.shape) return [leaf(path, steps, false)]
    return steps.length >= DEEPEST
      ? []
      : Object.entries(part.shape).flatMap(([name, each]) => leavesOf(each, [...steps, name]))
  })
}

function leaf(path: string, steps: readonly (string | number)[], isList: boolean): Leaf {
  return { path, name: String(steps.at(-1) ?? ''), isList }
}
