import {
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ApiContext } from '../../graphql/index.ts'
import {
  type Introspection,
  isRefusal,
  NOBODY,
  policyOf,
  presentRefusal,
  type RequestedFields,
  refusalOf,
  refusals,
  requestedFields,
  type Viewer,
} from '../../graphql/index.ts'

/** Says who sends a request; throws E_UNAUTHENTICATED of a credential that is none. */
export type Authenticate = (request: Request) => Promise<Viewer>

const viewers = new WeakMap<Request, Viewer>()

/** Who sent a request that came as far as being read; nobody before that. */
export function viewerOf(request: Request): Viewer {
  return viewers.get(request) ?? NOBODY
}

/** What a request asks for that a viewer may not have, by the request. */
const asks = new WeakMap<Request, (viewer: Viewer) => readonly GraphQLError[]>()

/**
 * Why a subscription that was let in would not be let in now, by the same credential; nothing where it would, or where
 * that cannot be found out.
 */
export async function refusedSince(
  request: Request,
  authenticate: Authenticate,
): Promise<readonly GraphQLFormattedError[]> {
  try {
    const viewer = await authenticate(request)
    return (asks.get(request)?.(viewer) ?? []).map(ending)
  } catch (error) {
    if (!isRefusal(error) || error.code === 'E_AUTH_UNAVAILABLE') return []
    return [ending(presentRefusal(error))]
  }
}

/** Within a stream HTTP has no more to say. */
function ending({ message, extensions: { http: _, ...facts } }: GraphQLError): GraphQLFormattedError {
  return { message: `the subscription ends here: ${message}`, extensions: facts }
}

/**
 * Lets through only what its viewer may have. This is the one place where that is settled: before execution, for
 * queries, mutations and subscriptions, by what the whole operation may come to. Whoever may have nothing at all
 * is told so before the document is even read.
 */
export function enforceAccess(
  schema: GraphQLSchema,
  authenticate: Authenticate,
  introspection: Introspection,
): Plugin<ApiContext> {
  const policy = policyOf(schema, introspection)
  // What is not to be asked about is not to be guessed from "did you mean", either.
  const suggests = introspection === 'on'
  const known = new WeakMap<OperationDefinitionNode, RequestedFields>()

  const askedIn = ({ document, operationName }: ExecutionArgs): RequestedFields => {
    const operation = getOperationAST(document, operationName)
    if (operation == null) return new Map()
    const asked = known.get(operation) ?? requestedFields(schema, document, operation)
    known.set(operation, asked)
    return asked
  }
  const refuse = (
    args: ExecutionArgs,
    { viewer }: ApiContext,
    setResultAndStopExecution: (result: { errors: ReturnType<typeof refusals> }) => void,
  ) => {
    if (!suggests) args.hideSuggestions = true
    const errors = refusals(askedIn(args), policy, viewer)
    if (errors.length > 0) setResultAndStopExecution({ errors })
  }
  return {
    async onParams({ request, setResult }) {
      try {
        const viewer = await authenticate(request)
        viewers.set(request, viewer)
        const refused = viewer.role === 'nobody' ? refusalOf('the API', 'reader', viewer) : undefined
        if (refused !== undefined) throw refused
      } catch (error) {
        if (!isRefusal(error)) throw error
        setResult({ errors: [presentRefusal(error)] })
      }
    },
    onExecute: ({ args, context, setResultAndStopExecution }) =>
      refuse(args, context, setResultAndStopExecution),
    onSubscribe: ({ args, context, setResultAndStopExecution }) => {
      asks.set(context.request, (viewer) => refusals(askedIn(args), policy, viewer))
      refuse(args, context, setResultAndStopExecution)
    },
  }
}
