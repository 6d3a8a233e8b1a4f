import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { BYTES } from './cache-bytes.ts'
import { type Field, type SeenClaim, Standing } from './field.ts'
import { byPosition, type Resolved, type Valued } from './resolve.ts'

/** What a field resolves to, without the claims that it rests on. */
export type Short<T> = {
  readonly answer: Answer
  readonly values: readonly Pick<Valued<T>, 'value' | 'answer' | 'likely'>[]
}

/** What a field resolves to, without the claims that it rests on, which `standings` are in whatever order. */
export function resolveShort<T>(field: Field<T>, standings: readonly Standing[], date: CivilDay): Short<T> {
  const { answer, candidates, certain } = field.resolve(standings.toSorted(byPosition))
  const values = new Map<string, { value: T; answer: Answer; likely: boolean }>()
  for (const { claim, bounds } of candidates) {
    const likely = bounds.likely !== undefined && bounds.likely <= date
    const known = values.get(claim.spelling)
    if (known !== undefined) known.likely ||= likely
    else
      values.set(claim.spelling, {
        // A claim was put in under this very field, by its type: the token vouches for what comes out.
        value: claim.value as T,
        answer: certain.has(claim.spelling) ? 'definitely' : 'possibly',
        likely,
      })
  }
  return { answer, values: [...values.values()] }
}

/** The values that are claimed, of whatever date: those that stand if each claim does that can be seen. */
export function claimedAtAnyDate<T>(
  field: Field<T>,
  claims: readonly SeenClaim[],
  date: CivilDay,
): Short<T>['values'] {
  if (claims.length === 0) return []
  const standings = claims.map((seen) => new Standing(seen, date, seen.visible))
  return resolveShort(field, standings, date).values
}

/** How many answers are shared: those in the words of a vocabulary, not every text. */
const MOST_SHARED = 1_000

/** By their JSON, answers whose values are words: of most subjects, at most dates, a field has one of a few. */
const shared = new Map<string, Short<unknown>>()

/** A resolution without its claims, one and the same for all that say the same in such words; and about how many bytes it takes. */
export function shortOf({ answer, values }: Short<unknown>): readonly [Short<unknown>, bytes: number] {
  const short = { answer, values: values.map(({ value, answer, likely }) => ({ value, answer, likely })) }
  if (!values.every(({ value }) => typeof value === 'string' || value === true)) return [short, BYTES.answer]
  const key = JSON.stringify(short)
  const known = shared.get(key)
  if (known !== undefined) return [known, 0]
  if (shared.size < MOST_SHARED) shared.set(key, short)
  return [short, BYTES.answer]
}

/** Whether two say the same. */
export function isSameShort(one: Short<unknown>, other: Short<unknown> | undefined): boolean {
  if (one === other) return true
  if (one.answer !== other?.answer || one.values.length !== other.values.length) return false
  return one.values.every(({ value, answer, likely }, nth) => {
    const same = other.values[nth]
    return value === same?.value && answer === same?.answer && likely === same?.likely
  })
}

/** How many bytes it takes on the heap, roughly. */
export function heapBytesOf(resolved: Resolved<unknown>): number {
  if (resolved instanceof ResolvedShort) return BYTES.answer
  const { values, lastAttested, nextAttested, because } = resolved
  return [...values, lastAttested, nextAttested].reduce(
    (sum, valued) =>
      sum +
      (valued?.standings.length ?? 0) * BYTES.standing +
      ((valued?.because.length ?? 0) + (valued?.sources.length ?? 0)) * BYTES.mention,
    BYTES.answer + because.length * BYTES.mention,
  )
}

/**
 * What a field resolves to by some of its claims that give the same values as all; which events these rest on is worked out
 * by all of them when it is first asked.
 */
export class ResolvedShort<T> implements Resolved<T> {
  readonly field: string
  readonly answer: Answer
  readonly values: readonly Valued<T>[]
  readonly #all: () => Resolved<T>
  #known: Resolved<T> | undefined

  /** `standings` gives those of its only value, where they are known without the rest. */
  constructor(
    field: string,
    { answer, values }: Short<T>,
    all: () => Resolved<T>,
    standings?: () => readonly Standing[],
  ) {
    this.field = field
    this.answer = answer
    this.values = values.map((value, nth) => new ValuedShort(value, this, nth, standings))
    this.#all = all
  }

  get lastAttested(): Valued<T> | undefined {
    return this.whole.lastAttested
  }

  get nextAttested(): Valued<T> | undefined {
    return this.whole.nextAttested
  }

  get because(): readonly EventId[] {
    return this.whole.because
  }

  /** The same by all claims. */
  get whole(): Resolved<T> {
    this.#known ??= this.#all()
    return this.#known
  }
}

/** One of its values. */
class ValuedShort<T> implements Valued<T> {
  readonly value: T
  readonly answer: Answer
  readonly likely: boolean
  readonly #of: ResolvedShort<T>
  readonly #nth: number
  readonly #standings: (() => readonly Standing[]) | undefined

  constructor(
    { value, answer, likely }: Short<T>['values'][number],
    of: ResolvedShort<T>,
    nth: number,
    standings: (() => readonly Standing[]) | undefined,
  ) {
    this.value = value
    this.answer = answer
    this.likely = likely
    this.#of = of
    this.#nth = nth
    this.#standings = standings
  }

  get standings(): readonly Standing[] {
    return this.#standings?.() ?? this.#whole?.standings ?? []
  }

  get sources(): readonly Subject[] {
    return this.#whole?.sources ?? []
  }

  get because(): readonly EventId[] {
    return this.#whole?.because ?? []
  }

  get #whole(): Valued<T> | undefined {
    return this.#of.whole.values[this.#nth]
  }
}
