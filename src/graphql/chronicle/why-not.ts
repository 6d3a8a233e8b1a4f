import type { Blocker, Snapshot, WhyNot } from '../../engine/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import { type AtPoint, atLatest, eventsOf } from '../points/at-point.ts'
import { checkedField, checkedSubject } from '../points/names.ts'
import { atPoint, type PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

type WhyNotAtPoint = AtPoint & { readonly whyNot: WhyNot }
type BlockerAtPoint = AtPoint & { readonly blocker: Blocker }

const DESCRIPTIONS: Readonly<Record<Blocker['by'], string>> = {
  notRecorded: 'It was recorded after the point’s position.',
  unregistered: 'Its source was registered after that position, or never.',
  notKnown: 'Its source was not published by then.',
  possiblyKnown: 'Its source may not have been published by then.',
  notTrusted: 'Its source is not trusted.',
  withdrawn: 'Its source is withdrawn; `through` is the withdrawal.',
  premiseMissing: 'It is inferred from an event that is not definitely visible; `through` is that event.',
  retracted: 'It is retracted; `through` is the retraction.',
  corrected: 'It is corrected and no longer claims this; `through` is the correction.',
  notYet: 'Its date is after the point’s.',
  over: 'Its dates end before the point’s.',
  mayBeOtherwise: 'Its date is imprecise: it holds at the point possibly, not definitely.',
  reportedEarly: 'Its date is after its sources came out, so that it is possible at most.',
  otherDays: 'It is about other days than the point’s.',
  outdone: 'It holds, but other events replaced its value; `through` is one of them.',
}

/** Why something does not hold at a point: the events that would make it hold, and what blocks each of them. */
export function addWhyNot(
  builder: Builder,
  point: PointApi,
  { event }: ProvenanceApi,
  { anyChronicle }: RootApi,
): void {
  const by = builder.enumType('HiddenBy', {
    description: 'Why an event has no effect at a point.',
    values: enumValues(DESCRIPTIONS),
  })
  const blocker = builder.objectRef<BlockerAtPoint>('Hindrance').implement({
    description: 'One reason why an event has no effect at a point.',
    fields: (t) => ({
      by: t.field({ type: by, description: 'The reason.', resolve: ({ blocker }) => blocker.by }),
      through: t.field({
        type: event,
        nullable: true,
        description: 'The act, premise, registration or withdrawal that causes it. Null where there is none.',
        resolve: ({ blocker: { through }, ...at }) =>
          through === undefined ? null : eventsOf(at, [through])[0],
      }),
    }),
  })
  const whyNot = builder.objectRef<WhyNotAtPoint>('WhyNot').implement({
    description:
      'An event that would have an effect on a subject at a point, and every reason why it has none.',
    fields: (t) => ({
      event: t.field({
        type: event,
        description: 'The event, as it reads at the latest point.',
        resolve: ({ whyNot, ...at }) => ({ ...at, recorded: whyNot.event }),
      }),
      hiddenBy: t.field({
        type: [blocker],
        description: 'Every reason, each by itself.',
        resolve: ({ whyNot, ...at }) => whyNot.hiddenBy.map((each) => ({ ...at, blocker: each })),
      }),
    }),
  })
  builder.interfaceField(anyChronicle, 'whyNot', (t) =>
    t.field({
      type: [whyNot],
      nullable: true,
      description:
        'Explains why a subject, or one of its fields, does not hold at a point, or only possibly: the events that would make it hold, and what hides each. It reveals what is not visible at the point, so it is a field of the chronicle and not of a state. Null only with an error.',
      args: {
        subject: t.arg.string({ required: true, description: 'Its key, `kind/name`.' }),
        field: t.arg.string({
          required: false,
          description: 'The field to explain, like `status`. Omitted: whether the subject exists at all.',
        }),
        point: t.arg({
          type: point.input,
          required: true,
          description: 'The point at which it does not hold.',
        }),
      },
      resolve: async (chronicle: Snapshot, { subject, field, point }, { budget }) => {
        const faults = new Faults()
        const at = faults.from(() => atPoint(chronicle, point), 'point')
        if (at === undefined) throw faults.thrown()
        const key = checkedSubject(chronicle, subject)
        const only = field == null ? undefined : checkedField(chronicle, key, field)
        const head = atLatest(chronicle)
        const found = await inSteps(budget, chronicle.whyNot(key, at.state, only))
        return found.map((each) => ({ ...head, whyNot: each }))
      },
    }),
  )
}
