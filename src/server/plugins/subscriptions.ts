import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql'
import { errorResponse } from '../../exchange/index.ts'
import type { ApiContext, Push, Stream, Streams } from '../../graphql/index.ts'
import { eventStream, isStream, SharedAnswers, subscriptionAnswers } from '../../graphql/index.ts'
import { clientOf } from '../access/rate-limiter.ts'
import type { ApiPlugin } from '../request/state.ts'

export type Serving = {
  readonly streams: Streams
  /** The context of a request at the time of a push, with a budget of its own. */
  readonly contextAt: (context: ApiContext, push: Push) => ApiContext
}

/** How often access to a stream is checked again, ms; or with each heartbeat, if that is sooner. */
const RECHECK = 5_000

/** Serves subscriptions as server-sent events, within the limits, and ends them once their access is revoked. */
export function serveStreams({ streams, contextAt }: Serving): ApiPlugin {
  const shared = new SharedAnswers()
  return {
    onSubscribe({ context, setSubscribeFn, setResultAndStopExecution }) {
      const { request, viewer, state } = context
      try {
        const stream = streams.enter(clientOf(viewer, state.clientAddress))
        request.signal.addEventListener('abort', () => stream.leave(), { once: true })
        if (request.signal.aborted) stream.leave()
        if (state.refusedNow !== undefined) endOnceRefused(stream, state.refusedNow)
        const own = { ...context, stream }
        const contextFor = (push: Push) => contextAt(own, push)
        setSubscribeFn((args: ExecutionArgs) =>
          subscriptionAnswers({ ...args, contextValue: own }, stream, { shared, contextFor }),
        )
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error
        setResultAndStopExecution({ errors: [error] })
      }
    },
    onResultProcess({ request, result, setResultProcessor }) {
      if (!isStream(result)) return
      if (request.headers.get('accept') === EVENT_STREAM)
        return setResultProcessor(
          (answers) => (isStream(answers) ? eventStream(answers, streams.limits) : notAccepted()),
          EVENT_STREAM,
        )
      void result[Symbol.asyncIterator]().return?.()
      setResultProcessor(notAccepted, 'application/json')
    },
  }
}

/** Ends a stream, with the reason, soon after its access is revoked: a credential was removed, or has expired. */
function endOnceRefused(stream: Stream, refusedNow: () => Promise<readonly GraphQLFormattedError[]>): void {
  const ask = async () => {
    // If it cannot be decided now, the stream goes on.
    const because = await refusedNow().catch(() => [])
    if (because.length > 0) stream.leave(because)
  }
  const timer = setInterval(ask, Math.min(RECHECK, stream.heartbeat)).unref()
  stream.ending.addEventListener('abort', () => clearInterval(timer), { once: true })
}

const EVENT_STREAM = 'text/event-stream'

function notAccepted(): Response {
  const message = `a subscription is answered as ${EVENT_STREAM}; send “Accept: ${EVENT_STREAM}”`
  return errorResponse(406, [{ message, extensions: { code: 'E_ACCEPT', category: 'invalid' } }])
}
