import type { EventId, Subject } from '../event/index.ts'
import { CAUSES, type Cause, causesOf, type Side } from './causes.ts'
import type { Field } from './field.ts'
import type { Resolved } from './resolve.ts'
import { type Item, type State, stands } from './state.ts'

/** What differs in one subject between two points: what was, what is, the events behind it, and why. */
export type Change = {
  readonly change: 'added' | 'gone' | 'changed'
  readonly subject: Subject
  readonly was: Item | undefined
  readonly is: Item | undefined
  readonly fields: readonly FieldChange[]
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

export type FieldChange = {
  readonly field: string
  readonly was: string | undefined
  readonly is: string | undefined
  readonly because: readonly EventId[]
  readonly causes: readonly Cause[]
}

/**
 * The changes of one kind from a state to another, in the order of the later list, then what is gone.
 * Empty between equal states; with the sides exchanged, its mirror.
 */
export function compare(kind: string, from: State, to: State): readonly Change[] {
  const before = from.list(kind)
  const after = to.list(kind)
  const pairs = new Map<Subject, { was?: Item; is?: Item }>()
  for (const is of after) pairs.set(is.subject, { is })
  for (const was of before) {
    const subject = after.find((is) => sharesKey(is, was))?.subject ?? was.subject
    pairs.set(subject, { ...pairs.get(subject), was })
  }
  return [...pairs].flatMap(([subject, { was, is }]) => changeOf(subject, from, to, was, is) ?? [])
}

function changeOf(
  subject: Subject,
  from: State,
  to: State,
  was: Item | undefined,
  is: Item | undefined,
): Change | undefined {
  const stood = was !== undefined && stands(was)
  const standsNow = is !== undefined && stands(is)
  if (!stood && !standsNow) return undefined
  const fields = fieldChanges({ view: from.view, item: was }, { view: to.view, item: is })
  if (stood === standsNow && fields.length === 0) return undefined
  const change = stood === standsNow ? 'changed' : standsNow ? 'added' : 'gone'
  const sides: readonly [Side, Side] = [
    { view: from.view, item: was },
    { view: to.view, item: is },
  ]
  const because =
    change === 'changed'
      ? unique(fields.flatMap((field) => field.because))
      : unique([...(stood ? was.because : []), ...(standsNow ? is.because : [])])
  const fieldCauses = fields.flatMap(({ causes }) => causes)
  const causes = change === 'changed' ? unordered(fieldCauses) : causesOf(...sides, because)
  return {
    change,
    subject,
    was: stood ? was : undefined,
    is: standsNow ? is : undefined,
    fields,
    because,
    causes,
  }
}

function fieldChanges(from: Side, to: Side): readonly FieldChange[] {
  const kind = to.item?.kind ?? from.item?.kind
  if (kind === undefined) return []
  const resolved = [kind.existence, ...kind.fields].flatMap((field) => fieldChange(field, from, to) ?? [])
  const derived = (kind.derived ?? []).flatMap(({ name, cause, value }) => {
    const was = from.item && value(from.item)
    const is = to.item && value(to.item)
    if (was === is || was === undefined || is === undefined) return []
    const because = unique([...(from.item?.because ?? []), ...(to.item?.because ?? [])])
    const others = causesOf(from, to, because)
    return [{ field: name, was, is, because, causes: unordered([...others, cause]) }]
  })
  return [...resolved, ...derived]
}

function fieldChange(field: Field<never>, from: Side, to: Side): FieldChange | undefined {
  const was = from.item?.get(field)
  const is = to.item?.get(field)
  const [before, after] = [written(was), written(is)]
  if (before === after) return undefined
  const because = unique([...(was?.because ?? []), ...(is?.because ?? [])])
  return { field: field.name, was: before, is: after, because, causes: causesOf(from, to, because) }
}

/** A field's resolution as text, equal just where it reads the same: its answer, then each value with its own. */
function written(resolved: Resolved<never> | undefined): string | undefined {
  if (resolved === undefined || (resolved.values.length === 0 && resolved.answer === 'unknown'))
    return undefined
  const values = resolved.values
    .map(({ standings, answer }) => `${answer} ${standings[0]?.claim.spelling ?? ''}`)
    .sort()
  return [resolved.answer, ...values].join('\n')
}

function sharesKey(a: Item, b: Item): boolean {
  return a.identity.keys.some((key) => b.identity.keys.includes(key))
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}

function unordered(causes: readonly Cause[]): readonly Cause[] {
  return CAUSES.filter((cause) => causes.includes(cause))
}
