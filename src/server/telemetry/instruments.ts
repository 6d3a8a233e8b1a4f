import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Buckets in seconds, from cached answers to the time limit. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** Buckets in things of the lists of an answer. */
const THINGS = [1, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000]

/** Every metric with the name and labels that Prometheus gets, and the default ones of the process. */
export function createInstruments() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Counter<L>({ name, help, labelNames, registers })
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers })
  const histogram = <L extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly L[] = [],
  ) => new Histogram<L>({ name, help, buckets, labelNames, registers })

  collectDefaultMetrics({ register: registry })
  return {
    registry,
    version: gauge('regesta_info', 'Which version runs.', ['version']),
    requests: counter(
      'regesta_http_requests_total',
      'Requests by how they were answered; status "aborted" where the caller was gone before.',
      ['route', 'method', 'status'],
    ),
    requestSeconds: histogram(
      'regesta_http_request_duration_seconds',
      'From the head of a request to the end of its answer.',
      SECONDS,
      ['route'],
    ),
    operations: counter(
      'regesta_graphql_operations_total',
      'Operations by how they ended; code is that of the first error.',
      ['kind', 'outcome', 'code'],
    ),
    operationSeconds: histogram(
      'regesta_graphql_operation_duration_seconds',
      'From reading an operation to its result.',
      SECONDS,
      ['kind'],
    ),
    cost: histogram(
      'regesta_graphql_cost_things',
      'What operations cost, in things that the lists of the answer may hold.',
      THINGS,
    ),
    appendSeconds: histogram(
      'regesta_ledger_append_duration_seconds',
      'How long the ledger took to record a batch, or to refuse it.',
      SECONDS,
      ['outcome'],
    ),
    appended: counter('regesta_ledger_appended_events_total', 'Events recorded by this server.', [
      'chronicle',
    ]),
    up: gauge('regesta_ledger_up', '1 if the ledger answered when the metrics were read, else 0.'),
    head: gauge('regesta_ledger_head_position', 'The last position of the ledger.', ['chronicle']),
    takenIn: gauge('regesta_taken_in_position', 'The last position that answers are given from.', [
      'chronicle',
    ]),
    lag: gauge('regesta_follow_lag_positions', 'Positions of the ledger that are not taken in yet.', [
      'chronicle',
    ]),
    lagSeconds: gauge('regesta_follow_lag_seconds', 'For how long the oldest of those has stood recorded.', [
      'chronicle',
    ]),
    cacheHits: counter('regesta_cache_hits_total', 'Answers that were given again.'),
    cacheMisses: counter('regesta_cache_misses_total', 'Answers that were not there to be given again.'),
    cacheBytes: gauge('regesta_cache_bytes', 'What the kept answers take.'),
    cacheEntries: gauge('regesta_cache_entries', 'How many answers are kept.'),
    subscriptions: gauge('regesta_subscriptions_open', 'Subscriptions that are being served.'),
  } as const
}
