import type { Resolved, Valued } from './resolve.ts'
import type { Item } from './state.ts'
import { fieldsOf } from './vocabulary.ts'

/**
 * All that an item says, as text: two with the same text say the same of every field, for the same reasons. What
 * follows from fields and date together is left out. Cost: every field resolved.
 */
export function saidBy(item: Item | undefined): string {
  if (item === undefined) return ''
  const fields = fieldsOf(item.kind).map((field) => saidOf(item.get(field)))
  return JSON.stringify([item.identity.keys, fields])
}

function saidOf({ answer, values, because, lastAttested, nextAttested }: Resolved<never>): unknown {
  return [answer, values.map(spelledOut), because, spelledOut(lastAttested), spelledOut(nextAttested)]
}

function spelledOut(valued: Valued<unknown> | undefined): unknown {
  if (valued === undefined) return null
  return [valued.standings[0]?.claim.spelling, valued.answer, valued.likely, valued.because]
}
