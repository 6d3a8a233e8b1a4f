import type { CivilDay } from '../time/index.ts'
import { BYTES } from './cache-bytes.ts'
import { sortedCuts, stretchOf } from './day-table.ts'
import type { Field, SeenClaim } from './field.ts'
import { fieldsOf, type Item, type Written } from './kind.ts'
import type { Resolved } from './resolve.ts'
import type { Steps } from './steps.ts'

/** The same on the days between two on which no claim turns: by the days on which the derived values do. */
type Stretch = {
  readonly whole: Omit<Written, 'derived'>
  readonly turns: readonly CivilDay[]
  readonly written: (Written | undefined)[]
}

/** What one subject comes to in writing along valid time, seen from one basis: worked out once for each stretch of days. */
export class WrittenTable {
  readonly #claims: () => readonly SeenClaim[]
  readonly #isLarge: boolean
  readonly #grown: (bytes: number) => void
  /** What it came to at the one date that was asked about; the stretches are told apart from the second on. */
  #once: { readonly date: CivilDay; readonly written: Written } | undefined
  #cuts: readonly CivilDay[] | undefined
  readonly #stretches: (Stretch | undefined)[] = []

  /** `claims` gives all that can be seen of the subject; of a large one a field is a step. */
  constructor(claims: () => readonly SeenClaim[], isLarge: boolean, grown: (bytes: number) => void) {
    this.#claims = claims
    this.#isLarge = isLarge
    this.#grown = grown
  }

  /** Cost: two binary searches; the item, which is the subject on that date, is read the first time for a stretch. In steps. */
  *at(date: CivilDay, item: () => Item): Steps<Written> {
    if (this.#once === undefined) {
      const whole = yield* fieldsInWriting(item(), this.#isLarge)
      const written = { ...whole, derived: derivedOf(item()) }
      this.#once = { date, written }
      this.#grown(BYTES.answer)
      return written
    }
    if (this.#once.date === date) return this.#once.written
    const { whole, turns, written } = yield* this.#stretchAt(stretchOf(this.#cutsOnce(), date), item)
    const turn = stretchOf(turns, date)
    const known = written[turn]
    if (known !== undefined) return known
    const made = { ...whole, derived: derivedOf(item()) }
    written[turn] = made
    return made
  }

  #cutsOnce(): readonly CivilDay[] {
    if (this.#cuts === undefined) {
      this.#cuts = sortedCuts(this.#claims())
      this.#grown(BYTES.table + this.#cuts.length * BYTES.cut)
    }
    return this.#cuts
  }

  *#stretchAt(place: number, itemOn: () => Item): Steps<Stretch> {
    const known = this.#stretches[place]
    if (known !== undefined) return known
    const item = itemOn()
    const whole = yield* fieldsInWriting(item, this.#isLarge)
    const turns = (item.kind.derived ?? []).flatMap(({ days }) => days(item)).sort((a, b) => a - b)
    const made = { whole, turns, written: [] }
    this.#grown(BYTES.answer)
    this.#stretches[place] = made
    return made
  }
}

/** Whether the two say the same, field by field. */
export function isSameWriting(one: Written | undefined, other: Written | undefined): boolean {
  if (one === other) return true
  if (one === undefined || other === undefined) return false
  const isSame = (value: string | undefined, place: number) => value === other.fields[place]
  const isDerivedSame = (value: string, place: number) => value === other.derived[place]
  return (one.fields === other.fields || one.fields.every(isSame)) && one.derived.every(isDerivedSame)
}

/** Whether a field in writing has any value; not so where it is unknown, or excluded. */
export function hasValues(written: string | undefined): boolean {
  return written?.includes('\n') === true
}

function derivedOf(item: Item): Written['derived'] {
  return (item.kind.derived ?? []).map(({ value }) => value(item))
}

function* fieldsInWriting(item: Item, isLarge: boolean): Steps<Omit<Written, 'derived'>> {
  const fields: (string | undefined)[] = []
  for (const field of fieldsOf(item.kind)) {
    fields.push(inWriting(field, item.get(field)))
    if (isLarge) yield
  }
  return { existence: item.existence.answer, fields }
}

/**
 * A field's resolution as text: its answer, then each value with its own answer. Two are equal if and only if they say the
 * same. Undefined if the answer is unknown.
 */
function inWriting({ spelling }: Field<never>, resolved: Resolved<never>): string | undefined {
  if (resolved.answer === 'unknown') return undefined
  const values = resolved.values.map(({ value, answer }) => `${answer} ${spelling(value)}`).sort()
  return [resolved.answer, ...values].join('\n')
}
