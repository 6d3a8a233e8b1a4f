import type { Command } from 'commander'
import { RegestaError } from '../errors.ts'
import { type Typed, typedFlag } from './point-flags.ts'

/** By what a list is narrowed, as typed. */
export type FilterFlags = {
  readonly kinds?: readonly string[]
  readonly topic?: string
  readonly search?: string
  readonly actor?: string
  readonly where?: readonly string[]
}

/** The names of filters that have a flag of their own. */
const OWN_FLAGS = ['kinds', 'topic', 'search', 'actor']

export function filterFlags(command: Command): Command {
  return command
    .option('--kinds <kind...>', 'only these kinds, like meeting')
    .option('--topic <name>', 'only what is about this topic, area or place')
    .option('--actor <name>', 'only what involves this side, person, office or body, by key or name')
    .option('--search <words>', 'only what has these words, or words that begin so')
    .option(
      '--where <name=value...>',
      'any other filter that lists have, like valid=2025-01-01..2025-12-31, source=004 or certainty=definitely',
    )
}

/** What was typed for filters, by the names of arguments. Throws E_ARGUMENT where one is not `name=value`. */
export function typedFilters({ kinds, topic, search, actor, where = [] }: FilterFlags): Typed {
  return { kinds, topic, search, actor, ...typedPairs('--where', where) }
}

/** Pairs as `name=value`, those of one name together. Throws E_ARGUMENT for what is none. */
export function typedPairs(flag: string, pairs: readonly string[]): Record<string, readonly string[]> {
  const typed: Record<string, readonly string[]> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1)
      throw new RegestaError('E_ARGUMENT', 'invalid', `${flag} "${pair.slice(0, 80)}": expected name=value`)
    const name = pair.slice(0, at)
    typed[name] = [...(typed[name] ?? []), pair.slice(at + 1)]
  }
  return typed
}

/** How a filter is typed: `--topic`, or `--where valid`. `point` are the names that have flags of their own besides. */
export function filterFlag(name: string, point: readonly string[]): string {
  return OWN_FLAGS.includes(name) || point.includes(name) ? typedFlag(name) : `--where ${name}`
}
