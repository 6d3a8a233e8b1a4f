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
import { endable } from './endable.ts'
import { POSITION, type Positioned } from './event-stream.ts'
import { Push } from './push.ts'
import type { SharedAnswers } from './shared-answers.ts'
import type { Stream } from './streams.ts'

/** How answers are worked out: together with all who ask the same, each from where its push is told. */
export type Answering = {
  readonly shared: SharedAnswers
  readonly contextFor: (push: Push) => ApiContext
}

/** The answers to a subscription; or why there are none, and then the stream's place is given up. */
export async function answersTo(
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
  return endable(stream, sayingWhy(stream, answersFor(validated, pushes, answering)))
}

/** Whether what came of a subscription is a stream, and not why there is none. */
export function isStream<T>(result: T | AsyncIterable<unknown>): result is AsyncIterable<unknown> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

/** The answers; and, where the stream was ended for a reason, that at the end. */
async function* sayingWhy(
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
