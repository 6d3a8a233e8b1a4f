import { stands } from '../projection/index.ts'
import type { Builder } from './builder.ts'
import type { StandingItem } from './context.ts'
import type { ItemApi } from './item.ts'
import { checkedKind, type RootApi } from './root.ts'
import { sourcesOf } from './who-says.ts'

/** What would fall with one source: the items that no second one speaks of. */
export function addSingleSource(builder: Builder, { item }: ItemApi, { state }: RootApi): void {
  builder.objectField(state, 'singleSource', (t) =>
    t.field({
      type: [item],
      description:
        'What stands by the word of one source alone: the items of which no other that can be seen says anything.',
      args: {
        kind: t.arg.string({ required: false, description: 'Only subjects of this kind, like `meeting`.' }),
        source: t.arg.id({ required: false, description: 'Only what rests on this source, by its id.' }),
      },
      resolve: (stand, { kind, source }): StandingItem[] =>
        (kind == null ? [...stand.chronicle.vocabulary.kinds.keys()] : [checkedKind(stand.chronicle, kind)])
          .flatMap((each) => stand.state.list(each))
          .filter(stands)
          .filter((each) => sourcesOf(each).length === 1)
          .filter((each) => source == null || sourcesOf(each)[0] === source)
          .map((each) => ({ ...stand, item: each })),
    }),
  )
}
