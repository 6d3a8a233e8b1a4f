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
import { clientOf, type RateLimiter } from '../access/rate-limiter.ts'
import type { ApiPlugin, RequestContext, RequestState } from '../request/state.ts'

type AccessOptions = {
  readonly policy: Policy
  readonly authenticate: Authenticate
  readonly hideSuggestions: boolean
  /** Limits the recordings of each client. */
  readonly recordings: RateLimiter | undefined
}

/**
 * Authenticates each request and authorizes its operation. This is the only place where access is decided: before
 * execution, for queries, mutations and subscriptions, by every field that the operation may reach. A viewer who may
 * access nothing is refused before anything but the headers is read. Without introspection, `hideSuggestions`.
 */
export function authorize({ policy, authenticate, hideSuggestions, recordings }: AccessOptions): ApiPlugin {
  const errorsFor = ({ operation }: RequestState, viewer: Viewer) =>
    operation === undefined ? [] : [...refusals(operation.requestedFields, policy, viewer)]
  const refuse = (
    args: ExecutionArgs,
    { state, viewer }: RequestContext,
    setResultAndStopExecution: (result: { errors: ReturnType<typeof refusals> }) => void,
  ) => {
    // Without introspection, "did you mean" must not give names away either.
    if (hideSuggestions) args.hideSuggestions = true
    const errors = errorsFor(state, viewer)
    if (errors.length === 0) errors.push(...tooManyRecordings(state, recordings))
    if (errors.length > 0) setResultAndStopExecution({ errors })
  }
  return {
    async onRequestParse({ request, serverContext: { state } }) {
      try {
        state.authenticated ??= await authenticate(request)
        const refused = refusalOf('the API', 'reader', state.viewer)
        if (refused !== undefined) throw refused
      } catch (error) {
        throw isRefusal(error) ? presentRefusal(error) : error
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

/** Why a mutation is refused whose client recorded too much already; each of its fields counts. */
function tooManyRecordings(
  { operation, viewer, clientAddress }: RequestState,
  recordings: RateLimiter | undefined,
): readonly GraphQLError[] {
  if (recordings === undefined || operation?.type !== 'mutation') return []
  try {
    recordings.take(clientOf(viewer, clientAddress), operation.rootFields)
    return []
  } catch (error) {
    if (!isRefusal(error)) throw error
    return [presentRefusal(error)]
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
