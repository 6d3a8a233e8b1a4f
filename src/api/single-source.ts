import { sourcesOfAll, stands } from '../projection/index.ts'
import type { Builder } from './builder.ts'
import { checkedKind } from './checked-names.ts'
import type { Stand, StandingItem } from './context.ts'
import { type ItemApi, itemsOf } from './item.ts'
import type { RootApi } from './root.ts'
import { isSourceNamed, sourcesById } from './source.ts'

/** What would fall with one source: the items that no second one speaks of. */
export function addSingleSource(builder: Builder, { item }: ItemApi, { state }: RootApi): void {
  builder.objectField(state, 'singleSource', (t) =>
    t.field({
      type: [item],
      description:
        'What stands by the word of one source alone: the items of which no other that can be seen says anything.',
      args: {
        kind: t.arg.string({ required: false, description: 'Only subjects of this kind, like `meeting`.' }),
        source: t.arg.id({
          required: false,
          description: 'Only what rests on this source, by its id or label.',
        }),
      },
      resolve: (stand, { kind, source }): StandingItem[] =>
        (kind == null ? [...stand.chronicle.vocabulary.kinds.keys()] : [checkedKind(stand.chronicle, kind)])
          .flatMap((each) => itemsOf(stand, each))
          .filter(({ item }) => stands(item))
          .map((each) => ({ each, sources: sourcesOfAll(each.item.standings) }))
          .filter(
            ({ sources }) => sources.length === 1 && (source == null || isNamed(stand, sources, source)),
          )
          .map(({ each }) => each),
    }),
  )
}

function isNamed(stand: Stand, sources: readonly string[], name: string): boolean {
  return sourcesById(stand, sources).some((source) => isSourceNamed(source, name))
}
