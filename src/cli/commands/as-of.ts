import type { Command } from 'commander'
import { ArgumentReader } from '../../engine/index.ts'
import { helpWith } from '../command-line.ts'
import { domainOfChronicle } from '../domains.ts'
import { type ChronicleFlags, chronicleFlags, readChronicle } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { statePage } from '../page/state.ts'
import { argumentsTyped, type PointFlags, pointFlags, typedPoint } from '../point-flags.ts'
import { stateJson } from '../state-json.ts'

type Flags = ChronicleFlags & PointFlags & { readonly all?: boolean }

/** `regesta as-of [date]`: the state at a point. */
export function fill(command: Command, io: Io): void {
  command
    .description('The state as of the end of a day (today if none is given), from wherever you stand.')
    .argument('[date]', 'YYYY-MM-DD')
    .option('--all', 'leave nothing out')
    .action((date: string | undefined, flags: Flags) => showState(date, flags, io))
  helpWith(pointFlags(chronicleFlags(command)), {
    examples: [
      'as-of 2025-05-01',
      'as-of 2025-05-01 --known-at 2025-04-28',
      'as-of 2021-12-31 --only 003 --json',
    ],
    json: `{ chronicle, point, horizon, conflicts, noted } and a list of items for each kind, under the name of
  its list, like meetings;
  each item { subject, title, certainty, valid, fields, evidence, because }, each field { answer, values,
  lastAttested?, nextAttested? }; --all adds items that do not stand`,
  })
}

async function showState(date: string | undefined, flags: Flags, io: Io): Promise<void> {
  return readChronicle(flags, io, async (chronicle) => {
    const domain = domainOfChronicle(chronicle)
    const reader = new ArgumentReader(argumentsTyped(typedPoint(date, flags)))
    const state = reader.state(chronicle)
    const all = flags.all === true
    answer(io, flags.json, {
      value: () => stateJson(chronicle, state, domain, { all }),
      page: () => statePage(state, domain, { name: chronicle.name, head: chronicle.position, all }),
    })
  })
}
