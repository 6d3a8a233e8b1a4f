import type { Command } from 'commander'
import { CHANGE_LEGEND, changeSections, type Domain, pointInWords } from '../../domain/index.ts'
import { ArgumentReader, type Chronicle, type Comparison, type PointRequest } from '../../engine/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import type { Change } from '../../state/index.ts'
import { helpWith } from '../command-line.ts'
import { domainOfChronicle } from '../domains.ts'
import { type FilterFlags, filterFlags } from '../filter-flags.ts'
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
import { gap, type Line, line } from '../page/layout.ts'
import { leftOutLine, type Quote, sectionLines } from '../page/state.ts'
import {
  argumentsTyped,
  type PointFlags,
  pointFlags,
  type Typed,
  typedFlag,
  typedPoint,
} from '../point-flags.ts'
import { quoteFrom } from '../quotes.ts'
import { changesJson, pointJson } from '../state-json.ts'

type Flags = ChronicleFlags &
  PointFlags &
  FilterFlags &
  QuoteFlags & { readonly all?: boolean; readonly csv?: boolean } & {
    readonly [Name in keyof PointFlags as `${Side}${Capitalize<Name>}`]?: PointFlags[Name]
  }

type Side = 'from' | 'to'

/** Two states, and what differs of what is to be shown. */
type Compared = Pick<Comparison, 'from' | 'to' | 'changes'>

/** `regesta compare <from> <to>`: what differs between two points, and why. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'What differs between the states of two points: two dates, or one date known or recorded at two.',
    )
    .argument('<from>', 'YYYY-MM-DD')
    .argument('<to>', 'YYYY-MM-DD')
    .option('--all', 'the lesser kinds too')
    .option('--csv', 'a row for each thing that differs, and for each of its fields')
  for (const side of ['from', 'to'] as const)
    command
      .option(`--${side}-known-at <date>`, `--known-at of the ${side} side alone`)
      .option(`--${side}-position <number>`, `--position of the ${side} side alone`)
      .option(`--${side}-recorded-at <instant>`, `--recorded-at of the ${side} side alone`)
      .option(`--${side}-only <source...>`, `--only of the ${side} side alone`)
      .option(`--${side}-without <source...>`, `--without of the ${side} side alone`)
      .option(`--${side}-sides <side...>`, `--sides of the ${side} side alone`)
  command.action((from: string, to: string, flags: Flags) => showChanges(from, to, flags, io))
  helpWith(quoteFlags(filterFlags(pointFlags(chronicleFlags(command)))), {
    examples: [
      'compare 2021-12-31 2025-12-31',
      'compare 2025-12-31 2025-12-31 --from-known-at 2025-04-28',
      'compare 2025-12-31 2025-12-31 --from-without 002',
      'compare 2025-04-27 2025-05-01 --json',
      'compare 2021-12-31 2025-12-31 --kinds meeting --actor vn --quote --sources ./sources',
    ],
    json: `{ chronicle, from, to, changes }; changes by kind (as in as-of), each { change: added | attested |
  changed | planned | unattested | gone, subject, was, is, certainty, fields, because, causes }`,
  })
}

async function showChanges(from: string, to: string, flags: Flags, io: Io): Promise<void> {
  const texts = await textsTyped(flags, io)
  return readChronicle(flags, io, async (chronicle) => {
    const domain = domainOfChronicle(chronicle)
    const filters = await readFilters(flags, chronicle)
    const whole = comparisonOf(chronicle, { from, to }, flags, filters?.faults)
    const kept = filters && {
      was: filters.of(whole.from, texts).item,
      is: filters.of(whole.to, texts).item,
    }
    const isKept = ({ was, is }: Change) =>
      kept === undefined || (was !== undefined && kept.was(was)) || (is !== undefined && kept.is(is))
    const comparison: Compared = {
      from: whole.from,
      to: whole.to,
      changes: (kind) => whole.changes(kind).filter(isKept),
    }
    const all = flags.all === true || kept !== undefined
    if (flags.csv === true) {
      const { printChanges } = await import('../csv.ts')
      return printChanges(io, comparison, domain)
    }
    const quote = flags.quote === true ? await quoteFrom(texts) : undefined
    const { name, position: head } = chronicle
    answer(io, flags.json, {
      value: () => ({
        chronicle: name,
        from: pointJson(chronicle, comparison.from),
        to: pointJson(chronicle, comparison.to),
        changes: changesJson(comparison, domain),
      }),
      page: () => comparisonPage(comparison, domain, { name, head, all, quote }),
    })
  })
}

/** What differs between the two points. Throws InvalidInput with every fault, of flags of both sides once. */
function comparisonOf(
  chronicle: Chronicle,
  dates: Readonly<Record<Side, string>>,
  flags: Flags,
  others: readonly Fault[] = [],
): Comparison {
  const readers = { from: sideReader('from', dates.from, flags), to: sideReader('to', dates.to, flags) }
  const faults = new Map<string, Fault>()
  const pointOf = (reader: ArgumentReader): PointRequest => {
    const request = reader.point(chronicle)
    reader.from(() => chronicle.asOf(request))
    for (const fault of reader.faults) faults.set(JSON.stringify(fault), fault)
    return request
  }
  const [before, after] = [pointOf(readers.from), pointOf(readers.to)]
  if (faults.size + others.length > 0) throw new InvalidInput([...faults.values(), ...others])
  return chronicle.compare(before, after)
}

/** Reads the flags of both sides, with those of one side in their place; how far to read is said once for each. */
function sideReader(side: Side, date: string, flags: Flags): ArgumentReader {
  const own: Typed =
    side === 'from'
      ? {
          knownAt: flags.fromKnownAt,
          recordedAt: flags.fromRecordedAt,
          position: flags.fromPosition,
          only: flags.fromOnly,
          without: flags.fromWithout,
          sides: flags.fromSides,
        }
      : {
          knownAt: flags.toKnownAt,
          recordedAt: flags.toRecordedAt,
          position: flags.toPosition,
          only: flags.toOnly,
          without: flags.toWithout,
          sides: flags.toSides,
        }
  const reaches = own.position !== undefined || own.recordedAt !== undefined
  const shared = {
    ...typedPoint(date, flags),
    ...(reaches && { position: undefined, recordedAt: undefined }),
  }
  const given = Object.entries(own).filter(([, value]) => value !== undefined)
  const say = (name: string) => {
    if (name === 'date') return side
    return own[name] === undefined ? typedFlag(name) : typedFlag(name).replace('--', `--${side}-`)
  }
  return new ArgumentReader(argumentsTyped({ ...shared, ...Object.fromEntries(given) }, say))
}

/** A comparison as a page: the two points in words, then what differs, kind by kind. */
function comparisonPage(
  comparison: Compared,
  domain: Domain,
  {
    name,
    head,
    all,
    quote,
  }: {
    readonly name: string
    readonly head: number
    readonly all: boolean
    readonly quote: Quote | undefined
  },
): readonly Line[] {
  const { from, to } = comparison
  const sections = changeSections(comparison, domain, all).flatMap((section) =>
    sectionLines(to, section, quote),
  )
  return [
    line([{ text: name, style: 'bold' }]),
    line([{ text: 'from', whole: true }, ` ${pointInWords(from, head)}`], 0, 5),
    line([{ text: 'to  ', whole: true }, ` ${pointInWords(to, head)}`], 0, 5),
    ...(sections.length === 0 ? [gap, line(['Nothing differs.'])] : sections),
    ...(all ? [] : [gap, leftOutLine(domain)]),
    gap,
    line([{ text: CHANGE_LEGEND, style: 'dim' }]),
  ]
}
