import type { EventId, Subject } from '../../event/index.ts'
import type { RowSearch, Steps, WordsOf } from '../../state/index.ts'
import { Faults } from '../faults.ts'
import type { AtPoint } from '../points/at-point.ts'
import { sourceIdSteps } from '../points/sources.ts'
import type { FilterArgs } from './filter-args.ts'
import { textsIn } from './list-entry.ts'
import { readSearch, type Search, type SearchText, searchTextOf } from './search.ts'
import type { Spelling } from './spelling.ts'

/** A search by which more events may be found has an index of its own. */
const MANY = 300

let made = 0

/** The arguments that name few things. */
type Naming = Pick<FilterArgs, 'search' | 'source' | 'subject' | 'texts'>

/**
 * Finds what alone may match the arguments of a list, from indexes of every event in every reading, whatever the point. It
 * finds too much, never too little: each is still to be looked up at the point and tested there.
 */
export class Candidates {
  readonly #spelling: Spelling
  readonly wordsOf: WordsOf
  /** Two schemas may spell differently: each has searches of its own. */
  readonly #name: string

  constructor(spelling: Spelling) {
    this.#spelling = spelling
    this.wordsOf = (keys, values) => new Set(this.#textsOf(keys, values).flat())
    made += 1
    this.#name = `search ${made}`
  }

  /** The events that may match; undefined where any may. In steps, where some are to be indexed first. */
  *events(at: AtPoint, args: Naming): Steps<ReadonlySet<EventId> | undefined> {
    const named = [yield* this.#searched(at, args), yield* citing(at, args.source)]
    if (args.subject != null) {
      const keys = at.state.linkedWith([args.subject])
      const about: EventId[] = []
      for (const key of keys) about.push(...((yield* this.#searched(at, { search: key })) ?? []))
      named.push(at.state.eventsAbout(keys, about))
    }
    return smallest(named)
  }

  /** The subjects that may match, by every key that an identity could give them; undefined where any may. */
  *subjects(at: AtPoint, args: Naming): Steps<ReadonlySet<Subject> | undefined> {
    const named = smallest([yield* this.#searched(at, args), yield* citing(at, args.source)])
    const spokenOf = named && at.state.subjectsOfEvents(named)
    const subjects = smallest([spokenOf, args.subject == null ? undefined : [args.subject]])
    return subjects && at.state.linkedWith(subjects)
  }

  /**
   * The events that may match a search, undefined where any may; where these are many, the search by an index of its own.
   * Not where cited words may match: such an index would not know when a text came. In steps, where some events are to be
   * indexed first.
   */
  *found(
    { state }: AtPoint,
    { words, piecesByWord, isIn, texts }: Search & Pick<Naming, 'texts'>,
    many = MANY,
  ): Steps<RowSearch | readonly EventId[] | undefined> {
    const wanted = piecesByWord()
    const index = state.eventWords(this.wordsOf)
    const isCited = texts !== undefined && (yield* index.isCited(wanted, texts))
    if (isCited || !(yield* index.areMoreThan(many, wanted))) return yield* index.having(wanted, texts)
    return {
      name: `${this.#name} ${words.join(' ')}`,
      events: () => index.having(wanted),
      finds: (keys, values) => isIn(this.#textsOf(keys, values)),
    }
  }

  #textsOf(keys: Iterable<Subject>, values: Iterable<unknown>): SearchText {
    return searchTextOf(this.#spelling, new Set([...keys, ...[...values].flatMap(textsIn)]))
  }

  *#searched(
    { state }: AtPoint,
    { search, texts }: Pick<Naming, 'search' | 'texts'>,
  ): Steps<readonly EventId[] | undefined> {
    if (search == null) return undefined
    const { piecesByWord } = readSearch(this.#spelling, search, new Faults())
    return yield* state.eventWords(this.wordsOf).having(piecesByWord(), texts)
  }
}

/** The subjects that events may speak of, by every key that an identity could give them. */
export function subjectsSpokenOf({ state }: AtPoint, events: readonly EventId[]): ReadonlySet<Subject> {
  return state.linkedWith(state.subjectsOfEvents(new Set(events)))
}

/** The events that cite a source, in any reading; undefined where none is named. */
function* citing(at: AtPoint, source: FilterArgs['source']): Steps<readonly EventId[] | undefined> {
  if (source == null) return undefined
  const ids = yield* sourceIdSteps(at, String(source), new Faults())
  return [...ids].flatMap((id) => at.state.eventsCiting(id))
}

function smallest<T>(lists: readonly (readonly T[] | undefined)[]): ReadonlySet<T> | undefined {
  const sets = lists.filter((list) => list !== undefined).map((list) => new Set(list))
  return sets.sort((one, other) => one.size - other.size)[0]
}
