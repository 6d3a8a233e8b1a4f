import {
  type Compared,
  changesOf,
  isSourceNamed,
  itemsOf,
  type Stand,
  type StandingItem,
  sourcesById,
  whenOf,
} from '../api/index.ts'
import { sourcesOfAll } from '../projection/index.ts'
import type { Answer } from '../time/index.ts'
import type { Kit, Refs } from './refs.ts'
import { hasWords } from './search.ts'

/** What stands by happening or being in force: by default, what definitely or possibly does. */
export const STANDING: readonly Answer[] = ['definitely', 'possibly']

/** What is attested on single days: by default also what is unknown at the date, with its nearest attestation. */
export const ATTESTED: readonly Answer[] = ['definitely', 'possibly', 'unknown']

/** The arguments that every list has. */
export function listArgs({ builder, item }: Kit, byDefault: readonly Answer[]) {
  return builder.args((t) => ({
    certainty: t.field({
      type: [item.certainty],
      required: true,
      defaultValue: [...byDefault],
      description: 'Only items of which the answer is one of these.',
    }),
    search: t.string({
      required: false,
      description:
        'Only items that have all these words, or words that begin so, in a name, title or text; in any case and with or without diacritics.',
    }),
    subject: t.string({ required: false, description: 'Only this one, by its key.' }),
    source: t.id({
      required: false,
      description: 'Only items of which this source, by its id or label, says something.',
    }),
  }))
}

type ListArgs = {
  readonly certainty: readonly Answer[]
  readonly search?: string | null | undefined
  readonly subject?: string | null | undefined
  readonly source?: string | number | null | undefined
}

/** The items of a kind that the arguments ask for, by the first day they may be of, then by key. */
export function listItems(stand: Stand, kind: string, args: ListArgs): StandingItem[] {
  return itemsOf(stand, kind)
    .filter(({ item }) => args.certainty.includes(item.existence.answer))
    .filter(({ item }) => args.subject == null || item.identity.keys.includes(args.subject))
    .filter((each) => args.source == null || isToldBy(each, String(args.source)))
    .filter(({ item }) => hasWords(item, args.search ?? ''))
    .sort((a, b) => firstDay(a) - firstDay(b) || (a.item.subject < b.item.subject ? -1 : 1))
}

/** Adds the changes of a kind to a comparison, under the same name as its list in a state. */
export function addChanges(
  { builder, change, root }: Kit,
  name: string,
  kind: string,
  ref: Refs[keyof Refs],
): void {
  const type = change.changeOf(ref.name, ref)
  builder.objectField(root.comparison, name, (t) =>
    t.field({
      type: [type],
      description: `What differs in the ${name}, in the order of the later list, then what is gone; empty where nothing does.`,
      args: { change: t.arg({ type: [change.kind], required: false, description: 'Only these.' }) },
      resolve: (compared: Compared, args) => changesOf(compared, kind, args.change),
    }),
  )
}

function isToldBy({ item, ...stand }: StandingItem, name: string): boolean {
  return sourcesById(stand, sourcesOfAll(item.standings)).some((source) => isSourceNamed(source, name))
}

function firstDay(standing: StandingItem): number {
  return Math.max(whenOf(standing)?.bounds.begin.earliest ?? -1e9, -1e9)
}
