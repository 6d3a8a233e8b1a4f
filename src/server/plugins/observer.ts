import type { OperationTypeNode, validate } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ApiPlugin } from '../request/state.ts'

/** The phases of an operation, in order. A document in the cache is not parsed and validated again. */
export type Phase = 'parse' | 'validate' | 'execute'

/** How an operation ended. */
export type Ended = {
  /** `none` if no operation was found. */
  readonly kind: `${OperationTypeNode}` | 'none'
  /** `ok` without errors, `partial` with some, `failed` with nothing else. */
  readonly outcome: 'ok' | 'partial' | 'failed'
  /** The code of the first error. */
  readonly code?: string
  /** Its cost in things; none if it came from the cache or was refused before. */
  readonly cost?: number
  readonly ms: number
}

/** Watches operations, as telemetry does. */
export type Observer = {
  /** Runs the work of a phase. */
  within<T>(phase: Phase, work: () => T): T
  /** Called when an operation was answered; for a subscription, when it was accepted or refused. */
  ended(operation: Ended): void
}

/**
 * Lets an observer watch. It comes after the plugins that refuse and measure, whose outcome it sees, and before the cache:
 * of a cached answer it only sees that there is one.
 */
export function observeWork(observer: Observer): ApiPlugin {
  return {
    onRequestParse({ serverContext: { state } }) {
      state.operationFrom ??= performance.now()
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
      const kind = state.operation?.type ?? 'none'
      observer.ended({ kind, ms: performance.now() - state.operationFrom, ...ended })
    },
  }
}

type Result = Parameters<NonNullable<Plugin['onResultProcess']>>[0]['result']

/** How an operation with this result ended. */
export function endOf(result: Result): Pick<Ended, 'outcome' | 'code' | 'cost'> {
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
  const cost = extensions?.cost
  if (typeof cost !== 'object' || cost === null || !('cost' in cost)) return undefined
  return typeof cost.cost === 'number' ? cost.cost : undefined
}
