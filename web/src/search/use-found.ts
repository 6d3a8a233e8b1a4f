import { useEffect, useReducer } from 'preact/hooks'
import { ApiError } from '../api.ts'
import { isoDay } from '../days.ts'
import { type Store, usePage } from '../store.ts'
import { findSubjects, type Question } from './find-subjects.ts'

/** How a search stands. While it is under way, what the one before found stays. */
export type Search =
  | { readonly status: 'none' }
  | { readonly status: 'searching'; readonly subjects: ReadonlySet<string> | undefined }
  | { readonly status: 'found'; readonly search: string; readonly subjects: ReadonlySet<string> }
  | { readonly status: 'failed'; readonly search: string; readonly message: string }

/** How long a word must rest before it is searched for, ms. */
const REST = 200

/** The one search of the page: lists, lanes and the field share it. */
class SharedSearch {
  now: Search = { status: 'none' }
  #key = ''
  #stop = new AbortController()
  readonly listeners = new Set<() => void>()

  /** Searches for what the address says, unless that is what was searched for. */
  follow({ address, chronicle, today }: Store): void {
    const { search } = address.filters
    const question = search.trim() === '' || chronicle === undefined ? undefined : questionOf(address, today)
    const key =
      question === undefined
        ? ''
        : JSON.stringify([
            question.search,
            question.knownAt,
            question.position,
            question.trusting,
            chronicle?.api,
            question.chronicle,
          ])
    if (key === this.#key) return
    this.#key = key
    this.#stop.abort()
    this.#stop = new AbortController()
    if (question === undefined || chronicle === undefined) {
      this.#become({ status: 'none' })
      return
    }
    const before =
      this.now.status === 'found' || this.now.status === 'searching' ? this.now.subjects : undefined
    this.#become({ status: 'searching', subjects: before })
    void this.#search(chronicle.api, question, this.#stop.signal)
  }

  async #search(api: string, question: Question, signal: AbortSignal): Promise<void> {
    const { search = '' } = question
    await new Promise((resolve) => setTimeout(resolve, REST))
    if (signal.aborted) return
    try {
      let subjects: ReadonlySet<string> = new Set()
      for await (const some of findSubjects(api, question, signal)) {
        subjects = some
        if (!signal.aborted) this.#become({ status: 'searching', subjects })
      }
      if (!signal.aborted) this.#become({ status: 'found', search, subjects })
    } catch (error) {
      if (signal.aborted) return
      const message = error instanceof ApiError ? error.message : ''
      this.#become({ status: 'failed', search, message })
    }
  }

  #become(search: Search): void {
    this.now = search
    for (const listener of this.listeners) listener()
  }
}

const shared = new SharedSearch()

/** What is asked: everything that can be seen, whatever the day, so that a search stays as one moves through the days. */
function questionOf({ chronicle = '', at, filters }: Store['address'], today: number): Question {
  const { known, position, only, without, sides } = at
  const lists = { only, without, sides }
  const given = Object.entries(lists).filter(([, words]) => words.length > 0)
  return {
    chronicle,
    date: isoDay(at.date ?? today),
    ...(known !== undefined && { knownAt: isoDay(known) }),
    ...(position !== undefined && { position }),
    ...(given.length > 0 && { trusting: Object.fromEntries(given) }),
    search: filters.search,
  }
}

/** How the search of the address stands. */
export function useSearch(): Search {
  const store = usePage()
  const [, draw] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    const listener = () => draw(undefined)
    shared.listeners.add(listener)
    return () => {
      shared.listeners.delete(listener)
    }
  }, [])
  useEffect(() => shared.follow(store))
  return shared.now
}

/** Whether what is searched for has its answer, or nothing is. */
export function useIsAnswered(): boolean {
  const { address } = usePage()
  const search = useSearch()
  if (address.filters.search.trim() === '') return true
  return (search.status === 'found' || search.status === 'failed') && search.search === address.filters.search
}

/** The subjects that the search of the address found; undefined where nothing is searched for, or before the first answer. */
export function useFound(): ReadonlySet<string> | undefined {
  const search = useSearch()
  return search.status === 'found' || search.status === 'searching' ? search.subjects : undefined
}
