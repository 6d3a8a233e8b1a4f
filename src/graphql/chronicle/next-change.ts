import type { State, SteppedClock } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import type { AtPoint } from '../points/at-point.ts'
import { atPoint, type PointApi } from '../points/point.ts'
import type { RootApi } from './root.ts'

/**
 * The points of the changes before and after another: by them one steps through time by what happened. Under a state they are
 * those of other dates, by what is visible there. On the clocks of what was known and recorded they look beyond a point, or at
 * what it no longer sees, so that they hang on the chronicle.
 */
export function addNextChange(builder: Builder, point: PointApi, { anyChronicle, anyState }: RootApi): void {
  const clock = builder.enumType('Clock', {
    description: 'One of the three clocks of a point.',
    values: {
      VALID: { value: 'valid', description: 'When things held in the world: `date`, day by day.' },
      KNOWN: { value: 'known', description: 'What the public could know: `knownAt`, day by day.' },
      RECORDED: { value: 'recorded', description: 'What was recorded: `position`, batch by batch.' },
    } as const,
  })
  const { on } = builder.args((t) => ({
    on: t.field({
      type: clock,
      required: true,
      defaultValue: 'valid',
      description: 'The clock to go along; the others stay where they are.',
    }),
  }))

  builder.interfaceFields(anyState, (t) => ({
    previousChange: t.field({
      type: point.ref,
      nullable: true,
      description: `The point with the nearest earlier date from which ${CHANGES}, by what is visible here. Null where there is none.`,
      resolve: (at, _, { budget }) => changeFrom(at, 'valid', true, budget),
    }),
    nextChange: t.field({
      type: point.ref,
      nullable: true,
      description: `The point with the nearest later date from which ${CHANGES}, by what is visible here: something begins or ends, a window or a due date passes. Null where there is none.`,
      resolve: (at, _, { budget }) => changeFrom(at, 'valid', false, budget),
    }),
  }))
  builder.interfaceFields(anyChronicle, (t) => ({
    previousChange: t.field({
      type: point.ref,
      nullable: true,
      description: `The nearest point before another on a clock from which ${CHANGES}. Along \`KNOWN\` without a known day, the one before the last thing became known. Null where there is none, or with an error.`,
      args: { on, ...point.args },
      resolve: (chronicle, { on, ...args }, { budget }) =>
        changeFrom(atPoint(chronicle, args), on, true, budget),
    }),
    nextChange: t.field({
      type: point.ref,
      nullable: true,
      description: `The nearest point after another on a clock from which ${CHANGES}. Along \`KNOWN\` and \`RECORDED\` it looks beyond the point, by what cannot be seen from there. Null where there is none yet, or with an error.`,
      args: { on, ...point.args },
      resolve: (chronicle, { on, ...args }, { budget }) => {
        const at = atPoint(chronicle, args)
        // What is recorded later may be the next change: to ask for the position notes that the answer depends on it.
        if (on === 'recorded' && chronicle.position === at.state.point.position) return null
        return changeFrom(at, on, false, budget)
      },
    }),
  }))
}

const CHANGES = '`compare` finds a change of any kind'

async function changeFrom(
  { chronicle, state, namesPosition }: AtPoint,
  on: SteppedClock,
  back: boolean,
  budget: Budget,
): Promise<AtPoint | null> {
  const found: State | undefined = await inSteps(budget, chronicle.nearestChange(state, on, back))
  return found === undefined ? null : { chronicle, state: found, namesPosition }
}
