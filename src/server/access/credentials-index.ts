/**
 * Who sends a request?
 *
 * Whoever shows a bearer's credential is who that says: a token that a file lets in by its digest, or a JSON Web Token
 * that others signed. What each may have is the API's to say.
 *
 * ```ts
 * const authenticate = authenticating({ reading: 'open', tokens: await Tokens.from('tokens.yaml', console.error) })
 * const { name, role } = await authenticate(new Request('http://localhost/graphql'))
 * ```
 */
export { authenticating, type Credentials } from './authenticate.ts'
export { credentialsOf } from './credentials.ts'
export { type NewToken, newToken } from './new-token.ts'
export { Tokens } from './tokens.ts'
