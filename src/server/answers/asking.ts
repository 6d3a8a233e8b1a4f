import type { Chronicle } from '../../engine/index.ts'
import type { Snapshots, Viewer } from '../../graphql/index.ts'
import { addressOf } from './address.ts'
import { type At, formatAt, snapshotsAt } from './at.ts'
import type { Answer } from './kept-answers.ts'
import { type Leant, leantOn, type Whereabouts, whereaboutsOf } from './leanings.ts'
import type { Put } from './put.ts'
import { tagOf } from './tag.ts'

/** What is told of an answer beside its bytes, which one who has them already does not need again. */
export type Outcome = { readonly leant: Leant; readonly answer?: Answer }

/** One request on its way to an answer: from where it looks, what it asks, and what the answer leans on. */
export class Asking {
  readonly at: At
  readonly snapshots: Snapshots
  readonly whereabouts: Whereabouts
  readonly viewer: Viewer
  /** The id of the trusted document that it came by, if it did. */
  readonly documentId: string | undefined
  readonly operationName: string | undefined
  put: Put | undefined
  outcome: Outcome | undefined
  /** The query of the answer's own address, once it is told. */
  address: string | undefined
  #leans = { beyond: false, quotes: false }

  constructor(
    at: At,
    chronicles: ReadonlyMap<string, Chronicle>,
    viewer: Viewer,
    by: { readonly documentId: string | undefined; readonly operationName: string | undefined },
  ) {
    this.at = at
    this.snapshots = snapshotsAt(at, chronicles)
    this.whereabouts = whereaboutsOf(this.snapshots)
    this.viewer = viewer
    this.documentId = by.documentId
    this.operationName = by.operationName
  }

  /** Notes that the answer leans on something that no position pins, or on which texts are at hand. */
  leanOn(what: 'beyond' | 'quotes'): void {
    this.#leans[what] = true
  }

  /** Whether it leans on what no position pins (such an answer is of its moment), and whether on texts. */
  get leans(): { readonly beyond: boolean; readonly quotes: boolean } {
    return this.#leans
  }

  /** What two askings share that may be given the same answer, wherever they stand by themselves. */
  keyOf({ question, variables }: Put): string {
    return [this.#standing, formatAt(this.at), question.digest, variables].join('\n')
  }

  /** What the answer follows from beside where it stands; `world` is what is the same for all requests. */
  groundsOf({ question, variables }: Put, world: string): readonly string[] {
    return [world, this.#standing, question.digest, variables]
  }

  tagOf(put: Put, leant: Leant, world: string): string {
    return tagOf(leant, this.whereabouts, this.groundsOf(put, world))
  }

  /** Whether the address that was asked says all that the answer leans on: then it is the same for ever. */
  isPinned({ question }: Put, leant: Leant): boolean {
    return (
      !question.introspects &&
      (!leant.today || this.at.today !== undefined) &&
      (!leant.position || this.at.positions.size > 0)
    )
  }

  /**
   * The answer's own address: by the text of the question, which outlives any list of documents; by the id of a
   * trusted document where nothing else is answered, or the text is too long. Undefined where there is none.
   */
  addressOf({ question, variables }: Put, leant: Leant, documentsOnly: boolean): string | undefined {
    // What it says of the schema, no address pins.
    if (question.introspects) return undefined
    const at = leantOn(leant, this.whereabouts)
    const { documentId, operationName } = this
    const byId =
      documentId === undefined ? undefined : addressOf({ documentId, operationName, variables, at })
    if (documentsOnly) return byId
    return addressOf({ query: question.document, variables, at }) ?? byId
  }

  /** By introspection set to `authorised`, a credential alone makes a difference. */
  get #standing(): string {
    return `${this.viewer.role}${this.viewer.name === undefined ? '' : '+'}`
  }
}
