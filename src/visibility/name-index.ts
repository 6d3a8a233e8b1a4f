import type { Chains, ColumnSet, Names } from '../columns/index.ts'
import {
  documentAddress,
  type Envelope,
  isOfType,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
} from '../event/index.ts'
import { textBroughtBy, type Wording } from './wording.ts'

/**
 * Which names are taken: from a subject to the events that have it as their own, from a label to the registrations that
 * give it, from an address to the registrations of what is there, from a text to the registrations and revisions that bring it.
 * An event is indexed by each of its wordings; acts are left out.
 */
export class NameIndex {
  /** Subjects, among others. */
  readonly #names: Names
  readonly #about: Chains
  readonly #labels: Names
  readonly #labelled: Chains
  readonly #addresses: Names
  readonly #addressed: Chains
  readonly #texts: Names
  readonly #bringing: Chains

  constructor(columns: ColumnSet, names: Names) {
    this.#names = names
    this.#about = columns.chains('about')
    this.#labels = columns.names('labels')
    this.#labelled = columns.chains('labelled')
    this.#addresses = columns.names('addresses')
    this.#addressed = columns.chains('addressed')
    this.#texts = columns.names('texts')
    this.#bringing = columns.chains('bringing')
  }

  /** Indexes an event as written. */
  add(number: number, { event }: RecordedEvent): void {
    if (event.target !== undefined) return
    this.#about.add(this.#names.add(event.subject), number)
    this.#addSource(number, event)
    this.#addText(number, event)
  }

  /** Indexes an event by what a correction makes of it. Cost: the events that have this subject. */
  addCorrected(number: number, { event }: Wording): void {
    if (!this.about(event.subject).includes(number)) this.#about.add(this.#names.add(event.subject), number)
    this.#addSource(number, event)
    this.#addText(number, event)
  }

  /** The events that have this subject, each once; those that a correction moved there come after. */
  about(subject: Subject): readonly number[] {
    return this.#about.of(this.#names.find(subject))
  }

  /** Whether any event has this subject. */
  hasAbout(subject: Subject): boolean {
    return this.#about.has(this.#names.find(subject))
  }

  /** The registrations that have this label, each once. */
  labelled(label: string): readonly number[] {
    return this.#labelled.of(this.#labels.find(label))
  }

  /** The registrations and revisions that bring the text of this digest, each once. */
  bringing(digest: string): readonly number[] {
    return this.#bringing.of(this.#texts.find(digest))
  }

  /** The registrations of sources at this document’s address, each once. */
  addressed(address: string): readonly number[] {
    return this.#addressed.of(this.#addresses.find(address))
  }

  #addSource(number: number, event: Envelope): void {
    if (!isOfType(sourceRegistered, event)) return
    const { label } = event.payload
    if (!this.labelled(label).includes(number)) this.#labelled.add(this.#labels.add(label), number)
    const address = documentAddress(event.payload)
    if (address !== undefined && !this.addressed(address).includes(number))
      this.#addressed.add(this.#addresses.add(address), number)
  }

  #addText(number: number, event: Envelope): void {
    const text = textBroughtBy(event)
    if (typeof text?.digest !== 'string' || this.bringing(text.digest).includes(number)) return
    this.#bringing.add(this.#texts.add(text.digest), number)
  }
}
