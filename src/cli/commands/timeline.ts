import type { Command } from 'commander'
import { openRegesta } from '../../archive/index.ts'
import type { Domain } from '../../domain/index.ts'
import { RegestaError } from '../../errors.ts'
import { type CivilDay, formatDay, parseDay } from '../../time/index.ts'
import { domainOf } from '../domains.ts'
import { type ChronicleFlags, chronicleFlags, helpWith, openOptions } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { pointJson } from '../json/point.ts'
import { datedEventJson } from '../json/timeline.ts'
import { noEventsLine, timelineLines } from '../page/timeline.ts'
import { type PointFlags, PointReader, pointFlags } from '../point-flags.ts'
import { timelineOf } from '../reports/timeline.ts'

type Flags = ChronicleFlags &
  PointFlags & { readonly kind?: readonly string[]; readonly from?: string; readonly to?: string }

/** `regesta timeline`: the dated events, in order of valid time. */
export function addTimeline(program: Command, io: Io): void {
  const command = program
    .command('timeline')
    .summary('the dated events, in order')
    .description('The dated events in order of valid time, each with its date in EDTF and where it is told.')
    .option('--kind <kind...>', 'only events on these kinds of subjects, like meeting')
    .option('--from <date>', 'only what possibly began on that day or later')
    .option('--to <date>', 'only what possibly began on that day or earlier')
    .action((flags: Flags) => showTimeline(flags, io))
  helpWith(pointFlags(chronicleFlags(command)), {
    examples: ['timeline --kind meeting instrument', 'timeline --from 2025-01-01 --to 2025-12-31'],
    json: `{ chronicle, point, from, to, events }, each { id, position, recordedAt, type, kind, subject, title,
  edtf, likely, certainty, payload, evidence, because }`,
  })
}

async function showTimeline(flags: Flags, io: Io): Promise<void> {
  const { chronicle, close } = await openRegesta(openOptions(flags, io, 'read'))
  try {
    const domain = domainOf(chronicle, flags)
    const reader = new PointReader(chronicle)
    const request = reader.point(undefined, flags)
    const from = reader.read('--from', flags.from, parseDay)
    const to = reader.read('--to', flags.to, (text) => notBefore(from, parseDay(text)))
    const named = (flags.kind ?? []).flatMap(
      (kind) => reader.read('--kind', kind, (text) => readKind(domain, text)) ?? [],
    )
    reader.check()
    const kinds = new Set(flags.kind === undefined ? domain.kinds.map(({ name }) => name) : named)
    const state = chronicle.asOf(request)
    const events = timelineOf(state, domain, {
      kinds,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
    answer(io, flags.json, {
      value: () => ({
        chronicle: chronicle.name,
        point: pointJson(chronicle, state),
        from: from === undefined ? null : formatDay(from),
        to: to === undefined ? null : formatDay(to),
        events: events.map(datedEventJson),
      }),
      page: () => {
        const { name, position: head } = chronicle
        return events.length > 0
          ? timelineLines(events)
          : [noEventsLine(state, { name, head, kinds: named, from, to })]
      },
    })
  } finally {
    await close()
  }
}

/** The last day that was asked for; throws E_RANGE where it lies before the first. */
function notBefore(from: CivilDay | undefined, to: CivilDay): CivilDay {
  if (from === undefined || from <= to) return to
  throw new RegestaError('E_RANGE', 'invalid', `${formatDay(to)} lies before --from, ${formatDay(from)}`, {
    from,
    to,
  })
}

/** A kind by its name or by its key in JSON. */
function readKind({ pages }: Domain, text: string): string {
  const found = pages.find(({ name, list }) => text === name || text === list)
  if (found !== undefined) return found.name
  const known = pages.map(({ name }) => name).join(', ')
  throw new RegestaError('E_KIND', 'invalid', `"${text}": expected one of ${known}`, { text })
}
