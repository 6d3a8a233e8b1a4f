import type { Command } from 'commander'
import { type GivenArguments, POINT_ARGUMENTS } from '../engine/index.ts'

/** Where one stands, as typed; `date` is an argument of the command. */
export type PointFlags = {
  readonly knownAt?: string
  readonly recordedAt?: string
  readonly position?: string
  readonly only?: readonly string[]
  readonly without?: readonly string[]
  readonly sides?: readonly string[]
}

export function pointFlags(command: Command): Command {
  return command
    .option('--known-at <date>', 'only what the public could know by the end of that day')
    .option('--position <number>', 'only what the ledger held at that position')
    .option('--recorded-at <instant>', 'only what the ledger held by then, like 2026-11-21T23:43:00Z')
    .option('--only <source...>', 'trust only these sources, by label or id')
    .option('--without <source...>', 'trust all but these')
    .option('--sides <side...>', 'trust only what these sides say, like jp')
}

/** What was typed, by the names of arguments; undefined is what was not typed. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>

/** What was typed for a point. */
export function typedPoint(
  date: string | undefined,
  { knownAt, recordedAt, position, only, without, sides }: PointFlags,
): Typed {
  return { date, knownAt, recordedAt, position, only, without, sides }
}

/** The names that have flags of their own besides those of filters. */
export const OWN_FLAGS: readonly string[] = [...POINT_ARGUMENTS, 'first', 'after']

/** What was typed as arguments. `say` gives the flag of a name. */
export function argumentsTyped(typed: Typed, say: (name: string) => string = typedFlag): GivenArguments {
  return {
    names: Object.keys(typed).filter((name) => typed[name] !== undefined),
    all: (name) => [typed[name] ?? []].flat(),
    say,
  }
}

/** `--known-at` for `knownAt`; the date of a point is an argument without a flag. */
export function typedFlag(name: string): string {
  if (name === 'date') return name
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
