import type { Command } from 'commander'
import {
  anchorOf,
  type Domain,
  hedge,
  MARKS,
  reachInWords,
  titleOf,
  typeInWords,
} from '../../domain/index.ts'
import { ArgumentReader } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { kindOf } from '../../event/index.ts'
import { type Dating, datingOf, type State, wordsThatDate } from '../../state/index.ts'
import {
  type Answer,
  and,
  type CivilDay,
  formatBounds,
  formatDay,
  formatInstant,
  happenedDuring,
  parseDay,
  type ValidBounds,
} from '../../time/index.ts'
import type { Version, View, VisibleEvent } from '../../visibility/index.ts'
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
import { type Line, line } from '../page/layout.ts'
import { citation, type Quote, quoteLines } from '../page/state.ts'
import { argumentsTyped, type PointFlags, pointFlags, typedPoint } from '../point-flags.ts'
import { quoteFrom } from '../quotes.ts'
import { evidenceJson, pointJson } from '../state-json.ts'

type Flags = ChronicleFlags &
  PointFlags &
  FilterFlags &
  QuoteFlags & {
    readonly kind?: readonly string[]
    readonly from?: string
    readonly to?: string
    readonly csv?: boolean
  }

/** `regesta timeline`: the dated events, in order of valid time. */
export function fill(command: Command, io: Io): void {
  command
    .description('The dated events in order of valid time, each with its date in EDTF and where it is told.')
    .option('--kind <kind...>', 'only events on these kinds of subjects, like meeting')
    .option('--from <date>', 'only what possibly began on that day or later')
    .option('--to <date>', 'only what possibly began on that day or earlier')
    .option('--csv', 'a row for each event, as feed --format events.csv')
    .action((flags: Flags) => showTimeline(flags, io))
  helpWith(quoteFlags(filterFlags(pointFlags(chronicleFlags(command)))), {
    examples: [
      'timeline --kind meeting instrument',
      'timeline --from 2025-01-01 --to 2025-12-31',
      'timeline --search "defence policy" --quote --sources ./sources',
    ],
    json: `{ chronicle, point, from, to, events }, each { id, position, recordedAt, reader, type, kind, subject, title,
  edtf, written, likely, certainty, payload, evidence, because }`,
  })
}

async function showTimeline(flags: Flags, io: Io): Promise<void> {
  const texts = await textsTyped(flags, io)
  return readChronicle(flags, io, async (chronicle) => {
    const domain = domainOfChronicle(chronicle)
    const { kind, from: typedFrom, to: typedTo } = flags
    const typed = { ...typedPoint(undefined, flags), kind, from: typedFrom, to: typedTo }
    const reader = new ArgumentReader(argumentsTyped(typed))
    const from = reader.read('from', parseDay)
    const to = reader.read('to', (text) => notBefore(from, parseDay(text)))
    const named = (kind ?? []).flatMap((each) => reader.from(() => readKind(domain, each), 'kind') ?? [])
    const filters = await readFilters(flags, chronicle)
    reader.include(filters?.faults ?? [])
    const state = reader.state(chronicle)
    const kinds = new Set(kind === undefined ? domain.kinds.map(({ name }) => name) : named)
    const events = timelineOf(state, domain, {
      kinds,
      isKept: filters?.of(state, texts).event,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
    if (flags.csv === true) {
      const { printEvents } = await import('../csv.ts')
      const ids = new Set(events.map(({ version }) => version.root.id))
      return printEvents(io, chronicle, typedPoint(undefined, flags), { ids: [...ids], texts })
    }
    const quote = flags.quote === true ? await quoteFrom(texts) : undefined
    const readers = new Map<number, string | undefined>()
    if (flags.json === true)
      for (const { version } of events) {
        const { position } = version.root
        readers.set(position, await chronicle.readerOf(position))
      }
    answer(io, flags.json, {
      value: () => ({
        chronicle: chronicle.name,
        point: pointJson(chronicle, state),
        from: from === undefined ? null : formatDay(from),
        to: to === undefined ? null : formatDay(to),
        events: events.map((each) => datedEventJson(each, readers.get(each.version.root.position))),
      }),
      page: () => {
        const { name, position: head } = chronicle
        return events.length > 0
          ? timelineLines(events, quote)
          : [noEventsLine(state, { name, head, kinds: named, from, to })]
      },
    })
  })
}

/** The last day of the range; throws E_RANGE if it is before the first. */
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

/** An event with its date, as far as can be seen from a point. */
type DatedEvent = {
  readonly view: View
  readonly version: Version
  readonly bounds: ValidBounds
  /** How certainly it is visible and, if there is a range, within it. */
  readonly certainty: Answer
  readonly title: string
}

type TimelineRequest = {
  readonly kinds: ReadonlySet<string>
  readonly isKept?: ((event: VisibleEvent) => boolean) | undefined
  /** The first day and the last, both in. */
  readonly from?: CivilDay
  readonly to?: CivilDay
}

/** The dated events of these kinds that can be seen from a state, in order of valid time, then of position. */
function timelineOf(
  state: State,
  domain: Domain,
  { kinds, isKept = () => true, from = -Infinity, to = Infinity }: TimelineRequest,
): readonly DatedEvent[] {
  const { view } = state
  const filtered = Number.isFinite(from) || Number.isFinite(to)
  const window = { earliest: from, latest: to + 1 }
  const dated = view.visibleEvents.filter(isKept).flatMap(({ recorded, versions }) => {
    const visible = and(view.exists(recorded.id), versions.length > 1 ? 'possibly' : 'definitely')
    return versions.flatMap((version): DatedEvent[] => {
      const { subject } = version.event.event
      if (!kinds.has(kindOf(subject)) || version.root.event.target !== undefined) return []
      const { bounds } = version
      if (!Number.isFinite(anchorOf(bounds))) return []
      const certainty = filtered ? and(visible, happenedDuring(bounds, window).answer) : visible
      if (certainty === 'no') return []
      return [{ view, version, bounds, certainty, title: titleOf(state, domain, subject) }]
    })
  })
  return dated.sort(
    (a, b) =>
      anchorOf(a.bounds) - anchorOf(b.bounds) ||
      a.bounds.begin.latest - b.bounds.begin.latest ||
      a.version.root.position - b.version.root.position,
  )
}

/** One line per event: when, how certainly, what, and where it is told. */
function timelineLines(events: readonly DatedEvent[], quote: Quote = () => []): readonly Line[] {
  const dates = events.map(({ version, bounds }) => writtenIn(version) ?? formatBounds(bounds))
  const width = Math.min(Math.max(0, ...dates.map(({ length }) => length)), 26)
  return events.flatMap(({ version, certainty, title, view, bounds: { likely } }, index) => [
    line(
      [
        { text: (dates[index] ?? '').padEnd(width), whole: true },
        ' ',
        { text: MARKS[certainty], whole: true },
        ' ',
        { text: `${typeInWords(version.event.event.type)}:`, style: 'bold' },
        ` ${hedge(certainty)}${title}`,
        withinOf(version),
        likely === undefined ? '' : ` (likely ${formatDay(likely)})`,
        wordsThatDate(version) === undefined && version.datedBy.length > 0 ? ' (date inferred)' : '',
        ...citation(view, version.by),
      ],
      0,
      width + 3,
    ),
    ...quoteLines(quote(view, version.by)),
  ])
}

/** The line of an empty timeline, with its filters: `japan-viet-nam: no dated events from 1900-01-01, as known by …`. */
function noEventsLine(
  state: State,
  {
    name,
    head,
    kinds,
    from,
    to,
  }: {
    readonly name: string
    readonly head: number
    readonly kinds: readonly string[]
    readonly from: CivilDay | undefined
    readonly to: CivilDay | undefined
  },
): Line {
  const filtered = [
    kinds.length === 0 ? '' : ` on ${kinds.join(', ')}`,
    from === undefined ? '' : ` from ${formatDay(from)}`,
    to === undefined ? '' : ` to ${formatDay(to)}`,
  ].join('')
  const nothing = `: no dated events${filtered}, ${reachInWords(state, head)}.`
  return line([{ text: name, style: 'bold' }, nothing], 0, 2)
}

/** The date as its version writes it; undefined where begin and end are apart, or an inference narrowed it. */
function writtenIn(version: Version): string | undefined {
  const valid = wordsThatDate(version)
  return valid !== undefined && 'edtf' in valid ? valid.edtf : undefined
}

/** Where its date comes from. */
function datingOfVersion({ view, version }: DatedEvent): Dating {
  return datingOf(view, { ...version, event: version.root, written: wordsThatDate(version) })
}

/** The bounds that stand beside an approximate date, ` (within [2020..2022])`. */
function withinOf(version: Version): string {
  const { valid } = version.event.event
  const beside = writtenIn(version) !== undefined && valid !== undefined && 'within' in valid
  return beside && valid.within !== undefined ? ` (within ${valid.within})` : ''
}

/**
 * An event on the timeline, as its visible corrections leave it. `edtf` are the bounds that its date means, `written` is
 * the date as it was written, null where begin and end were written apart or an inference narrowed it. `reader` is who read
 * its source, or recorded it; `basis` and `reading` say where its begin comes from. Null is what is not said.
 */
function datedEventJson(dated: DatedEvent, reader: string | undefined) {
  const { view, version, bounds, certainty, title } = dated
  const { root, event } = version
  const { basis, reading, because } = datingOfVersion(dated)
  const { type, subject, payload } = event.event
  return {
    id: root.id,
    position: root.position,
    recordedAt: formatInstant(root.recordedAt),
    reader: reader ?? null,
    type,
    kind: kindOf(subject),
    subject,
    title,
    edtf: formatBounds(bounds),
    written: writtenIn(version) ?? null,
    likely: bounds.likely === undefined ? null : formatDay(bounds.likely),
    basis: basis ?? null,
    reading: reading ?? null,
    certainty,
    payload,
    evidence: evidenceJson(view, version.by),
    because: [...new Set([...version.by, ...because])],
  }
}
