import type { Command } from 'commander'
import type { Chronicle, PointRequest } from '../engine/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { parseDay, parseInstant } from '../time/index.ts'
import type { Trust } from '../visibility/index.ts'
import { sourceNamed } from './sources.ts'

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

/** Reads what was typed, all of it; throws InvalidInput with every fault, each by its flag. */
export class PointReader {
  readonly #chronicle: Chronicle
  readonly #faults: Fault[] = []

  constructor(chronicle: Chronicle) {
    this.#chronicle = chronicle
  }

  /** A point from what was typed; `prefix`, as in `from-`, names a side of a comparison in the faults. */
  point(date: string | undefined, flags: PointFlags, prefix = ''): PointRequest {
    const { knownAt, recordedAt, position } = flags
    const read = {
      date: this.read(prefix === '' ? 'date' : prefix.slice(0, -1), date, parseDay),
      knownAt: this.read(`--${prefix}known-at`, knownAt, parseDay),
      recordedAt: this.read(`--${prefix}recorded-at`, recordedAt, parseInstant),
      position: this.read(`--${prefix}position`, position, parsePosition),
    }
    return {
      ...(read.date === undefined ? {} : { date: read.date }),
      ...(read.knownAt === undefined ? {} : { knownAt: read.knownAt }),
      ...(read.recordedAt === undefined ? {} : { recordedAt: read.recordedAt }),
      ...(read.position === undefined ? {} : { position: read.position }),
      trusting: this.#trust(flags),
    }
  }

  /** One value, or undefined where none was typed or it is none; then the fault is kept. */
  read<T>(argument: string, typed: string | undefined, parse: (text: string) => T): T | undefined {
    if (typed === undefined) return undefined
    try {
      return parse(typed)
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      this.#faults.push({ code: error.code, message: error.message, place: { argument } })
      return undefined
    }
  }

  /** Throws InvalidInput if anything that was read was faulty. */
  check(): void {
    if (this.#faults.length > 0) throw new InvalidInput(this.#faults)
  }

  #trust({ only, without, sides }: PointFlags): Trust {
    return {
      ...(only === undefined ? {} : { only: this.#sources('--only', only) }),
      ...(without === undefined ? {} : { without: this.#sources('--without', without) }),
      ...(sides === undefined ? {} : { sides: listed(sides) }),
    }
  }

  #sources(argument: string, typed: readonly string[]): readonly string[] {
    return listed(typed).flatMap(
      (source) => this.read(argument, source, (text) => sourceNamed(this.#chronicle, text).id) ?? [],
    )
  }
}

/** `004 002` and `004,002` alike. */
function listed(typed: readonly string[]): readonly string[] {
  return typed.flatMap((each) => each.split(',')).filter((each) => each !== '')
}

function parsePosition(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new RegestaError('E_POSITION', 'invalid', `"${text}": expected a position: 0, 1, 2 …`, { text })
}
