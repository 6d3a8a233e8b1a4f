import type { Blocker, Snapshot, WhyNot } from '../../engine/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { Faults } from '../faults.ts'
import { type AtPoint, atLatest, eventsOf } from '../points/at-point.ts'
import { checkedField, checkedSubject } from '../points/names.ts'
import { atPoint, type PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

type WhyNotAtPoint = AtPoint & { readonly whyNot: WhyNot }
type BlockerAtPoint = AtPoint & { readonly blocker: Blocker }

const DESCRIPTIONS: Readonly<Record<Blocker['by'], string>> = {
  notRecorded: 'The ledger took it in after the point’s position.',
  unregistered: 'Its source is registered after that position, or nowhere.',
  notKnown: 'Its source was not out by then.',
  possiblyKnown: 'Its source may not have been out by then.',
  notTrusted: 'Its source is not trusted.',
  withdrawn: 'Its source is withdrawn; `through` is the withdrawal.',
  premiseMissing: 'It is inferred from an event that cannot be seen for certain; `through` is that one.',
  retracted: 'It is retracted; `through` is the retraction.',
  corrected: 'It reads otherwise and says no more of this; `through` is the correction.',
  notYet: 'Its date lies after the point’s.',
  over: 'Its dates end before the point’s.',
  mayBeOtherwise: 'Its date is imprecise: it may be so at the point, or not.',
  otherDays: 'It speaks of other days than the point’s, and not of what came of it.',
  outdone: 'It stands, but others took the place of the value that it gives; `through` is one of them.',
}

/** Why something is not so: what would have made it so, and which clock, trust or act hides it. */
export function addWhyNot(
  builder: Builder,
  point: PointApi,
  { event }: ProvenanceApi,
  { root }: RootApi,
): void {
  const by = builder.enumType('HiddenBy', {
    description: 'What keeps an event from making something so at a point.',
    values: enumValues(DESCRIPTIONS),
  })
  const blocker = builder.objectRef<BlockerAtPoint>('Hindrance').implement({
    description: 'One thing that keeps an event from making something so.',
    fields: (t) => ({
      by: t.field({ type: by, description: 'Of what sort it is.', resolve: ({ blocker }) => blocker.by }),
      through: t.field({
        type: event,
        nullable: true,
        description:
          'The act, premise, registration or withdrawal through which it is so; null where it is so of itself.',
        resolve: ({ blocker: { through }, ...at }) =>
          through === undefined ? null : eventsOf(at, [through])[0],
      }),
    }),
  })
  const whyNot = builder.objectRef<WhyNotAtPoint>('WhyNot').implement({
    description:
      'An event that would have spoken of a subject at a point, and all that keeps it from doing so.',
    fields: (t) => ({
      event: t.field({
        type: event,
        description: 'The event, as it reads from the head of the ledger.',
        resolve: ({ whyNot, ...at }) => ({ ...at, recorded: whyNot.event }),
      }),
      hiddenBy: t.field({
        type: [blocker],
        description: 'Everything that stands in its way, each by itself.',
        resolve: ({ whyNot, ...at }) => whyNot.hiddenBy.map((each) => ({ ...at, blocker: each })),
      }),
    }),
  })
  builder.objectField(root, 'whyNot', (t) =>
    t.field({
      type: [whyNot],
      description:
        'Why a subject, or one of its fields, is not so at a point, or only possibly: the events that would make it so, and what hides each. It tells of what cannot be seen from the point, so it is asked of the chronicle and of no state.',
      args: {
        subject: t.arg.string({ required: true, description: 'Its key, `kind/name`.' }),
        field: t.arg.string({
          required: false,
          description: 'Of this field, like `status`. Omitted: of whether it is there at all.',
        }),
        point: t.arg({ type: point.input, required: true, description: 'The point that does not show it.' }),
      },
      resolve: (chronicle: Snapshot, { subject, field, point }) => {
        const faults = new Faults()
        const at = faults.from(() => atPoint(chronicle, point), 'point')
        if (at === undefined) throw faults.thrown()
        const key = checkedSubject(chronicle, subject)
        const only = field == null ? undefined : checkedField(chronicle, key, field)
        const head = atLatest(chronicle)
        return chronicle.whyNot(key, at.state, only).map((each) => ({ ...head, whyNot: each }))
      },
    }),
  )
}
