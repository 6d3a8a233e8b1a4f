import type { IncomingHttpHeaders } from 'node:http'
import type { Chronicles } from '../../engine/index.ts'
import type { Viewer } from '../../graphql/index.ts'
import type { Encoding } from '../encoding.ts'
import { PREFLIGHT_HEADERS, type ReadyAnswer, type ReceivedRequest } from '../received.ts'
import { type PinnedAt, snapshotsAt } from './address.ts'
import { type Answer, accessOf, type CachedRequest } from './cached-request.ts'
import type { AnsweredAt } from './dependencies.ts'

/** An answer with the head under which it was sent, to be sent again to those who ask the same. */
export type SentAnswer = {
  readonly answer: Answer
  /** Its key in the cache. */
  readonly key: string
  readonly pinnedAt: PinnedAt
  /** Names and values in turn. */
  readonly head: readonly string[]
  readonly encoding: Encoding | undefined
  /** What the log calls the operation. */
  readonly operation: string | undefined
  /** What it takes in memory, beside the answer. */
  readonly bytes: number
}

/** Longer requests are read anew each time, characters. */
const LONGEST = 16_384

/**
 * Everything in a request that its answer may depend on, beside the ledger, for a viewer, while so many texts of sources are
 * at hand: two requests of the same text are answered alike. Undefined where that is too long, and for one that asks whether its own copy still holds.
 */
export function requestText(received: ReceivedRequest, viewer: Viewer, texts: number): string | undefined {
  const { method, url, headers, body } = received
  if (headers['if-none-match'] !== undefined || url.length + (body?.length ?? 0) > LONGEST) return undefined
  const preflighted = PREFLIGHT_HEADERS.some((name) => headers[name] !== undefined)
  const own = [texts, accessOf(viewer), method, url, ...NEGOTIATING.map((name) => valueIn(headers, name))]
  return [...own, preflighted, body?.toString('latin1') ?? ''].join('\n')
}

const NEGOTIATING = ['accept', 'accept-encoding', 'content-type', 'content-encoding'] as const

/** No value of a header is a lone tab. */
function valueIn(headers: IncomingHttpHeaders, name: (typeof NEGOTIATING)[number]): string {
  return headers[name] ?? '\t'
}

/** What was sent, if it may be sent again: a whole answer from the cache. What was asked once is not kept twice. */
export function sentAnswerOf(
  cached: CachedRequest | undefined,
  headers: Headers,
  operation?: string,
): SentAnswer | undefined {
  const { answer, fresh = false } = cached?.outcome ?? {}
  if (cached?.bound === undefined || answer === undefined || fresh) return undefined
  const head = headPairs(headers)
  const encoding = headers.get('content-encoding')
  const key = cached.keyOf(cached.bound)
  return {
    answer,
    key,
    pinnedAt: withoutChronicles(cached.pinnedAt),
    head,
    encoding: encoding === 'br' || encoding === 'gzip' ? encoding : undefined,
    operation,
    bytes: 2 * head.join('').length + OVERHEAD,
  }
}

/** The day and the positions at which it would be sent now: of these, those alone that it depends on. */
export function answeredNow({ answer, pinnedAt }: SentAnswer, chronicles: Chronicles): AnsweredAt {
  const { today, position, alone } = answer.dependencies
  if (today || (position && alone === undefined)) return snapshotsAt(pinnedAt, chronicles)
  const chronicle = alone === undefined ? undefined : chronicles.get(alone)
  if (chronicle === undefined) return NOWHERE
  const { name } = chronicle
  const at = pinnedAt.positions.get(name) ?? chronicle.position
  return { today: undefined, positions: new Map([[name, at]]), isComplete: false }
}

const NOWHERE: AnsweredAt = { today: undefined, positions: new Map(), isComplete: false }

/** Those that it names may be closed before it is sent again. */
function withoutChronicles({ named: _, ...pinned }: PinnedAt): PinnedAt {
  return pinned
}

/** The headers of an answer as names and values in turn, but for those of the one request. */
export function headPairs(headers: Headers): readonly string[] {
  return [...headers].filter(([name]) => !OF_REQUEST.has(name)).flat()
}

/** Headers that differ from request to request, or that Node writes. */
const OF_REQUEST: ReadonlySet<string> = new Set(['x-request-id', 'content-length'])

/** An estimate of what an entry takes beside its texts. */
const OVERHEAD = 1_024

export async function readyAnswer({ answer: { body }, head, encoding }: SentAnswer): Promise<ReadyAnswer> {
  return { head, body: encoding === undefined ? body.bytes : await body.in(encoding) }
}
