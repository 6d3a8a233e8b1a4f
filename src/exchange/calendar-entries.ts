import {
  type AnyKind,
  boundInWords,
  boundsInWords,
  citeSource,
  datelessLabel,
  hedge,
  kindNamed,
  notingSay,
  type Plan,
  type Say,
  standingValues,
  type Task,
  valueInWords,
} from '../domain/index.ts'
import { type EventId, type Subject, sha256Hex } from '../event/index.ts'
import {
  type Item,
  LastEvents,
  type State,
  type Steps,
  sourcesOfAll,
  stands,
  subjectsOf,
  turningDaysOf,
} from '../state/index.ts'
import { formatDay, type Instant, readValid } from '../time/index.ts'
import { type CalendarDays, calendarDaysOf } from './calendar-days.ts'
import type { ExportRequest } from './format.ts'
import { isWritable } from './icalendar.ts'

/** One entry of a calendar: what happened or is planned, or what is due. */
export type CalendarEntry = {
  /** The same whatever is corrected, and whatever the item is joined to that came later. */
  readonly uid: string
  readonly subject: Subject
  readonly part: 'event' | 'due'
  readonly days: CalendarDays
  /** `cancelled` is what was called off, or is no longer said: whoever has it drops it. */
  readonly status: 'confirmed' | 'tentative' | 'cancelled' | NonNullable<Task['state']> | undefined
  /** What is uncertain says so in it. */
  readonly title: string
  /** How what is due stands, in words. */
  readonly standing: string | undefined
  readonly description: readonly string[]
  readonly place: string
  readonly category: string
  readonly createdAt: Instant
  /** The position of the last event that bears on it, and how many days are past on which it may have turned. */
  readonly changed: { readonly position: number; readonly turned: number; readonly at: Instant }
}

/** What an item comes to: its entries, and how many have no day that a calendar can show. */
export type ItemEntries = { readonly entries: readonly CalendarEntry[]; readonly without: number }

/** What is shown of an item, before it is known what changed it last. */
type Shown = Pick<CalendarEntry, 'part' | 'status' | 'title' | 'standing'> & {
  readonly days: CalendarDays | undefined
  readonly plan?: Plan
}

/** Makes the entries of the items of one state. */
export class CalendarEntries {
  readonly #request: ExportRequest
  readonly #state: State
  readonly #lastEvents: LastEvents
  readonly #footnotes = new Map<Subject, string>()

  constructor(request: ExportRequest, state: State = request.at.state) {
    this.#request = request
    this.#state = state
    this.#lastEvents = new LastEvents(state)
  }

  /** The entries of an item; of a kind that neither happens nor is due, none. In steps. */
  *of(item: Item): Steps<ItemEntries> {
    const kind = kindNamed(this.#request.domain, item.kind.kind)
    if (kind === undefined) return NONE
    const found = [happenedOrPlanned(kind, item), isDue(kind, item)].filter((each) => each !== undefined)
    if (found.length === 0) return NONE
    const { say, named } = notingSay(this.#request.domain, this.#state)
    const words = datelessLabel(this.#request.domain, { state: this.#state, item, say })
    const shownWords = kind.shown(item, this.#state, say).join('; ')
    const places = found.map(({ plan }) => placeOf(kind, item, { say, isPlanned: plan !== undefined }))
    const others = [...named].flatMap((subject) => this.#state.item(subject) ?? [])
    const keys = [...named, ...[item, ...others].flatMap(({ identity }) => identity.keys)]
    const last = yield* this.#lastEvents.of(new Set(keys))
    const first = this.#request.at.chronicle.eventAt(item.first)
    if (last === undefined || first === undefined) return NONE
    const horizon = yield* this.#state.horizonSteps()
    const key = this.#firstKeyOf(item, first.id)
    const entries = found.flatMap(({ days, plan: _, ...shown }, nth): readonly CalendarEntry[] => {
      if (days === undefined || !isWritable(days.from) || !isWritable(days.to - 1)) return []
      const { standing } = shown
      const newest = horizon === undefined ? 'no dated source' : `newest source ${formatDay(horizon)}`
      return [
        {
          ...shown,
          uid: uidOf(this.#request.at.chronicle.name, key, shown.part),
          subject: key,
          days,
          title: `${hedge(hedged(item))}${shown.title}${words}`,
          description: [
            ...(standing === undefined ? [] : [`${standing}; ${newest}`]),
            ...(days.words === undefined ? [] : [days.words]),
            shownWords,
            ...this.#footnotesOf(item),
          ].filter((line) => line !== ''),
          place: places[nth] ?? '',
          category: kind.heading,
          createdAt: first.recordedAt,
          changed: {
            position: last.position,
            turned: turnedOf(this.#state, [item, ...others]),
            at: last.recordedAt,
          },
        },
      ]
    })
    return { entries, without: found.length - entries.length }
  }

  /** Of its keys the one that the first event of it that can be seen speaks of. */
  #firstKeyOf({ identity, subject }: Item, first: EventId): Subject {
    const { view, projection } = this.#state
    const spokenOf = view
      .versions(first)
      .flatMap((version) => [version.event.event.subject, ...subjectsOf(projection.vocabulary, version)])
    return spokenOf.find((each) => identity.keys.includes(each)) ?? subject
  }

  #footnotesOf(item: Item): readonly string[] {
    const { view } = this.#state
    return sourcesOfAll(item.standings).flatMap((source) => {
      const registration = view.registrationOf(source)
      if (registration === undefined) return []
      return [
        this.#footnotes.getOrInsertComputed(source, () => citeSource(view, source, registration).footnote),
      ]
    })
  }
}

/** How many of the days are past on which one of these items may have turned. */
export function turnedOf(state: State, items: readonly Item[]): number {
  const days = new Set(items.flatMap((item) => turningDaysOf(state, item)))
  return [...days].filter((day) => day <= state.point.date).length
}

const NONE: ItemEntries = { entries: [], without: 0 }

/** What an entry is known by: by the subject that it is about, and as what. */
function uidOf(chronicle: string, key: Subject, part: CalendarEntry['part']): string {
  return `${sha256Hex([chronicle, key, part].join('\n')).slice(0, 32)}@regesta`
}

/** What is not there is no less certain for that: its title says how it stands. */
function hedged({ existence }: Item): 'possibly' | 'definitely' {
  return existence.answer === 'possibly' ? 'possibly' : 'definitely'
}

function happenedOrPlanned(kind: AnyKind, item: Item): Shown | undefined {
  const shown = { part: 'event', standing: undefined } as const
  if (kind.happens !== undefined && stands(item)) {
    const days = calendarDaysOf(kind.bounds(item))
    const status = item.existence.answer === 'definitely' ? 'confirmed' : 'tentative'
    return { ...shown, days, status, title: days?.words === undefined ? '' : `${days.words}: ` }
  }
  const plan = kind.ahead?.words(item)?.plan
  if (plan === undefined) return undefined
  const days = calendarDaysOf(plan.windows.map(readValid))
  const when = plan.isOff || days?.words === undefined ? '' : ` ${days.words}`
  return {
    ...shown,
    days,
    status: plan.isOff ? 'cancelled' : 'tentative',
    title: `${plan.stage}${when}: `,
    plan,
  }
}

function isDue(kind: AnyKind, item: Item): Shown | undefined {
  const task = stands(item) ? kind.task(item) : undefined
  if (task === undefined || task.due.length === 0) return undefined
  const bounds = task.due.map(readValid)
  const ends = bounds.map(({ end }) => end.latest)
  const to = Math.max(...ends)
  const isOneDay = bounds.every(({ begin, end }) => end.latest - begin.earliest === 1) && bounds.length === 1
  const words = isOneDay ? {} : { words: `due ${task.due.map(boundInWords).join(' or ')}` }
  const title = `${task.isCertain || bounds.length > 1 ? '' : 'possibly due then: '}${
    isOneDay ? '' : `due ${bounds.map(boundsInWords).join(' or ')}: `
  }`
  return {
    part: 'due',
    days: Number.isFinite(to) ? { from: to - 1, to, ...words } : undefined,
    status: task.state,
    title,
    standing: task.standing,
  }
}

/** Where it was, or is planned, the narrowest first. */
function placeOf(
  kind: AnyKind,
  item: Item,
  { say, isPlanned }: { readonly say: Say; readonly isPlanned: boolean },
): string {
  const words = kind.tokens.flatMap((token) => {
    const declared = kind.declared.get(token.name)
    // Where it was planned is a field of stages: it may have been elsewhere.
    if (declared?.roles.includes('place') !== true || (declared.stage !== undefined && !isPlanned)) return []
    return standingValues(item, token).map((value) => valueInWords(declared.facts, value, say))
  })
  return [...new Set(words)].toReversed().join(', ')
}
