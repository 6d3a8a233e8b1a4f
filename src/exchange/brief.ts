import {
  type AnyKind,
  boundsInWords,
  CHANGE_LEGEND,
  changeSections,
  chronicleTitle,
  citeSource,
  cites,
  conflictSection,
  type Domain,
  groundInWords,
  LEGEND,
  type Line,
  MARKS,
  nameOf,
  type Piece,
  placesCitedBy,
  point,
  pointInWords,
  type Section,
  sectionsOf,
  type Task,
  whenInPlainWords,
  withDaysInWords,
} from '../domain/index.ts'
import { InvalidInput, RegestaError } from '../errors.ts'
import type { RecordedEvent, Subject } from '../event/index.ts'
import { type Change, changesBetween, type Item, type State, type Steps, stands } from '../state/index.ts'
import { ANSWERS, type CivilDay, formatDay, parseDay, readValid, type ValidBounds } from '../time/index.ts'
import type { Point, View } from '../visibility/index.ts'
import type { ExportRequest, OwnArguments } from './format.ts'

/** A page about a chronicle for people who print it: sections of lines, with numbered footnotes. */
export type Brief = {
  readonly title: string
  /** Where one stands, and what that rests on, sentence by sentence. */
  readonly point: readonly string[]
  readonly sections: readonly BriefSection[]
  /** The first is number 1. */
  readonly footnotes: readonly string[]
  readonly legend: string
  readonly address: string
}

export type BriefSection = { readonly heading: string; readonly lines: readonly BriefLine[] }

/** As {@link Line}: what it cites are numbers of footnotes, each with the place in that source. */
export type BriefLine = Pick<Line, 'mark' | 'under'> & { readonly pieces: readonly BriefPiece[] }

export type BriefPiece =
  | Exclude<Piece, { readonly cites: unknown }>
  | { readonly footnote: number; readonly place: string }

/** A brief of more items is one that nobody reads. */
const MOST_ITEMS = 2_000

/** So many lines of a section are shown, and how many there are besides. */
const MOST_LINES = 200

/** How many days before the date the changes begin, where nobody says. */
const RECENT = 30

/** The formats’ own argument. */
export const BRIEF_ARGUMENTS = {
  since: `a date: what changed since then is listed; by default ${RECENT} days before the date`,
}

/**
 * The status at a point, what changed since a date, what is open and overdue, where sources differ, and footnotes. What
 * changed did so in the world, by what is known at the point: both dates are looked at from there. Throws E_DATE, E_RANGE, and
 * E_EXPORT_SIZE for more items than a brief holds.
 */
export async function briefOfRequest(request: ExportRequest): Promise<Brief> {
  const { domain, at, inSteps } = request
  const { state } = at
  const since = sinceOf(request.own, state.point)
  const items = await request.items(ANSWERS)
  if (items.length > MOST_ITEMS) throw tooMany(items.length)
  const byKind = Map.groupBy(items, ({ kind }) => kind.kind)
  const itemsOf = (kind: string) => byKind.get(kind) ?? []
  // Of kinds that are shown though the filters keep nothing of them, there is nothing.
  const isThere = (kind: string) => byKind.has(kind)
  const notes = new Footnotes()
  const sections: BriefSection[] = []
  await inSteps(
    (function* () {
      const changes = yield* changesSince(state.at(since), request, items)
      const tasks = openTasks(domain, itemsOf)
      const shown = { all: false, itemsOf, isThere, whenOf: whenInPlainWords }
      const ofKinds: Section[] = []
      for (const kind of domain.pages) {
        if (byKind.has(kind.name) || !(yield* hasItems(state, kind.name)))
          ofKinds.push(...sectionsOf(only(domain, kind), state, shown))
        yield
      }
      const parts: readonly (() => readonly Section[])[] = [
        () => [dueSection(domain, state, { tasks, ofKinds })],
        () => changes,
        ...ofKinds.map((section) => () => [without(tasks, section)]),
        () => [conflictSection(state, domain, itemsOf)],
      ]
      for (const part of parts) {
        for (const section of part())
          if (section.lines.length > 0) sections.push(notes.noted(state, shortened(section)))
        yield
      }
    })(),
  )
  return {
    title: chronicleTitle(domain, at.chronicle.name),
    point: [`As of ${pointInWords(state)}.`, groundInWords(state)].map(withDaysInWords),
    sections,
    footnotes: notes.all,
    legend: `${LEGEND}; in changes ${CHANGE_LEGEND}`,
    address: request.address.canonical,
  }
}

/** Throws InvalidInput, E_DATE or E_RANGE. */
export function checkSince(own: OwnArguments, point: Point | undefined): void {
  sinceOf(own, point ?? { date: Infinity })
}

function sinceOf(own: OwnArguments, { date }: Pick<Point, 'date'>): CivilDay {
  const written = own.get('since')
  if (written === undefined) return date - RECENT
  const place = { argument: 'since' }
  try {
    const since = parseDay(written)
    if (since <= date) return since
    const message = `${formatDay(since)} lies after the date, ${formatDay(date)}`
    throw new InvalidInput([{ code: 'E_RANGE', message, place }])
  } catch (error) {
    if (!(error instanceof RegestaError) || error instanceof InvalidInput) throw error
    throw new InvalidInput([{ code: error.code, message: error.message, place }])
  }
}

function tooMany(count: number): InvalidInput {
  const message = `${count} items; expected ${MOST_ITEMS} at most: narrow them by kinds, search or another filter`
  return new InvalidInput([{ code: 'E_EXPORT_SIZE', message }])
}

/** Whether there is any item of a kind, whatever the filters keep. Cost: a look at one that is there. In steps. */
function* hasItems(state: State, kind: string): Steps<boolean> {
  for (const subject of state.projection.subjectsOf(kind)) {
    if ((yield* state.itemSteps(subject)) !== undefined) return true
    yield
  }
  return false
}

/** The same domain, but pages show one kind alone. */
function only(domain: Domain, kind: AnyKind): Domain {
  return { ...domain, vocabulary: domain.vocabulary, pages: [kind] }
}

/** What is to be done by a day. */
type OpenTask = { readonly item: Item; readonly task: Task; readonly due: readonly ValidBounds[] }

/** What has a day by which it is to be done, the earliest first, if it is not known to be settled. */
function openTasks(domain: Domain, itemsOf: (kind: string) => readonly Item[]): readonly OpenTask[] {
  const last = ({ due }: OpenTask) => Math.max(...due.map(({ end }) => end.latest))
  return domain.pages
    .flatMap((kind) =>
      itemsOf(kind.name)
        .filter(stands)
        .flatMap((item) => {
          const task = kind.task(item)
          if (
            task === undefined ||
            task.due.length === 0 ||
            task.state === 'done' ||
            task.state === 'dropped'
          )
            return []
          return [{ item, task, due: task.due.map(readValid) }]
        }),
    )
    .toSorted((a, b) => (last(a) === last(b) ? 0 : last(a) - last(b)))
}

/** What is to be done, in the words of the line that a section of its kind has of it as a task. */
function dueSection(
  domain: Domain,
  state: State,
  { tasks, ofKinds }: { readonly tasks: readonly OpenTask[]; readonly ofKinds: readonly Section[] },
): Section {
  const lineOf = new Map(ofKinds.flatMap(({ lines }) => lines.map((line) => [line.task, line])))
  const lines = tasks.map(({ item, task, due }) => {
    const standing = task.standing === undefined ? '' : `; ${task.standing}`
    const pieces = lineOf.get(item.subject)?.pieces ?? [
      `${nameOf(domain, state, item)}${standing}`,
      cites(item.existence.because),
    ]
    const when = due.map(boundsInWords).join(' or ')
    return point(MARKS[item.existence.answer], [{ text: when, style: 'bold' }, ' ', ...pieces])
  })
  return { heading: 'Open, with a due date', lines }
}

/** A section without what stands under its due date already. */
function without(tasks: readonly OpenTask[], { heading, lines }: Section): Section {
  const shown = new Set(tasks.map(({ item }) => item.subject))
  return { heading, lines: lines.filter(({ task }) => task === undefined || !shown.has(task)) }
}

/** What differs between two dates from one basis, kind by kind; a kind in which nothing does is left out. */
function* changesSince(from: State, { domain, at }: ExportRequest, items: readonly Item[]) {
  const changesOf = changesBetween(from, at.state)
  const subjects = new Set(items.flatMap(({ identity }) => identity.keys))
  const found = new Map<string, readonly Change[]>()
  for (const { name, lesser } of domain.pages) if (!lesser) found.set(name, yield* changesOf(name, subjects))
  // Both are seen from one basis: nothing but the date is another.
  const comparison = {
    obvious: 'worldChanged' as const,
    from,
    to: at.state,
    changes: (kind: string) => found.get(kind) ?? [],
  }
  const since = formatDay(from.point.date)
  return changeSections(comparison, domain, false)
    .filter(({ lines }) => lines.length > 0)
    .map(({ heading, lines }) => ({ heading: `Since ${since}: ${heading}`, lines }))
}

function shortened({ heading, lines }: Section): Section {
  const more = lines.length - MOST_LINES
  if (more <= 0) return { heading, lines }
  return { heading, lines: [...lines.slice(0, MOST_LINES), { pieces: [`… and ${more} lines more`] }] }
}

/** Numbers the sources in the order in which they are first cited. */
class Footnotes {
  readonly all: string[] = []
  readonly #numbers = new Map<Subject, number>()

  /** A section in which what cites events has become numbers of footnotes, and days are words. */
  noted(state: State, { heading, lines }: Section): BriefSection {
    return {
      heading: withDaysInWords(heading),
      lines: lines.map(({ mark, under, pieces, of = state }) => ({
        ...(mark !== undefined && { mark }),
        ...(under !== undefined && { under }),
        pieces: pieces.flatMap((piece): readonly BriefPiece[] => {
          if (typeof piece === 'string') return [withDaysInWords(piece)]
          if ('cites' in piece) return this.#cited(of, piece.cites)
          return 'text' in piece ? [{ ...piece, text: withDaysInWords(piece.text) }] : [piece]
        }),
      })),
    }
  }

  #cited({ view }: State, events: readonly string[]): readonly BriefPiece[] {
    return placesCitedBy(view, events).flatMap(({ source, place }) => {
      const registration = view.registrationOf(source)
      if (registration === undefined) return []
      const footnote = this.#numbers.getOrInsertComputed(source, () =>
        this.all.push(footnoteOf(view, source, registration)),
      )
      return [{ footnote, place }]
    })
  }
}

/** A footnote that begins with the label by which the lines of a brief may name the source. */
function footnoteOf(view: View, source: Subject, registration: RecordedEvent): string {
  const { label } = view.sourceFacts(registration)
  const { footnote } = citeSource(view, source, registration)
  return footnote.startsWith(label) ? footnote : `${label}: ${footnote}`
}
