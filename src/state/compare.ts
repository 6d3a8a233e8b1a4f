import type { EventId, Subject } from '../event/index.ts'
import { causesOf, type Side } from './causes.ts'
import { dateChange, type FieldChange } from './date-change.ts'
import type { Field } from './field.ts'
import { CAUSES, type Cause, fieldsOf, type Item, stands } from './kind.ts'
import { pairsOf, subjectsBetween } from './pairs.ts'
import type { Resolved } from './resolve.ts'
import type { State } from './state.ts'
import { inOneGo, ofEach, type Steps } from './steps.ts'

/**
 * How a subject differs. `added` stands at the second point only, `gone` at the first only, `changed` at both.
 * `attested` and `unattested` likewise, where what is visible of it does not cover the other date: no source reports
 * that it began or ended.
 */
export type ChangeKind = 'added' | 'attested' | 'changed' | 'unattested' | 'gone'

/** What differs in one subject between two points: what was, what is, the events behind it, and why. */
export type Change = {
  readonly change: ChangeKind
  readonly subject: Subject
  readonly was: Item | undefined
  readonly is: Item | undefined
  /** Those that differ; `identity` among them where its keys do, `when` where a date was corrected or inferred. */
  readonly fields: readonly FieldChange[]
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

/**
 * The changes of one kind from a state to another, in the order of the later list, then what is gone.
 * Empty between equal states; with the sides exchanged, its mirror. Items that share any key are
 * one subject. Where two were merged, the alphabetically first key stays and the other is reported as gone.
 *
 * Only some subjects of that kind are looked at: by default, those that may differ. Cost: theirs.
 */
export function compare(
  kind: string,
  from: State,
  to: State,
  subjects: Iterable<Subject> = inOneGo(subjectsBetween(from, to)(kind)),
): readonly Change[] {
  return inOneGo(changeSteps(subjects, from, to))
}

/** The changes of some subjects of one kind, as {@link compare} gives them, in steps. */
export function* changeSteps(subjects: Iterable<Subject>, from: State, to: State): Steps<readonly Change[]> {
  const [before, after] = [yield* from.amongSteps(subjects), yield* to.amongSteps(subjects)]
  return yield* ofEach(yield* pairsOf(before, after), 1, ({ was, is, joined }) => {
    const change = changeOf(sideOf(from, was), sideOf(to, is), joined)
    return change === undefined ? [] : [change]
  })
}

function sideOf({ view, point, projection }: State, item: Item | undefined): Side {
  return { view, date: point.date, item, catalogue: projection.vocabulary.catalogue }
}

function changeOf(before: Side, after: Side, joined: readonly EventId[]): Change | undefined {
  const [was, is] = [standingItem(before), standingItem(after)]
  const item = is ?? was
  if (item === undefined) return silentChange(before, after, joined)
  const change = kindOfChange(before, after)
  const sides: Sides = { before, after, was, is, joined }
  if (change === 'changed') {
    const fields = fieldChanges(item, sides)
    if (fields.length === 0) return undefined
    const causes = inOrder(fields.flatMap((field) => field.causes))
    const because = unique(fields.flatMap((field) => field.because))
    return { change, subject: item.subject, was, is, fields, because, causes }
  }
  const existence = behind(sides, item.kind.existence)
  // A field may have stood before its item did: it is reported with the events that bring the item.
  const fields = fieldChanges(item, { ...sides, joined: existence })
  const causes = fields.flatMap((field) => field.causes)
  const because = unique([...answering(item), ...existence])
  const own = causesOf(before, after, because, fieldsOf(item.kind))
  return { change, subject: item.subject, was, is, fields, because, causes: inOrder([...causes, ...own]) }
}

/** Of what is unknown on both sides, shown for its nearest attestations: whether these have another date. */
function silentChange(before: Side, after: Side, joined: readonly EventId[]): Change | undefined {
  const [was, is] = [before.item, after.item]
  if (was === undefined || is === undefined || !isSilent(before) || !isSilent(after)) return undefined
  const fields = dateChange(before, after, joined)
  const [field] = fields
  if (field === undefined) return undefined
  const { because, causes } = field
  return { change: 'changed', subject: is.subject, was, is, fields, because, causes }
}

/** The events that answer for an item's fields, and those that join its keys. */
function answering(item: Item): readonly EventId[] {
  return unique([...fieldsOf(item.kind).flatMap((field) => item.get(field).because), ...item.identity.by])
}

function kindOfChange(before: Side, after: Side): ChangeKind {
  if (standingItem(before) === undefined) return isSilent(before) ? 'attested' : 'added'
  if (standingItem(after) === undefined) return isSilent(after) ? 'unattested' : 'gone'
  return 'changed'
}

/** Whether the subject has visible claims, but only of other dates. */
function isSilent({ item }: Side): boolean {
  return (
    item?.existence.answer === 'unknown' &&
    item.standings.some(({ claim }) => claim.field === item.kind.existence.name)
  )
}

/** Both sides as they are seen; `was` and `is` where they stand; `joined`, what bears on all of their fields. */
type Sides = {
  readonly before: Side
  readonly after: Side
  readonly was: Item | undefined
  readonly is: Item | undefined
  readonly joined: readonly EventId[]
}

/** The item, if it stands. One that does not is no part of the state: it is added or gone with all its fields. */
function standingItem({ item }: Side): Item | undefined {
  return item !== undefined && stands(item) ? item : undefined
}

function fieldChanges(item: Item, sides: Sides): readonly FieldChange[] {
  const { before, after, was, is, joined } = sides
  const resolved = fieldsOf(item.kind).flatMap((field) => fieldChange(field, sides) ?? [])
  if (was === undefined || is === undefined) return resolved
  const derived = (item.kind.derived ?? []).flatMap(({ name, cause, of, days, value }) => {
    const [then, now] = [value(was), value(is)]
    if (then === now) return []
    const because = unique([...of.flatMap((field) => behind(sides, field)), ...joined])
    const [first, last] = [Math.min(before.date, after.date), Math.max(before.date, after.date)]
    const passed = [was, is].flatMap(days).some((day) => first < day && day <= last)
    const causes = inOrder([...causesOf(before, after, because, of), ...(passed ? [cause] : [])])
    return [{ field: name, was: then, is: now, because, causes }]
  })
  return [...identityChange(was, is, sides), ...dateChange(before, after, joined), ...resolved, ...derived]
}

/** The keys of an item that goes by others than it did, as a field named `identity`. */
function identityChange(was: Item, is: Item, { before, after, joined }: Sides): readonly FieldChange[] {
  const [then, now] = [was.identity.keys.join('\n'), is.identity.keys.join('\n')]
  if (then === now) return []
  const causes = causesOf(before, after, joined, [])
  return [{ field: 'identity', was: then, is: now, because: joined, causes }]
}

function fieldChange(field: Field<never>, sides: Sides): FieldChange | undefined {
  const [before, after] = [sides.was?.get(field), sides.is?.get(field)]
  // Between two dates on which nothing of a field turns it is one and the same.
  if (before === after) return undefined
  const [was, is] = [written(before), written(after)]
  if (was === is) return undefined
  const because = behind(sides, field)
  // What joins keys, or brings the item, may claim its existence alone.
  const item = sides.is ?? sides.was
  const fields = sides.joined.length === 0 || item === undefined ? [field] : [item.kind.existence, field]
  return { field: field.name, was, is, because, causes: causesOf(sides.before, sides.after, because, fields) }
}

/** The events that answer for a field on either side, and what shapes those same events on the other. */
function behind({ before, after, joined }: Sides, field: Field<never>): readonly EventId[] {
  const items = [before, after].flatMap(({ item }) => item ?? [])
  const answering = new Set(items.flatMap((item) => item.get(field).because))
  const shaping = items
    .flatMap(({ standings }) => standings)
    .filter(({ claim, event }) => claim.field === field.name && answering.has(event.id))
    .flatMap(({ because }) => because)
  return unique([...answering, ...shaping, ...joined])
}

/**
 * A field's resolution as text: its answer, then each value with its own answer. Two are equal if and only if they say the
 * same. Undefined if the answer is unknown.
 */
function written(resolved: Resolved<never> | undefined): string | undefined {
  if (resolved === undefined || resolved.answer === 'unknown') return undefined
  const values = resolved.values
    .map(({ standings, answer }) => `${answer} ${standings[0]?.claim.spelling ?? ''}`)
    .sort()
  return [resolved.answer, ...values].join('\n')
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

function inOrder(causes: readonly Cause[]): readonly Cause[] {
  return CAUSES.filter((cause) => causes.includes(cause))
}
