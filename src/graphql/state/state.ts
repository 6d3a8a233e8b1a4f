import { countOf } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { checkedKind, checkedSubject } from '../checked-names.ts'
import type { Stand } from '../context.ts'
import { assume } from '../limits/sizes.ts'
import type { PointApi } from '../points/point.ts'
import { type ItemApi, itemsBySubject } from './item.ts'

/** What stands at a point: a domain adds its lists to it. */
export function addState(builder: Builder, name: string, point: PointApi, { item }: ItemApi) {
  const counts = builder
    .objectRef<{ readonly definite: number; readonly possible: number }>('Count')
    .implement({
      description: 'How many subjects stand. Their uncertainties count as independent of each other.',
      fields: (t) => ({
        definite: t.exposeInt('definite', { description: 'Those that stand in any case.' }),
        possible: t.exposeInt('possible', {
          description: 'Those that may stand or not, the definite ones not counted again.',
        }),
      }),
    })

  return builder.objectRef<Stand>(name).implement({
    extensions: assume({ lists: 50 }),
    description:
      'What the claims that can be seen from a point resolve to. Lists of one kind are in order of the first day that each item may be of, then of its key.',
    fields: (t) => ({
      point: t.field({
        type: point.ref,
        description: 'From where it is seen, every clock resolved.',
        resolve: (stand) => stand,
      }),
      recordEnds: t.field({
        type: 'Date',
        nullable: true,
        description:
          'The day of the newest dated source that can be seen for certain: what is on the record ends here. Null where there is none.',
        resolve: ({ state }) => state.horizon,
      }),
      item: t.field({
        type: item,
        nullable: true,
        description: 'One subject by its key. Null where nothing that can be seen speaks of it.',
        args: { subject: t.arg.string({ required: true, description: 'Its key, `kind/name`.' }) },
        resolve: (stand, { subject }) => itemsBySubject(stand, [checkedSubject(stand.chronicle, subject)])[0],
      }),
      count: t.field({
        type: counts,
        description: 'How many subjects of a kind stand.',
        args: {
          kind: t.arg.string({
            required: true,
            description: 'The kind of subject, the part before the slash.',
          }),
        },
        resolve: ({ chronicle, state }, { kind }) => countOf(state.list(checkedKind(chronicle, kind))),
      }),
    }),
  })
}

export type StateRef = ReturnType<typeof addState>
