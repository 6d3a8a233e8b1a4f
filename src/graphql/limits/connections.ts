import { type Limit, mostOf } from './limit.ts'

/** The limits of connections; of all of them together where it says so. */
export const CONNECTION_LIMITS = {
  connections: {
    counts: 'connections that are open at once',
    unit: 'connections',
    most: 10_000,
    code: 'closed',
    remedy: 'keep one connection and use it again',
  },
  headerBytes: {
    counts: 'length of the request line and its headers',
    unit: 'bytes',
    most: 16_384,
    code: 'E_HEADERS',
    remedy: 'send a long document by POST, and fewer headers',
  },
  headers: {
    counts: 'headers of a request',
    unit: 'headers',
    most: 100,
    code: 'E_HEADERS',
    remedy: 'send fewer headers',
  },
  body: {
    counts: 'length of a body',
    unit: 'bytes',
    most: 1_048_576,
    code: 'E_BODY',
    remedy: 'send less at once',
  },
  held: {
    counts: 'bodies under way and answers not yet taken, of all connections together',
    unit: 'bytes',
    most: 268_435_456,
    code: 'E_BUSY',
    remedy: 'come back after the seconds that retry-after says',
  },
  requests: {
    counts: 'requests of one client in a minute, by the name of its credential or else its address',
    unit: 'requests',
    most: 60_000,
    code: 'E_RATE',
    remedy: 'come back after the seconds that retry-after says',
  },
  recordings: {
    counts:
      'fields of mutations of one client in a minute, by the name of its credential or else its address',
    unit: 'recordings',
    most: 6_000,
    code: 'E_RATE',
    remedy: 'come back after the seconds that retry-after says, and record more events at once',
  },
  headersTime: {
    counts: 'time in which the headers must have come',
    unit: 'ms',
    most: 10_000,
    code: 'E_SLOW',
    remedy: 'send them at once',
  },
  requestTime: {
    counts: 'time in which the whole request must have come',
    unit: 'ms',
    most: 30_000,
    code: 'E_SLOW',
    remedy: 'send it at once',
  },
  idleTime: {
    counts: 'time that a connection is kept after its answer',
    unit: 'ms',
    most: 5_000,
    code: 'closed',
    remedy: 'open another',
  },
  patience: {
    counts: 'time in which a reader must take the next 64 KiB of an answer',
    unit: 'ms',
    most: 20_000,
    code: 'closed',
    remedy: 'read faster, or ask for less',
  },
} as const satisfies Readonly<Record<string, Limit>>

/** The maximum of each. */
export type ConnectionLimits = Readonly<Record<keyof typeof CONNECTION_LIMITS, number>>

/** The default limits, with these replaced. */
export function connectionLimitsWith(others: Partial<ConnectionLimits> = {}): ConnectionLimits {
  return { ...mostOf(CONNECTION_LIMITS), ...others }
}
