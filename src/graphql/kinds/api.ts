import {
  type AnyKind,
  type Choice,
  chronicleQuestion,
  chronicleTitle,
  type Domain,
  detailBy,
  fieldValueInWords,
  labelOf,
  nameOf,
  outputsOf,
  sayIn,
} from '../../domain/index.ts'
import { type Answer, type CivilDay, oneDay } from '../../time/index.ts'
import { changeArgs, listChanges } from '../comparing/comparison.ts'
import type { Compared } from '../comparing/field-change.ts'
import { inSteps } from '../limits/budget.ts'
import { mayLieIn } from '../lists/date-range.ts'
import { type Filter, filterOf } from '../lists/filter.ts'
import { listItems, matchingOf } from '../lists/list-items.ts'
import { atPointOf, type ItemAtPoint } from '../points/at-point.ts'
import { addHappened, onArgs } from './happened.ts'
import type { ApiDomain, ApiKit } from './kit.ts'
import { DeclaredTypes, EnumTypes } from './types.ts'

/** What happens or is in force: by default, a list holds what definitely or possibly is. */
const STANDING: readonly Answer[] = ['definitely', 'possibly']

/** What is attested on single days: by default also what is unknown at the date, with its nearest attestation. */
const ATTESTED: readonly Answer[] = ['definitely', 'possibly', 'unknown']

/** The API of a domain: of each of its kinds the type, the list, the changes and the filters, as the kind declares them. */
export function apiOf(domain: Domain): ApiDomain<{ readonly filter: Filter; readonly enums: EnumTypes }> {
  const { type, field, list, state } = domain.chronicle
  const title = (name: string) => chronicleTitle(domain, name)
  const question = (name: string) => chronicleQuestion(domain, name)
  return {
    names: { root: type, field, list, state, title, question },
    typeNames: new Map(domain.kinds.map((kind) => [kind.name, kind.type])),
    headline: ({ state, item }) => labelOf(domain, state, item),
    brief: ({ state, item }) => ({
      name: nameOf(domain, state, item),
      detail: detailBy(domain, { state, item, say: sayIn(domain, state) }),
    }),
    valueWords: ({ state, subject, field, value }) =>
      fieldValueInWords(domain, state, { subject }, field, value),
    words: (builder) => ({
      filter: filterOf(domain),
      enums: new EnumTypes(builder, meaningsOf(domain)),
    }),
    extend: (kit, { enums }) => {
      const types = new DeclaredTypes(kit, enums)
      for (const kind of domain.kinds) types.item(kind.name, kind.type)
      for (const kind of domain.kinds) addKind(kit, domain, kind, types)
      addHappened(kit, domain)
    },
  }
}

/** By name of a vocabulary, all words that fields of the domain’s kinds have of it. */
function meaningsOf(domain: Domain): ReadonlyMap<string, Choice['meanings']> {
  const meanings = new Map<string, Choice['meanings']>()
  for (const kind of domain.kinds)
    for (const { facts, wordShape } of kind.declared.values())
      for (const shape of [facts.shape, wordShape])
        if (shape.type === 'choice' && shape.choice.name !== undefined)
          meanings.set(shape.choice.name, { ...meanings.get(shape.choice.name), ...shape.choice.meanings })
  return meanings
}

/** The type of the items of a kind, its list in a state, and its changes in a comparison. */
function addKind(kit: ApiKit, domain: Domain, kind: AnyKind, types: DeclaredTypes): void {
  const { builder, item, change, root, lists } = kit
  const ref = types.item(kind.name, kind.type)
  builder.objectType(ref, { description: kind.says, interfaces: [...item.interfaces] })
  types.addFields(ref, Object.fromEntries(outputsOf(domain, kind)), (at) => ({
    ...atPointOf(at),
    item: at.item,
    from: at.item,
  }))
  types.addFields(root.state, kind.inState, (at) => ({ ...atPointOf(at), item: undefined, from: at.state }))
  if (kind.listSays !== null) addList(kit, kind, types)
  const type = change.changeOf(kind.type, ref)
  builder.objectField(root.comparison, kind.list, (t) =>
    t.field({
      type: [type],
      description: `What differs in the ${kind.list}, in the order of the later list, then what is gone; empty where nothing does.`,
      args: changeArgs(builder, change, lists, [kind.name]),
      resolve: (compared: Compared, args, { budget, texts }) =>
        inSteps(budget, listChanges(compared, lists.filter, [kind.name], { ...args, texts })),
    }),
  )
}

function addList(kit: ApiKit, kind: AnyKind, types: DeclaredTypes): void {
  const { builder, root, lists } = kit
  const narrows = Object.entries(kind.narrows)
  // Which there are is known only when the schema is made: they are read by name.
  const own: object = types.args(Object.fromEntries(narrows.map(([name, { arg }]) => [name, arg])))
  builder.objectField(root.state, kind.list, (t) =>
    t.field({
      type: [types.item(kind.name, kind.type)],
      description: kind.listSays ?? '',
      args: {
        ...lists.filterArgs.certainty(kind.attested ? ATTESTED : STANDING),
        ...lists.filterArgs.of([kind.name]),
        ...lists.filterArgs.ordered,
        ...own,
        ...(kind.happens !== undefined && onArgs(kit)),
      },
      resolve: async (at, args, { budget, hints, texts }, { path }): Promise<ItemAtPoint[]> => {
        const given = new Map<string, unknown>(Object.entries(args))
        const tests = narrows.flatMap(([name, { keeps }]) => {
          const value = given.get(name)
          return value == null ? [] : [keeps(at.state, value)]
        })
        const list = { at, filter: lists.filter, kinds: [kind.name], args: { ...args, texts } }
        const all = await listItems(list, budget)
        const isThen = isOn(kit, args.on)
        const matches = (each: ItemAtPoint) => tests.every((keeps) => keeps(each.item)) && isThen(each)
        const listed = await inSteps(budget, matchingOf(all, matches))
        if (listed.length === 0 && hints !== undefined)
          await inSteps(budget, hints.add(path, lists.filter.hints.hintsFor(at, args)))
        return listed
      },
    }),
  )
}

function isOn(
  { lists: { filter } }: ApiKit,
  day: CivilDay | null | undefined,
): (each: ItemAtPoint) => boolean {
  return (each) =>
    day == null || filter.entries.ofItem(each).bounds.some((bounds) => mayLieIn(bounds, oneDay(day)))
}
