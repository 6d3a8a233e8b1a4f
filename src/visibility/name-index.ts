import type { Chains, ColumnSet, Names } from '../columns/index.ts'
import { isOfType, type RecordedEvent, type Subject, sourceRegistered } from '../event/index.ts'
import type { Wording } from './wording.ts'

/**
 * Which names are taken: from a subject to the events that have it as their own, from a label to the registrations that
 * give it. An event is indexed by each of its wordings; acts are left out.
 */
export class NameIndex {
  /** Subjects, among others. */
  readonly #names: Names
  readonly #about: Chains
  readonly #labels: Names
  readonly #labelled: Chains

  constructor(columns: ColumnSet, names: Names) {
    this.#names = names
    this.#about = columns.chains('about')
    this.#labels = columns.names('labels')
    this.#labelled = columns.chains('labelled')
  }

  /** Indexes an event as written. */
  add(number: number, { event }: RecordedEvent): void {
    if (event.target !== undefined) return
    this.#about.add(this.#names.add(event.subject), number)
    if (isOfType(sourceRegistered, event)) this.#labelled.add(this.#labels.add(event.payload.label), number)
  }

  /** Indexes an event by what a correction makes of it. Cost: the events that have this subject. */
  addCorrected(number: number, { event }: Wording): void {
    if (!this.about(event.subject).includes(number)) this.#about.add(this.#names.add(event.subject), number)
    if (!isOfType(sourceRegistered, event) || this.labelled(event.payload.label).includes(number)) return
    this.#labelled.add(this.#labels.add(event.payload.label), number)
  }

  /** The events that have this subject, each once; those that a correction moved there come after. */
  about(subject: Subject): readonly number[] {
    return this.#about.of(this.#names.find(subject))
  }

  /** The registrations that have this label, each once. */
  labelled(label: string): readonly number[] {
    return this.#labelled.of(this.#labels.find(label))
  }
}
