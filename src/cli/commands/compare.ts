import type { Command } from 'commander'
import type { Domain } from '../../domain/index.ts'
import type { Comparison } from '../../engine/index.ts'
import { helpWith } from '../command-line.ts'
import { domainOfChronicle } from '../domains.ts'
import { type ChronicleFlags, chronicleFlags, readChronicle } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { CHANGE_LEGEND, changeSections } from '../page/changes.ts'
import { gap, type Line, line } from '../page/layout.ts'
import { pointInWords, sectionLines } from '../page/state.ts'
import { type PointFlags, PointReader, pointFlags } from '../point-flags.ts'
import { changesJson, pointJson } from '../state-json.ts'

type Flags = ChronicleFlags &
  PointFlags & {
    readonly all?: boolean
    readonly fromKnownAt?: string
    readonly toKnownAt?: string
    readonly fromPosition?: string
    readonly toPosition?: string
    readonly fromRecordedAt?: string
    readonly toRecordedAt?: string
  }

/** `regesta compare <from> <to>`: what differs between two points, and why. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'What differs between the states of two points: two dates, or one date known or recorded at two.',
    )
    .argument('<from>', 'YYYY-MM-DD')
    .argument('<to>', 'YYYY-MM-DD')
    .option('--all', 'the lesser kinds too')
  for (const side of ['from', 'to'] as const)
    command
      .option(`--${side}-known-at <date>`, `--known-at of the ${side} side alone`)
      .option(`--${side}-position <number>`, `--position of the ${side} side alone`)
      .option(`--${side}-recorded-at <instant>`, `--recorded-at of the ${side} side alone`)
  command.action((from: string, to: string, flags: Flags) => showChanges(from, to, flags, io))
  helpWith(pointFlags(chronicleFlags(command)), {
    examples: [
      'compare 2021-12-31 2025-12-31',
      'compare 2025-12-31 2025-12-31 --from-known-at 2025-04-28',
      'compare 2025-04-27 2025-05-01 --json',
    ],
    json: `{ chronicle, from, to, changes }; changes by kind (as in as-of), each { change: added | attested |
  changed | unattested | gone, subject, was, is, certainty, fields, because, causes }`,
  })
}

async function showChanges(from: string, to: string, flags: Flags, io: Io): Promise<void> {
  return readChronicle(flags, io, async (chronicle) => {
    const domain = domainOfChronicle(chronicle)
    const reader = new PointReader(chronicle)
    const [before, after] = [
      reader.point(from, sideOf(flags, flags.fromKnownAt, flags.fromPosition, flags.fromRecordedAt), 'from-'),
      reader.point(to, sideOf(flags, flags.toKnownAt, flags.toPosition, flags.toRecordedAt), 'to-'),
    ]
    reader.check()
    const comparison = chronicle.compare(before, after)
    const { name, position: head } = chronicle
    answer(io, flags.json, {
      value: () => ({
        chronicle: name,
        from: pointJson(chronicle, comparison.from),
        to: pointJson(chronicle, comparison.to),
        changes: changesJson(comparison, domain),
      }),
      page: () => comparisonPage(comparison, domain, { name, head, all: flags.all === true }),
    })
  })
}

/** The flags of both sides, with those of one side in their place; how far to read is said once for each. */
function sideOf(
  { knownAt, position, recordedAt, ...trust }: PointFlags,
  ownKnownAt: string | undefined,
  ownPosition: string | undefined,
  ownRecordedAt: string | undefined,
): PointFlags {
  const own = ownPosition !== undefined || ownRecordedAt !== undefined
  const reach = own ? { position: ownPosition, recordedAt: ownRecordedAt } : { position, recordedAt }
  const shared = { knownAt: ownKnownAt ?? knownAt, ...reach }
  return {
    ...trust,
    ...Object.fromEntries(Object.entries(shared).filter(([, value]) => value !== undefined)),
  }
}

/** A comparison as a page: the two points in words, then what differs, kind by kind. */
function comparisonPage(
  comparison: Comparison,
  domain: Domain,
  { name, head, all }: { readonly name: string; readonly head: number; readonly all: boolean },
): readonly Line[] {
  const { from, to } = comparison
  const sections = changeSections(comparison, domain, all).flatMap(sectionLines)
  return [
    line([{ text: name, style: 'bold' }]),
    line([{ text: 'from', whole: true }, ` ${pointInWords(from, head)}`], 0, 5),
    line([{ text: 'to  ', whole: true }, ` ${pointInWords(to, head)}`], 0, 5),
    ...(sections.length === 0 ? [gap, line(['Nothing differs.'])] : sections),
    gap,
    line([{ text: CHANGE_LEGEND, style: 'dim' }]),
  ]
}
