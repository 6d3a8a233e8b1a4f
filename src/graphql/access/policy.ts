import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { RegestaError } from '../../errors.ts'

/** What one may be let do here, each with all that stands before it. */
export const ROLES = ['reader', 'recorder', 'admin'] as const

export type Role = (typeof ROLES)[number]

/** Who asks. */
export type Viewer = {
  readonly role: Role | 'nobody'
  /** By what name a credential was given out; none where none was shown. */
  readonly name?: string
}

/** Whoever comes without a credential where reading is open. */
export const ANYONE: Viewer = { role: 'reader' }

/** Whoever comes without a credential where reading takes one. */
export const NOBODY: Viewer = { role: 'nobody' }

/** Whether a role has what another has. */
export function covers(role: Role | 'nobody', needed: Role): boolean {
  return role !== 'nobody' && ROLES.indexOf(role) >= ROLES.indexOf(needed)
}

export function higher(a: Role, b: Role): Role {
  return covers(a, b) ? a : b
}

/** What a field of the schema says of itself, so that a role may have it: `extensions: needs('recorder')`. */
export function needs(role: Role): { readonly role: Role } {
  return { role }
}

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value)
}

/** What a field takes: a role, whatever credential there is, or more than anyone has. */
export type Need = Role | 'a credential' | 'no one'

/**
 * What is asked of whom, by coordinate (`Query.server`): of every field that an operation can begin with, and of every
 * other that asks for a role of its own. What is not here asks no more than what it was reached through.
 */
export type Policy = ReadonlyMap<string, Need>

/** Who may ask for the schema itself: whoever may read, whoever has a credential, or no one. */
export type Introspection = 'on' | 'authorised' | 'off'

/**
 * The policy that the declarations of a schema make (see `needs`). A field that operations begin with and that declares
 * nothing is let to no one: what was forgotten is found shut. What writes is never let to readers, whatever it says.
 * Throws E_POLICY for a declaration that is no role.
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
    policy.set(`${schema.getQueryType()?.name}.${meta}`, ABOUT_ITSELF[introspection])
  return policy
}

const ABOUT_ITSELF: Readonly<Record<Introspection, Need>> = {
  on: 'reader',
  authorised: 'a credential',
  off: 'no one',
}

/** The role that a field declares, or that an interface has it for. */
function roleOf(type: GraphQLObjectType | GraphQLInterfaceType, name: string): Role | undefined {
  return [type, ...type.getInterfaces()].reduce<Role | undefined>((role, each) => {
    const declared = each.getFields()[name]?.extensions.role
    if (declared === undefined) return role
    if (!isRole(declared))
      throw new RegestaError(
        'E_POLICY',
        'fault',
        `${each.name}.${name} declares "${declared}", which is no role`,
      )
    return role === undefined ? declared : higher(role, declared)
  }, undefined)
}
