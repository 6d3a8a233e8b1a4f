import { type FieldNode, GraphQLError } from 'graphql'
import { RegestaError } from '../../errors.ts'
import { covers, type Need, type Policy, type Viewer } from './policy.ts'

/** Every field that an operation may reach, by coordinate, with the node that requests it first. */
export type RequestedFields = ReadonlyMap<string, FieldNode>

/**
 * Whether an error denies access: E_UNAUTHENTICATED where a credential may help, E_FORBIDDEN where the given one, or any,
 * does not, E_AUTH_UNAVAILABLE where credentials cannot be checked now.
 */
export function isRefusal(error: unknown): error is RegestaError {
  return error instanceof RegestaError && error.code in STATUS
}

const STATUS: Readonly<Record<string, number>> = {
  E_UNAUTHENTICATED: 401,
  E_FORBIDDEN: 403,
  E_AUTH_UNAVAILABLE: 503,
}

/** The HTTP status and headers of a denied request (RFC 6750, 3). A rejected credential gets no reason. */
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

/** The error for a viewer who may not have `what`, a coordinate or a name; undefined where the viewer may. */
export function refusalOf(what: string, need: Need, viewer: Viewer): RegestaError | undefined {
  if (has(viewer, need)) return undefined
  const helps = need !== 'no one' && viewer.name === undefined
  const code = helps ? 'E_UNAUTHENTICATED' : 'E_FORBIDDEN'
  return new RegestaError(code, 'invalid', `${what} ${wordsFor(need, viewer, helps)}`, {
    coordinate: what,
    needs: need,
  })
}

/** A denial as a GraphQL error. */
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

/** An error for each requested field that the viewer may not have. */
export function refusals(
  requested: RequestedFields,
  policy: Policy,
  viewer: Viewer,
): readonly GraphQLError[] {
  const reported = new Set<FieldNode>()
  return [...requested].flatMap(([coordinate, node]) => {
    const need = policy.get(coordinate)
    const refused = need === undefined ? undefined : refusalOf(coordinate, need, viewer)
    // A field of an interface counts for several types and is reported once.
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
