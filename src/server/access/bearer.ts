import { RegestaError } from '../../errors.ts'

/** No credential is longer, in characters. */
const LONGEST = 8_192

/**
 * The credential that a request shows in its header `Authorization: Bearer …`, if it shows any. It is looked for nowhere
 * else: addresses end up in logs. Throws E_UNAUTHENTICATED for a header that is none of that form.
 */
export function bearerOf(request: Request): string | undefined {
  const header = request.headers.get('authorization')
  if (header === null) return undefined
  const token = header.length <= LONGEST ? FORM.exec(header)?.[1] : undefined
  if (token !== undefined) return token
  throw unauthenticated(`expected “Authorization: Bearer …” with no more than ${LONGEST} characters`)
}

/** RFC 6750, 2.1: `b64token`. */
const FORM = /^bearer +([\w\-.~+/]+=*)$/i

/** That a credential does not do; it is not repeated, nor is more said than helps its owner. */
export function unauthenticated(why: string): RegestaError {
  return new RegestaError('E_UNAUTHENTICATED', 'invalid', why, { shown: true })
}
