import type { ExecutionArgs, GraphQLError, GraphQLFormattedError } from 'graphql'
import {
  isRefusal,
  type Policy,
  presentRefusal,
  refusalOf,
  refusals,
  type Viewer,
} from '../../graphql/index.ts'
import type { Authenticate } from '../access/authenticate.ts'
import type { ApiPlugin, RequestContext, RequestState } from '../request/state.ts'

/**
 * Authenticates each request and authorizes its operation. This is the only place where access is decided: before
 * execution, for queries, mutations and subscriptions, by every field that the operation may reach. A viewer who may
 * access nothing is refused before the document is read. Without introspection, `hideSuggestions`.
 */
export function authorize(policy: Policy, authenticate: Authenticate, hideSuggestions: boolean): ApiPlugin {
  const errorsFor = ({ operation }: RequestState, viewer: Viewer) =>
    operation === undefined ? [] : refusals(operation.requestedFields, policy, viewer)
  const refuse = (
    args: ExecutionArgs,
    { state, viewer }: RequestContext,
    setResultAndStopExecution: (result: { errors: ReturnType<typeof refusals> }) => void,
  ) => {
    // Without introspection, "did you mean" must not give names away either.
    if (hideSuggestions) args.hideSuggestions = true
    const errors = errorsFor(state, viewer)
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
      const { request, state } = context
      state.refusedNow = () => refusedNow(request, authenticate, (viewer) => errorsFor(state, viewer))
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
