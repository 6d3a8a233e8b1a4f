import { ArgumentReader, type Chronicle, POINT_ARGUMENTS } from '../engine/index.ts'
import type { Fault } from '../errors.ts'
import { kindOf } from '../event/index.ts'
import { type Item, inOneGo, type State } from '../state/index.ts'
import type { VisibleEvent } from '../visibility/index.ts'
import { domainOfChronicle } from './domains.ts'
import { type FilterFlags, filterFlag, typedFilters } from './filter-flags.ts'
import { argumentsTyped } from './point-flags.ts'

/** What filters keep of a state. */
export type Kept = {
  readonly item: (item: Item) => boolean
  readonly event: (event: VisibleEvent) => boolean
}

/** Filters as typed: their faults, and what they keep of a state, where they have none. */
export type TypedFilters = {
  readonly faults: readonly Fault[]
  readonly of: (state: State, texts?: ReadonlyMap<string, string>) => Kept
}

/** The filters that are typed; undefined where none is. What reads them is loaded only where one is. */
export async function readFilters(
  flags: FilterFlags,
  chronicle: Chronicle,
): Promise<TypedFilters | undefined> {
  const typed = typedFilters(flags)
  if (Object.values(typed).every((value) => value === undefined)) return undefined
  const { Faults, filterOf, LIST_ARGUMENTS, readGivenList } = await import('../graphql/index.ts')
  const snapshot = chronicle.snapshot()
  const filter = filterOf(domainOfChronicle(chronicle))
  const reader = new ArgumentReader(argumentsTyped(typed, (name) => filterFlag(name, POINT_ARGUMENTS)))
  // A page has an order of its own.
  const lists = LIST_ARGUMENTS.filter((name) => name !== 'order')
  reader.checkNames([...lists, ...filter.facets.map(({ name }) => name)])
  const { args, kinds, certainty } = readGivenList(reader, snapshot, filter.facets)
  const canHold = [...chronicle.vocabulary.kinds.keys()]
  const of = (state: State, texts?: ReadonlyMap<string, string>): Kept => {
    const at = { chronicle: snapshot, state, namesPosition: false }
    const matches = inOneGo(filter.matcher(at, canHold, { ...args, texts }, new Faults()))
    return {
      item: (item) =>
        (kinds?.includes(item.kind.kind) ?? true) &&
        (certainty?.includes(item.existence.answer) ?? true) &&
        (matches?.(filter.entries.ofItem({ ...at, item }), item) ?? true),
      event: (event) =>
        (kinds === undefined || event.subjects.some((subject) => kinds.includes(kindOf(subject)))) &&
        (certainty?.includes(state.view.exists(event.recorded.id)) ?? true) &&
        (matches?.(filter.entries.ofEvent(at, event)) ?? true),
    }
  }
  // What names a source or a subject that is not there is found by a look at the latest state.
  const faults = new Faults()
  const latest = { chronicle: snapshot, state: chronicle.asOf({}), namesPosition: false }
  inOneGo(filter.matcher(latest, canHold, args, faults))
  reader.from(() => faults.check())
  return { faults: reader.faults, of }
}
