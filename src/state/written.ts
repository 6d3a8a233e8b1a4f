import type { CivilDay } from '../time/index.ts'
import { BYTES } from './cache-bytes.ts'
import { sortedCuts, stretchOf } from './day-table.ts'
import type { SeenClaim } from './field.ts'
import { fieldsOf, type Item, type Written } from './kind.ts'
import type { Resolved } from './resolve.ts'

/** The same on the days between two on which no claim turns: by the days on which the derived values do. */
type Stretch = {
  readonly fields: readonly (string | undefined)[]
  readonly turns: readonly CivilDay[]
  readonly written: (Written | undefined)[]
}

/** What one subject comes to in writing along valid time, seen from one basis: worked out once for each stretch of days. */
export class WrittenTable {
  readonly #cuts: readonly CivilDay[] | undefined
  readonly #stretches: (Stretch | undefined)[] = []
  readonly #all = new Map<string, Written>()
  readonly #grown: (bytes: number) => void

  /** `claims` are all that can be seen of the subject; without them nothing is kept by date. */
  constructor(claims: readonly SeenClaim[] | undefined, grown: (bytes: number) => void) {
    this.#cuts = claims && sortedCuts(claims)
    this.#grown = grown
    grown(BYTES.table + (this.#cuts?.length ?? 0) * BYTES.cut)
  }

  /** Cost: two binary searches; the item, which is the subject on that date, is read the first time for a stretch. */
  at(date: CivilDay, item: () => Item): Written {
    if (this.#cuts === undefined) return this.#shared(fieldsInWriting(item()), item())
    const { fields, turns, written } = this.#stretchAt(stretchOf(this.#cuts, date), item)
    const turn = stretchOf(turns, date)
    const known = written[turn]
    if (known !== undefined) return known
    const made = this.#shared(fields, item())
    written[turn] = made
    return made
  }

  #stretchAt(place: number, itemOn: () => Item): Stretch {
    const known = this.#stretches[place]
    if (known !== undefined) return known
    const item = itemOn()
    const turns = (item.kind.derived ?? []).flatMap(({ days }) => days(item)).sort((a, b) => a - b)
    this.#grown(BYTES.firstUse + turns.length * BYTES.cut)
    const made = { fields: fieldsInWriting(item), turns, written: [] }
    this.#stretches[place] = made
    return made
  }

  #shared(fields: Written['fields'], item: Item): Written {
    const derived = (item.kind.derived ?? []).map(({ value }) => value(item))
    const key = JSON.stringify([fields, derived])
    return this.#all.getOrInsertComputed(key, () => {
      this.#grown(BYTES.answer + 2 * key.length)
      return { fields, derived }
    })
  }
}

function fieldsInWriting(item: Item): Written['fields'] {
  return fieldsOf(item.kind).map((field) => inWriting(item.get(field)))
}

/**
 * A field's resolution as text: its answer, then each value with its own answer. Two are equal if and only if they say the
 * same. Undefined if the answer is unknown.
 */
function inWriting(resolved: Resolved<never>): string | undefined {
  if (resolved.answer === 'unknown') return undefined
  const values = resolved.values
    .map(({ standings, answer }) => `${answer} ${standings[0]?.claim.spelling ?? ''}`)
    .sort()
  return [resolved.answer, ...values].join('\n')
}
