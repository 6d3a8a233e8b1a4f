import type { EventId } from '../event/index.ts'
import { sameBounds } from '../time/index.ts'
import { causesOf, type Side } from './causes.ts'
import { dateText } from './dating.ts'
import type { Standing } from './field.ts'
import { becauseSteps, type Item } from './kind.ts'
import { FoundReasons, type Reasons } from './reasons.ts'
import { ofEach, type Steps } from './steps.ts'

/** A field that differs between two points, in words: a declared one, or `identity`, `when` or a derived one. */
export class FieldChange extends FoundReasons {
  readonly field: string
  readonly was: string | undefined
  readonly is: string | undefined

  constructor(field: string, was: string | undefined, is: string | undefined, find: () => Steps<Reasons>) {
    super(find)
    this.field = field
    this.was = was
    this.is = is
  }
}

/**
 * The dates of the events that are shown on both sides and have another date on each, in one field named `when`; empty
 * where there are none. That a date lies between the two points is no cause of this. Cost: the claims of the item. In steps.
 */
export function* dateChange(
  before: Side,
  after: Side,
  joined: () => Steps<readonly EventId[]>,
): Steps<readonly FieldChange[]> {
  const [was, is] = [before.item, after.item]
  if (was === undefined || is === undefined || before.view === after.view) return []
  const then = byEvent(was)
  yield
  const now = byEvent(is)
  yield
  const dated = yield* ofEach(then, DATED_A_STEP, ([id, own]) => {
    const others = now.get(id)
    return others === undefined || haveSameDates(own, others) ? [] : [{ id, own, others }]
  })
  if (dated.length === 0) return []
  const shown = new Set([...(yield* becauseSteps(was)), ...(yield* becauseSteps(is))])
  const texts = yield* ofEach(dated, 1, ({ id, own, others }) => {
    if (!shown.has(id)) return []
    const [text, other] = [textOf(before, own), textOf(after, others)]
    return text === other ? [] : [{ was: text, is: other, because: [...own, ...others] }]
  })
  if (texts.length === 0) return []
  const [earlier, later] = [texts.map(({ was }) => was), texts.map(({ is }) => is)].map(listed)
  return [
    new FieldChange('when', earlier, later, function* () {
      const shaping = texts.flatMap(({ because }) => because.flatMap((standing) => standing.because))
      const because = [...new Set([...shaping, ...(yield* joined())])]
      return { because, causes: yield* causesOf(before, after, because, []) }
    }),
  ]
}

/** How many events are looked at for their dates in one step. */
const DATED_A_STEP = 500

function listed(texts: readonly string[]): string {
  return [...new Set(texts)].join('; ')
}

/** The claims on an item by the event that makes them, in the order of the ledger. */
function byEvent({ standings }: Item): ReadonlyMap<EventId, readonly Standing[]> {
  const inOrder = standings.toSorted((a, b) => a.event.position - b.event.position || a.version - b.version)
  return Map.groupBy(inOrder, ({ event }) => event.id)
}

/** Whether the dates are certain to read the same, at little cost: an event's claims share them, version by version. */
function haveSameDates(some: readonly Standing[], others: readonly Standing[]): boolean {
  const same = ({ bounds, written, datedBy, version }: Standing, other: Standing | undefined) =>
    other !== undefined &&
    version === other.version &&
    written === other.written &&
    sameBounds(bounds, other.bounds) &&
    datedBy.join() === other.datedBy.join()
  return some.length === others.length && some.every((one, index) => same(one, others[index]))
}

/** The dates of one event, in each way in which it may read. */
function textOf({ view }: Side, standings: readonly Standing[]): string {
  return [...new Set(standings.map((one) => dateText(view, one)))].sort().join(' or ')
}
