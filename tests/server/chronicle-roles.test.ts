import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { AUDIENCE, ISSUER, makeSigner, type Signer } from './key-server.ts'
import { runHere, type Started, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-roles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A line of a file of tokens with roles in chronicles. */
const withRoles = ({ line }: { readonly line: string }, roles: string) =>
  line.replace('sha256', `chronicles: { ${roles} }, sha256`)

const here = newToken('here', 'reader')
const elsewhere = newToken('elsewhere', 'reader')
const founder = newToken('founder', 'reader')
const lower = newToken('lower', 'recorder')
let signer: Signer
let server: Started
beforeAll(async () => {
  signer = await makeSigner()
  const [tokens, keys] = [join(folder, 'tokens.yaml'), join(folder, 'keys.json')]
  writeFileSync(
    tokens,
    [
      withRoles(here, 'japan-viet-nam: recorder'),
      withRoles(elsewhere, 'another: admin'),
      withRoles(founder, 'new-one: admin'),
      withRoles(lower, 'japan-viet-nam: reader'),
    ].join('\n'),
  )
  writeFileSync(keys, JSON.stringify({ keys: [signer.jwk] }))
  server = await serve([
    ...['--port', '0', '--tokens', tokens, '--jwt-keys', keys, '--jwt-issuer', ISSUER],
    ...['--jwt-audience', AUDIENCE, '--jwt-roles', 'desk=recorder@japan-viet-nam,other=recorder@another'],
  ])
})
afterAll(() => server.stop())

async function ask(query: string, token: string) {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })
  const {
    data,
    errors = [],
  }: { data?: Record<string, unknown>; errors?: { extensions: { code: string } }[] } = await response.json()
  return { status: response.status, data, codes: errors.map(({ extensions }) => extensions.code) }
}

const READ = '{ relationships { id } }'
const RECORD = (
  dryRun: boolean,
) => `mutation { a: registerSource(input: { chronicle: "japan-viet-nam", id: "source/new",
  label: "new", absent: ["byline"], published: { edtf: "2020-01-01", basis: STATED },
  evidence: [{ locator: "p. 1", role: DATE }], dryRun: ${dryRun} }) { __typename } }`
const BEGIN = (
  chronicle: string,
) => `mutation { a: beginChronicle(input: { chronicle: "${chronicle}", dryRun: true, events: [{
  type: "SourceRegistered", subject: "source/new", payload: { label: "new", absent: ["byline"] },
  valid: { edtf: "2020-01-01", basis: STATED }, evidence: [{ source: "source/new", locator: "p. 1", role: DATE }] }] })
  { __typename } }`

describe('a role in one chronicle', () => {
  test('reads everywhere, and records there alone', async () => {
    for (const { token } of [here, elsewhere]) expect((await ask(READ, token)).status).toBe(200)
    expect((await ask(RECORD(true), here.token)).data).toEqual({ a: { __typename: 'RegisterSourceSuccess' } })
    for (const dryRun of [true, false]) {
      const { data, codes } = await ask(RECORD(dryRun), elsewhere.token)
      expect([data?.a ?? null, codes]).toEqual([null, ['E_FORBIDDEN']])
    }
  })

  test('never takes from the role that holds everywhere', async () => {
    expect((await ask(RECORD(true), lower.token)).codes).toEqual([])
  })

  test('begins the one that it names, and does not run the server', async () => {
    expect((await ask(BEGIN('new-one'), founder.token)).codes).toEqual([])
    expect((await ask(BEGIN('newer'), founder.token)).codes).toEqual(['E_FORBIDDEN'])
    expect((await ask(BEGIN('japan-viet-nam'), here.token)).codes).toEqual(['E_FORBIDDEN'])
    expect(await ask('{ server { version } }', founder.token)).toMatchObject({ status: 403 })
  })

  test('is given by tokens of others, too', async () => {
    const [desk, other] = [await signer.sign({ role: 'desk' }), await signer.sign({ role: ['other'] })]
    expect((await ask(READ, desk)).status).toBe(200)
    expect((await ask(RECORD(true), desk)).codes).toEqual([])
    expect((await ask(RECORD(true), other)).codes).toEqual(['E_FORBIDDEN'])
    expect((await ask(RECORD(true), await signer.sign({ role: ['other', 'desk'] }))).codes).toEqual([])
    expect((await ask(READ, await signer.sign({ role: 'none' }))).status).toBe(403)
  })
})

test.each([
  ['japan-viet-nam: owner', 'E_SHAPE'],
  ['"Japan Viet Nam": recorder', 'E_SHAPE'],
])('a file of tokens with { %s } is refused', async (roles, code) => {
  const file = join(folder, 'faulty.yaml')
  writeFileSync(file, withRoles(here, roles))
  const { code: exit, err } = await runHere(['serve', '--port', '0', '--tokens', file])
  expect([exit, err]).toEqual([5, expect.stringMatching(new RegExp(`faulty.yaml:1:\\d+ ${code} `))])
})

test.each(['desk=owner@x', 'desk=recorder@X', 'desk=recorder@'])(
  '--jwt-roles %s is refused',
  async (roles) => {
    const { code, err } = await runHere(['serve', '--port', '0', '--jwt-roles', roles])
    expect([code, err]).toEqual([5, expect.stringMatching(/^--jwt-roles E_SETTING /)])
  },
)
