import fc from 'fast-check'
import { type Envelope, eventId, kernelTypes } from '../../../src/event/index.ts'
import type { Dice } from '../../graphql/look-ahead/dice.ts'
import { caseOf, preface, wholeMoves } from '../../oracle/generate.ts'

/**
 * A library of at least so many events: tales of a dozen moves, told at the same time in any order, each about subjects and
 * sources of its own, or about those of one before. What one tale infers, corrects, links or withdraws comes late among the
 * events of the others.
 */
export function manyTales(seed: number, length: number, dice: Dice): readonly Envelope[] {
  const tales: Envelope[][] = []
  let count = 0
  const written = new Set<string>()
  for (let nth = 0; count < length; nth += 1) {
    const [sample] = fc.sample(fc.tuple(preface, wholeMoves), { seed: seed * 1_000 + nth, numRuns: 1 })
    if (sample === undefined) throw new Error('no sample')
    const tale = renamed(
      caseOf(...sample, []).events.map(({ event }) => event),
      dice.oneIn(8) ? nth >> 1 : nth,
    )
    const fresh = tale.filter((event) => !written.has(eventId(event)))
    for (const event of fresh) written.add(eventId(event))
    tales.push([...fresh])
    count += fresh.length
  }
  return inTurns(tales, dice)
}

/** The types of which the events of {@link manyTales} must have some. */
export const LATE: readonly string[] = kernelTypes
  .map(({ type }) => type)
  .filter((type) => !['PassageSetAside', 'DisagreementNoted'].includes(type))

/** The same tale about other subjects and sources, whose names end in a number. */
function renamed(tale: readonly Envelope[], number: number): readonly Envelope[] {
  const ids = new Map<string, string>()
  return tale.map((event) => {
    const text = JSON.stringify(event)
      .replaceAll(/"(book|loan|reader|shelf|source)\/(\w+)"/g, `"$1/$2-${number}"`)
      .replaceAll(/"[0-9a-f]{64}"/g, (id) => ids.get(id) ?? id)
    const other: Envelope = JSON.parse(text)
    ids.set(`"${eventId(event)}"`, `"${eventId(other)}"`)
    return other
  })
}

/** Events in the order of their own tale, of tales that take turns at random: some ten are under way at once. */
function inTurns(tales: Envelope[][], dice: Dice): readonly Envelope[] {
  const told: Envelope[] = []
  const waiting = [...tales]
  const underWay: Envelope[][] = []
  while (waiting.length + underWay.length > 0) {
    while (underWay.length < 10 && waiting.length > 0) underWay.push(...waiting.splice(0, 1))
    const at = dice.upTo(underWay.length)
    const event = underWay[at]?.shift()
    if (event === undefined) underWay.splice(at, 1)
    else told.push(event)
  }
  return told
}
