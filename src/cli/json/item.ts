import { type Domain, datesOf, kindNamed } from '../../domain/index.ts'
import type { EventId, Evidence, Subject } from '../../event/index.ts'
import {
  type Disagreement,
  type Field,
  fieldsOf,
  type Item,
  type Resolved,
  type State,
  tellsNothing,
  type Valued,
} from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import { citedBy } from '../page/citation.ts'
import { titleOf } from '../page/values.ts'

/** One subject of a state. `valid` are its dates in EDTF, of each event that makes it. */
export type ItemJson = {
  readonly subject: Subject
  readonly title: string
  readonly certainty: Answer
  readonly valid: readonly string[]
  readonly fields: Readonly<Record<string, FieldJson>>
  readonly evidence: readonly EvidenceJson[]
  readonly because: readonly EventId[]
  /** Besides these, what the vocabulary works out, such as `due`. */
  readonly [extra: string]: unknown
}

/** A field: its answer, its values, and where it is not attested on the date, what is nearest. */
export type FieldJson = {
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
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** A span or locator, with the event that cites it and the label of its source. */
export type EvidenceJson = Evidence & { readonly label: string; readonly event: EventId }

export function itemJson(state: State, domain: Domain, item: Item): ItemJson {
  const { subject, existence, kind, because } = item
  return {
    subject,
    title: titleOf(state, domain, subject),
    certainty: existence.answer,
    valid: datesOf(existence.values),
    ...kindNamed(domain, kind.kind)?.extras?.(item),
    fields: Object.fromEntries(
      fieldsOf(kind).flatMap((field) => {
        const told = fieldJson(item, field)
        return told === undefined ? [] : [[field.name, told]]
      }),
    ),
    evidence: evidenceJson(state, because),
    because,
  }
}

function evidenceJson(state: State, ids: Iterable<EventId>): readonly EvidenceJson[] {
  return citedBy(state.view, ids).map(({ event, label, evidence }) => ({ ...evidence, label, event }))
}

/** A field as JSON; undefined where nothing at all is told of it. */
export function fieldJson(item: Item, field: Field<never>): FieldJson | undefined {
  const resolved: Resolved<unknown> = item.get(field)
  if (tellsNothing(resolved)) return undefined
  const { answer, values, lastAttested, nextAttested } = resolved
  return {
    answer,
    values: values.map(valueJson),
    ...(lastAttested === undefined ? {} : { lastAttested: valueJson(lastAttested) }),
    ...(nextAttested === undefined ? {} : { nextAttested: valueJson(nextAttested) }),
  }
}

function valueJson(valued: Valued<unknown>): ValueJson {
  const { value, answer, likely, sources, because } = valued
  return { value, certainty: answer, likely, valid: datesOf([valued]), sources, because }
}

/** A disagreement, each side with its value and who claims it. */
export function conflictJson({ kind, subject, field, certainty, sides, because }: Disagreement) {
  return {
    kind,
    subject,
    field,
    certainty,
    sides: sides.map((side) => ({ value: side.value, sources: side.sources, because: side.because })),
    because,
  }
}
