import type { GraphQLParams } from 'graphql-yoga'
import { refusedRequest } from './refused.ts'

/** What each parameter of a request must be, where it is there and not null. */
const KINDS = {
  query: 'a string',
  documentId: 'a string',
  operationName: 'a string',
  variables: 'an object',
  extensions: 'an object',
}

type Name = keyof typeof KINDS

/** The parameters in a body; throws E_BATCH for several operations, and E_PARAMETER with all that is wrong. */
export function parametersIn(body: unknown): GraphQLParams {
  if (Array.isArray(body))
    throw refusedRequest(
      400,
      'E_BATCH',
      'expected one operation, got a list; send each in a request of its own',
    )
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
  return body
}

/** The parameters in a query string. Throws E_PARAMETER with all that is wrong; other parameters are let be. */
export function parametersInSearch(search: URLSearchParams): GraphQLParams {
  const faults: string[] = []
  const pairs = namesOf(KINDS).flatMap((name) => {
    const [written, ...more] = search.getAll(name)
    if (more.length > 0) faults.push(`expected "${name}" once, got it ${more.length + 1} times`)
    // A parameter that is there and empty says nothing.
    if (written === undefined || written === '') return []
    if (KINDS[name] === 'a string') return [[name, written] as const]
    const value = parsed(written)
    if (value === undefined) faults.push(`expected JSON for "${name}"`)
    return [[name, value] as const]
  })
  if (faults.length > 0) throw refusedRequest(400, 'E_PARAMETER', faults.join('; '))
  return parametersIn(Object.fromEntries(pairs))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
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
