import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { RegestaError } from '../../errors.ts'
import { ROLES, type Role, type Viewer } from '../../graphql/index.ts'

/** Which JSON Web Tokens are accepted, and how they name their bearer and role. */
export type JwtRules = {
  readonly keys: JWTVerifyGetKey
  readonly issuer: string
  readonly audience: string
  readonly algorithms: readonly string[]
  /** The claim with the role, or the path to a nested one, with dots. */
  readonly roleClaim: string
  /** The names of the roles in that claim. */
  readonly roles: ReadonlyMap<string, Role>
  /** The clock skew that is tolerated, s. */
  readonly tolerance: number
}

/**
 * The bearer of a JSON Web Token (RFC 7519), once it is verified; `nobody` if it names no known role. Throws
 * E_UNAUTHENTICATED for an invalid token, and what the keys throw.
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
    if (error instanceof errors.JOSEError) throw unauthenticated(reasonFor(error))
    throw error
  }
}

/** A reason that helps an honest bearer, and does not say what a token must have. */
function reasonFor(error: errors.JOSEError): string {
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
  const claim = claimAt(payload, roleClaim)
  const names: readonly unknown[] = Array.isArray(claim)
    ? claim
    : typeof claim === 'string'
      ? claim.split(' ')
      : []
  const known = new Set(names.map((name) => roles.get(String(name))))
  return ROLES.toReversed().find((role) => known.has(role)) ?? 'nobody'
}

/** The claim of exactly that name, such as a URL; or else the nested one at the path. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name]
  return name.split('.').reduce<unknown>((inside, step) => {
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, step)) return undefined
    return Object.entries(inside).find(([key]) => key === step)?.[1]
  }, payload)
}

/** An invalid credential. The message does not repeat it, nor say more than its owner needs. */
export function unauthenticated(message: string): RegestaError {
  return new RegestaError('E_UNAUTHENTICATED', 'invalid', message, { shown: true })
}
