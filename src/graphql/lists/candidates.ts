import type { EventId, RecordedEvent, Subject } from '../../event/index.ts'
import { linkedWith, type Projection, possibleReadings } from '../../state/index.ts'
import { type EventIndex, subjectsLinkedBy } from '../../visibility/index.ts'
import { Faults } from '../faults.ts'
import type { AtPoint } from '../points/at-point.ts'
import { sourceIdsNamed } from '../points/sources.ts'
import type { FilterArgs } from './filter-args.ts'
import { textsIn } from './list-entry.ts'
import { piecesByWord, searchTextOf } from './search.ts'
import type { Spelling } from './spelling.ts'
import { WordIndex } from './word-index.ts'

/** The arguments that name few things. */
type Naming = Pick<FilterArgs, 'search' | 'source' | 'subject'>

/**
 * Finds what alone may match the arguments of a list, from indexes of every event in every reading, whatever the point. It
 * finds too much, never too little: each is still to be looked up at the point and tested there. There is one for each
 * schema.
 */
export class Candidates {
  readonly #spelling: Spelling
  readonly #words = new WeakMap<EventIndex, EventWords>()

  constructor(spelling: Spelling) {
    this.#spelling = spelling
  }

  /** The events that may match; undefined where any may. In steps, where some are to be indexed first. */
  *events(at: AtPoint, args: Naming): Generator<undefined, ReadonlySet<EventId> | undefined> {
    const { view, projection } = at.state
    const named = [yield* this.#searched(at, args.search), citing(at, args.source)]
    if (args.subject != null) {
      const words = this.#wordsOf(view.eventIndex, projection)
      yield* words.catchUp()
      named.push([...linkedWith(view.eventIndex, [args.subject])].flatMap((key) => words.having(key) ?? []))
    }
    return smallest(named)
  }

  /** The subjects that may match, by every key that an identity could give them; undefined where any may. */
  *subjects(at: AtPoint, args: Naming): Generator<undefined, ReadonlySet<Subject> | undefined> {
    const { projection } = at.state
    const { eventIndex } = at.state.view
    const named = smallest([yield* this.#searched(at, args.search), citing(at, args.source)])
    const spokenOf =
      named && [...named].flatMap((id) => [...projection.spokenOf(id), ...subjectsLinkedBy(eventIndex, id)])
    const subjects = smallest([spokenOf, args.subject == null ? undefined : [args.subject]])
    return subjects && linkedWith(eventIndex, subjects)
  }

  *#searched(
    { state: { view, projection } }: AtPoint,
    search: string | null | undefined,
  ): Generator<undefined, readonly EventId[] | undefined> {
    if (search == null) return undefined
    const words = this.#wordsOf(view.eventIndex, projection)
    yield* words.catchUp()
    return words.having(search)
  }

  #wordsOf(eventIndex: EventIndex, projection: Projection): EventWords {
    return this.#words.getOrInsertComputed(
      eventIndex,
      () => new EventWords(this.#spelling, eventIndex, projection),
    )
  }
}

/** How many events are indexed in one step. */
const STEP = 100

/** The words of each event of a chronicle: of its keys and texts, and of the claims that it makes, in every reading. */
class EventWords {
  readonly #spelling: Spelling
  readonly #eventIndex: EventIndex
  readonly #projection: Projection
  readonly #index = new WordIndex()
  /** The positions of events with too many readings. They may have any words. */
  readonly #unread = new Set<number>()
  #indexed = 0

  constructor(spelling: Spelling, eventIndex: EventIndex, projection: Projection) {
    this.#spelling = spelling
    this.#eventIndex = eventIndex
    this.#projection = projection
  }

  /** Indexes what is new, step by step; whoever waits goes on with the same steps. */
  *catchUp(): Generator<undefined, void> {
    const { events } = this.#eventIndex
    while (this.#indexed < events.length) {
      for (const recorded of events.slice(this.#indexed, this.#indexed + STEP)) {
        this.#add(recorded)
        this.#indexed += 1
        // A correction gives its target other words.
        const target = recorded.event.target && this.#eventIndex.event(recorded.event.target.event)
        if (target !== undefined && this.#eventIndex.settingOf(recorded.id) !== undefined) this.#add(target)
      }
      yield
    }
  }

  /** The events that may have all words of a search; undefined where it has none. Cost: those that have the rarest of them. */
  having(search: string): readonly EventId[] | undefined {
    const found = piecesByWord(this.#spelling, search).map((pieces) =>
      pieces.flatMap((piece) => this.#index.having(piece)),
    )
    const [rarest] = found
      .map((lists) => ({ lists, size: lists.reduce((sum, { length }) => sum + length, 0) }))
      .sort((one, other) => one.size - other.size)
    if (rarest === undefined) return undefined
    const positions = new Set([...rarest.lists.flat(), ...this.#unread])
    return [...positions].flatMap((position) => this.#eventIndex.events[position - 1]?.id ?? [])
  }

  #add(recorded: RecordedEvent): void {
    const { id, position } = recorded
    const readings = possibleReadings(this.#eventIndex, this.#projection, recorded)
    if (readings === undefined) {
      this.#unread.add(position)
      return
    }
    const texts = new Set([
      ...this.#projection.spokenOf(id),
      ...subjectsLinkedBy(this.#eventIndex, id),
      ...readings.flatMap(({ event: { subject, payload }, claims }) => [
        subject,
        ...textsIn(payload),
        ...claims.flatMap(({ value }) => textsIn(value)),
      ]),
    ])
    this.#index.add(position, new Set(searchTextOf(this.#spelling, texts).flat()))
  }
}

/** The events that cite a source, in any reading; undefined where none is named. */
function citing(at: AtPoint, source: FilterArgs['source']): readonly EventId[] | undefined {
  if (source == null) return undefined
  const { dependents } = at.state.view.eventIndex
  return [...sourceIdsNamed(at, String(source), new Faults())].flatMap((id) => dependents.citing(id))
}

function smallest<T>(lists: readonly (readonly T[] | undefined)[]): ReadonlySet<T> | undefined {
  const sets = lists.filter((list) => list !== undefined).map((list) => new Set(list))
  return sets.sort((one, other) => one.size - other.size)[0]
}
