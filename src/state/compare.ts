import type { EventId, Subject } from '../event/index.ts'
import { planChange, plannedItem } from './ahead.ts'
import { causesOf, type Side } from './causes.ts'
import { dateChange, FieldChange } from './date-change.ts'
import type { Field } from './field.ts'
import { CAUSES, type Cause, type Derived, fieldNamed, fieldsOf, type Item, isStanding } from './kind.ts'
import { differingPairs, type Pair, pairsBetween } from './pairs.ts'
import { FoundReasons, type Reasons } from './reasons.ts'
import type { State } from './state.ts'
import { doneOnce, inOneGo, ofEach, type Steps } from './steps.ts'
import { hasValues } from './written.ts'

/**
 * How a subject differs. `added` stands at the second point only, `gone` at the first only, `changed` at both.
 * `attested` and `unattested` likewise, where what is visible of it does not cover the other date: no source reports
 * that it began or ended. `planned` stands at neither, and is planned otherwise, or at one of them only: it is newly planned,
 * put off, called off, or no longer heard of.
 */
export type ChangeKind = 'added' | 'attested' | 'changed' | 'planned' | 'unattested' | 'gone'

/**
 * What differs in one subject between two points: what was, what is, the events behind it, and why. The reasons, its own and
 * its fields', are found when they are first asked for.
 */
export class Change extends FoundReasons {
  readonly change: ChangeKind
  /** The item at the first point, if it stands there; of a plan, if it is planned there. */
  readonly was: Item | undefined
  /** The same at the second point. */
  readonly is: Item | undefined
  /**
   * Those that differ; `identity` among them where its keys do, `when` where a date was corrected or inferred, `ahead` where
   * what does not stand on a side is planned there, and otherwise than on the other.
   */
  readonly fields: readonly FieldChange[]

  constructor(
    change: ChangeKind,
    { was, is }: Pick<Sides, 'was' | 'is'>,
    fields: readonly FieldChange[],
    find: () => Steps<Reasons>,
  ) {
    super(find)
    this.change = change
    this.was = was
    this.is = is
    this.fields = fields
  }

  get subject(): Subject {
    return (this.is ?? this.was)?.subject ?? ''
  }
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
  subjects?: Iterable<Subject>,
): readonly Change[] {
  return inOneGo(subjects === undefined ? changesBetween(from, to)(kind) : changeSteps(subjects, from, to))
}

/** The changes of some subjects of one kind, as {@link compare} gives them, in steps. */
export function changeSteps(subjects: Iterable<Subject>, from: State, to: State): Steps<readonly Change[]> {
  return changesOf(differingPairs(subjects, from, to), from, to)
}

/** The changes kind by kind, as {@link compare} gives them, in steps; with `only`, of no other subjects. */
export function changesBetween(
  from: State,
  to: State,
): (kind: string, only?: ReadonlySet<Subject>) => Steps<readonly Change[]> {
  const pairs = pairsBetween(from, to)
  return (kind, only) => changesOf(pairs(kind, only), from, to)
}

function* changesOf(pairs: Steps<readonly Pair[]>, from: State, to: State): Steps<readonly Change[]> {
  const changes: Change[] = []
  for (const { was, is, joined } of yield* pairs) {
    yield
    const change = yield* changeOf(sideOf(from, was), sideOf(to, is), joined)
    if (change !== undefined) changes.push(change)
  }
  return changes
}

function sideOf({ view, point, projection }: State, item: Item | undefined): Side {
  const existence = item?.written?.existence ?? item?.existence.answer
  return { view, date: point.date, item, existence, catalogue: projection.vocabulary.catalogue }
}

function* changeOf(before: Side, after: Side, joined: readonly EventId[]): Steps<Change | undefined> {
  const [was, is] = [standingItem(before), standingItem(after)]
  const item = is ?? was
  if (item === undefined)
    return (yield* plannedChange(before, after, joined)) ?? (yield* silentChange(before, after, joined))
  if (was !== undefined && is !== undefined) {
    const fields = yield* fieldChanges(item, {
      before,
      after,
      was,
      is,
      joined: () => ofEach(joined, MANY, (id) => [id]),
    })
    return fields.length === 0
      ? undefined
      : new Change('changed', { was, is }, fields, () => reasonsOfAll(fields))
  }
  // A field may have stood before its item did: it is reported with the events that bring the item.
  const existence = doneOnce(() =>
    behind({ before, after, joined: () => ofEach(joined, MANY, (id) => [id]) }, item.kind.existence),
  )
  const fields = [
    ...planChange(before, after, existence),
    ...(yield* fieldChanges(item, { before, after, was, is, joined: existence })),
  ]
  const change = is === undefined ? leaving(after) : coming(before)
  return new Change(change, { was, is }, fields, function* () {
    const because = unique([...(yield* answering(item)), ...(yield* existence())])
    const own = yield* causesOf(before, after, because, fieldsOf(item.kind))
    const { causes } = yield* reasonsOfAll(fields)
    return { because, causes: inOrder([...causes, ...own]) }
  })
}

/** Of what stands on neither side: whether it is planned otherwise, or on one of them only. */
function* plannedChange(before: Side, after: Side, joined: readonly EventId[]): Steps<Change | undefined> {
  const [was, is] = [plannedItem(before), plannedItem(after)]
  const item = is ?? was
  if (item === undefined) return undefined
  const [plan] = planChange(before, after, () => ofEach(joined, MANY, (id) => [id]))
  // Where it is planned on one side only, its fields are reported with the events that plan it.
  const planning = doneOnce(function* () {
    return plan === undefined ? joined : (yield* plan.reasons()).because
  })
  const fields = yield* fieldChanges(item, { before, after, was, is, joined: planning })
  // That the day excludes it, and what comes with it, is no part of a plan.
  const ofPlan = fields.filter(
    ({ field, was, is }) => fieldNamed(item.kind, field) === undefined || hasValues(was) || hasValues(is),
  )
  const all = plan === undefined ? ofPlan : [plan, ...ofPlan]
  return all.length === 0 ? undefined : new Change('planned', { was, is }, all, () => reasonsOfAll(all))
}

/** Of what is unknown on both sides, shown for its nearest attestations: whether these have another date. */
function* silentChange(before: Side, after: Side, joined: readonly EventId[]): Steps<Change | undefined> {
  const [was, is] = [before.item, after.item]
  if (was === undefined || is === undefined || !isSilent(before) || !isSilent(after)) return undefined
  const fields = yield* dateChange(before, after, () => ofEach(joined, MANY, (id) => [id]))
  const [field] = fields
  return field && new Change('changed', { was, is }, fields, () => field.reasons())
}

function* reasonsOfAll(fields: readonly FieldChange[]): Steps<Reasons> {
  const reasons: Reasons[] = []
  for (const field of fields) reasons.push(yield* field.reasons())
  return {
    because: unique(reasons.flatMap(({ because }) => because)),
    causes: inOrder(reasons.flatMap(({ causes }) => causes)),
  }
}

/** The events that answer for an item's fields, and those that join its keys; a field is a step. */
function* answering(item: Item): Steps<readonly EventId[]> {
  const events = yield* ofEach(fieldsOf(item.kind), 1, (field) => item.get(field).because)
  return unique([...events, ...item.identity.by])
}

/** How many events are passed on in one step. */
const MANY = 1_000

function coming(before: Side): ChangeKind {
  return isSilent(before) ? 'attested' : 'added'
}

function leaving(after: Side): ChangeKind {
  return isSilent(after) ? 'unattested' : 'gone'
}

/** Whether the subject has visible claims, but only of other dates. */
function isSilent({ item, existence }: Side): boolean {
  return existence === 'unknown' && item !== undefined && item.standingsOf(item.kind.existence).length > 0
}

/** Both sides as they are seen; `was` and `is` where they stand; `joined`, what bears on all of their fields. */
type Sides = {
  readonly before: Side
  readonly after: Side
  readonly was: Item | undefined
  readonly is: Item | undefined
  readonly joined: () => Steps<readonly EventId[]>
}

/** The item, if it stands. One that does not is no part of the state: it is added or gone with all its fields. */
function standingItem({ item, existence }: Side): Item | undefined {
  return isStanding(existence) ? item : undefined
}

function* fieldChanges(item: Item, sides: Sides): Steps<readonly FieldChange[]> {
  const { before, after, was, is, joined } = sides
  const then = was && (was.written ?? (yield* was.writtenSteps()))
  const now = is && (is.written ?? (yield* is.writtenSteps()))
  const changes: FieldChange[] = []
  if (was !== undefined && is !== undefined)
    changes.push(...identityChange(was, is, sides), ...(yield* dateChange(before, after, joined)))
  // Most fields do not differ: nothing is made of these.
  fieldsOf(item.kind).forEach((field, place) => {
    const one = then?.fields[place]
    const other = now?.fields[place]
    if (one !== other) changes.push(fieldChange(field, one, other, sides))
  })
  if (then === undefined || now === undefined) return changes
  item.kind.derived?.forEach((derived, place) => {
    const one = then.derived[place]
    const other = now.derived[place]
    if (one !== other) changes.push(derivedChange(derived, one, other, sides))
  })
  return changes
}

/** The keys of an item that goes by others than it did, as a field named `identity`. */
function identityChange(was: Item, is: Item, { before, after, joined }: Sides): readonly FieldChange[] {
  if (was.identity === is.identity) return []
  const [then, now] = [was.identity.keys.join('\n'), is.identity.keys.join('\n')]
  if (then === now) return []
  const reasons = function* () {
    const because = yield* joined()
    return { because, causes: yield* causesOf(before, after, because, []) }
  }
  return [new FieldChange('identity', then, now, reasons)]
}

/** The change of a field from one writing to another. */
function fieldChange(
  field: Field<never>,
  was: string | undefined,
  is: string | undefined,
  sides: Sides,
): FieldChange {
  return new FieldChange(field.name, was, is, function* () {
    const [because, joined] = [yield* behind(sides, field), yield* sides.joined()]
    // What joins keys, or brings the item, may claim its existence alone.
    const item = sides.is ?? sides.was
    const fields = joined.length === 0 || item === undefined ? [field] : [item.kind.existence, field]
    return { because, causes: yield* causesOf(sides.before, sides.after, because, fields) }
  })
}

function derivedChange(
  { name, cause, of, days }: Derived,
  was: string | undefined,
  is: string | undefined,
  sides: Sides,
): FieldChange {
  return new FieldChange(name, was, is, function* () {
    const { before, after, joined } = sides
    const events: EventId[] = []
    for (const field of of) for (const id of yield* behind(sides, field)) events.push(id)
    const because = unique([...events, ...(yield* joined())])
    const [first, last] = [Math.min(before.date, after.date), Math.max(before.date, after.date)]
    const turns = [sides.was, sides.is].flatMap((item) => (item === undefined ? [] : days(item)))
    const passed = turns.some((day) => first < day && day <= last)
    const own = yield* causesOf(before, after, because, of)
    return { because, causes: inOrder([...own, ...(passed ? [cause] : [])]) }
  })
}

/** The events that answer for a field on either side, and what shapes those same events on the other. In steps. */
function* behind(
  { before, after, joined }: Pick<Sides, 'before' | 'after' | 'joined'>,
  field: Field<never>,
): Steps<readonly EventId[]> {
  const items = [before, after].flatMap(({ item }) => item ?? [])
  const answering = new Set(yield* ofEach(items, 1, (item) => item.get(field).because))
  const shaping = yield* ofEach(items, 1, ({ standings }) =>
    standings
      .filter(({ claim, event }) => claim.field === field.name && answering.has(event.id))
      .flatMap(({ because }) => because),
  )
  return unique([...answering, ...shaping, ...(yield* joined())])
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

function inOrder(causes: readonly Cause[]): readonly Cause[] {
  return CAUSES.filter((cause) => causes.includes(cause))
}
