import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import type { State } from '../state/index.ts'
import { parseDay, parseInstant } from '../time/index.ts'
import type { PointRequest } from './point-request.ts'
import type { ReadModel } from './read-model.ts'

/** Arguments that were given as text, in an address or on a command line, by the names that GraphQL has. */
export type GivenArguments = {
  /** The names that were given, each once. */
  readonly names: readonly string[]
  /** What was given under a name, in order. */
  readonly all: (name: string) => readonly string[]
  /** A name as whoever gave it writes it: `knownAt` in an address, `--known-at` on a command line. */
  readonly say: (name: string) => string
}

/** The names of the arguments that a point has. */
export const POINT_ARGUMENTS = [
  'date',
  'knownAt',
  'recordedAt',
  'position',
  'only',
  'sides',
  'without',
] as const

/** The maximum number of sources or sides of a trust, and of the words of one argument. */
const LONGEST_LIST = 1_000

/** Reads given arguments. It keeps every fault, each under the name by which the argument was given. */
export class ArgumentReader {
  readonly given: GivenArguments
  readonly #faults: Fault[] = []

  constructor(given: GivenArguments) {
    this.given = given
  }

  /** The faults so far. */
  get faults(): readonly Fault[] {
    return this.#faults
  }

  add(code: string, name: string, message: string): void {
    this.#faults.push({ code, message, place: { argument: this.given.say(name) } })
  }

  /** Throws InvalidInput if there is any fault. */
  check(): void {
    if (this.#faults.length > 0) throw new InvalidInput(this.#faults)
  }

  /** Adds E_ARGUMENT for each argument that was given and is none of these. */
  checkNames(names: readonly string[]): void {
    for (const name of this.given.names)
      if (!names.includes(name))
        this.add('E_ARGUMENT', name.slice(0, 80), `expected one of ${names.map(this.given.say).join(', ')}`)
  }

  /** The text of an argument that is given once at most; E_ARGUMENT if it is given more often. */
  one(name: string): string | undefined {
    const [first, ...more] = this.given.all(name)
    if (more.length > 0) this.add('E_ARGUMENT', name, 'expected once, got it more often')
    return more.length > 0 ? undefined : first
  }

  /** The value of an argument; undefined where it is not given, or `parse` throws: the fault is kept then. */
  read<T>(name: string, parse: (text: string) => T): T | undefined {
    const text = this.one(name)
    return text === undefined ? undefined : this.from(() => parse(text), name)
  }

  /** The texts of an argument that may be repeated, each with commas in it; undefined where it is not given. */
  list(name: string): readonly string[] | undefined {
    const texts = this.given.all(name).flatMap((each) => each.split(','))
    if (texts.length > LONGEST_LIST)
      this.add('E_SIZE', name, `has ${texts.length} words; expected ${LONGEST_LIST} at most`)
    return this.given.names.includes(name) ? texts.filter((each) => each !== '') : undefined
  }

  /** The result of `work`; undefined where it throws: its faults are kept, under `name` where they name no argument. */
  from<T>(work: () => T, name?: string): T | undefined {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof RegestaError) || error.category === 'fault') throw error
      this.keep(error instanceof InvalidInput ? error.faults : [error], name)
      return undefined
    }
  }

  /** Adds faults that are named already as their arguments were given. */
  include(faults: readonly Fault[]): void {
    this.#faults.push(...faults)
  }

  /** Keeps faults of work that names arguments as GraphQL does. */
  keep(faults: readonly Fault[], name?: string): void {
    for (const { code, message, place } of faults) {
      const argument = givenAs(place?.argument) ?? name
      this.#faults.push({
        code,
        message,
        ...(argument !== undefined && { place: { argument: this.given.say(argument) } }),
      })
    }
  }

  /** The point that is given: sources go by key, id or label. */
  point(chronicle: ReadModel): PointRequest {
    const date = this.read('date', parseDay)
    const knownAt = this.read('knownAt', parseDay)
    const recordedAt = this.read('recordedAt', parseInstant)
    const position = this.read('position', parsePosition)
    const [only, sides, without] = [
      this.#sources(chronicle, 'only'),
      this.list('sides'),
      this.#sources(chronicle, 'without'),
    ]
    return {
      ...(date !== undefined && { date }),
      ...(knownAt !== undefined && { knownAt }),
      ...(recordedAt !== undefined && { recordedAt }),
      ...(position !== undefined && { position }),
      trusting: { ...(only && { only }), ...(sides && { sides }), ...(without && { without }) },
    }
  }

  /** The state at the point that is given. Throws InvalidInput with every fault so far, those of the point among them. */
  state(chronicle: ReadModel): State {
    const request = this.point(chronicle)
    const state = this.from(() => chronicle.asOf(request))
    this.check()
    if (state === undefined) throw new InvalidInput(this.#faults)
    return state
  }

  #sources(chronicle: ReadModel, name: string): readonly string[] | undefined {
    return this.list(name)?.flatMap((source) => {
      const found = chronicle.findSource(source) ?? chronicle.findSource(`source/${source}`)
      if (found === undefined) this.add('E_UNKNOWN_SOURCE', name, noSuchSource(chronicle, source))
      return found?.event.subject ?? []
    })
  }
}

/** `trusting.only` is given as `only`, and of a range both ends as one. */
function givenAs(argument: string | undefined): string | undefined {
  const [first, second] = argument?.split('.') ?? []
  return first === 'trusting' ? second : first
}

/** How many sources a message names. */
const SOURCES_NAMED = 10

function noSuchSource(chronicle: ReadModel, name: string): string {
  const { view } = chronicle.asOf({})
  const labels = chronicle.registrations.map(
    (each) => `${view.sourceFacts(each).label} (${each.event.subject})`,
  )
  const more = labels.length > SOURCES_NAMED ? ` and ${labels.length - SOURCES_NAMED} more` : ''
  const known = labels.length === 0 ? 'none' : `${labels.slice(0, SOURCES_NAMED).join(', ')}${more}`
  return `"${name.slice(0, 80)}" is not a source of ${chronicle.name}; its sources are ${known}`
}

function parsePosition(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new RegestaError('E_POSITION', 'invalid', `"${text.slice(0, 80)}": expected a position: 0, 1, 2 …`)
}
