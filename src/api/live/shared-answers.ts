import {
  type DocumentNode,
  type ExecutionResult,
  executeSubscriptionEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql'
import type { ApiContext } from '../context.ts'
import type { Push } from './push.ts'
import { unplaced } from './unplaced.ts'

/** What a question is answered by at one place; each part is worked out when it is first asked for, and once. */
export type AnswerAt = {
  readonly answer: () => Promise<ExecutionResult>
  /** The answer as text, without what only says where in the ledger one stands. */
  readonly said: () => Promise<string>
}

/** Of one document, so many answers are kept to be shared. */
const KEPT = 16

/**
 * The answers to subscriptions, shared by all who ask the same of the same place: however many follow a chronicle by
 * one question, it is worked out once. Whether one may ask it was settled before; the answer is the same for everyone.
 */
export class SharedAnswers {
  readonly #answers = new WeakMap<DocumentNode, Map<string, AnswerAt>>()
  readonly #unplaced = new WeakMap<DocumentNode, DocumentNode>()

  at(asked: ValidatedSubscriptionArgs, push: Push, context: ApiContext): AnswerAt {
    const { document, operation, rawVariableValues } = asked
    const { name, pin } = push.snapshot
    const place = [name, pin, push.position]
    const key = JSON.stringify([operation.name?.value, rawVariableValues, ...place])
    const answers = this.#answers.get(document) ?? new Map<string, AnswerAt>()
    this.#answers.set(document, answers)
    const kept = answers.get(key) ?? this.#answerAt({ ...asked, rootValue: push, contextValue: context })
    answers.delete(key)
    answers.set(key, kept)
    for (const oldest of answers.keys()) {
      if (answers.size <= KEPT) break
      answers.delete(oldest)
    }
    return kept
  }

  #answerAt(asked: ValidatedSubscriptionArgs): AnswerAt {
    return {
      answer: once(async () => executeSubscriptionEvent(asked)),
      said: once(async () => {
        const { schema, document, operation, rawVariableValues, rootValue, contextValue } = asked
        const without = this.#unplaced.get(document) ?? unplaced(document, schema)
        this.#unplaced.set(document, without)
        const own = validateSubscriptionArgs({
          schema,
          document: without,
          operationName: operation.name?.value,
          variableValues: rawVariableValues,
          rootValue,
          contextValue,
        })
        return JSON.stringify('schema' in own ? await executeSubscriptionEvent(own) : own)
      }),
    }
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work()
    return done
  }
}
