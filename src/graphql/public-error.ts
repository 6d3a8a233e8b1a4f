import { GraphQLError } from 'graphql'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'

/**
 * The error as the caller may see it. One of ours keeps its code, category and argument; one of GraphQL's own
 * says what is wrong with the document; any other is a fault of the inside, of which only this is said, or what can be
 * done about it.
 */
export function publicError(error: unknown): GraphQLError {
  const cause = causeOf(error)
  const located = error instanceof GraphQLError ? error : undefined
  const storage = storageError(cause)
  if (storage !== undefined)
    return inside(errorLike(located, storage.message, { code: storage.code, category: 'fault' }), cause)
  if (cause instanceof InvalidInput) return errorLike(located, textOf(cause.faults), faultsOf(cause))
  if (cause instanceof RegestaError && cause.category !== 'fault') {
    const { code, category, facts } = cause
    const argument = typeof facts.argument === 'string' ? { argument: facts.argument } : {}
    return errorLike(located, faultText(cause.message, argument.argument), { code, category, ...argument })
  }
  if (cause instanceof GraphQLError)
    return errorLike(located, cause.message, { category: 'invalid', ...ofYoga(located?.extensions) })
  return inside(
    errorLike(located, 'something went wrong on our side', { code: 'E_FAULT', category: 'fault' }),
    cause,
  )
}

/** What is behind an error that says only that there is something. */
const insides = new WeakMap<GraphQLError, unknown>()

function inside(fault: GraphQLError, cause: unknown): GraphQLError {
  insides.set(fault, cause)
  return fault
}

/**
 * The same error with the request that a fault of the inside is of; `onFault` hears what is behind it. Other
 * errors are as they were.
 */
export function namingRequest(
  error: GraphQLError,
  requestId: string,
  onFault: (cause: unknown, requestId: string) => void,
): GraphQLError {
  if (!insides.has(error)) return error
  onFault(insides.get(error), requestId)
  return errorLike(error, `${error.message}; please name request ${requestId} when you report it`, {
    ...error.extensions,
    requestId,
  })
}

/** Says in which argument a value stands that is at fault: the value itself cannot know. */
export function namingArgument(error: GraphQLError, argument: string | undefined): GraphQLError {
  if (argument === undefined || 'argument' in error.extensions || 'faults' in error.extensions) return error
  const { code, ...rest } = error.extensions
  const own = typeof code === 'string' && code.startsWith('E_')
  return errorLike(error, faultText(error.message, argument), {
    code: own ? code : 'E_ARGUMENT',
    ...rest,
    argument,
  })
}

/**
 * Yoga's own extensions, without the inner error that it sets beside some. What is no GraphQL request at all is
 * refused by its status, too, whatever the caller accepts.
 */
function ofYoga({ originalError: _, ...extensions }: GraphQLError['extensions'] = {}) {
  return extensions.code === 'BAD_REQUEST' ? { ...extensions, http: { status: 400 } } : extensions
}

/** What lies beneath the wrappers that GraphQL puts around an error on its way. */
function causeOf(error: unknown): unknown {
  let cause = error
  while (cause instanceof GraphQLError && cause.originalError != null) cause = cause.originalError
  return cause
}

/** No more faults of one request are told than this. */
const MOST = 50

/** No message is longer than this: what arrived may have been. */
const LONGEST = 2_000

function errorLike(
  located: GraphQLError | undefined,
  message: string,
  extensions: Readonly<Record<string, unknown>>,
): GraphQLError {
  const clipped = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message
  return new GraphQLError(clipped, {
    nodes: located?.nodes ?? null,
    source: located?.source ?? null,
    positions: located?.nodes === undefined ? (located?.positions ?? null) : null,
    path: located?.path ?? null,
    extensions,
  })
}

function faultsOf(cause: InvalidInput) {
  const [only, ...others] = cause.faults
  const argument = others.length === 0 ? only?.place?.argument : undefined
  return {
    code: cause.code,
    category: cause.category,
    ...(argument !== undefined && { argument }),
    faults: cause.faults.slice(0, MOST).map(publicFault),
  }
}

function textOf(faults: readonly Fault[]): string {
  return faults
    .slice(0, MOST)
    .map(({ message, place }) => faultText(message, place?.argument))
    .join('; ')
}

function faultText(message: string, argument: string | undefined): string {
  return argument === undefined ? message : `argument "${argument}": ${message}`
}

function publicFault({ code, message, place }: Fault) {
  return { code, message, ...(place?.argument !== undefined && { argument: place.argument }) }
}

/**
 * What the caller is told of a ledger that takes nothing: what to do, by a code that stays. Why it is so, and where the
 * ledger lies, is a matter of the inside.
 */
const STORAGE_MESSAGES: Readonly<Record<string, string>> = {
  E_READ_ONLY: 'nothing can be recorded here: this server reads only; send it to the one that writes',
  E_STORAGE_FULL:
    'nothing was recorded: there is no room for it. What is recorded can be read; send the same again once there is room',
  E_STORAGE:
    'the storage failed; send the same again, a recording too: what stands recorded is not recorded twice',
  E_UNKNOWN_OUTCOME:
    'whether it was recorded is not known; send the same again: what stands recorded is not recorded twice',
  E_LEDGER_CLOSED: 'the server is stopping; send the same again to the next one',
}

/** The code and the words for an error of the ledger that the caller can do something about; undefined of any other. */
export function storageError(
  error: unknown,
): { readonly code: string; readonly message: string } | undefined {
  if (!(error instanceof RegestaError)) return undefined
  const message = Object.hasOwn(STORAGE_MESSAGES, error.code) ? STORAGE_MESSAGES[error.code] : undefined
  return message === undefined ? undefined : { code: error.code, message }
}
