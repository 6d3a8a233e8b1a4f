import { isSingle } from '../../graphql/index.ts'
import type { ApiPlugin } from '../request/state.ts'

/**
 * Gives an answer without data the status that says so (GraphQL over HTTP, 6.4): 500 where the fault is ours; else
 * 400, but 200 to whoever accepts `application/json` alone. One with data, or with null for it, stays 200.
 */
export function tellStatuses(): ApiPlugin {
  return {
    onResultProcess({ result }) {
      if (!isSingle(result) || 'data' in result) return
      for (const { extensions } of result.errors ?? [])
        extensions.http ??= extensions.category === 'fault' ? { status: 500 } : { status: 400, spec: true }
    },
  }
}
