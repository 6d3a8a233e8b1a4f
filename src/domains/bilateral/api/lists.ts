import {
  type AtPoint,
  type Compared,
  changeArgs,
  type ItemAtPoint,
  type ListArgs,
  listChanges,
  listItems,
  mayLieIn,
} from '../../../graphql/index.ts'
import { type Answer, type CivilDay, oneDay } from '../../../time/index.ts'
import type { Kit, Refs } from './refs.ts'

/** What stands by happening or being in force: by default, what definitely or possibly does. */
export const STANDING: readonly Answer[] = ['definitely', 'possibly']

/** What is attested on single days: by default also what is unknown at the date, with its nearest attestation. */
export const ATTESTED: readonly Answer[] = ['definitely', 'possibly', 'unknown']

/** The arguments that every list of subjects of these kinds has. */
export function listArgs({ lists: { filterArgs } }: Kit, byDefault: readonly Answer[], ...kinds: string[]) {
  return { ...filterArgs.certainty(byDefault), ...filterArgs.of(kinds), ...filterArgs.ordered }
}

/** The items of a kind that the arguments of its list ask for. */
export function itemsOfList(
  { lists: { filter } }: Kit,
  stand: AtPoint,
  kind: string,
  args: ListArgs,
): ItemAtPoint[] {
  return listItems(stand, filter, [kind], args)
}

/** The argument that lists of what happens have for a single day, and what it asks for. */
export function onArgs({ builder }: Kit) {
  return builder.args((t) => ({
    on: t.field({
      type: 'Date',
      required: false,
      description:
        'Only what may have happened, or gone on, on that very day: short for `valid` from it and to it.',
    }),
  }))
}

export function isOn(
  { lists: { filter } }: Kit,
  day: CivilDay | null | undefined,
): (each: ItemAtPoint) => boolean {
  return (each) =>
    day == null || filter.entries.ofItem(each).bounds.some((bounds) => mayLieIn(bounds, oneDay(day)))
}

/** Adds the changes of a kind to a comparison, under the same name as its list in a state. */
export function addChanges(kit: Kit, name: string, kind: string, ref: Refs[keyof Refs]): void {
  const { builder, change, root, lists } = kit
  const type = change.changeOf(ref.name, ref)
  builder.objectField(root.comparison, name, (t) =>
    t.field({
      type: [type],
      description: `What differs in the ${name}, in the order of the later list, then what is gone; empty where nothing does.`,
      args: changeArgs(builder, change, lists, [kind]),
      resolve: (compared: Compared, args) => listChanges(compared, lists.filter, [kind], args),
    }),
  )
}
