import type { Comparison } from '../../engine/index.ts'
import {
  type Cause,
  type Change,
  type FieldChange,
  fieldNamed,
  ofEach,
  type Steps,
} from '../../state/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { nowOrInSteps } from '../limits/budget.ts'
import { type AtPoint, type EventAtPoint, eventsOf, type ItemAtPoint } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ItemApi } from '../state/item.ts'

type ComparedField = ComparedChange & { readonly field: FieldChange }

/** The type of one changed field: what it was, what it is, and the causes. */
export function addFieldChange(
  builder: Builder,
  cause: CauseRef,
  { fieldAnswer }: ItemApi,
  { event }: ProvenanceApi,
) {
  const derived = builder.objectRef<FieldChange>('DerivedChange').implement({
    description:
      'A derived value of an item, in a word, or its keys, its dates or how it is planned, before and after.',
    fields: (t) => ({
      was: t.exposeString('was', {
        nullable: true,
        description: 'At the point compared from. Null where the item did not hold, or nobody planned it.',
      }),
      is: t.exposeString('is', {
        nullable: true,
        description: 'At the point compared to. Null where the item does not hold, or nobody plans it.',
      }),
    }),
  })
  return builder.objectRef<ComparedField>('FieldChange').implement({
    description: 'One field that differs: its certainty and values before and after.',
    fields: (t) => ({
      field: t.string({
        description:
          'Its name; `identity` for the item’s keys, `when` for dates that were corrected or inferred, `ahead` for how it is planned at a point where it does not hold.',
        resolve: ({ field }) => field.field,
      }),
      was: t.field({
        type: fieldAnswer,
        nullable: true,
        description: 'What it resolved to. Null where the item did not hold, and for derived values.',
        resolve: ({ field, ...compared }) => answerOf(was(compared), field.field),
      }),
      is: t.field({
        type: fieldAnswer,
        nullable: true,
        description: 'What it resolves to. Null where the item does not hold, and for derived values.',
        resolve: ({ field, ...compared }) => answerOf(is(compared), field.field),
      }),
      derived: t.field({
        type: derived,
        nullable: true,
        description:
          'The values in a word, for what is derived from the item and its point, such as being overdue, for its keys, for how it is planned, and for dates that differ, each with its basis and reading. Null for every other field.',
        resolve: ({ field, change }) => (isDerived(change, field.field) ? field : null),
      }),
      because: t.field({
        type: [event],
        description: 'The events behind it.',
        resolve: ({ field, ...compared }, _, { budget }) =>
          nowOrInSteps(budget, eventsBehind(compared, field)),
      }),
      causes: t.field({
        type: [cause],
        description: 'Why it differs.',
        resolve: ({ field }, _, { budget }) => nowOrInSteps(budget, causesBehind(field)),
      }),
    }),
  })
}

function answerOf(standing: ItemAtPoint | null, name: string) {
  if (standing === null) return null
  const field = fieldNamed(standing.item.kind, name)
  return field === undefined ? null : { ...standing, resolved: standing.item.get(field) }
}

function isDerived({ was, is }: Change, name: string): boolean {
  const kind = (is ?? was)?.kind
  return kind !== undefined && fieldNamed(kind, name) === undefined
}

const CAUSE_DESCRIPTIONS: Readonly<Record<Cause, string>> = {
  worldChanged: 'Its date is between the two.',
  windowPassed: 'The window of an imprecise date opened or closed between them.',
  attested: 'It is about one of the two dates only, or only attests: nothing is known to have changed.',
  learned: 'Its source was public at one of them only, or more certainly.',
  recorded: 'It was recorded at one of them only.',
  corrected: 'A correction of it is visible at one of them only.',
  retracted: 'A retraction of it, or of its source, is visible at one of them only.',
  trust: 'Its source is trusted at one of them only.',
  duePassed: 'A due date is between the two dates.',
}

/** The enum of causes: which clock, trust or act makes two answers differ. */
export function addCause(builder: Builder) {
  return builder.enumType('Cause', {
    description: 'Why two answers differ. There may be several causes.',
    values: enumValues(CAUSE_DESCRIPTIONS),
  })
}

type CauseRef = ReturnType<typeof addCause>

/** A comparison of two points of a chronicle. */
export type Compared = { readonly from: AtPoint; readonly to: AtPoint; readonly comparison: Comparison }

/** What differs between two points of one chronicle. */
export function compared(from: AtPoint, to: AtPoint): Compared {
  return { from, to, comparison: from.chronicle.compare(from.state.point, to.state.point) }
}

/** One change of a comparison. */
export type ComparedChange = Compared & { readonly change: Change }

/** The item at the point compared from; null where it did not hold. */
export function was({ from, change: { was } }: ComparedChange): ItemAtPoint | null {
  return was === undefined ? null : { ...from, item: was }
}

/** The item at the point compared to; null where it does not hold. */
export function is({ to, change: { is } }: ComparedChange): ItemAtPoint | null {
  return is === undefined ? null : { ...to, item: is }
}

/** The causes of a change, in steps. */
export function* causesBehind(change: Pick<Change, 'reasons'>): Steps<Cause[]> {
  const { causes } = yield* change.reasons()
  return [...causes]
}

/** The events behind a change, each as it reads at the later point, or at the earlier where only that shows it; in steps. */
export function* eventsBehind(
  { from, to }: Compared,
  change: Pick<Change, 'reasons'>,
): Steps<EventAtPoint[]> {
  const { because } = yield* change.reasons()
  return yield* ofEach(because, EVENTS_A_STEP, (id) =>
    eventsOf(to.state.view.exists(id) === 'no' ? from : to, [id]),
  )
}

const EVENTS_A_STEP = 20
