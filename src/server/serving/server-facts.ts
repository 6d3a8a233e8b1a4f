import type { Json } from '../../event/index.ts'
import type { CacheFacts, ServerFacts } from '../../graphql/index.ts'
import type { Effective } from '../config/index.ts'

/** What is counted by those who do the work; nothing where no one does. */
export type Counted = {
  readonly cache?: () => CacheFacts
  readonly openSubscriptions?: () => number
}

/** What a server tells of itself to those who run it, as it is at each call. */
export function serverFacts(version: string, effective: readonly Effective[], counted: Counted): ServerFacts {
  const { rss, heapUsed, heapTotal } = process.memoryUsage()
  const uptimeSeconds = process.uptime()
  return {
    version,
    startedAt: Math.round(Date.now() - uptimeSeconds * 1000),
    uptimeSeconds,
    configuration: effective.map((each) => ({ ...each, value: jsonOf(each.value) })),
    memory: { residentBytes: rss, heapUsedBytes: heapUsed, heapTotalBytes: heapTotal },
    ...(counted.openSubscriptions && { openSubscriptions: counted.openSubscriptions() }),
    ...(counted.cache && { cache: counted.cache() }),
  }
}

/** What settings come to is text, numbers, yes, no, and lists of those. */
function jsonOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(jsonOf)
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value)
}
