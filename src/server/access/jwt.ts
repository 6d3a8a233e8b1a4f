import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { ROLES, type Role, type Viewer } from '../../graphql/index.ts'
import { unauthenticated } from './bearer.ts'

/** Whose tokens are let in, and how they say who someone is. */
export type JwtRules = {
  readonly keys: JWTVerifyGetKey
  readonly issuer: string
  readonly audience: string
  readonly algorithms: readonly string[]
  /** Where the role stands: the name of a claim, or names with dots between where it is nested. */
  readonly roleClaim: string
  /** What that claim calls the roles. */
  readonly roles: ReadonlyMap<string, Role>
  /** By how many seconds clocks may differ. */
  readonly tolerance: number
}

/**
 * Who a JSON Web Token (RFC 7519) says its bearer is, once it is proved; without a role that is known here, nobody.
 * Throws E_UNAUTHENTICATED for one that does not hold, and what the keys throw.
 */
export async function viewerOfJwt(token: string, rules: JwtRules): Promise<Viewer> {
  const { issuer, audience, algorithms, tolerance } = rules
  try {
    const { payload } = await jwtVerify(token, rules.keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      clockTolerance: tolerance,
      requiredClaims: ['exp', 'sub'],
    })
    return { name: nameOf(payload), role: roleOf(payload, rules) }
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unauthenticated(whyNot(error))
    throw error
  }
}

/** What helps an honest bearer; nothing of what is expected of a token. */
function whyNot(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired'
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
    return 'the token does not hold yet'
  return 'the token is not one that is let in here'
}

function nameOf({ sub = '' }: JWTPayload): string {
  return sub.slice(0, 200)
}

/** The highest of the roles that the claim names. */
function roleOf(payload: JWTPayload, { roleClaim, roles }: JwtRules): Viewer['role'] {
  const said = claimAt(payload, roleClaim)
  const names: readonly unknown[] = Array.isArray(said)
    ? said
    : typeof said === 'string'
      ? said.split(' ')
      : []
  const known = new Set(names.map((name) => roles.get(String(name))))
  return ROLES.toReversed().find((role) => known.has(role)) ?? 'nobody'
}

/** A claim of that very name, such as a URL; or else what lies down the path that its dots part. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name]
  return name.split('.').reduce<unknown>((inside, step) => {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, step)) return undefined
    return Object.entries(inside).find(([key]) => key === step)?.[1]
  }, payload)
}
