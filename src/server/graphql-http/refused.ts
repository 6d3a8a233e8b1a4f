import { GraphQLError } from 'graphql'

/** The refusal of a request that is none that GraphQL could answer: by its status, whatever the caller accepts. */
export function refusedRequest(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, category: 'invalid', http: { status, headers: { ...headers } } },
  })
}
