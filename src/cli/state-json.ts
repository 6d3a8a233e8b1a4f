import { type AnyKind, citedBy, type Domain, datesOf, kindNamed, titleOf } from '../domain/index.ts'
import type { Chronicle, Comparison } from '../engine/index.ts'
import type { EventId, Subject } from '../event/index.ts'
import {
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
import { formatBounds, formatDay, formatInstant } from '../time/index.ts'
import type { View } from '../visibility/index.ts'

/**
 * A state: `chronicle`, `point`, `horizon` (the last day by which every dated source was out, or null), a list of
 * items under the key of each kind, `conflicts`, and `noted`: the disagreements and gaps that a reader noted, since
 * no field shows them. With `all` also what does not stand at the point.
 */
export function stateJson(
  chronicle: Chronicle,
  state: State,
  domain: Domain,
  {
    all,
    itemsOf = (kind) => state.list(kind),
  }: { readonly all: boolean; readonly itemsOf?: ((kind: string) => readonly Item[]) | undefined },
): Readonly<Record<string, unknown>> {
  const { horizon } = state
  const lists = domain.pages.map((kind) => [
    kind.list,
    itemsOf(kind.name)
      .filter((item) => all || belongs(kind, item))
      .map((item) => itemJson(state, domain, item)),
  ])
  return {
    chronicle: chronicle.name,
    point: pointJson(chronicle, state),
    horizon: horizon === undefined ? null : formatDay(horizon),
    ...Object.fromEntries(lists),
    conflicts: domain.pages.flatMap(({ name: kind }) =>
      disagreementsIn(state, itemsOf(kind)).map(conflictJson),
    ),
    noted: notedIn(state),
  }
}

/** A state holds what stands, and of some kinds also what is unknown or excluded, since that is an answer. */
function belongs({ attested }: AnyKind, item: Item): boolean {
  return attested || stands(item)
}

/** A point with every clock resolved: `knownAt` null filters nothing, `recordedAt` is null where nothing is recorded. */
export function pointJson(chronicle: Chronicle, { point }: State) {
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

/**
 * One subject of a state. `valid` are its dates in EDTF, of each event that makes it. Besides, it has what the vocabulary
 * works out, such as `due`.
 */
function itemJson(state: State, domain: Domain, item: Item) {
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
    evidence: evidenceJson(state.view, because),
    because,
  }
}

/** Spans and locators, each with the event that cites it and the label of its source. */
export function evidenceJson(view: View, ids: Iterable<EventId>) {
  return citedBy(view, ids).map(({ event, label, evidence }) => ({ ...evidence, label, event }))
}

/** A field as JSON; undefined if it is unknown and no value is attested before or after the date. */
function fieldJson(state: State, item: Item, field: Field<never>) {
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

function valueJson(state: State, valued: Valued<unknown>) {
  const { value, answer, likely, sources, because } = valued
  const dates = { valid: datesOf([valued]), ...datingJson(state, [valued]) }
  return { value, certainty: answer, likely, ...dates, sources, because }
}

/** Where dates come from that their sources do not state, each date once; nothing where they state them all. */
function datingJson({ view }: State, values: readonly Valued<unknown>[]) {
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

/** Two states, and what of them is to be told. */
type Compared = Pick<Comparison, 'from' | 'to' | 'changes'>

/** The changes of every kind, by the kind's key. */
export function changesJson(comparison: Compared, domain: Domain) {
  return Object.fromEntries(
    domain.pages.map(({ name: kind, list: key }) => [
      key,
      comparison.changes(kind).map((change) => changeJson(comparison, domain, change)),
    ]),
  )
}

/** One subject that differs. `certainty` is `no` for one that is gone, and `unknown` for one that no source attests there. */
function changeJson({ from, to }: Compared, domain: Domain, change: Change) {
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
function sideJson(state: State, subject: Subject, name: string, compared: string | undefined) {
  const item = state.item(subject)
  if (item === undefined || compared === undefined) return null
  const field = fieldNamed(item.kind, name)
  return field === undefined ? compared : (fieldJson(state, item, field) ?? null)
}
