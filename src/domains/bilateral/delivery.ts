import { z } from 'zod'
import { type Doubt, record, type Sibling } from '../../domain/index.ts'
import { subjectSchema } from '../../event/index.ts'
import { type Amount, amount, boundsOf, isOfOneMeasure } from './amount.ts'

/** What was delivered of an undertaking, report by report, and what that comes to. */

export const delivery = record(
  'Delivery',
  'What was done of an undertaking, by one report.',
  z.strictObject({
    amount: amount.exactOptional(),
    total: amount.exactOptional(),
    with: subjectSchema.exactOptional(),
  }),
  {
    amount: 'How much this was; null where no source says.',
    total: 'How much it came to by then; null where no source says.',
    with: 'What did it, by key; null where no source says.',
  },
  {
    words: ({ amount: part, total, with: by }, say) =>
      [
        part && say.of(amount, part),
        total && `${say.of(amount, total)} in all`,
        by && `by ${say.subject(by)}`,
      ]
        .filter((each) => each !== undefined)
        .join(', '),
  },
)

export type Delivery = z.infer<typeof delivery>

/**
 * What was delivered so far: the total that the last report gives, or else the sum over what did it, each once, of one measure.
 * Undefined where nothing is reported that can be summed. `deliveries` are in the order of their reports.
 */
export function deliveredSoFar(deliveries: readonly Delivery[]): Amount | undefined {
  const total = deliveries.findLast((each) => each.total !== undefined)?.total
  if (total !== undefined) return total
  const parts = deliveries.filter((each) => each.amount !== undefined)
  const once = [...new Map(parts.map((each) => [each.with, each])).values()]
  const [first, ...others] = once.flatMap((each) => each.amount ?? [])
  // Of several that name nothing, it is open whether they are one.
  if (first === undefined || (parts.some((each) => each.with === undefined) && parts.length > 1))
    return undefined
  if (!others.every((each) => isOfOneMeasure(first, each))) return undefined
  const value = [first, ...others].reduce((sum, each) => sum + each.value, 0)
  const { currency, unit } = first
  const isExact = once.every((each) => (each.amount?.exactness ?? 'exact') === 'exact')
  return {
    value,
    ...(unit !== undefined && { unit }),
    ...(currency !== undefined && { currency }),
    ...(!isExact && { exactness: 'approximate' as const }),
  }
}

/** The delivery in a report; undefined where that does not say how much. */
export function deliveryIn({ amount, total, with: by }: Delivery): Delivery | undefined {
  if (amount === undefined && total === undefined) return undefined
  return { ...(amount && { amount }), ...(total && { total }), ...(by !== undefined && { with: by }) }
}

/** What reports of a performance have besides. */
const report = z.object({
  amount: amount.exactOptional(),
  total: amount.exactOptional(),
  with: subjectSchema.exactOptional(),
})

/** How amounts are given that can be held against one another. */
const SHARP: ReadonlySet<string> = new Set(['exact', 'at-most', 'at-least', 'range'])

const PERFORMED: readonly string[] = ['UndertakingPartlyFulfilled', 'UndertakingFulfilled']

/** W_MORE_THAN_PROMISED: by what stands recorded, more was delivered than the promise allows, in one measure. */
export function moreThanPromised(own: Delivery, others: readonly Sibling[]): readonly Doubt[] {
  const promised = others.flatMap(({ type, payload }) =>
    type === 'UndertakingMade' ? (amount.safeParse(payload.amount).data ?? []) : [],
  )
  const earlier = others.flatMap(({ type, payload }) =>
    PERFORMED.includes(type) ? (report.safeParse(payload).data ?? []) : [],
  )
  const delivered = deliveredSoFar([...earlier, own].flatMap((each) => deliveryIn(each) ?? []))
  if (delivered === undefined || promised.length === 0) return []
  if (![delivered, ...promised].every((each) => SHARP.has(each.exactness ?? 'exact'))) return []
  const most = Math.max(...promised.map((each) => boundsOf(each).high))
  if (!promised.every((each) => isOfOneMeasure(each, delivered)) || boundsOf(delivered).low <= most) return []
  const path = own.total === undefined ? ['amount'] : ['total']
  return [
    {
      code: 'W_MORE_THAN_PROMISED',
      path: [...path, 'value'],
      message: `expected at most ${most}, as was promised; ${boundsOf(delivered).low} would be delivered by then`,
    },
  ]
}
