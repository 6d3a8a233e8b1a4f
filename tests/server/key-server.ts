import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { onTestFinished } from 'vitest'

export const ISSUER = 'https://login.example/'
export const AUDIENCE = 'regesta'

/** One who signs tokens, with a key of its own. */
export type Signer = {
  /** What others need to check: the public key, with its name. */
  readonly jwk: JWK
  readonly pem: string
  sign(claims?: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>
}

/** A signer with a fresh key. The claims that a sound token has are there unless they are said otherwise. */
export async function makeSigner(alg = 'ES256', kid = 'key-1'): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg }
  const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(await crypto.subtle.exportKey('spki', publicKey)).toString('base64')}\n-----END PUBLIC KEY-----\n`
  return {
    jwk,
    pem,
    sign: (claims = {}, header = {}) =>
      new SignJWT({ ...soundClaims(), ...claims })
        .setProtectedHeader({ alg, kid, ...header })
        .sign(privateKey),
  }
}

export function soundClaims(): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return { iss: ISSUER, aud: AUDIENCE, sub: 'ann', iat: now, exp: now + 300, role: 'recorder' }
}

/** A token put together by hand: header, claims and signature as they are given. */
export function handmade(header: object, claims: object, signature = ''): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part(claims)}.${signature}`
}

/** Where keys are served, on this machine, until the test is over; `asked` counts how often. */
export type KeyServer = {
  readonly url: string
  asked: number
  /** What is served: keys, or whatever an answer can be. */
  answer: readonly JWK[] | RequestListener
  close(): Promise<void>
}

export async function serveKeys(answer: KeyServer['answer']): Promise<KeyServer> {
  const server = createServer((request, response) => {
    keys.asked += 1
    if (typeof keys.answer === 'function') keys.answer(request, response)
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: keys.answer }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  const keys: KeyServer = { url: `http://127.0.0.1:${portOf(server)}/keys`, asked: 0, answer, close }
  onTestFinished(close)
  return keys
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
