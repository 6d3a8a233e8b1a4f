import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Make } from './documents.ts'
import { get, type Headers, post, times } from './request.ts'

const [ISSUER, AUDIENCE] = ['https://login.example/', 'regesta']
const { privateKey, publicKey } = generateKeyPairSync('ed25519')

/** Within a minute from one client. The neighbour and all other hostile requests have enough of it together. */
const REQUESTS = 20_000

/**
 * The flags of the server that is attacked: anyone may read, tokens that others sign are let in, and what a request says of
 * its client is believed, so that a flood has an address of its own.
 */
export function hostileFlags(): readonly string[] {
  const keys = join(mkdtempSync(join(tmpdir(), 'regesta-keys-')), 'keys.json')
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'EdDSA' }
  writeFileSync(keys, JSON.stringify({ keys: [jwk] }))
  return [
    ...['--reading', 'open', '--jwt-keys', keys, '--jwt-issuer', ISSUER, '--jwt-audience', AUDIENCE],
    ...['--proxies', '127.0.0.1', '--http-requests', String(REQUESTS)],
  ]
}

const FINE = '{"query":"{ __typename }"'
const ANY = encodeURIComponent('{ __typename }')

/** What is refused by its host, its credential, its client or its brackets, before it is understood. */
export const STRANGERS: Readonly<Record<string, Make>> = {
  brackets(dice) {
    const deep = 100 + dice.below(250_000)
    const [open, close] = dice.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"a":', '}]'],
    ])
    const nest = `${open.repeat(deep / open.length)}1${close.repeat(dice.below(2) * (deep / open.length))}`
    const text = `"${'[{\\"'.repeat(dice.below(400))}"`
    return dice.pick([
      () => post(`${deep} in a variable that is not declared`, `${FINE},"variables":{"x":${nest}}}`),
      () => post(`${deep} in extensions`, `${FINE},"extensions":{"x":${nest}}}`),
      () => post(`${deep} in no parameter`, `${FINE},"x":${nest}}`),
      () => post(`${deep} after a string of them`, `${FINE},"operationName":${text},"variables":${nest}}`),
      () => post('many variables', `${FINE},"variables":{${times(20_000, (n) => `"v${n}":[]`, ',')}}}`),
      () => post('a long extension', `${FINE},"extensions":{"x":"${'x'.repeat(900_000)}"}}`),
      () => get('in an address', `/graphql?query=${ANY}&variables=${'['.repeat(dice.below(12_000))}`),
    ])()
  },
  hosts(dice) {
    const host = dice.pick([
      'localhost/metrics?',
      'localhost/graphql?query={__typename}&',
      'localhost#',
      'localhost:80:80',
      'localhost:99999',
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example:4000',
      'user@localhost',
      'localhost\r\nhost: evil.example',
      '[::1',
      '\u001b[2J',
      `${'a'.repeat(dice.below(8_000))}.example`,
    ])
    const target = dice.pick([
      '/metrics',
      `/graphql?query=${ANY}`,
      'http://evil.example/graphql',
      'http://localhost/../metrics',
      '/feeds/../metrics',
      '/\\metrics',
      '//metrics',
    ])
    return get(`${JSON.stringify(host.slice(0, 40))} at ${target}`, target, { host })
  },
  credentials(dice) {
    const now = Math.floor(Date.now() / 1000)
    const sound = { iss: ISSUER, aud: AUDIENCE, sub: 'ann', exp: now + 600, role: 'reader' }
    const strange = dice.pick<unknown>([
      7,
      '',
      ' ',
      null,
      ['ann'],
      { toString: 1 },
      'a\nb',
      '\u202e',
      'x'.repeat(400),
    ])
    const claims = dice.pick<object>([
      { ...sound, sub: strange },
      { ...sound, role: [strange] },
      { ...sound, role: dice.pick<unknown>([7, { admin: 1 }, [['admin']], [null]]) },
      { ...sound, exp: dice.pick<unknown>([now - 600, 'tomorrow', 1e300, null]) },
      { ...sound, iss: 'https://evil.example/' },
      { ...sound, aud: [] },
    ])
    const token = dice.pick([
      () => signed({ alg: 'EdDSA', kid: 'key-1' }, claims),
      () => signed({ alg: dice.pick(['none', 'HS256', 'ES256', '__proto__']), kid: 'key-1' }, sound),
      () => signed({ alg: 'EdDSA', kid: dice.pick(['key-2', '../keys', '']), crit: ['x'] }, sound),
      () => `${signed({ alg: 'EdDSA', kid: 'key-1' }, sound).slice(0, -dice.below(80) - 2)}AA`,
      () => dice.pick(['a.b.c', '..', 'e30.e30.e30', 'x'.repeat(8_000), 'x'.repeat(12_000)]),
    ])()
    const headers: Headers = { authorization: `${dice.pick(['Bearer', 'bearer', 'Basic'])} ${token}` }
    return dice.pick([
      () => get('a token by GET', `/graphql?query=${ANY}`, headers),
      () => get('a token at a feed', '/feeds/japan-viet-nam.json', headers),
      () => post('a token with a body', `${FINE}}`, headers),
    ])()
  },
  floods(dice) {
    const count = 500 + dice.below(1_500)
    const client = '198.51.100.7'
    const head = (connection: string) =>
      `GET /health HTTP/1.1\r\nhost: localhost\r\nx-forwarded-for: ${client}\r\nconnection: ${connection}\r\n\r\n`
    return {
      name: `${count} from ${client}`,
      bytes: Buffer.from(head('keep-alive').repeat(count) + head('close')),
    }
  },
}

function signed(header: object, claims: object): string {
  const unsigned = [header, claims].map(encoded).join('.')
  return `${unsigned}.${sign(null, Buffer.from(unsigned), privateKey).toString('base64url')}`
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
