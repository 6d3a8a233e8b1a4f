import type { EventId } from '../event/index.ts'
import { causesOf, type Side } from './causes.ts'
import { FieldChange } from './date-change.ts'
import { fieldsOf, type Item, isStanding, type PlanWords } from './kind.ts'
import type { Steps } from './steps.ts'

/** The item of one side where it is only planned, or was and came to nothing; undefined of what stands there. */
export function plannedItem(side: Side): Item | undefined {
  return planOn(side) && side.item
}

/**
 * How an item is planned on the two sides, in words, as a field named `ahead`; none where that is the same. `joined` gives
 * further events behind it. Cost: reading the plan on each side.
 */
export function planChange(
  before: Side,
  after: Side,
  joined: () => Steps<readonly EventId[]>,
): readonly FieldChange[] {
  const [was, is] = [planOn(before), planOn(after)]
  if (was?.words === is?.words) return []
  return [
    new FieldChange('ahead', was?.words, is?.words, function* () {
      const planning = [was, is].flatMap((plan) => plan?.because ?? [])
      const because = [...new Set([...planning, ...(yield* joined())])]
      const kind = (after.item ?? before.item)?.kind
      const fields = kind === undefined ? [] : fieldsOf(kind)
      return { because, causes: yield* causesOf(before, after, because, fields) }
    }),
  ]
}

function planOn({ item, existence }: Side): PlanWords | undefined {
  return isStanding(existence) ? undefined : item?.kind.ahead?.(item)
}
