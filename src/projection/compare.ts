import type { EventId, Subject } from '../event/index.ts'
import { CAUSES, type Cause, causesOf, type Side } from './causes.ts'
import type { Field } from './field.ts'
import { pairsOf } from './pairs.ts'
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
 * Empty between equal states; with the sides exchanged, its mirror. What two states hold under names of
 * which one is shared is one subject; of two that became one, the first by name stays and the other is gone.
 */
export function compare(kind: string, from: State, to: State): readonly Change[] {
  return pairsOf(from.list(kind), to.list(kind)).flatMap(({ was, is, joined }) => {
    const before = { view: from.view, date: from.point.date, item: was }
    const after = { view: to.view, date: to.point.date, item: is }
    return changeOf(before, after, joined) ?? []
  })
}

function changeOf(from: Side, to: Side, joined: readonly EventId[]): Change | undefined {
  const was = from.item !== undefined && stands(from.item) ? from.item : undefined
  const is = to.item !== undefined && stands(to.item) ? to.item : undefined
  const subject = is?.subject ?? was?.subject
  if (subject === undefined) return undefined
  const fields = fieldChanges(from, to, joined)
  const change = was === undefined ? 'added' : is === undefined ? 'gone' : 'changed'
  if (change === 'changed' && fields.length === 0) return undefined
  if (change === 'changed')
    return {
      change,
      subject,
      was,
      is,
      fields,
      because: unique(fields.flatMap(({ because }) => because)),
      causes: inOrder(fields.flatMap(({ causes }) => causes)),
    }
  const because = unique([...(was?.because ?? []), ...(is?.because ?? []), ...joined])
  const passed = fields.flatMap(({ causes }) => causes.filter((cause) => cause === 'duePassed'))
  const causes = inOrder([...causesOf(from, to, because), ...passed])
  return { change, subject, was, is, fields, because, causes }
}

function fieldChanges(from: Side, to: Side, joined: readonly EventId[]): readonly FieldChange[] {
  const kind = to.item?.kind ?? from.item?.kind
  if (kind === undefined) return []
  const resolved = [kind.existence, ...kind.fields].flatMap(
    (field) => fieldChange(field, from, to, joined) ?? [],
  )
  const derived = (kind.derived ?? []).flatMap(({ name, cause, value }) => {
    const was = from.item && value(from.item)
    const is = to.item && value(to.item)
    if (was === is || was === undefined || is === undefined) return []
    const because = unique([...(from.item?.because ?? []), ...(to.item?.because ?? []), ...joined])
    const own = from.date === to.date ? [] : [cause]
    return [{ field: name, was, is, because, causes: inOrder([...causesOf(from, to, because), ...own]) }]
  })
  return [...resolved, ...derived]
}

function fieldChange(
  field: Field<never>,
  from: Side,
  to: Side,
  joined: readonly EventId[],
): FieldChange | undefined {
  const was = from.item?.get(field)
  const is = to.item?.get(field)
  const [before, after] = [written(was), written(is)]
  if (before === after) return undefined
  const because = unique([...(was?.because ?? []), ...(is?.because ?? []), ...joined])
  return { field: field.name, was: before, is: after, because, causes: causesOf(from, to, because) }
}

/**
 * A field's resolution as text, equal just where it reads the same: its answer, then each value with its own.
 * Nothing where nobody knows.
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
