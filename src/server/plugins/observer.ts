import type { OperationTypeNode, validate } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ApiPlugin } from '../request/state.ts'

/** What is done for an operation, one after the other. What was parsed or validated before is not done again. */
export type Phase = 'parse' | 'validate' | 'execute'

/** How an operation ended. */
export type Ended = {
  /** What it was, or `none` where it came to no operation. */
  readonly kind: `${OperationTypeNode}` | 'none'
  /** `ok` without errors, `partial` with some, `failed` with nothing else. */
  readonly outcome: 'ok' | 'partial' | 'failed'
  /** The code of the first error. */
  readonly code?: string
  /** What it was priced at, in things; none where it was given again, or not priced. */
  readonly cost?: number
  readonly ms: number
}

/** One who watches the work on operations and takes no part in it. */
export type Observer = {
  /** Does a phase's work, and may look at the clock before and after. */
  within<T>(phase: Phase, work: () => T): T
  /** An operation was answered; a subscription, once it was accepted or refused. */
  ended(operation: Ended): void
}

/**
 * Lets one watch. It stands after whatever refuses and prices, so that it sees what those make of the work, and before
 * what gives answers again: of those it only sees that there is one.
 */
export function observeWork(observer: Observer): ApiPlugin {
  return {
    onRequestParse({ serverContext: { state } }) {
      state.operationFrom = performance.now()
    },
    onParse({ parseFn, setParseFn }) {
      setParseFn((source, options) => observer.within('parse', () => parseFn(source, options)))
    },
    onValidate({ validateFn, setValidationFn }) {
      setValidationFn((...args: Parameters<typeof validate>) =>
        observer.within('validate', () => validateFn(...args)),
      )
    },
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args) => observer.within('execute', () => executeFn(args)))
    },
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      setSubscribeFn((args) => observer.within('execute', () => subscribeFn(args)))
    },
    onResultProcess({ serverContext: { state }, result }) {
      if (state.operationFrom === undefined) return
      const ended = endOf(result)
      // Only queries are cached: an answer without a parsed document comes from the cache.
      const kind = state.operation?.type ?? (ended.outcome === 'ok' ? 'query' : 'none')
      observer.ended({ kind, ms: performance.now() - state.operationFrom, ...ended })
    },
  }
}

type Result = Parameters<NonNullable<Plugin['onResultProcess']>>[0]['result']

function endOf(result: Result): Pick<Ended, 'outcome' | 'code' | 'cost'> {
  if (Array.isArray(result) || Symbol.asyncIterator in result || !('errors' in result || 'data' in result))
    return { outcome: 'ok' }
  const priced = costIn(result.extensions)
  const cost = priced === undefined ? {} : { cost: priced }
  const [first] = result.errors ?? []
  if (first === undefined) return { outcome: 'ok', ...cost }
  const { code } = first.extensions
  const partial = 'data' in result && result.data != null
  return { outcome: partial ? 'partial' : 'failed', ...(typeof code === 'string' && { code }), ...cost }
}

/** What the answer says under `extensions.cost`. */
function costIn(extensions: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const told = extensions?.cost
  if (typeof told !== 'object' || told === null || !('cost' in told)) return undefined
  return typeof told.cost === 'number' ? told.cost : undefined
}
