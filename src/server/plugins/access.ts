import {
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql'
import {
  type Introspection,
  isRefusal,
  policyOf,
  presentRefusal,
  type RequestedFields,
  refusalOf,
  refusals,
  requestedFields,
  type Viewer,
} from '../../graphql/index.ts'
import type { Authenticate } from '../access/authenticate.ts'
import type { ApiPlugin, RequestContext } from '../request/state.ts'

/**
 * Authenticates each request and authorizes its operation. This is the only place where access is decided: before
 * execution, for queries, mutations and subscriptions, by every field that the operation may reach. A viewer who may
 * access nothing is refused before the document is read.
 */
export function authorize(
  schema: GraphQLSchema,
  authenticate: Authenticate,
  introspection: Introspection,
): ApiPlugin {
  const policy = policyOf(schema, introspection)
  const known = new WeakMap<OperationDefinitionNode, RequestedFields>()

  const fieldsOf = ({ document, operationName }: ExecutionArgs): RequestedFields => {
    const operation = getOperationAST(document, operationName)
    if (operation == null) return new Map()
    const fields = known.get(operation) ?? requestedFields(schema, document, operation)
    known.set(operation, fields)
    return fields
  }
  const refuse = (
    args: ExecutionArgs,
    { viewer }: RequestContext,
    setResultAndStopExecution: (result: { errors: ReturnType<typeof refusals> }) => void,
  ) => {
    // Without introspection, "did you mean" must not give names away either.
    if (introspection !== 'on') args.hideSuggestions = true
    const errors = refusals(fieldsOf(args), policy, viewer)
    if (errors.length > 0) setResultAndStopExecution({ errors })
  }
  return {
    async onParams({ request, context: { state }, setResult }) {
      try {
        state.viewer = await authenticate(request)
        const refused =
          state.viewer.role === 'nobody' ? refusalOf('the API', 'reader', state.viewer) : undefined
        if (refused !== undefined) throw refused
      } catch (error) {
        if (!isRefusal(error)) throw error
        setResult({ errors: [presentRefusal(error)] })
      }
    },
    onExecute: ({ args, context, setResultAndStopExecution }) =>
      refuse(args, context, setResultAndStopExecution),
    onSubscribe: ({ args, context, setResultAndStopExecution }) => {
      const errorsFor = (viewer: Viewer) => refusals(fieldsOf(args), policy, viewer)
      context.state.refusedNow = () => refusedNow(context.request, authenticate, errorsFor)
      refuse(args, context, setResultAndStopExecution)
    },
  }
}

/** Why a subscription would be refused now, by the same credential; nothing if it would not be or cannot be decided. */
async function refusedNow(
  request: Request,
  authenticate: Authenticate,
  errorsFor: (viewer: Viewer) => readonly GraphQLError[],
): Promise<readonly GraphQLFormattedError[]> {
  try {
    return errorsFor(await authenticate(request)).map(endingError)
  } catch (error) {
    if (!isRefusal(error) || error.code === 'E_AUTH_UNAVAILABLE') return []
    return [endingError(presentRefusal(error))]
  }
}

/** In a stream the status and headers are already sent. */
function endingError({ message, extensions: { http: _, ...facts } }: GraphQLError): GraphQLFormattedError {
  return { message: `the subscription ends here: ${message}`, extensions: facts }
}
