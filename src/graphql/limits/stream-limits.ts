import { type Limit, mostOf } from './limit.ts'

/** What subscriptions may take of a server: each stream stays open, and waits for what is to come. */
export const STREAM_LIMITS = {
  open: {
    counts: 'subscriptions that are open at once, of all clients together',
    unit: 'streams',
    most: 1_000,
    code: 'E_TOO_MANY_STREAMS',
    remedy: 'end one that is not needed, or come back after the seconds that retry-after says',
  },
  perClient: {
    counts:
      'subscriptions that one client has open at once, by the name of its credential or else its address',
    unit: 'streams',
    most: 50,
    code: 'E_TOO_MANY_STREAMS',
    remedy: 'end one that is not needed, or ask for more in one',
  },
  heartbeat: {
    counts: 'time that nothing is sent, so that whoever lies between does not take the stream for dead',
    unit: 'ms',
    most: 12_000,
    code: 'none',
    remedy: 'nothing need be done',
  },
  patience: {
    counts: 'time in which a reader must take what was sent',
    unit: 'ms',
    most: 20_000,
    code: 'closed',
    remedy: 'read faster, or ask for less; then go on from the last position that came',
  },
} as const satisfies Readonly<Record<string, Limit>>

/** How much of each may be. */
export type StreamLimits = Readonly<Record<keyof typeof STREAM_LIMITS, number>>

/** The limits as declared, but for these. */
export function streamLimitsWith(others: Partial<StreamLimits> = {}): StreamLimits {
  return { ...mostOf(STREAM_LIMITS), ...others }
}
