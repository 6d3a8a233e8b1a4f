import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'

/**
 * Refuses an operation whose fields nest deeper than this: a state leads to items, and those to others, so
 * that an answer may grow with every step. Introspection is let off; its depth is bounded by itself.
 */
export function limitDepth(limit: number): Plugin {
  const rule = (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const depth = depthOf(context, operation.selectionSet, new Map())
      if (depth > limit)
        context.reportError(
          new GraphQLError(
            `the operation nests ${depth === Infinity ? 'without end' : `${depth} fields deep`}; the limit is ${limit}`,
            { nodes: operation, extensions: { code: 'E_DEPTH', category: 'invalid', limit } },
          ),
        )
    },
  })
  return { onValidate: ({ addValidationRule }) => addValidationRule(rule) }
}

function depthOf(context: ValidationContext, set: SelectionSetNode, fragments: Map<string, number>): number {
  let deepest = 0
  for (const selection of set.selections) {
    const depth =
      selection.kind === Kind.FIELD
        ? depthOfField(context, selection, fragments)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? depthOf(context, selection.selectionSet, fragments)
          : depthOfFragment(context, selection.name.value, fragments)
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function depthOfField(context: ValidationContext, field: FieldNode, fragments: Map<string, number>): number {
  if (field.name.value === '__schema' || field.name.value === '__type') return 1
  return 1 + (field.selectionSet === undefined ? 0 : depthOf(context, field.selectionSet, fragments))
}

/** Each fragment is measured once; one that spreads itself never ends. */
function depthOfFragment(context: ValidationContext, name: string, fragments: Map<string, number>): number {
  const measured = fragments.get(name)
  if (measured !== undefined) return measured
  const fragment = context.getFragment(name)
  if (fragment == null) return 0
  fragments.set(name, Infinity)
  const depth = depthOf(context, fragment.selectionSet, fragments)
  fragments.set(name, depth)
  return depth
}
