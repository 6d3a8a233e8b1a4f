import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql'
import type { ApiContext } from '../context.ts'
import type { Stream } from '../limits/streams.ts'
import { type Identified, STREAM_ID } from './event-stream.ts'
import { Push } from './pushes.ts'
import type { SharedAnswers } from './shared-answers.ts'

/** How answers are computed: shared by equal subscriptions, in the context of their push. */
type Answering = {
  readonly shared: SharedAnswers
  readonly contextFor: (push: Push) => ApiContext
}

/** The answers to a subscription, or the result that says why there are none; that one frees the stream. */
export async function subscriptionAnswers(
  args: ExecutionArgs,
  stream: Stream,
  answering: Answering,
): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
  const refused = (result: ExecutionResult) => {
    stream.leave()
    return result
  }
  const validated = validateSubscriptionArgs(args)
  if (!('schema' in validated)) return refused({ errors: validated })
  const pushes = await createSourceEventStream(validated)
  if (!isStream(pushes)) return refused(pushes)
  return endable(stream, withEndReasons(stream, answersFor(validated, pushes, answering)))
}

/** Whether the result of a subscription is a stream, and not an error. */
export function isStream<T>(result: T | AsyncIterable<unknown>): result is AsyncIterable<unknown> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

/** The answers, and at the end the reasons why the server ended the stream, if there are any. */
async function* withEndReasons(
  stream: Stream,
  answers: AsyncIterable<Identified>,
): AsyncGenerator<Identified, void, undefined> {
  yield* answers
  if (stream.endReasons.length > 0) yield { errors: stream.endReasons.map(asError) }
}

function asError({ message, extensions = {} }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions })
}

async function* answersFor(
  validated: ValidatedSubscriptionArgs,
  pushes: AsyncIterable<unknown>,
  { shared, contextFor }: Answering,
): AsyncGenerator<Identified, void, undefined> {
  let last: string | undefined
  for await (const push of pushes) {
    if (!(push instanceof Push)) continue
    const { answer, comparable } = shared.at(validated, push, contextFor(push))
    if (push.ifChanged) {
      const now = await comparable()
      if (now === last) continue
      last = now
    }
    yield { ...(await answer()), [STREAM_ID]: push.id }
  }
}

/**
 * A generator as an iterator whose `return` ends the stream at once, where the generator alone would wait for its next
 * value first. However it ends, the stream is freed.
 */
function endable<T>(
  stream: Stream,
  generator: AsyncGenerator<T, void, undefined>,
): AsyncIterableIterator<T, void, undefined> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        const result = await generator.next()
        if (result.done === true) stream.leave()
        return result
      } catch (error) {
        stream.leave()
        throw error
      }
    },
    async return() {
      stream.leave()
      return generator.return()
    },
  }
}

/** Whether the result of an operation is one answer, and not a stream or a batch. */
export function isSingle(result: unknown): result is ExecutionResult {
  return (
    typeof result === 'object' &&
    result !== null &&
    !Array.isArray(result) &&
    !(Symbol.asyncIterator in result)
  )
}
