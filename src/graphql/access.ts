import {
  type FieldNode,
  GraphQLError,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { RegestaError } from '../errors.ts'

/** The roles, each including those before it. */
export const ROLES = ['reader', 'recorder', 'admin'] as const

export type Role = (typeof ROLES)[number]

/** Who sent a request. */
export type Viewer = {
  readonly role: Role | 'nobody'
  /** Higher roles in chronicles of these names. */
  readonly chronicles?: ReadonlyMap<string, Role>
  /** The name of the credential; undefined for a request without one. */
  readonly name?: string
}

/** A request without a credential where reading is open. */
export const ANYONE: Viewer = { role: 'reader' }

/** A request without a credential where reading requires one. */
export const NOBODY: Viewer = { role: 'nobody' }

/** Why a viewer may not record in a chronicle, with the role that holds there; undefined where the viewer may. */
export function refusalIn(chronicle: string, need: Role, viewer: Viewer): RegestaError | undefined {
  const there = viewer.chronicles?.get(chronicle)
  const role = there !== undefined && covers(there, need) ? there : viewer.role
  return refusalOf(`recording in ${chronicle}`, need, { ...viewer, role })
}

/** Whether a role includes another. */
function covers(role: Role | 'nobody', needed: Role): boolean {
  return role !== 'nobody' && ROLES.indexOf(role) >= ROLES.indexOf(needed)
}

function higher(a: Role, b: Role): Role {
  return covers(a, b) ? a : b
}

/** Declares the role that a field requires: `extensions: needs('recorder')`. */
export function needs(role: Role): { readonly role: Role } {
  return { role }
}

function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value)
}

/** What a field requires: a role, any credential, or what nobody has. */
export type Need = Role | 'a credential' | 'no one'

/**
 * What fields require, by coordinate (`Query.server`): every root field, and every other field that declares a role. A
 * field that is not listed requires nothing beyond the field it was reached through.
 */
export type Policy = ReadonlyMap<string, Need>

/** Who may introspect the schema: every reader, whoever has a credential, or nobody. */
export type Introspection = 'on' | 'authorised' | 'off'

/**
 * The policy of a schema, from the declarations of its fields (see `needs`). A root field without a declaration is
 * refused to everyone, so that a forgotten one is closed. A mutation requires at least the role recorder, whatever it
 * declares. Throws E_POLICY for a declaration that is no role.
 */
export function policyOf(schema: GraphQLSchema, introspection: Introspection = 'on'): Policy {
  const policy = new Map<string, Need>()
  const mutation = schema.getMutationType()
  const roots = [schema.getQueryType(), mutation, schema.getSubscriptionType()]
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    const isRoot = isObjectType(type) && roots.includes(type)
    for (const name of Object.keys(type.getFields())) {
      const role = roleOf(type, name)
      if (role !== undefined)
        policy.set(`${type.name}.${name}`, type === mutation ? higher(role, 'recorder') : role)
      else if (isRoot) policy.set(`${type.name}.${name}`, 'no one')
    }
  }
  for (const meta of ['__schema', '__type'])
    policy.set(`${schema.getQueryType()?.name}.${meta}`, INTROSPECTION_NEEDS[introspection])
  return policy
}

const INTROSPECTION_NEEDS: Readonly<Record<Introspection, Need>> = {
  on: 'reader',
  authorised: 'a credential',
  off: 'no one',
}

/** The highest role that a field declares, itself or in an interface of its type. */
function roleOf(type: GraphQLObjectType | GraphQLInterfaceType, name: string): Role | undefined {
  return [type, ...type.getInterfaces()].reduce<Role | undefined>((role, each) => {
    const declared = each.getFields()[name]?.extensions.role
    if (declared === undefined) return role
    if (!isRole(declared)) {
      const message = `${each.name}.${name} declares "${declared}", which is no role`
      throw new RegestaError('E_POLICY', 'fault', message)
    }
    return role === undefined ? declared : higher(role, declared)
  }, undefined)
}

/** Every field that an operation may reach, by coordinate, with the node that requests it first. */
export type RequestedFields = ReadonlyMap<string, FieldNode>

/**
 * Whether an error denies access: E_UNAUTHENTICATED where a credential may help, E_FORBIDDEN where the given one, or any,
 * does not, E_AUTH_UNAVAILABLE where credentials cannot be checked now, E_RATE where the client did too much already.
 */
export function isRefusal(error: unknown): error is RegestaError {
  return error instanceof RegestaError && error.code in STATUS
}

const STATUS: Readonly<Record<string, number>> = {
  E_UNAUTHENTICATED: 401,
  E_FORBIDDEN: 403,
  E_AUTH_UNAVAILABLE: 503,
  E_RATE: 429,
}

/** The HTTP status and headers of a denied request (RFC 6750, 3). A rejected credential gets no reason. */
export function httpOfRefusal({ code, facts }: RegestaError): {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
} {
  const status = STATUS[code] ?? 403
  if (status === 429) return { status, headers: { 'retry-after': String(facts.retryAfter) } }
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
  const { coordinate, needs, limitName, limit } = facts
  return new GraphQLError(message, {
    nodes: node ?? null,
    extensions: {
      code,
      category,
      ...(coordinate !== undefined && { coordinate, needs }),
      ...(limitName !== undefined && { limitName, limit }),
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
    const refused =
      need === undefined ? undefined : refusalOf(coordinate, need, mayRecord(coordinate, viewer))
    // A field of an interface counts for several types and is reported once.
    if (refused === undefined || reported.has(node)) return []
    reported.add(node)
    return [presentRefusal(refused, node)]
  })
}

/** The viewer with the highest role in any chronicle, for a mutation: in which it records is only known when it does. */
function mayRecord(coordinate: string, viewer: Viewer): Viewer {
  if (viewer.chronicles === undefined || viewer.role === 'nobody' || !coordinate.startsWith('Mutation.'))
    return viewer
  return { ...viewer, role: [...viewer.chronicles.values()].reduce(higher, viewer.role) }
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
