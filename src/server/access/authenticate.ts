import { ANYONE, NOBODY, type Viewer } from '../../graphql/index.ts'
import { bearerOf, unauthenticated } from './bearer.ts'
import { type JwtRules, viewerOfJwt } from './jwt.ts'
import type { Tokens } from './tokens.ts'

/** Says who sends a request; throws E_UNAUTHENTICATED for a faulty credential. */
export type Authenticate = (request: Request) => Promise<Viewer>

/** What is let in. */
export type Credentials = {
  /** Whether one may read who shows nothing. */
  readonly reading: 'open' | 'token'
  readonly tokens?: Tokens | undefined
  readonly jwt?: JwtRules | undefined
}

/**
 * Says who sends a request: by a token of our own, or by one that others signed. Who shows nothing reads where reading
 * is open, and is nobody else; who shows what is none is refused, even there, by E_UNAUTHENTICATED.
 */
export function authenticating({ reading, tokens, jwt }: Credentials): Authenticate {
  const without = reading === 'open' ? ANYONE : NOBODY
  return async (request) => {
    const token = bearerOf(request)
    if (token === undefined) return without
    const own = await tokens?.viewerOf(token)
    if (own !== undefined) return own
    if (jwt === undefined) throw unauthenticated('the token is not one that is let in here')
    return withWhatAllHave(await viewerOfJwt(token, jwt), without)
  }
}

/** No one loses by showing who they are. */
function withWhatAllHave(viewer: Viewer, without: Viewer): Viewer {
  return viewer.role === 'nobody' ? { ...viewer, role: without.role } : viewer
}
