import { GraphQLError } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import { type Limits, refusal } from '../../graphql/index.ts'
import { pathText, reportLength, reportSizes, type SizeReport } from '../document/sizes.ts'
import { nestingOf, parseJson } from './parse-json.ts'

/** The type of each parameter, if it is given and not null. */
const KINDS = {
  query: 'a string',
  documentId: 'a string',
  operationName: 'a string',
  variables: 'an object',
  extensions: 'an object',
}

type Name = keyof typeof KINDS

/**
 * The parameters in a body. Throws E_BATCH for several operations, E_PARAMETER with every fault, and E_SIZE with all in
 * variables and extensions that goes over a limit, whether or not anything uses it.
 */
export function parametersIn(body: unknown, limits: Limits): GraphQLParams {
  if (Array.isArray(body)) {
    const message = 'expected one operation, got a list; send each in a request of its own'
    throw refusedRequest(400, 'E_BATCH', message)
  }
  if (!isObject(body)) throw refusedRequest(400, 'E_PARAMETER', `expected an object, got ${kindOf(body)}`)
  const wrong = namesOf(KINDS).filter((name) => {
    const value = body[name]
    return value != null && kindOf(value) !== KINDS[name]
  })
  if (wrong.length > 0)
    throw refusedRequest(
      400,
      'E_PARAMETER',
      wrong.map((name) => `expected ${KINDS[name]} for "${name}", got ${kindOf(body[name])}`).join('; '),
    )
  checkSizes(body, limits)
  return body
}

/** The most faults of size that are reported for one request. */
const MOST_SIZES = 50

/** Throws E_SIZE with each thing in the values of a request that is too large. */
function checkSizes({ variables, extensions }: Record<string, unknown>, limits: Limits): void {
  const errors: GraphQLError[] = []
  const reportAt = (place: string, variable?: string): SizeReport => {
    return (error, path) => {
      if (errors.length >= MOST_SIZES) return
      const into = pathText(path)
      const extensions = { ...error.extensions, ...(variable !== undefined && { variable: variable + into }) }
      errors.push(new GraphQLError(`${place}${into}: ${error.message}`, { extensions }))
    }
  }
  const values = isObject(variables) ? Object.entries(variables) : []
  reportLength(values.length, limits, reportAt('variables'))
  for (const [name, value] of errors.length === 0 ? values : []) {
    const shown = name.slice(0, LONGEST_NAME)
    reportSizes(value, limits, reportAt(`$${shown}`, shown))
  }
  reportSizes(extensions, limits, reportAt('extensions'))
  if (errors.length > 0) throw new AggregateError(errors)
}

/** How much of the name of a variable is shown, characters. */
const LONGEST_NAME = 80

/** The parameters in a query string. Throws as for a body; other parameters are ignored. */
export function parametersInSearch(search: URLSearchParams, limits: Limits): GraphQLParams {
  const faults: string[] = []
  const pairs = namesOf(KINDS).flatMap((name) => {
    const [written, ...more] = search.getAll(name)
    if (more.length > 0) faults.push(`expected "${name}" once, got it ${more.length + 1} times`)
    // An empty parameter counts as not given.
    if (written === undefined || written === '') return []
    if (KINDS[name] === 'a string') return [[name, written] as const]
    const value = parsed(name, written, limits)
    if (value === undefined) faults.push(`expected JSON for "${name}"`)
    return [[name, value] as const]
  })
  if (faults.length > 0) throw refusedRequest(400, 'E_PARAMETER', faults.join('; '))
  return parametersIn(Object.fromEntries(pairs), limits)
}

/** Whether a request has no other parameters than those that are read. */
export function hasKnownParameters(params: GraphQLParams): boolean {
  return Object.entries(params).every(([name, value]) => name in KINDS || value == null)
}

function parsed(name: Name, text: string, limits: Limits): unknown {
  try {
    return parsedExactly(text, limits, name)
  } catch (error) {
    if (error instanceof GraphQLError) throw error
    return undefined
  }
}

/** How deep the values of variables lie in a body. */
const AROUND = 2

/**
 * The value of a JSON text, `name` being where it stands. Throws E_SIZE before it is parsed where it nests too deep, and
 * E_NUMBER for the numbers of which digits would be lost.
 */
function parsedExactly(text: string, limits: Limits, name = ''): unknown {
  const most = limits.nesting + AROUND
  const measured = nestingOf(text, most)
  if (measured > most)
    throw refusal({ limit: 'nesting', what: 'the values sent nest at least', measured }, limits)
  const { value, cut } = parseJson(text, name)
  if (cut.length === 0) return value
  const faults = cut.map(({ place, written }) => `${place}: ${written} cannot be kept exactly`)
  throw refusedRequest(400, 'E_NUMBER', `${faults.join('; ')}; expected a string in quotes`)
}

function namesOf(kinds: typeof KINDS): Name[] {
  return Object.keys(kinds).filter((name): name is Name => name in kinds)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

const JSON_TYPE = 'application/json'

/** What a body may be. */
type BodyLimits = {
  /** The longest, bytes. */
  readonly body: number
  readonly limits: Limits
}

/** The value of the JSON body of a request, as {@link jsonIn} gives it; one that was `read` before is not read again. */
export async function readJsonBody(request: Request, most: BodyLimits, read?: Uint8Array): Promise<unknown> {
  checkType(request.headers)
  return jsonIn(read ?? (await bytesOf(request, most.body)), request.headers, most)
}

/**
 * The value of a JSON body. Throws, by GraphQL over HTTP: 415 for another type, charset or encoding, 413 for more than
 * `most` bytes, 400 for invalid UTF-8 or JSON; E_SIZE for what nests too deep.
 */
export function jsonIn(body: Uint8Array, headers: Pick<Headers, 'get'>, most: BodyLimits): unknown {
  checkType(headers)
  if (body.length > most.body) throw tooLong(most.body)
  const text = decoded(body)
  try {
    return parsedExactly(text, most.limits)
  } catch (error) {
    if (error instanceof GraphQLError) throw error
    const why = error instanceof Error ? error.message : ''
    throw refusedRequest(400, 'E_JSON', `the body is no JSON: ${why.slice(0, 200)}`)
  }
}

/** Any page can send a form or plain text without a preflight (a "simple" request), but not JSON. */
function checkType(headers: Pick<Headers, 'get'>): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (type !== JSON_TYPE) {
    const message = `expected a body of ${JSON_TYPE}, got ${type === '' ? 'none' : JSON.stringify(type.slice(0, 80))}`
    throw refusedRequest(415, 'E_CONTENT_TYPE', message, { accept: JSON_TYPE })
  }
  const charset = parameters.find((each) => each.startsWith('charset='))
  if (charset !== undefined && !/^charset="?utf-?8"?$/.test(charset))
    throw refusedRequest(415, 'E_CONTENT_TYPE', 'expected charset=utf-8', { accept: JSON_TYPE })
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (coding !== 'identity')
    throw refusedRequest(415, 'E_CONTENT_ENCODING', 'expected a body as it is, not compressed', {
      'accept-encoding': 'identity',
    })
}

async function bytesOf({ body }: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > most) throw tooLong(most)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function tooLong(most: number): GraphQLError {
  return refusedRequest(413, 'E_BODY', `the body is longer than ${most} bytes; send less at once`)
}

/** Decoded without a leading byte order mark. */
function decoded(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes)
  } catch {
    throw refusedRequest(400, 'E_ENCODING', 'the body is no UTF-8')
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/** A refusal before GraphQL: with its status whatever type the client accepts. */
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
