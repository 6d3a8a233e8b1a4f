import { randomUUID } from 'node:crypto'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql'
import { createYoga, type Plugin } from 'graphql-yoga'
import type { Chronicle } from '../chronicle/index.ts'
import type { ApiContext } from './context.ts'
import { namingArgument, publicError } from './errors.ts'
import { limitDepth } from './limits.ts'

/** A document that the playground offers in a tab of its own. */
export type GraphiqlExample = { readonly query: string; readonly variables?: string }

export type ApiOptions = {
  readonly schema: GraphQLSchema
  readonly chronicles: ReadonlyMap<string, Chronicle>
  /** The texts of sources, by hex SHA-256: with them, evidence is quoted. */
  readonly texts?: ReadonlyMap<string, string>
  /** The playground's tabs, the first one in front; without any there is no playground. */
  readonly examples?: readonly GraphiqlExample[]
  /** Hears of faults of the inside, which the caller is only told the number of. */
  readonly onFault?: (error: unknown, requestId: string) => void
}

/** The API as a web-standard handler: ask it by `fetch`, or mount it on a server. */
export function createApi(options: ApiOptions) {
  const { schema, chronicles, texts = new Map(), examples = [], onFault = () => {} } = options
  const publish = (error: unknown, requestId: string) => {
    const shown = publicError(error, requestId)
    if (shown.extensions.category === 'fault') onFault(error, requestId)
    return shown
  }
  return createYoga<object, ApiContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    batching: false,
    context: ({ request }): ApiContext => ({ chronicles, texts, requestId: requestIdOf(request) }),
    renderGraphiQL,
    graphiql: examples.length > 0 && {
      title: 'Regesta',
      defaultQuery: examples[0]?.query ?? '',
      defaultTabs: examples.map(({ query, variables }) => ({ query, ...(variables && { variables }) })),
    },
    maskedErrors: { maskError: (error) => publish(error, 'unknown') },
    plugins: [limitDepth(16), presentErrors(publish), nameRequests()],
  })
}

export type Api = ReturnType<typeof createApi>

/** Shows every error as the caller may see it, with the argument it stands in. */
function presentErrors(publish: (error: unknown, requestId: string) => GraphQLError): Plugin<ApiContext> {
  return {
    onValidate({ params }) {
      return ({ result, setResult }) => setResult(result.map((error) => present(error, params.documentAST)))
    },
    onExecute({ args }) {
      const present = (error: unknown) =>
        namingArgument(publish(error, args.contextValue.requestId), args.document)
      return {
        onExecuteDone({ result, setResult }) {
          if (!isSingle(result) || result.errors === undefined) return
          setResult({ ...result, errors: result.errors.map(present) })
        },
      }
    },
  }
}

/** Says in the answer which request it was, so that a report can name it. */
function nameRequests(): Plugin<ApiContext> {
  return {
    onResponse({ request, response }) {
      response.headers.set('x-request-id', requestIdOf(request))
    },
  }
}

const requestIds = new WeakMap<Request, string>()

/** The caller's own id if it sent a plain one, or else a new one; the same for the request's whole life. */
export function requestIdOf(request: Request): string {
  const known = requestIds.get(request)
  if (known !== undefined) return known
  const sent = request.headers.get('x-request-id') ?? ''
  const id = /^[\w.-]{1,64}$/.test(sent) ? sent : randomUUID()
  requestIds.set(request, id)
  return id
}

function present(error: unknown, document: DocumentNode): GraphQLError {
  return error instanceof GraphQLError
    ? namingArgument(error, document)
    : new GraphQLError('the document is not valid')
}

function isSingle(result: unknown): result is ExecutionResult {
  return typeof result === 'object' && result !== null && !(Symbol.asyncIterator in result)
}
