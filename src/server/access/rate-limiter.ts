import { LRUCache } from 'lru-cache'
import { RegestaError } from '../../errors.ts'
import { CONNECTION_LIMITS, type Viewer } from '../../graphql/index.ts'

/** For how long a client may save up what it does not use, ms. */
const WINDOW = 60_000

/** More clients than these are not remembered: the least recently seen start anew. */
const MOST_CLIENTS = 10_000

/**
 * Limits what each client does in a minute, as a token bucket (rate limiting by GCRA): the whole limit may be used at
 * once, and grows back evenly.
 */
export class RateLimiter {
  readonly #limit: 'requests' | 'recordings'
  readonly #most: number
  /** When the bucket of each will be full again, by the monotonic clock, ms. */
  readonly #fullAt = new LRUCache<string, number>({ max: MOST_CLIENTS })

  constructor(limit: 'requests' | 'recordings', most: number) {
    this.#limit = limit
    this.#most = most
  }

  /** Counts one more, or several at once. Throws E_RATE, and counts none, where the limit is reached. */
  take(client: string, count = 1): void {
    const now = performance.now()
    const used = Math.max(0, (this.#fullAt.get(client) ?? 0) - now) + (count * WINDOW) / this.#most
    if (used > WINDOW) throw tooMany(this.#limit, this.#most, used - WINDOW)
    this.#fullAt.set(client, now + used)
  }
}

function tooMany(limit: 'requests' | 'recordings', most: number, waitMs: number): RegestaError {
  const { counts, unit, code, remedy } = CONNECTION_LIMITS[limit]
  const name = `http.${limit}`
  const message = `${counts}: limit ${name} is ${most} ${unit}: ${remedy}`
  // Even where it can never be had at once, a minute brings all that can.
  const retryAfter = Math.max(1, Math.ceil(Math.min(waitMs, WINDOW) / 1000))
  return new RegestaError(code, 'conflict', message, { limitName: name, limit: most, retryAfter })
}

/** By what a client is told from others: its credential, or else its address, of IPv6 the network that one site has. */
export function clientOf({ name }: Viewer, address: string): string {
  return name === undefined ? `at ${networkOf(address)}` : `named ${name}`
}

/** The first 64 bits of an IPv6 address; any other address as it is. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length)
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...after].slice(0, 4).join(':')
}
