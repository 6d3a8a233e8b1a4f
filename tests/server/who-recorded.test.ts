import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { AUDIENCE, ISSUER, makeSigner, type Signer } from './key-server.ts'
import { runHere, type Started, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-who-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const press = newToken('press-desk', 'recorder')
let signer: Signer
let server: Started
beforeAll(async () => {
  signer = await makeSigner()
  const [tokens, keys] = [join(folder, 'tokens.yaml'), join(folder, 'keys.json')]
  writeFileSync(tokens, press.line)
  writeFileSync(keys, JSON.stringify({ keys: [signer.jwk] }))
  server = await serve([
    ...['--port', '0', '--reading', 'open', '--tokens', tokens, '--proxies', '127.0.0.1'],
    ...['--jwt-keys', keys, '--jwt-issuer', ISSUER, '--jwt-audience', AUDIENCE],
  ])
})
afterAll(() => server.stop())

let asked = 0
async function ask(query: string, token?: string, method: 'GET' | 'POST' = 'POST') {
  asked += 1
  const id = `who-${asked}`
  const response = await fetch(
    method === 'GET'
      ? `${server.origin}/graphql?query=${encodeURIComponent(query)}`
      : `${server.origin}/graphql`,
    {
      method,
      headers: {
        'content-type': 'application/json',
        'x-request-id': id,
        'x-forwarded-for': '192.0.2.7',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(method === 'POST' && { body: JSON.stringify({ query }) }),
    },
  )
  const text = await response.text()
  return { status: response.status, text, line: () => server.log.find((line) => line.requestId === id) }
}

const READING = '{ relationships { id } }'

describe('a token that another signed', () => {
  const FAULTY: readonly (readonly [string, object])[] = [
    ['a number for a subject', { sub: 7 }],
    ['no subject', { sub: '' }],
    ['a line break in its subject', { sub: 'ann\nGET /graphql 200' }],
    ['an escape of the terminal in its subject', { sub: '\u001b]0;x\u0007' }],
    ['objects for roles', { role: [{ toString: 1 }, { valueOf: null }] }],
    ['a list within its list of roles', { role: [['admin']] }],
    ['a number for a role', { role: 1 }],
  ]
  test.each(FAULTY)('with %s is refused, 401, though anyone may read', async (_, claims) => {
    const token = await signer.sign({ ...claims })
    for (const method of ['GET', 'POST'] as const) {
      const { status, text } = await ask(READING, token, method)
      expect([status, text]).toEqual([401, expect.stringMatching(/"E_UNAUTHENTICATED"/)])
    }
    const feed = await fetch(`${server.origin}/feeds/japan-viet-nam.json`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(feed.status).toBe(401)
  })

  test('cannot be taken for one of our own of the same name', async () => {
    const [own, other] = [
      await ask(READING, press.token),
      await ask(READING, await signer.sign({ sub: 'press-desk' })),
    ]
    expect([own.status, other.status]).toEqual([200, 200])
    await expect.poll(() => other.line()).toMatchObject({ credential: `${ISSUER}#press-desk` })
    await expect.poll(() => own.line()).toMatchObject({ credential: 'press-desk' })
  })
})

describe('a line of the log says address, credential and operation', () => {
  const DRY =
    'mutation Strike { retractEvent(input: { chronicle: "japan-viet-nam", event: "nope", reason: "x", dryRun: true }) { __typename } }'

  test('of a question, asked for the first time, again, and kept', async () => {
    const query = 'query Which { relationships { id } again: relationships { id } }'
    for (const method of ['POST', 'POST', 'POST', 'GET', 'GET', 'GET'] as const) {
      const { line } = await ask(query, undefined, method)
      await expect.poll(line).toMatchObject({
        address: '192.0.2.7',
        operation: 'query Which { relationships relationships }',
        status: 200,
      })
      expect(line()).not.toHaveProperty('credential')
    }
  })

  test('of a recording', async () => {
    const { line } = await ask(DRY, press.token)
    await expect.poll(line).toMatchObject({
      address: '192.0.2.7',
      credential: 'press-desk',
      operation: 'mutation Strike { retractEvent }',
    })
  })

  test('of one that is refused: no credential where none was accepted', async () => {
    const { line } = await ask(DRY, 'nope')
    await expect.poll(line).toMatchObject({ address: '192.0.2.7', status: 401 })
    expect(line()).not.toHaveProperty('credential')
    const forbidden = await ask(DRY, await signer.sign({ role: 'reader' }))
    await expect.poll(forbidden.line).toMatchObject({
      credential: `${ISSUER}#ann`,
      operation: 'mutation Strike { retractEvent }',
      status: 403,
    })
  })

  test('and no more than 200 characters of an operation', async () => {
    const { line } = await ask(
      `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: relationships { id }`).join(' ')} }`,
    )
    await expect.poll(() => String(line()?.operation).length).toBe(201)
  })
})

describe('who recorded an event can be asked for', () => {
  const register = (id: string) =>
    `mutation { registerSource(input: { chronicle: "japan-viet-nam", id: "source/${id}", label: "${id}", absent: ["byline"],
      published: { edtf: "2020-01-01", basis: STATED }, evidence: [{ locator: "p. 1", role: DATE }] })
      { ... on RecordingSuccess { position recorded { digest reader } } } }`
  const reader = async (digest: string) => {
    const { text } = await ask(`{ event(id: "${digest}") { reader } }`)
    return JSON.parse(text).data.event.reader
  }

  test('as the name of the credential, whether own or of another issuer', async () => {
    for (const [id, token, name] of [
      ['one', press.token, 'press-desk'],
      ['two', await signer.sign({ sub: 'press-desk' }), `${ISSUER}#press-desk`],
    ] as const) {
      const { text } = await ask(register(id), token)
      const [recorded] = JSON.parse(text).data.registerSource.recorded
      expect(recorded.reader).toBe(name)
      expect(await reader(recorded.digest)).toBe(name)
    }
  })

  test('as the files of a chronicle say it', async () => {
    const { text } = await ask(
      '{ relationship(id: "japan-viet-nam") { timeline(first: 3) { nodes { reader digest } } } }',
    )
    for (const node of JSON.parse(text).data.relationship.timeline.nodes) {
      expect(node.reader).toMatch(/\w/)
      expect(await reader(node.digest)).toBe(node.reader)
    }
  })

  test('and is told by the command line', async () => {
    const { out } = await runHere(['timeline', '--json'])
    const { events } = JSON.parse(out)
    for (const event of events) expect(event.reader).toMatch(/\w/)
  })
})
