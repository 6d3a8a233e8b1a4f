import {
  type ArgumentNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  visit,
} from 'graphql'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'

/**
 * The error as the caller may see it. One of ours keeps its code, category and places; a fault of the
 * inside says that it is one, under the request's id, and nothing else.
 */
export function publicError(error: unknown, requestId: string): GraphQLError {
  if (!(error instanceof GraphQLError)) return publicCause(error, undefined, requestId)
  if (error.originalError == null || error.originalError instanceof GraphQLError) return error
  return publicCause(error.originalError, error, requestId)
}

function publicCause(cause: unknown, located: GraphQLError | undefined, requestId: string): GraphQLError {
  const place = { nodes: located?.nodes ?? null, path: located?.path ?? null }
  if (cause instanceof InvalidInput)
    return new GraphQLError(cause.faults.map(faultText).join('; '), {
      ...place,
      extensions: { code: cause.code, category: cause.category, faults: cause.faults.map(publicFault) },
    })
  if (cause instanceof RegestaError && cause.category !== 'fault')
    return new GraphQLError(cause.message, {
      ...place,
      extensions: { code: cause.code, category: cause.category },
    })
  return new GraphQLError(
    `something went wrong on our side; please name request ${requestId} when you report it`,
    {
      ...place,
      extensions: { code: 'E_FAULT', category: 'fault', requestId },
    },
  )
}

/** Names the argument that an error of a value stands in, which the value itself cannot know. */
export function namingArgument(error: GraphQLError, document: DocumentNode): GraphQLError {
  const code = error.extensions.code
  const at = error.nodes?.[0]?.loc?.start
  if (
    typeof code !== 'string' ||
    !code.startsWith('E_') ||
    at === undefined ||
    'argument' in error.extensions
  )
    return error
  const argument = argumentAround(document, at)
  if (argument === undefined) return error
  return new GraphQLError(`argument "${argument}": ${error.message}`, {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions: { ...error.extensions, argument },
  })
}

/** The error as JSON, without what GraphQL would put in of the inside. */
export function formatted(error: GraphQLError): GraphQLFormattedError {
  return error.toJSON()
}

function argumentAround(document: DocumentNode, at: number): string | undefined {
  let innermost: string | undefined
  const enter = (
    node: ArgumentNode | { readonly name: { readonly value: string }; readonly loc?: ArgumentNode['loc'] },
  ) => {
    if (node.loc !== undefined && node.loc.start <= at && at < node.loc.end)
      innermost = innermost === undefined ? node.name.value : `${innermost}.${node.name.value}`
  }
  visit(document, { Argument: { enter }, ObjectField: { enter } })
  return innermost
}

function faultText({ place, message }: Fault): string {
  return place?.argument === undefined ? message : `argument "${place.argument}": ${message}`
}

function publicFault({ code, message, place }: Fault) {
  return {
    code,
    message,
    ...(place?.argument !== undefined && { argument: place.argument }),
    ...(place?.path !== undefined && { path: place.path }),
  }
}
