import { type FieldNode, GraphQLError } from 'graphql'
import { RegestaError } from '../../errors.ts'
import { covers, type Need, type Policy, type Viewer } from './policy.ts'

/** Every field that an operation may reach, by coordinate, with the node that requests it first. */
export type RequestedFields = ReadonlyMap<string, FieldNode>

/**
 * That one may not have something, or that one cannot be told who one is: E_UNAUTHENTICATED where a credential may help,
 * E_FORBIDDEN where the one that was shown, or any, does not; E_AUTH_UNAVAILABLE where that cannot be found out now.
 */
export function isRefusal(error: unknown): error is RegestaError {
  return error instanceof RegestaError && error.code in STATUS
}

const STATUS: Readonly<Record<string, number>> = {
  E_UNAUTHENTICATED: 401,
  E_FORBIDDEN: 403,
  E_AUTH_UNAVAILABLE: 503,
}

/** How HTTP says a refusal (RFC 6750, 3): of a credential that did not do it says that much, and nothing of why. */
export function httpOfRefusal({ code, facts }: RegestaError): {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
} {
  const status = STATUS[code] ?? 403
  if (status === 503) return { status, headers: { 'retry-after': '5' } }
  if (status === 403) return { status, headers: {} }
  const challenge = facts.shown === true ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE
  return { status, headers: { 'www-authenticate': challenge } }
}

const CHALLENGE = 'Bearer realm="regesta"'

/** That a viewer may not have something: a coordinate, or what stands for many; nothing where it may. */
export function refusalOf(what: string, need: Need, viewer: Viewer): RegestaError | undefined {
  if (has(viewer, need)) return undefined
  const helps = need !== 'no one' && viewer.name === undefined
  const code = helps ? 'E_UNAUTHENTICATED' : 'E_FORBIDDEN'
  return new RegestaError(code, 'invalid', `${what} ${wordsFor(need, viewer, helps)}`, {
    coordinate: what,
    needs: need,
  })
}

/** A refusal as GraphQL shows it. */
export function presentRefusal(refused: RegestaError, node?: FieldNode): GraphQLError {
  const { code, category, message, facts } = refused
  const { coordinate, needs } = facts
  return new GraphQLError(message, {
    nodes: node ?? null,
    extensions: {
      code,
      category,
      ...(coordinate !== undefined && { coordinate, needs }),
      http: httpOfRefusal(refused),
    },
  })
}

/** An error for every field that an operation asks for and its viewer may not have; none where it may have all. */
export function refusals(
  requested: RequestedFields,
  policy: Policy,
  viewer: Viewer,
): readonly GraphQLError[] {
  const reported = new Set<FieldNode>()
  return [...requested].flatMap(([coordinate, node]) => {
    const need = policy.get(coordinate)
    const refused = need === undefined ? undefined : refusalOf(coordinate, need, viewer)
    // A field of an interface is asked of many types: it is told of once.
    if (refused === undefined || reported.has(node)) return []
    reported.add(node)
    return [presentRefusal(refused, node)]
  })
}

function has(viewer: Viewer, need: Need): boolean {
  switch (need) {
    case 'no one':
      return false
    case 'a credential':
      return viewer.name !== undefined && viewer.role !== 'nobody'
    default:
      return covers(viewer.role, need)
  }
}

function wordsFor(need: Need, { role }: Viewer, helps: boolean): string {
  if (need === 'no one') return 'is let to no one here'
  const taken = need === 'a credential' ? 'takes a credential' : `takes the role ${need}`
  return helps ? `${taken}; send one, as in “Authorization: Bearer …”` : `${taken}; yours is ${role}`
}
