import type { Command } from 'commander'
import { ArgumentReader } from '../../engine/index.ts'
import type { Item } from '../../state/index.ts'
import { helpWith } from '../command-line.ts'
import { domainOfChronicle } from '../domains.ts'
import { type FilterFlags, filterFlags, typedFilters } from '../filter-flags.ts'
import {
  type ChronicleFlags,
  chronicleFlags,
  type QuoteFlags,
  quoteFlags,
  readChronicle,
  textsTyped,
} from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { readFilters } from '../kept.ts'
import { statePage } from '../page/state.ts'
import { argumentsTyped, type PointFlags, pointFlags, typedPoint } from '../point-flags.ts'
import { quoteFrom } from '../quotes.ts'
import { stateJson } from '../state-json.ts'

type Flags = ChronicleFlags &
  PointFlags &
  FilterFlags &
  QuoteFlags & { readonly all?: boolean; readonly csv?: boolean }

/** `regesta as-of [date]`: the state at a point. */
export function fill(command: Command, io: Io): void {
  command
    .description('The state as of the end of a day (today if none is given), from wherever you stand.')
    .argument('[date]', 'YYYY-MM-DD')
    .option('--all', 'leave nothing out')
    .option('--csv', 'a row for each item, as feed --format csv')
    .action((date: string | undefined, flags: Flags) => showState(date, flags, io))
  helpWith(quoteFlags(filterFlags(pointFlags(chronicleFlags(command)))), {
    examples: [
      'as-of 2025-05-01',
      'as-of 2025-05-01 --known-at 2025-04-28',
      'as-of 2021-12-31 --only 003 --json',
      'as-of --actor "Tô Lâm" --quote --sources ./sources',
      'as-of --kinds meeting --where valid=2025-01-01.. --csv',
    ],
    json: `{ chronicle, point, horizon, conflicts, noted } and a list of items for each kind, under the name of
  its list, like meetings;
  each item { subject, title, certainty, valid, fields, evidence, because }, each field { answer, values,
  lastAttested?, nextAttested? }; --all adds items that do not stand`,
  })
}

async function showState(date: string | undefined, flags: Flags, io: Io): Promise<void> {
  const texts = await textsTyped(flags, io)
  return readChronicle(flags, io, async (chronicle) => {
    const all = flags.all === true
    if (flags.csv === true) {
      const { printItems } = await import('../csv.ts')
      return printItems(io, chronicle, { ...typedPoint(date, flags), ...typedFilters(flags) }, { all, texts })
    }
    const domain = domainOfChronicle(chronicle)
    const reader = new ArgumentReader(argumentsTyped(typedPoint(date, flags)))
    const filters = await readFilters(flags, chronicle)
    reader.include(filters?.faults ?? [])
    const state = reader.state(chronicle)
    const kept = filters?.of(state, texts)
    const lists = new Map<string, readonly Item[]>()
    const itemsOf =
      kept && ((kind: string) => lists.getOrInsertComputed(kind, () => state.list(kind).filter(kept.item)))
    const quote = flags.quote === true ? await quoteFrom(texts) : undefined
    answer(io, flags.json, {
      value: () => stateJson(chronicle, state, domain, { all, itemsOf }),
      page: () =>
        statePage(state, domain, {
          name: chronicle.name,
          head: chronicle.position,
          // Whoever names what to see is shown the lesser kinds of it, too.
          all: all || kept !== undefined,
          itemsOf,
          quote,
        }),
    })
  })
}
