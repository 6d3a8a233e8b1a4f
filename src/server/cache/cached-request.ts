import canonicalize from 'canonicalize'
import type { Chronicles } from '../../engine/index.ts'
import type { AnswerSource } from '../../exchange/index.ts'
import type { QueriedPoint, Snapshots, Viewer } from '../../graphql/index.ts'
import type { NormalizedQuery } from '../document/normal-form.ts'
import type { EncodedBody } from '../encoding.ts'
import { addressOf, formatPinnedAt, type PinnedAt, snapshotsAt } from './address.ts'
import {
  type AnsweredAt,
  type Dependencies,
  etagOf,
  formatDependencies,
  positionsFor,
} from './dependencies.ts'

/** A query with its variables as canonical JSON; empty if it has none. */
export type BoundQuery = { readonly query: NormalizedQuery; readonly variables: string }

/** The query with those variables that it declares; undefined if they have no canonical form. */
export function bindQuery(
  query: NormalizedQuery,
  variables: Readonly<Record<string, unknown>> | null | undefined,
): BoundQuery | undefined {
  const declared = Object.entries(variables ?? {}).filter(([name]) => query.variables.includes(name))
  if (declared.length === 0) return { query, variables: '' }
  try {
    return { query, variables: canonicalize(Object.fromEntries(declared)) ?? '' }
  } catch {
    // A lone surrogate, for instance: the query is answered, but not cached and given no address.
    return undefined
  }
}

/** A finished answer, and what it depends on. */
export type Answer = {
  /** JSON in UTF-8. */
  readonly body: EncodedBody
  readonly dependencies: Dependencies
  /** Whether it depends on which texts of sources are at hand. */
  readonly quotes: boolean
  readonly points: readonly QueriedPoint[]
}

/** Without an answer, the caller has it already: 304. */
type Outcome = {
  readonly dependencies: Dependencies
  readonly answer?: Answer
  /** Whether it was computed for this request. */
  readonly fresh?: boolean
}

type RequestedBy = {
  readonly viewer: Viewer
  readonly documentId: string | undefined
  readonly operationName: string | undefined
}

/** A request as the cache sees it: what its address pins, what it asks, and what its answer depends on. */
export class CachedRequest {
  readonly pinnedAt: PinnedAt
  readonly snapshots: Snapshots
  readonly viewer: Viewer
  readonly #by: RequestedBy
  bound: BoundQuery | undefined
  outcome: Outcome | undefined
  /** The query string of the answer's own address, once it is known. */
  address: string | undefined
  /** Whether the answer depends on something that no position pins, such as live data: it is never cached. */
  volatile = false
  /** Whether it depends on which texts of sources are at hand. */
  quotes = false
  /** How many texts are at hand: they are only added. */
  texts = 0

  constructor(pinnedAt: PinnedAt, chronicles: Chronicles, by: RequestedBy) {
    this.pinnedAt = pinnedAt
    this.snapshots = snapshotsAt(pinnedAt, chronicles)
    this.viewer = by.viewer
    this.#by = by
  }

  /** The day and the positions at which it is answered. A chronicle that is opened for it joins these when it is. */
  get answeredAt(): AnsweredAt {
    return this.snapshots
  }

  /** Two requests with the same key may be given the same answer while its dependencies are unchanged. */
  keyOf({ query, variables }: BoundQuery): string {
    return [this.#access, formatPinnedAt(this.pinnedAt), query.digest, variables, this.texts].join('\n')
  }

  /** What determines the answer beside its dependencies; `fingerprint` is the same for all requests. */
  inputsOf({ query, variables }: BoundQuery, fingerprint: string): readonly string[] {
    return [fingerprint, this.#access, query.digest, variables]
  }

  etagOf(bound: BoundQuery, dependencies: Dependencies, fingerprint: string): string {
    return etagOf(dependencies, this.answeredAt, this.inputsOf(bound, fingerprint))
  }

  /** Whether the address of the request pins everything that the answer depends on: then it is immutable. */
  isPinned({ query }: BoundQuery, dependencies: Dependencies): boolean {
    return (
      !query.introspects &&
      (!dependencies.today || this.pinnedAt.today !== undefined) &&
      (!dependencies.position || this.pinnedAt.positions.size > 0)
    )
  }

  /**
   * The answer's own address: with the text of the query, which outlives any list of documents; with the id of a trusted
   * document if only those are answered, or the text is too long. Undefined if there is none.
   */
  addressOf(
    { query, variables }: BoundQuery,
    dependencies: Dependencies,
    documentsOnly: boolean,
  ): string | undefined {
    // No address pins the schema.
    if (query.introspects) return undefined
    const at = formatDependencies(dependencies, this.answeredAt)
    const { documentId, operationName } = this.#by
    const byId =
      documentId === undefined ? undefined : addressOf({ documentId, operationName, variables, at })
    if (documentsOnly) return byId
    return addressOf({ query, variables, at }) ?? byId
  }

  /** What the answer was made from; undefined if it cannot be had again, because it has errors or is volatile. */
  get source(): AnswerSource | undefined {
    const { bound, outcome } = this
    if (bound === undefined || outcome?.answer === undefined || bound.query.introspects) return undefined
    const { dependencies, answer } = outcome
    const open = positionsFor(dependencies, this.answeredAt)
    return {
      document: bound.query.document,
      name: bound.query.name,
      variables: bound.variables,
      today: dependencies.today ? this.answeredAt.today : undefined,
      positions: dependencies.position ? open : new Map(),
      open,
      points: answer.points,
      quotes: answer.quotes,
      address: this.address,
    }
  }

  get #access(): string {
    return accessOf(this.viewer)
  }
}

/**
 * What two viewers have in common who may be given the same answer. With introspection for credentials only, having a
 * credential makes a difference by itself.
 */
export function accessOf({ role, name }: Viewer): string {
  return name === undefined ? role : `${role}+`
}
