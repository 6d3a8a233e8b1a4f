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
import { POSITION, type Positioned } from './event-stream.ts'
import { Push } from './pushes.ts'
import type { SharedAnswers } from './shared-answers.ts'

/** How answers are worked out: together with all who ask the same, each from where its push is told. */
export type Answering = {
  readonly shared: SharedAnswers
  readonly contextFor: (push: Push) => ApiContext
}

/** The answers to a subscription; or why there are none, and then the stream's place is given up. */
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

/** Whether what came of a subscription is a stream, and not why there is none. */
export function isStream<T>(result: T | AsyncIterable<unknown>): result is AsyncIterable<unknown> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

/** The answers; and, where the stream was ended for a reason, that at the end. */
async function* withEndReasons(
  stream: Stream,
  answers: AsyncIterable<Positioned>,
): AsyncGenerator<Positioned, void, undefined> {
  yield* answers
  if (stream.because.length > 0) yield { errors: stream.because.map(asError) }
}

function asError({ message, extensions = {} }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions })
}

async function* answersFor(
  validated: ValidatedSubscriptionArgs,
  pushes: AsyncIterable<unknown>,
  { shared, contextFor }: Answering,
): AsyncGenerator<Positioned, void, undefined> {
  let last: string | undefined
  for await (const push of pushes) {
    if (!(push instanceof Push)) continue
    const { answer, said } = shared.at(validated, push, contextFor(push))
    if (push.ifChanged) {
      const now = await said()
      if (now === last) continue
      last = now
    }
    yield { ...(await answer()), [POSITION]: push.position }
  }
}

/**
 * What a generator gives that ends with a stream, as one that ends at once when it is told to: by itself it would first
 * wait for what it waits for. However it ends, the stream's place is given up.
 */
export function endable<T>(
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

/** Each thing of a stream made another; it ends as the stream does. */
export function mapped<T, R>(
  things: AsyncIterable<T>,
  make: (thing: T) => R,
): AsyncIterableIterator<R, void, undefined> {
  const iterator = things[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const { done, value } = await iterator.next()
      return done === true ? { done, value: undefined } : { done: false, value: make(value) }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

/** Whether what came of an operation is one answer, and not a stream of them. */
export function isSingle(result: unknown): result is ExecutionResult {
  return (
    typeof result === 'object' &&
    result !== null &&
    !Array.isArray(result) &&
    !(Symbol.asyncIterator in result)
  )
}
