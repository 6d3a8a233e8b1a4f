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
  /** The names of the roles in that claim, each with the chronicle that it holds in, if not in all. */
  readonly roles: readonly (readonly [name: string, role: Role, chronicle?: string])[]
  /** The clock skew that is tolerated, s. */
  readonly tolerance: number
}

/**
 * The bearer of a JSON Web Token (RFC 7519), once it is verified; `nobody` if it names no known role. Throws
 * E_UNAUTHENTICATED for an invalid token, one whose subject or role is not as expected included, and what the keys throw.
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
    return { name: nameOf(payload, issuer), ...rolesOf(payload, rules) }
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

/** OpenID Connect Core 1.0, 2: no subject is longer, characters. */
const LONGEST_SUBJECT = 255

/**
 * The subject as its issuer names it: `https://login.example.org/#ann`. No token of our own has a name with a number sign.
 * It is verified, but what others wrote: it stands in logs and beside what was recorded, so it must be plain.
 */
function nameOf({ sub }: JWTPayload, issuer: string): string {
  const text: unknown = sub
  if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST_SUBJECT || UNSEEN.test(text))
    throw unauthenticated('the token names no subject as plain text')
  return `${issuer}#${text}`
}

/** Control characters, what is not shown or turns the direction of text, line separators, and what is no character. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u

/** The highest of the roles that the claim names, everywhere and in chronicles; whoever has one there reads everywhere. */
function rolesOf(payload: JWTPayload, { roleClaim, roles }: JwtRules): Pick<Viewer, 'role' | 'chronicles'> {
  const names = new Set(namesIn(claimAt(payload, roleClaim)))
  const chronicles = new Map<string, Role>()
  let everywhere: Viewer['role'] = 'nobody'
  for (const role of ROLES)
    for (const [name, given, chronicle] of roles)
      if (given === role && names.has(name)) {
        if (chronicle === undefined) everywhere = role
        else chronicles.set(chronicle, role)
      }
  if (chronicles.size === 0) return { role: everywhere }
  return { role: everywhere === 'nobody' ? 'reader' : everywhere, chronicles }
}

/** The names in a claim: a text, in which spaces part them, or a list. */
function namesIn(claim: unknown): readonly string[] {
  const names: unknown = typeof claim === 'string' ? claim.split(' ') : (claim ?? [])
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  throw unauthenticated('the token names no role as text or a list of texts')
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
