import {
  type DocumentNode,
  type ExecutionResult,
  executeSubscriptionEvent,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  TypeInfo,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import type { ApiContext } from '../context.ts'
import type { Push } from './pushes.ts'

/** The answer to a subscription at one position. Each part is computed once, when it is first needed. */
type SharedAnswer = {
  readonly answer: () => Promise<ExecutionResult>
  /** The answer as text without positions and cursors: equal texts mean that nothing changed. */
  readonly comparable: () => Promise<string>
}

/** The size of the cache: equal subscriptions ask for the same answer at about the same time. */
const CACHED_ANSWERS = 32

/**
 * An LRU cache of the answers to subscriptions: however many clients follow a chronicle with the same query, each answer
 * is computed once. Access was checked before; the answer is the same for everyone.
 */
export class SharedAnswers {
  readonly #answers = new LRUCache<string, SharedAnswer>({ max: CACHED_ANSWERS })
  readonly #documents = new WeakMap<
    DocumentNode,
    { readonly number: number; readonly withoutPositions: DocumentNode }
  >()
  #count = 0

  at(args: ValidatedSubscriptionArgs, push: Push, context: ApiContext): SharedAnswer {
    const { number } = this.#documentOf(args)
    const { name, pin } = push.snapshot
    const own = [number, args.operation.name?.value, args.rawVariableValues]
    const key = JSON.stringify([...own, name, pin, push.position])
    const cached = this.#answers.get(key)
    if (cached !== undefined) return cached
    const answer = this.#answerAt({ ...args, rootValue: push, contextValue: context })
    this.#answers.set(key, answer)
    return answer
  }

  /** A document has a number, which is part of the key of its answers. A document that is parsed again is another one. */
  #documentOf({ document, schema }: ValidatedSubscriptionArgs) {
    const known = this.#documents.get(document)
    if (known !== undefined) return known
    this.#count += 1
    const own = { number: this.#count, withoutPositions: withoutPositions(document, schema) }
    this.#documents.set(document, own)
    return own
  }

  #answerAt(args: ValidatedSubscriptionArgs): SharedAnswer {
    return {
      answer: once(async () => executeSubscriptionEvent(args)),
      comparable: once(async () => {
        const { schema, operation, rawVariableValues, rootValue, contextValue } = args
        const own = validateSubscriptionArgs({
          schema,
          document: this.#documentOf(args).withoutPositions,
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
 * The document without fields that change with every position: positions and cursors. Its answer changes only when
 * something visible does, or the day that ids name.
 */
function withoutPositions(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const types = new TypeInfo(schema)
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType()
        const field = node.name.value
        if (parent == null) return undefined
        return POSITION_FIELDS.has(`${parent.name}.${field}`) || (CURSORS.has(field) && isOfPage(parent.name))
          ? renamed(node, '__typename')
          : undefined
      },
    }),
  )
}

/** The fields that give a position, by coordinate. */
const POSITION_FIELDS: ReadonlySet<string> = new Set([
  'Point.position',
  'Point.recordedAt',
  'StatePush.position',
  'ComparisonPush.position',
])

const CURSORS: ReadonlySet<string> = new Set(['cursor', 'startCursor', 'endCursor'])

function isOfPage(type: string): boolean {
  return type === 'PageInfo' || type.endsWith('Edge')
}

/** A field replaced by another, under its name in the answer. */
function renamed(node: FieldNode, field: string): FieldNode {
  const alias = node.alias ?? { kind: Kind.NAME, value: node.name.value }
  const { selectionSet: _, ...rest } = node
  return { ...rest, alias, name: { kind: Kind.NAME, value: field }, arguments: [] }
}
