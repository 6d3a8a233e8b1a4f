import { ANYONE, NOBODY, type Viewer } from '../../graphql/index.ts'
import { type JwtRules, unauthenticated, viewerOfJwt } from './jwt.ts'
import type { Tokens } from './tokens.ts'

/** What of a request says who sends it. */
export type Credentialed = { readonly headers: Pick<Headers, 'get' | 'has'> }

/** The viewer who sends a request; throws E_UNAUTHENTICATED for a faulty credential. */
export type Authenticate = (request: Credentialed) => Promise<Viewer>

/** The credentials that are accepted. */
export type Credentials = {
  /** Whether reading needs a credential. */
  readonly reading: 'open' | 'token'
  readonly tokens?: Tokens | undefined
  readonly jwt?: JwtRules | undefined
}

/**
 * Authenticates requests by a token of our own or by a JSON Web Token. A request without a credential may read if reading
 * is open; one with a faulty credential is refused even then, with E_UNAUTHENTICATED.
 */
export function authenticateBy({ reading, tokens, jwt }: Credentials): Authenticate {
  const anonymous = reading === 'open' ? ANYONE : NOBODY
  return async (request) => {
    const token = bearerToken(request)
    if (token === undefined) return anonymous
    const own = await tokens?.viewerOf(token)
    if (own !== undefined) return own
    if (jwt === undefined) throw unauthenticated('the token is not one that is let in here')
    const viewer = await viewerOfJwt(token, jwt)
    // A credential never gives less than no credential.
    return viewer.role === 'nobody' ? { ...viewer, role: anonymous.role } : viewer
  }
}

/** The longest credential, in characters. */
const MAX_LENGTH = 8_192

/** RFC 6750, 2.1: `b64token`. */
const BEARER = /^bearer +([\w\-.~+/]+=*)$/i

/**
 * The credential in the header `Authorization: Bearer …`, if there is one. It is read from nowhere else: addresses end up
 * in logs. Throws E_UNAUTHENTICATED for a header of another form.
 */
function bearerToken(request: Credentialed): string | undefined {
  const header = request.headers.get('authorization')
  if (header === null) return undefined
  const token = header.length <= MAX_LENGTH ? BEARER.exec(header)?.[1] : undefined
  if (token !== undefined) return token
  throw unauthenticated(`expected “Authorization: Bearer …” with no more than ${MAX_LENGTH} characters`)
}
