import { GraphQLError } from 'graphql'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'

/**
 * The error that the caller gets. A RegestaError keeps its code, category and argument; an error of GraphQL keeps its
 * message. Any other error is internal: its message is masked, and `namingRequest` finds its cause.
 */
export function publicError(error: unknown): GraphQLError {
  const cause = causeOf(error)
  const located = error instanceof GraphQLError ? error : undefined
  const storage = storageError(cause)
  if (storage !== undefined)
    return new MaskedError(
      locatedError(located, storage.message, { code: storage.code, category: 'fault' }),
      cause,
    )
  if (cause instanceof InvalidInput) return locatedError(located, textOf(cause.faults), faultsOf(cause))
  if (cause instanceof RegestaError && cause.category !== 'fault') {
    const { code, category, facts } = cause
    const argument = typeof facts.argument === 'string' ? { argument: facts.argument } : {}
    return locatedError(located, faultText(cause.message, argument.argument), { code, category, ...argument })
  }
  if (cause instanceof GraphQLError)
    return locatedError(located, cause.message, { category: 'invalid', ...ofYoga(located?.extensions) })
  return new MaskedError(
    locatedError(located, 'something went wrong on our side', { code: 'E_FAULT', category: 'fault' }),
    cause,
  )
}

/** An error whose message hides its cause, which only the log may show. */
class MaskedError extends GraphQLError {
  readonly maskedCause: unknown

  constructor(shown: GraphQLError, maskedCause: unknown) {
    const { message, nodes, source, positions, path, extensions } = shown
    super(message, { nodes, source, positions: nodes === undefined ? positions : null, path, extensions })
    this.maskedCause = maskedCause
  }
}

/** A masked error with the id of its request; `onFault` gets the cause. Other errors are returned as they are. */
export function namingRequest(
  error: GraphQLError,
  requestId: string,
  onFault: (cause: unknown, requestId: string) => void,
): GraphQLError {
  if (!(error instanceof MaskedError)) return error
  onFault(error.maskedCause, requestId)
  return locatedError(error, `${error.message}; please name request ${requestId} when you report it`, {
    ...error.extensions,
    requestId,
  })
}

/** An error with the name of the argument whose value is at fault, unless it has one. */
export function namingArgument(error: GraphQLError, argument: string | undefined): GraphQLError {
  if (argument === undefined || 'argument' in error.extensions || 'faults' in error.extensions) return error
  const { code, ...rest } = error.extensions
  const own = typeof code === 'string' && code.startsWith('E_')
  return locatedError(error, faultText(error.message, argument), {
    code: own ? code : 'E_ARGUMENT',
    ...rest,
    argument,
  })
}

/**
 * The extensions of an error of Yoga, without the inner error that some contain. A request that is no GraphQL request
 * gets status 400, whatever the caller accepts.
 */
function ofYoga({ originalError: _, ...extensions }: GraphQLError['extensions'] = {}) {
  return extensions.code === 'BAD_REQUEST' ? { ...extensions, http: { status: 400 } } : extensions
}

/** The original error without the wrappers of GraphQL. */
function causeOf(error: unknown): unknown {
  let cause = error
  while (cause instanceof GraphQLError && cause.originalError != null) cause = cause.originalError
  return cause
}

/** The maximum number of faults in an answer. */
const MOST = 50

/** The maximum length of a message, which may quote the input. */
const LONGEST = 2_000

function locatedError(
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

/** What the caller can do about an error of the storage, by code. Its cause and the place of the ledger stay hidden. */
const STORAGE_MESSAGES: Readonly<Record<string, string>> = {
  E_READ_ONLY: 'nothing can be recorded here: this server reads only; send it to the one that writes',
  E_STORAGE_FULL:
    'nothing was recorded: there is no room for it. What is recorded can be read; send the same again once there is room',
  E_STORAGE:
    'the storage failed; send the same again, a recording too: what stands recorded is not recorded twice',
  E_UNKNOWN_OUTCOME:
    'whether it was recorded is not known; send the same again: what stands recorded is not recorded twice',
  E_BUSY:
    'nothing of this was recorded: too many record, or those before it took too long; send the same again',
  E_CLOCK:
    'nothing was recorded: what was recorded last lies ahead of the clock of this server. Whoever runs it finds more in its log',
  E_LEDGER_DAMAGED:
    'this chronicle cannot be read: what is stored of it is damaged. Whoever runs the server finds more in its log',
  E_LEDGER_CLOSED: 'the server is stopping; send the same again to the next one',
}

/** The code and message of an error of the storage that the caller can act on; undefined for any other error. */
function storageError(error: unknown): { readonly code: string; readonly message: string } | undefined {
  if (!(error instanceof RegestaError)) return undefined
  const message = Object.hasOwn(STORAGE_MESSAGES, error.code) ? STORAGE_MESSAGES[error.code] : undefined
  return message === undefined ? undefined : { code: error.code, message }
}
