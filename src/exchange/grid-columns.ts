import { type AnyKind, type Domain, detailBy, labelBy, nameBy, valueInWords } from '../domain/index.ts'
import {
  differsFrom,
  disagreementOn,
  disagreementsIn,
  evaluateAt,
  type Field,
  type Item,
  stands,
} from '../state/index.ts'
import { type CivilDay, readBound, readValid } from '../time/index.ts'
import { marksOf, writtenDays } from './grid-marks.ts'
import type { Place } from './grid-place.ts'
import type { GridColumn, WrittenContent, WrittenContents } from './grid-schema.ts'

/** Contents of one sort in a list, which is written by their numbers: lists have most of them in common. */
export type Parts = { readonly of: 'source' | 'mark'; readonly parts: readonly WrittenContent[] }

/** What a column holds at a place of the plane. */
export type Content = WrittenContent | Parts

/** A column of the items of a kind. */
export type Column = GridColumn & {
  /** Undefined where nothing is known of it. */
  readonly read: (place: Place) => Content | undefined
  /** Whether it holds the same at every date: it is read at one, after all others. */
  readonly isOfEveryDate?: true
  /** The name of the field without a claim of which there is nothing to read. */
  readonly field?: string
}

/**
 * The columns of a kind: whether one is there, what it is called, each field that a line shows, that has a role or that lists
 * are narrowed by, and what turns on days of its own; then what a page draws and lists of it.
 */
export function columnsOf(domain: Domain, kind: AnyKind): readonly Column[] {
  const { existence, derived = [] } = kind.engine
  return [
    {
      name: existence.name,
      of: 'existence',
      read: ({ item }) => {
        const { answer } = item.valuesOf(existence)
        return answer === 'unknown' ? undefined : [answer]
      },
    },
    { name: 'headline', of: 'headline', read: (place) => labelBy(domain, place) },
    ...kind.tokens.flatMap((field) => fieldColumn(kind, field)),
    ...derived.map(
      ({ name, value, days }): Column => ({
        name,
        of: 'turning',
        read: (place) => {
          cutAt(days(place.item), place)
          return value(place.item)
        },
      }),
    ),
    ...pageColumns(domain, kind),
  ]
}

/** What is worked out is another from each of these days on, as the item stands. */
function cutAt(turning: readonly CivilDay[], { item, valid }: Place): void {
  if (turning.length === 0) return
  const days = turning.filter(Number.isFinite).sort((a, b) => a - b)
  valid.cut(days, item.point.date)
}

function fieldColumn(kind: AnyKind, field: Field<never>): readonly Column[] {
  const declared = kind.declared.get(field.name)
  if (declared === undefined || declared.existence) return []
  const { roles, filter, facts, says } = declared
  if (roles.length === 0 && filter === undefined && !kind.shownFields.includes(field.name)) return []
  return [
    {
      name: field.name,
      field: field.name,
      of: 'field',
      says,
      ...(roles.length > 0 && { roles: [...roles] }),
      read: ({ item, say }) => {
        if (!item.mayHave(field)) return undefined
        const { answer, values } = item.valuesOf(field)
        if (answer === 'unknown' && values.length === 0) return undefined
        return [
          answer,
          ...values.map(({ value, answer }): WrittenContents['value'] => {
            const words = valueInWords(facts, value, say)
            return words === value ? [words, answer] : [words, answer, value]
          }),
        ]
      },
    },
  ]
}

/** What a page draws and lists of an item of a kind. */
function pageColumns(domain: Domain, kind: AnyKind): readonly Column[] {
  const { ahead } = kind
  const { derived = [] } = kind.engine
  return [
    { name: ':name', of: 'name', read: (place) => nameBy(domain, place) },
    {
      name: ':detail',
      of: 'detail',
      read: (place) => {
        // It may have words of what turns.
        for (const { days } of derived) cutAt(days(place.item), place)
        return detailBy(domain, place) || undefined
      },
    },
    {
      name: ':marks',
      of: 'marks',
      isOfEveryDate: true,
      read: ({ item }) => ({ of: 'mark', parts: marksOf(kind, item) }),
    },
    ...(kind.hasTasks
      ? [{ name: ':task', of: 'task' as const, read: ({ item }: Place) => taskOf(kind, item) }]
      : []),
    ...(ahead === undefined
      ? []
      : [{ name: ':ahead', of: 'ahead' as const, read: ({ item }: Place) => aheadOf(kind, item) }]),
    { name: ':sources', of: 'sources', isOfEveryDate: true, read: sourcesOf },
    { name: ':differs', of: 'differs', read: differs },
  ]
}

/** By when it is to be done, and how it stands; undefined where it has no such day. */
function taskOf(kind: AnyKind, item: Item): WrittenContents['task'] | undefined {
  const task = kind.task(item)
  return task && [task.state ?? null, task.isCertain, ...task.due.map((due) => writtenDays(readBound(due)))]
}

/** How it stands that something is planned, or was and came to nothing; undefined of what has happened. */
function aheadOf(kind: AnyKind, item: Item): WrittenContents['ahead'] | undefined {
  const ahead = kind.happens !== undefined && stands(item) ? undefined : kind.ahead?.words(item)
  if (ahead === undefined) return undefined
  const { words, plan } = ahead
  const windows = (plan?.windows ?? []).map((window) => {
    const { begin, end } = readValid(window)
    return writtenDays({ earliest: begin.earliest, latest: end.latest })
  })
  return [words, plan?.stage ?? null, plan?.isOff ?? false, ...windows]
}

/** The visible sources that say anything about it, whatever the date, in the order of their keys. */
function sourcesOf(place: Place): Content {
  // The claims of an event share the list of its sources.
  const lists = new Set(place.item.claims.map(({ sources }) => sources))
  const sources = new Set([...lists].flat())
  const parts = [...sources].sort().map((source) => place.labelled(source))
  return { of: 'source', parts }
}

/** The fields about which sources differ at the date. */
function differs(place: Place): WrittenContents['differs'] | undefined {
  const { item, state, valid } = place
  const { point, subject, identity } = item
  const fields = item.kind.fields.flatMap((field) => {
    if (!field.single || !item.mayHave(field)) return []
    const claims = item.claimsOf(field)
    const from = differsFrom(state, field, claims)
    if (from !== undefined) {
      valid.cut([from], point.date)
      return point.date < from ? [] : [field.name]
    }
    const begins = claims.map(({ bounds }) => bounds.begin.earliest)
    cutAt(begins, place)
    const standings = claims.map((claim) => evaluateAt(claim, point.date))
    return disagreementOn(state, { subject, point, standings }, field).map(() => field.name)
  })
  const aboutWho = identity.contested.length === 0 ? [] : disagreementsIn(state, [item])
  const found = [...fields, ...aboutWho.map(({ field }) => field)]
  return found.length === 0 ? undefined : [...new Set(found)]
}
