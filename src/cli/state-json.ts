import { type AnyKind, type Domain, datesOf, kindNamed } from '../domain/index.ts'
import type { Chronicle, Comparison } from '../engine/index.ts'
import type { EventId, Evidence, Subject } from '../event/index.ts'
import {
  type Cause,
  type Change,
  type Disagreement,
  datingOf,
  disagreementsIn,
  type Field,
  fieldNamed,
  fieldsOf,
  type Item,
  isEmptyField,
  notedIn,
  type Resolved,
  type State,
  stands,
  type Valued,
} from '../state/index.ts'
import { type Answer, type Bound, formatBounds, formatDay, formatInstant } from '../time/index.ts'
import type { Trust } from '../visibility/index.ts'
import { citedBy, titleOf } from './page/cited.ts'

/**
 * A state: `chronicle`, `point`, `horizon` (the last day by which every dated source was out, or null), a list of
 * items under the key of each kind, `conflicts`, and `noted`: the disagreements and gaps that a reader noted, since
 * no field shows them. With `all` also what does not stand at the point.
 */
export function stateJson(
  chronicle: Chronicle,
  state: State,
  domain: Domain,
  { all }: { readonly all: boolean },
): Readonly<Record<string, unknown>> {
  const { horizon } = state
  const lists = domain.pages.map((kind) => [
    kind.list,
    state
      .list(kind.name)
      .filter((item) => all || belongs(kind, item))
      .map((item) => itemJson(state, domain, item)),
  ])
  return {
    chronicle: chronicle.name,
    point: pointJson(chronicle, state),
    horizon: horizon === undefined ? null : formatDay(horizon),
    ...Object.fromEntries(lists),
    conflicts: domain.pages.flatMap(({ name: kind }) =>
      disagreementsIn(state, state.list(kind)).map(conflictJson),
    ),
    noted: notedIn(state),
  }
}

/** A state holds what stands, and of some kinds also what is unknown or excluded, since that is an answer. */
function belongs({ attested }: AnyKind, item: Item): boolean {
  return attested || stands(item)
}

/** A point with every clock resolved: `knownAt` null filters nothing, `recordedAt` is null where nothing is recorded. */
type PointJson = {
  readonly date: string
  readonly knownAt: string | null
  readonly position: number
  readonly recordedAt: string | null
  readonly head: number
  readonly trusting: Trust
}

export function pointJson(chronicle: Chronicle, { point }: State): PointJson {
  const { date, knownAt, position, trusting } = point
  const recordedAt = chronicle.recordedAt(position)
  return {
    date: formatDay(date),
    knownAt: knownAt === undefined ? null : formatDay(knownAt),
    position,
    recordedAt: recordedAt === undefined ? null : formatInstant(recordedAt),
    head: chronicle.position,
    trusting,
  }
}

/** One subject of a state. `valid` are its dates in EDTF, of each event that makes it. */
type ItemJson = {
  readonly subject: Subject
  readonly title: string
  readonly certainty: Answer
  readonly valid: readonly string[]
  readonly dating?: readonly DatingJson[]
  readonly fields: Readonly<Record<string, FieldJson>>
  readonly evidence: readonly EvidenceJson[]
  readonly because: readonly EventId[]
  /** Besides these, what the vocabulary works out, such as `due`. */
  readonly [extra: string]: unknown
}

/** A field: its answer, its values, and where it is not attested on the date, what is nearest. */
type FieldJson = {
  readonly answer: Answer
  readonly values: readonly ValueJson[]
  readonly lastAttested?: ValueJson
  readonly nextAttested?: ValueJson
}

type ValueJson = {
  readonly value: unknown
  readonly certainty: Answer
  readonly likely: boolean
  readonly valid: readonly string[]
  readonly dating?: readonly DatingJson[]
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** Where a date comes from that its source does not state: a relative or inferred one, and the events that it rests on. */
type DatingJson = {
  readonly edtf: string
  readonly basis: Bound['basis']
  readonly reading: string | null
  readonly because: readonly EventId[]
}

/** A span or locator, with the event that cites it and the label of its source. */
export type EvidenceJson = Evidence & { readonly label: string; readonly event: EventId }

function itemJson(state: State, domain: Domain, item: Item): ItemJson {
  const { subject, existence, kind, because } = item
  return {
    subject,
    title: titleOf(state, domain, subject),
    certainty: existence.answer,
    valid: datesOf(existence.values),
    ...datingJson(state, existence.values),
    ...kindNamed(domain, kind.kind)?.extras?.(item, state),
    fields: Object.fromEntries(
      fieldsOf(kind).flatMap((field) => {
        const json = fieldJson(state, item, field)
        return json === undefined ? [] : [[field.name, json]]
      }),
    ),
    evidence: evidenceJson(state, because),
    because,
  }
}

function evidenceJson(state: State, ids: Iterable<EventId>): readonly EvidenceJson[] {
  return citedBy(state.view, ids).map(({ event, label, evidence }) => ({ ...evidence, label, event }))
}

/** A field as JSON; undefined if it is unknown and no value is attested before or after the date. */
function fieldJson(state: State, item: Item, field: Field<never>): FieldJson | undefined {
  const resolved: Resolved<unknown> = item.get(field)
  if (isEmptyField(resolved)) return undefined
  const { answer, values, lastAttested, nextAttested } = resolved
  return {
    answer,
    values: values.map((valued) => valueJson(state, valued)),
    ...(lastAttested === undefined ? {} : { lastAttested: valueJson(state, lastAttested) }),
    ...(nextAttested === undefined ? {} : { nextAttested: valueJson(state, nextAttested) }),
  }
}

function valueJson(state: State, valued: Valued<unknown>): ValueJson {
  const { value, answer, likely, sources, because } = valued
  const dates = { valid: datesOf([valued]), ...datingJson(state, [valued]) }
  return { value, certainty: answer, likely, ...dates, sources, because }
}

/** Where their dates come from, each date once; nothing where their sources state them all. */
function datingJson(
  { view }: State,
  values: readonly Valued<unknown>[],
): { readonly dating?: readonly DatingJson[] } {
  const dating = values
    .flatMap(({ standings }) => standings)
    .flatMap((standing) => {
      const { basis, reading, because } = datingOf(view, standing)
      if (basis === undefined || basis === 'stated') return []
      return [{ edtf: formatBounds(standing.bounds), basis, reading: reading ?? null, because }]
    })
  const once = new Map(dating.map((each) => [JSON.stringify(each), each]))
  return once.size === 0 ? {} : { dating: [...once.values()] }
}

/** A disagreement, each side with its value and who claims it. */
function conflictJson({ kind, subject, field, certainty, sides, because }: Disagreement) {
  return {
    kind,
    subject,
    field,
    certainty,
    sides: sides.map((side) => ({ value: side.value, sources: side.sources, because: side.because })),
    because,
  }
}

/** One subject that differs. `certainty` is `no` for one that is gone, and `unknown` for one that no source attests there. */
type ChangeJson = {
  readonly change: Change['change']
  readonly subject: Subject
  readonly was: ItemJson | null
  readonly is: ItemJson | null
  readonly certainty: { readonly was: Answer; readonly is: Answer }
  readonly fields: readonly FieldChangeJson[]
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

/** One field that differs; of keys, dates and what is worked out of others (a due standing), `was` and `is` are words. */
type FieldChangeJson = {
  readonly field: string
  readonly was: FieldJson | string | null
  readonly is: FieldJson | string | null
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

/** The changes of every kind, by the kind's key. */
export function changesJson(
  comparison: Comparison,
  domain: Domain,
): Readonly<Record<string, readonly ChangeJson[]>> {
  return Object.fromEntries(
    domain.pages.map(({ name: kind, list: key }) => [
      key,
      comparison.changes(kind).map((change) => changeJson(comparison, domain, change)),
    ]),
  )
}

function changeJson({ from, to }: Comparison, domain: Domain, change: Change): ChangeJson {
  const { subject, was, is, because, causes } = change
  return {
    change: change.change,
    subject,
    was: was === undefined ? null : itemJson(from, domain, was),
    is: is === undefined ? null : itemJson(to, domain, is),
    certainty: {
      was: from.item(subject)?.existence.answer ?? 'unknown',
      is: to.item(subject)?.existence.answer ?? 'unknown',
    },
    fields: change.fields.map((field) => ({
      field: field.field,
      was: sideJson(from, subject, field.field, field.was),
      is: sideJson(to, subject, field.field, field.is),
      because: field.because,
      causes: field.causes,
    })),
    because,
    causes,
  }
}

/** A side of a field's change: resolved anew, or the words themselves of keys, dates and what is worked out. */
function sideJson(
  state: State,
  subject: Subject,
  name: string,
  compared: string | undefined,
): FieldJson | string | null {
  const item = state.item(subject)
  if (item === undefined || compared === undefined) return null
  const field = fieldNamed(item.kind, name)
  return field === undefined ? compared : (fieldJson(state, item, field) ?? null)
}
