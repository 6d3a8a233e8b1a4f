import {
  type AnyKind,
  boundsInWords,
  chronicleTitle,
  counted,
  datelessLabel,
  dayInWords,
  hedge,
  kindNamed,
  sayIn,
} from '../domain/index.ts'
import { type Item, ofEach, type Standing, type Steps, stands } from '../state/index.ts'
import { ANSWERS, type CivilDay, civilOf, readValid, type ValidBounds } from '../time/index.ts'
import { calendarDaysOf } from './calendar-days.ts'
import { escapeHtml } from './escape-html.ts'
import type { ExportRequest, Format, Write } from './format.ts'
import { pointLine } from './point-line.ts'

/** TimelineJS 3 (timeline.knightlab.com): a slide for what happened or is planned, an era for what lasts. */
export const timelineJsFormat: Format = {
  name: 'timelinejs',
  path: '/timelinejs.json',
  type: 'application/json',
  says: 'A timeline for TimelineJS 3: slides of what happened or is planned, eras of what lasts',
  load: async () => writeTimeline,
}

type TimelineDate = { readonly year: number; readonly month: number; readonly day: number }
/** Both are HTML. */
type TimelineText = { readonly headline: string; readonly text: string }

type Slide = {
  readonly unique_id: string
  readonly start_date: TimelineDate
  readonly end_date?: TimelineDate
  readonly display_date: string
  readonly group: string
  readonly text: TimelineText
  readonly autolink: false
}

type Era = {
  readonly start_date: TimelineDate
  readonly end_date: TimelineDate
  readonly text: Pick<TimelineText, 'headline'>
}

/** What an item comes to; `without` counts what has no day that the library can show. */
type Shown = { readonly slides: readonly Slide[]; readonly eras: readonly Era[]; readonly without: number }

/** Dates are days of the civil calendar, which the library shows as they are in every time zone. Everything is on it, whatever its number. */
const writeTimeline: Write = async (request) => {
  const items = await request.items(ANSWERS)
  const { slides, eras, without } = await request.inSteps(shownOf(request, items))
  const { chronicle, state } = request.at
  const left =
    without === 0 ? [] : [`Left out: ${counted(without, 'thing')} without a day that can be shown.`]
  const title = {
    unique_id: 'title',
    text: textOf(chronicleTitle(request.domain, chronicle.name), [`${pointLine(request.at)}.`, ...left], {
      address: request.address.canonical,
      words: request.address.canonical,
    }),
    autolink: false,
  }
  // The library has nothing to show without a slide that has a date.
  const nothing = {
    unique_id: 'nothing',
    start_date: dateOf(state.point.date),
    display_date: dayInWords(state.point.date),
    text: textOf('Nothing that happened can be seen from here.', []),
    autolink: false,
  }
  const events = slides.length === 0 ? [nothing] : slides
  const written = await request.inSteps(ofEach(events, STEP, (each) => [`  ${indented(each, '  ')}`]))
  return {
    body: `{
 "title": ${indented(title, ' ')},
 "events": [
${written.join(',\n')}
 ],
 "eras": ${indented(eras, ' ')}
}
`,
  }
}

/** A value as JSON of one line a member, within lines that begin with `before`. */
function indented(value: unknown, before: string): string {
  return JSON.stringify(value, undefined, 1).replaceAll('\n', `\n${before}`)
}

/** How many items, or slides, are looked at in one step. */
const STEP = 10

function* shownOf(request: ExportRequest, items: readonly Item[]): Steps<Shown> {
  const all = { slides: [] as Slide[], eras: [] as Era[], without: 0 }
  for (const [nth, item] of items.entries()) {
    if (nth % STEP === 0) yield
    const kind = kindNamed(request.domain, item.kind.kind)
    if (kind === undefined) continue
    for (const { slides, eras, without } of [eventOf(request, kind, item), erasOf(request, kind, item)]) {
      all.slides.push(...slides)
      all.eras.push(...eras)
      all.without += without
    }
  }
  return all
}

/** The slide of what happened, or else of what is planned. */
function eventOf(request: ExportRequest, kind: AnyKind, item: Item): Shown {
  const hasHappened = kind.happens !== undefined && stands(item)
  const plan = hasHappened ? undefined : kind.ahead?.words(item)?.plan
  if (!hasHappened && (plan === undefined || plan.isOff)) return NOTHING
  const dates = plan === undefined ? kind.bounds(item) : plan.windows.map(readValid)
  const days = daysShown(dates)
  if (days === undefined) return { ...NOTHING, without: 1 }
  return {
    ...NOTHING,
    slides: [
      slideOf(request, kind, item, { days, dates, prefix: plan === undefined ? '' : `${plan.stage}: ` }),
    ],
  }
}

type SlideDates = {
  readonly days: { readonly first: CivilDay; readonly last: CivilDay }
  readonly dates: readonly ValidBounds[]
  readonly prefix: string
}

function slideOf(
  request: ExportRequest,
  kind: AnyKind,
  item: Item,
  { days, dates, prefix }: SlideDates,
): Slide {
  const { domain, at } = request
  const say = sayIn(domain, at.state)
  const hedged = item.existence.answer === 'possibly' ? hedge('possibly') : ''
  const label = datelessLabel(domain, { state: at.state, item, say })
  const page = request.address.pageOf(item.subject)
  return {
    unique_id: item.subject.replaceAll('/', '-'),
    start_date: dateOf(days.first),
    ...(days.last > days.first && { end_date: dateOf(days.last) }),
    display_date: strippedOnce(dates.map(boundsInWords).join(' or ')),
    group: strippedOnce(kind.heading),
    text: textOf(
      `${hedged}${prefix}${label}`,
      kind.shown(item, at.state, say),
      page === undefined ? undefined : { address: page, words: 'Details' },
    ),
    autolink: false,
  }
}

/** From the first day on which it may have been to the last; one of them where the other is open. */
function daysShown(dates: readonly ValidBounds[]): SlideDates['days'] | undefined {
  const firsts = dates.map(({ begin }) => begin.earliest)
  const lasts = dates.map(({ begin, end, endStatus }) => {
    if (endStatus === 'unknown') return Math.max(end.earliest, begin.earliest)
    return endStatus === 'open' ? begin.latest - 1 : Math.max(begin.latest, end.latest) - 1
  })
  const [first, last] = [Math.min(...firsts), Math.max(...lasts)]
  const found = {
    first: Number.isFinite(first) ? first : last,
    last: Number.isFinite(last) ? last : first,
  }
  return dates.length > 0 && canShow(found.first) && canShow(found.last) ? found : undefined
}

/** The eras of claims that it lasts, from the first day that is certain to the last; those within another are not shown. */
function erasOf(request: ExportRequest, kind: AnyKind, item: Item): Shown {
  const { domain, at } = request
  const lasting = item
    .standingsOf(item.kind.existence)
    .filter(({ claim, visible }) => claim.aspect === 'lasting' && visible !== 'no')
  if (lasting.length === 0 || kind.happens !== undefined) return NOTHING
  const label = datelessLabel(domain, { state: at.state, item, say: sayIn(domain, at.state) })
  const found = lasting.flatMap((standing) => {
    const bounds = asAttested(standing, at.state.point.date)
    const days = calendarDaysOf([bounds])
    const hedged = standing.visible === 'possibly' ? hedge('possibly') : ''
    return days === undefined ? [] : [{ ...days, bounds, hedged }]
  })
  const widest = found.filter(
    (one, nth) =>
      !found.some(
        (other, place) =>
          other.from <= one.from &&
          one.to <= other.to &&
          (other.to - other.from > one.to - one.from || place < nth),
      ),
  )
  const shown = widest.filter(({ from, to }) => canShow(from) && canShow(to))
  // The library drops an end that is its begin: what is certain of one day alone is a slide.
  const eras = shown.filter(({ from, to }) => to - 1 > from)
  const slides = shown.filter(({ from, to }) => to - 1 <= from)
  return {
    eras: eras.map(({ from, to, bounds, hedged }) => ({
      start_date: dateOf(from),
      end_date: dateOf(to - 1),
      text: { headline: escapeHtml(`${hedged}${label} (${boundsInWords(bounds)})`) },
    })),
    slides: slides.map(({ from, bounds }) =>
      slideOf(request, kind, item, { days: { first: from, last: from }, dates: [bounds], prefix: '' }),
    ),
    without: lasting.length - found.length + (widest.length - shown.length),
  }
}

/** When something lasts as it can be seen on a date: where no end is given, until others attest it, or until then where it goes on. */
function asAttested({ bounds, seen }: Standing, date: CivilDay): ValidBounds {
  const { begin, end, endStatus } = bounds
  if (endStatus === 'stated' || endStatus === 'once') return bounds
  const attested = Math.max(end.earliest, seen.reach?.sure.day ?? -Infinity)
  const until = endStatus === 'open' ? Math.max(date, attested) : attested
  return { ...bounds, end: { ...end, earliest: Math.max(begin.earliest, until) } }
}

const NOTHING: Shown = { slides: [], eras: [], without: 0 }

/** Beyond these years the library counts in millions. */
const FARTHEST_YEAR = 270_000

function canShow(day: CivilDay): boolean {
  return Number.isFinite(day) && Math.abs(civilOf(day).year) <= FARTHEST_YEAR
}

/** The library has no year 0: it calls −44 what is 44 BC. */
function dateOf(day: CivilDay): TimelineDate {
  const { year, month, day: ofMonth } = civilOf(day)
  return { year: year > 0 ? year : year - 1, month, day: ofMonth }
}

function textOf(
  headline: string,
  lines: readonly string[],
  link?: { readonly address: string; readonly words: string },
): TimelineText {
  const linked = link && `<a href="${escapeHtml(link.address)}">${escapeHtml(link.words)}</a>`
  const paragraphs = [...lines.map(escapeHtml), ...(linked === undefined ? [] : [linked])].map(
    (line) => `<p>${line}</p>`,
  )
  return { headline: escapeHtml(headline), text: paragraphs.join('') }
}

/** A text for a field of which the library takes the markup away before it shows it as HTML. */
function strippedOnce(text: string): string {
  return escapeHtml(escapeHtml(text))
}
