import { citedText, isSpan, proves, type RecordedEvent, type Subject, spanText } from '../event/index.ts'
import { type EventIndex, textBroughtBy, type Wording } from '../visibility/index.ts'
import type { Steps } from './steps.ts'
import { WordIndex } from './word-index.ts'

/** Texts of sources by hex SHA-256. */
export type SourceTexts = ReadonlyMap<string, string>

/** How many events are indexed in one step. */
const STEP = 100

/** The words of the spans that each event of a chronicle cites, in every wording, where a text at hand has them. */
export class CitedWords {
  readonly #eventIndex: EventIndex
  readonly #wordsOf: (text: string) => Iterable<string>
  readonly #grown: (bytes: number) => void
  readonly #index = new WordIndex()
  /** Every text that was at hand in any search. */
  readonly #texts = new Map<string, string>()
  readonly #published = new Map<Subject, SourceTexts>()
  #indexed = 0

  /** `grown` is told about how many bytes are added. */
  constructor(
    eventIndex: EventIndex,
    wordsOf: (text: string) => Iterable<string>,
    grown: (bytes: number) => void,
  ) {
    this.#eventIndex = eventIndex
    this.#wordsOf = wordsOf
    this.#grown = grown
  }

  /** The positions of events that cite words that begin with a piece, as in {@link WordIndex}, whatever can be seen of them. */
  beginningWith(piece: string): Iterable<readonly number[]> {
    return this.#index.beginningWith(piece)
  }

  /** Those of events that cite all words of some way to split it. */
  split(piece: string): readonly number[] {
    return this.#index.split(piece)
  }

  /** Indexes the events that came since; all of them again, where a text came. In steps, with which others go on. */
  *catchUp(texts: SourceTexts): Steps<void> {
    const before = this.#texts.size
    for (const [digest, text] of texts) this.#texts.set(digest, text)
    if (this.#texts.size > before) {
      this.#published.clear()
      this.#indexed = 0
    }
    while (this.#indexed < this.#eventIndex.count) {
      const { bytes } = this.#index
      for (let left = STEP; left > 0 && this.#indexed < this.#eventIndex.count; left -= 1) {
        this.#take(this.#eventIndex.at(this.#indexed))
        this.#indexed += 1
      }
      this.#grown(this.#index.bytes - bytes)
      yield
    }
  }

  #take({ id, event: { target } }: RecordedEvent): void {
    this.#add(this.#eventIndex.numberOf(id))
    // A correction gives its target other evidence, or another text.
    const corrected = target === undefined ? -1 : this.#eventIndex.numberOf(target.event)
    if (corrected >= 0 && this.#eventIndex.settingOf(id) !== undefined) this.#add(corrected)
  }

  #add(event: number): void {
    const wordings = this.#wordingsOf(event)
    this.#addWordsOf(event, wordings)
    if (!wordings.some(({ event }) => textBroughtBy(event))) return
    for (const source of new Set(wordings.map(({ event }) => event.subject))) {
      this.#published.delete(source)
      // What was cited from the source so far, by this very event too, may be in this text.
      for (const citing of this.#eventIndex.dependents.citing(source))
        if (citing <= this.#indexed) this.#addWordsOf(citing, this.#wordingsOf(citing))
    }
  }

  #addWordsOf(event: number, wordings: readonly Wording[]): void {
    for (const evidence of wordings.flatMap(({ event }) => event.evidence ?? [])) {
      if (!isSpan(evidence)) continue
      const named = citedText(evidence)
      for (const [digest, text] of this.#textsOf(evidence.source))
        if ((named === undefined || named === digest) && proves(text, evidence)) {
          this.#index.add(event + 1, this.#wordsOf(spanText(evidence, text) ?? ''))
          break
        }
    }
  }

  /** The texts at hand of a source, in any wording of what brings them. */
  #textsOf(source: Subject): SourceTexts {
    return this.#published.getOrInsertComputed(source, () => {
      const { sources } = this.#eventIndex
      const bringing = [...sources.registrationsOf(source), ...sources.revisionsOf(source)]
      const digests = bringing
        .flatMap(({ id }) => this.#eventIndex.wordingsOf(id))
        .flatMap(({ event }) => textBroughtBy(event)?.digest ?? [])
      return new Map(
        digests.flatMap((digest) => {
          const text = this.#texts.get(digest)
          return text === undefined ? [] : [[digest, text] as const]
        }),
      )
    })
  }

  #wordingsOf(event: number): readonly Wording[] {
    return this.#eventIndex.wordingsOf(this.#eventIndex.idOf(event))
  }
}
