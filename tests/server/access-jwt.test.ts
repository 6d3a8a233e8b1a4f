import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RegestaError } from '../../src/errors.ts'
import type { Viewer } from '../../src/graphql/index.ts'
import { authenticateBy } from '../../src/server/access/authenticate.ts'
import { credentialsOf } from '../../src/server/access/credentials.ts'
import { readConfiguration } from '../../src/server/config/index.ts'
import {
  AUDIENCE,
  handmade,
  ISSUER,
  type KeyServer,
  makeSigner,
  type Signer,
  serveKeys,
  soundClaims,
} from './key-server.ts'
import { serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-jwt-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const now = () => Math.floor(Date.now() / 1000)

function fileOf(...keys: readonly object[]): string {
  const file = join(mkdtempSync(join(folder, 'keys-')), 'jwks.json')
  writeFileSync(file, JSON.stringify({ keys }))
  return file
}

/** How one is let in by keys at a place, all else as it is by itself unless flags say otherwise. */
async function letting(keys: string, flags: Readonly<Record<string, unknown>> = {}, heard: unknown[] = []) {
  const configuration = await readConfiguration(
    { jwtKeys: keys, jwtIssuer: ISSUER, jwtAudience: AUDIENCE, ...flags },
    {},
  )
  const authenticate = authenticateBy(await credentialsOf(configuration, (error) => heard.push(error)))
  return (token: string): Promise<Viewer> =>
    authenticate(new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } }))
}

/** The code that a token is refused with, and what is said of it; the role of one that is let in. */
async function outcome(let_: (token: string) => Promise<Viewer>, token: string): Promise<string> {
  try {
    return (await let_(token)).role
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    expect(error.message).not.toContain(token)
    return `${error.code} ${error.message}`
  }
}

const NO_SUBJECT = 'E_UNAUTHENTICATED the token names no subject as plain text'
const NO_ROLE = 'E_UNAUTHENTICATED the token names no role as text or a list of texts'
const REFUSED = 'E_UNAUTHENTICATED the token is not one that is let in here'

describe('a token that others signed', () => {
  let signer: Signer
  let other: Signer
  let let_: (token: string) => Promise<Viewer>
  beforeAll(async () => {
    signer = await makeSigner()
    other = await makeSigner()
    let_ = await letting(fileOf(signer.jwk))
  })

  test('is let in, by the name and the role that it says', async () => {
    expect(await let_(await signer.sign())).toEqual({ name: `${ISSUER}#ann`, role: 'recorder' })
  })

  test.each([
    ['has expired', () => ({ exp: now() - 60 }), 'E_UNAUTHENTICATED the token has expired'],
    ['has expired within the tolerance', () => ({ exp: now() - 20 }), 'recorder'],
    ['does not hold yet', () => ({ nbf: now() + 60 }), 'E_UNAUTHENTICATED the token does not hold yet'],
    ['does not hold yet, within the tolerance', () => ({ nbf: now() + 20 }), 'recorder'],
    ['never expires', () => ({ exp: undefined }), REFUSED],
    ['names no subject', () => ({ sub: undefined }), REFUSED],
    ['has a number for a subject', () => ({ sub: 7 }), NO_SUBJECT],
    ['has a list for a subject', () => ({ sub: ['ann'] }), NO_SUBJECT],
    ['has nothing for a subject', () => ({ sub: null }), NO_SUBJECT],
    ['has an empty subject', () => ({ sub: '' }), NO_SUBJECT],
    ['has a blank subject', () => ({ sub: ' ' }), NO_SUBJECT],
    ['has a subject of two lines', () => ({ sub: 'ann\nadmin' }), NO_SUBJECT],
    ['has an escape in its subject', () => ({ sub: 'ann\u001b[2J' }), NO_SUBJECT],
    ['has a subject that is turned round', () => ({ sub: 'ann\u202enimda' }), NO_SUBJECT],
    ['has a line separator in its subject', () => ({ sub: 'ann\u2028' }), NO_SUBJECT],
    ['has half a character in its subject', () => ({ sub: 'ann\ud800' }), NO_SUBJECT],
    ['has a subject without an end', () => ({ sub: 'a'.repeat(256) }), NO_SUBJECT],
    ['has as long a subject as may be', () => ({ sub: 'ä'.repeat(255) }), 'recorder'],
    ['names roles that are none', () => ({ role: [{ toString: 1 }] }), NO_ROLE],
    ['is of another issuer', () => ({ iss: 'https://other.example/' }), REFUSED],
    ['is of nearly that issuer', () => ({ iss: ISSUER.slice(0, -1) }), REFUSED],
    ['names no issuer', () => ({ iss: undefined }), REFUSED],
    ['is for another audience', () => ({ aud: 'other' }), REFUSED],
    ['is for several, this among them', () => ({ aud: ['other', AUDIENCE] }), 'recorder'],
    ['is for no one', () => ({ aud: undefined }), REFUSED],
    ['expires at no time', () => ({ exp: 'tomorrow' as unknown as number }), REFUSED],
  ] satisfies [string, () => Record<string, unknown>, string][])('that %s', async (_, claims, expected) => {
    expect(await outcome(let_, await signer.sign(claims() as JWTPayload))).toBe(expected)
  })

  test('of a key that is not among those is refused, by its own name or by that of one', async () => {
    expect(await outcome(let_, await other.sign())).toBe(REFUSED)
    expect(await outcome(let_, await other.sign({}, { kid: 'key-2' }))).toBe(REFUSED)
  })

  test('of which a part was changed is refused', async () => {
    const [header = '', claims = '', signature = ''] = (await signer.sign({ role: 'reader' })).split('.')
    const forged = Buffer.from(JSON.stringify({ ...soundClaims(), role: 'admin' })).toString('base64url')
    expect(await outcome(let_, `${header}.${forged}.${signature}`)).toBe(REFUSED)
    expect(await outcome(let_, `${header}.${claims}.${signature.slice(0, -4)}AAAA`)).toBe(REFUSED)
    expect(await outcome(let_, `${header}.${claims}.`)).toBe(REFUSED)
    expect(await outcome(let_, `${header}.${claims}`)).toBe(REFUSED)
  })

  test('without a signature is refused, however its header spells "none"', async () => {
    for (const alg of ['none', 'None', 'NONE', '', null, undefined, 0])
      expect(await outcome(let_, handmade({ alg, kid: 'key-1' }, soundClaims()))).toBe(REFUSED)
  })

  test('"signed" with the public key as if it were a shared secret is refused', async () => {
    const rsa = await makeSigner('RS256')
    const letRsa = await letting(fileOf(rsa.jwk))
    expect(await outcome(letRsa, await rsa.sign())).toBe('recorder')
    for (const secret of [
      rsa.pem,
      rsa.pem.trim(),
      JSON.stringify(rsa.jwk),
      String(rsa.jwk.n),
      Buffer.from(String(rsa.jwk.n), 'base64url'),
    ])
      for (const [alg, hash] of [
        ['HS256', 'sha256'],
        ['HS384', 'sha384'],
        ['HS512', 'sha512'],
      ] as const) {
        const unsigned = handmade({ alg, kid: 'key-1' }, soundClaims()).slice(0, -1)
        const signature = createHmac(hash, secret).update(unsigned).digest('base64url')
        expect(await outcome(letRsa, `${unsigned}.${signature}`)).toBe(REFUSED)
      }
  })

  test('cannot bring its own key, or name where that is', async () => {
    const keys = await serveKeys([other.jwk])
    for (const header of [{ jwk: other.jwk }, { jku: keys.url }, { x5u: keys.url }])
      expect(await outcome(let_, await other.sign({}, { ...header }))).toBe(REFUSED)
    expect(keys.asked).toBe(0)
  })

  test.each([
    'EdDSA',
    'Ed25519',
    'ES256',
    'ES384',
    'ES512',
    'PS256',
    'PS384',
    'PS512',
    'RS256',
    'RS384',
    'RS512',
  ])('by %s is let in, and only where that is taken', async (alg) => {
    const by = await makeSigner(alg)
    const [one, none] = [
      await letting(fileOf(by.jwk)),
      await letting(fileOf(by.jwk), { jwtAlgorithms: alg === 'ES256' ? 'ES384' : 'ES256' }),
    ]
    const token = await by.sign()
    expect([await outcome(one, token), await outcome(none, token)]).toEqual(['recorder', REFUSED])
  })

  test('that is huge is refused before anything is worked out', async () => {
    const token = await signer.sign({ note: 'x'.repeat(20_000) })
    expect(await outcome(let_, token)).toMatch(
      /^E_UNAUTHENTICATED expected “Authorization: Bearer …” with no more than 8192/,
    )
  })

  test.each(['a.b.c', '..', 'e30.e30.e30', 'x', `${'a'.repeat(8_000)}`, 'eyJhbGciOiJFUzI1NiJ9.!.x'])(
    'that is %j is none',
    async (token) => {
      expect(await outcome(let_, token)).toMatch(/^E_UNAUTHENTICATED /)
    },
  )
})

describe('the role', () => {
  let signer: Signer
  beforeAll(async () => {
    signer = await makeSigner('EdDSA')
  })

  test.each([
    [{ role: 'admin' }, {}, 'admin'],
    [{ role: ['reader', 'admin', 'x'] }, {}, 'admin'],
    [{ role: 'reader recorder' }, {}, 'recorder'],
    [{ role: 'Admin' }, {}, 'nobody'],
    [{ role: undefined }, {}, 'nobody'],
    [{ role: null }, {}, 'nobody'],
    [{ role: [] }, {}, 'nobody'],
    [{ role: ['constructor'] }, {}, 'nobody'],
    [{ role: undefined }, { reading: 'open' }, 'reader'],
    [{ role: 'admin' }, { reading: 'open' }, 'admin'],
    [
      { realm: { access: { roles: ['board'] } } },
      { jwtRoleClaim: 'realm.access.roles', jwtRoles: 'board=admin,desk=reader' },
      'admin',
    ],
    [{ 'https://example.org/role': 'reader' }, { jwtRoleClaim: 'https://example.org/role' }, 'reader'],
    [{ role: 'admin' }, { jwtRoles: 'board=admin' }, 'nobody'],
    [{ role: 'recorder' }, { jwtRoleClaim: 'constructor.name' }, 'nobody'],
  ])('of %j told by %j is %s', async (claims, flags, expected) => {
    const let_ = await letting(fileOf(signer.jwk), flags)
    expect((await let_(await signer.sign(claims))).role).toBe(expected)
  })
})

test.each([{ admin: true }, 7, true, [['admin']], ['admin', 7], [null]])(
  'a role %j is refused',
  async (role) => {
    const signer = await makeSigner('EdDSA')
    for (const flags of [{}, { reading: 'open' }, { jwtRoles: 'x=admin' }])
      expect(await outcome(await letting(fileOf(signer.jwk), flags), await signer.sign({ role }))).toBe(
        NO_ROLE,
      )
  },
)

describe('keys at a URL', () => {
  test('are fetched when first needed, and kept', async () => {
    const signer = await makeSigner()
    const keys = await serveKeys([signer.jwk])
    const let_ = await letting(keys.url)
    expect(keys.asked).toBe(0)
    for (let time = 0; time < 5; time += 1) expect(await outcome(let_, await signer.sign())).toBe('recorder')
    expect(keys.asked).toBe(1)
  })

  test('are fetched once for many who ask at the same time', async () => {
    const signer = await makeSigner()
    const keys = await serveKeys([signer.jwk])
    const let_ = await letting(keys.url)
    const token = await signer.sign()
    expect(new Set(await Promise.all(Array.from({ length: 50 }, () => outcome(let_, token))))).toEqual(
      new Set(['recorder']),
    )
    expect(keys.asked).toBe(1)
  })

  test('are not asked for again by every token of an unknown key', async () => {
    const [signer, other] = [await makeSigner(), await makeSigner('ES256', 'key-2')]
    const keys = await serveKeys([signer.jwk])
    const let_ = await letting(keys.url)
    await let_(await signer.sign())
    for (let time = 0; time < 20; time += 1) expect(await outcome(let_, await other.sign())).toBe(REFUSED)
    expect(keys.asked).toBe(1)
  })

  const down = (answer: KeyServer['answer']) => async () => serveKeys(answer)
  test.each([
    ['answers 500', down((_, response) => void response.writeHead(500).end('inside secrets'))],
    ['answers with what is no JSON', down((_, response) => void response.end('<html>'))],
    ['answers with what are no keys', down((_, response) => void response.end('{"keys":7}'))],
    ['leads elsewhere', down((_, response) => void response.writeHead(302, { location: '/other' }).end())],
    ['breaks off', down((request) => void request.socket.destroy())],
  ])('that %s: E_AUTH_UNAVAILABLE, and the log hears why', async (_, start) => {
    const signer = await makeSigner()
    const keys = await start()
    const heard: unknown[] = []
    const let_ = await letting(keys.url, {}, heard)
    const said = await outcome(let_, await signer.sign())
    expect(said).toBe('E_AUTH_UNAVAILABLE whether the token holds cannot be found out now; try again')
    expect(heard.length).toBeGreaterThan(0)
  })

  test('that nobody serves are not asked for by every token; once they are served, tokens are let in again', async () => {
    const signer = await makeSigner()
    const keys = await serveKeys((_, response) => void response.writeHead(503).end())
    const let_ = await letting(keys.url)
    for (let time = 0; time < 20; time += 1)
      expect(await outcome(let_, await signer.sign())).toMatch(/^E_AUTH_UNAVAILABLE/)
    expect(keys.asked).toBe(1)
    keys.answer = [signer.jwk]
    await expect.poll(async () => outcome(let_, await signer.sign()), { interval: 500 }).toBe('recorder')
  })

  test('that never come are waited for five seconds', async () => {
    const signer = await makeSigner()
    const keys = await serveKeys(() => {})
    const let_ = await letting(keys.url)
    const from = performance.now()
    expect(await outcome(let_, await signer.sign())).toMatch(/^E_AUTH_UNAVAILABLE/)
    expect(performance.now() - from).toBeGreaterThan(4_900)
  })

  test('that are known still let tokens in while they cannot be asked for', async () => {
    const [signer, other] = [await makeSigner(), await makeSigner('ES256', 'key-2')]
    const keys = await serveKeys([signer.jwk])
    const let_ = await letting(keys.url)
    await let_(await signer.sign())
    await keys.close()
    expect(await outcome(let_, await other.sign())).toBe(REFUSED)
    expect(await outcome(let_, await signer.sign())).toBe('recorder')
  })
})

describe('a server that lets others’ tokens in', () => {
  test('answers by them, says 503 while keys cannot be had, goes on for everyone else, and logs no token', async () => {
    const signer = await makeSigner()
    const keys = await serveKeys([signer.jwk])
    const args = [
      '--port',
      '0',
      '--jwt-keys',
      keys.url,
      '--jwt-issuer',
      ISSUER,
      '--jwt-audience',
      AUDIENCE,
      '--reading',
      'open',
    ]
    const server = await serve(args)
    const ask = async (token?: string, path = '/graphql?query={__typename}') => {
      const response = await fetch(server.origin + path, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      })
      return {
        status: response.status,
        retry: response.headers.get('retry-after'),
        text: await response.text(),
      }
    }
    const [token, expired] = [await signer.sign(), await signer.sign({ exp: now() - 600 })]
    expect((await ask(token)).status).toBe(200)
    expect(await ask(expired)).toMatchObject({ status: 401, text: expect.stringMatching(/has expired/) })
    expect((await ask(await signer.sign({ role: 'admin' }), '/graphql?query={server{version}}')).status).toBe(
      200,
    )
    expect((await ask(token, '/graphql?query={server{version}}')).status).toBe(403)

    const unreachable = await serve([...args.slice(0, 3), 'http://127.0.0.1:9/keys', ...args.slice(4)])
    const refused = await fetch(`${unreachable.origin}/graphql?query={__typename}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    const { errors }: { errors: readonly unknown[] } = JSON.parse(await refused.text())
    expect(errors).toEqual([
      {
        message: 'whether the token holds cannot be found out now; try again',
        extensions: { code: 'E_AUTH_UNAVAILABLE', category: 'fault' },
      },
    ])
    const feed = await fetch(`${unreachable.origin}/feeds/japan-viet-nam.json`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(feed.status).toBe(503)
    expect((await fetch(`${unreachable.origin}/graphql?query={__typename}`)).status).toBe(200)
    expect(unreachable.log.some(({ msg }) => msg === 'credentials')).toBe(true)

    for (const each of [server, unreachable]) {
      expect((await each.stop()).code).toBe(0)
      const log = JSON.stringify(each.log)
      for (const secret of [token, expired, token.split('.')[2] ?? token]) expect(log).not.toContain(secret)
    }
  })
})
