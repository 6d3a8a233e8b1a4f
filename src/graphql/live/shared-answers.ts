import {
  type DocumentNode,
  type ExecutionResult,
  executeSubscriptionEvent,
  type FieldNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeInfo,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { ApiContext } from '../context.ts'
import type { Push } from './pushes.ts'

/** What a question is answered by at one place; each part is worked out when it is first asked for, and once. */
export type SharedAnswer = {
  readonly answer: () => Promise<ExecutionResult>
  /** The answer as text, without what only says where in the ledger one stands. */
  readonly said: () => Promise<string>
}

/** So many answers are kept to be shared: it is those asked for last that others ask for, too. */
const KEPT = 32

/**
 * The answers to subscriptions, shared by all who ask the same of the same place: however many follow a chronicle by
 * one question, it is worked out once. Whether one may ask it was settled before; the answer is the same for everyone.
 */
export class SharedAnswers {
  readonly #answers = new Map<string, SharedAnswer>()
  readonly #documents = new WeakMap<
    DocumentNode,
    { readonly number: number; readonly withoutPositions: DocumentNode }
  >()
  #count = 0

  at(asked: ValidatedSubscriptionArgs, push: Push, context: ApiContext): SharedAnswer {
    const { number } = this.#documentOf(asked)
    const { name, pin } = push.snapshot
    const own = [number, asked.operation.name?.value, asked.rawVariableValues]
    const key = JSON.stringify([...own, name, pin, push.position])
    const kept =
      this.#answers.get(key) ?? this.#answerAt({ ...asked, rootValue: push, contextValue: context })
    this.#answers.delete(key)
    this.#answers.set(key, kept)
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= KEPT) break
      this.#answers.delete(oldest)
    }
    return kept
  }

  /** A document is told by a number from any other; what is parsed anew is another. */
  #documentOf({ document, schema }: ValidatedSubscriptionArgs) {
    const known = this.#documents.get(document)
    if (known !== undefined) return known
    this.#count += 1
    const own = { number: this.#count, withoutPositions: withoutPositions(document, schema) }
    this.#documents.set(document, own)
    return own
  }

  #answerAt(asked: ValidatedSubscriptionArgs): SharedAnswer {
    return {
      answer: once(async () => executeSubscriptionEvent(asked)),
      said: once(async () => {
        const { schema, operation, rawVariableValues, rootValue, contextValue } = asked
        const own = validateSubscriptionArgs({
          schema,
          document: this.#documentOf(asked).withoutPositions,
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

/**
 * The same document, without what only says where in the ledger one stands: positions, cursors, and the point that the
 * id of an item keeps. Its answer changes only where what is seen does.
 */
export function withoutPositions(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema)
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType()
        const field = node.name.value
        if (parent == null) return undefined
        if (field === 'id' && isItem(parent)) return renamed(node, 'subject')
        return PLACES.has(`${parent.name}.${field}`) || (CURSORS.has(field) && isOfPage(parent.name))
          ? renamed(node, '__typename')
          : undefined
      },
    }),
  )
}

/** The fields that say where one stands, by coordinate. */
const PLACES: ReadonlySet<string> = new Set([
  'Point.position',
  'Point.recordedAt',
  'StatePush.position',
  'ComparisonPush.position',
])

const CURSORS: ReadonlySet<string> = new Set(['cursor', 'startCursor', 'endCursor'])

function isOfPage(type: string): boolean {
  return type === 'PageInfo' || type.endsWith('Edge')
}

function isItem(type: unknown): boolean {
  if (!isObjectType(type) && !isInterfaceType(type)) return false
  return type.name === 'Item' || type.getInterfaces().some(({ name }) => name === 'Item')
}

/** Another field in the place of one, under the name that it is answered by. */
function renamed(node: FieldNode, field: string): FieldNode {
  const alias = node.alias ?? { kind: Kind.NAME, value: node.name.value }
  const { selectionSet: _, ...rest } = node
  return { ...rest, alias, name: { kind: Kind.NAME, value: field }, arguments: [] }
}
