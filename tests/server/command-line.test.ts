import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import {
  json,
  makePlace,
  NAME,
  type Place,
  regesta,
  TEXTS,
  THIRD,
  temporaryFolder,
} from '../cli/small-chronicle.ts'
import { at } from '../graphql/ask.ts'
import { type Started, serve } from './process.ts'

const desk = newToken('press-desk', 'recorder')

async function started(place: Place): Promise<Started> {
  const tokens = join(temporaryFolder(), 'tokens.yaml')
  writeFileSync(tokens, desk.line)
  const flags = ['--port', '0', '--events', place.events, '--ledger', place.ledger, '--tokens', tokens]
  const server = await serve([...flags, '--reading', 'open'], {})
  onTestFinished(async () => void (await server.stop()))
  return server
}

async function ask({ origin }: Started, query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${desk.token}` }
  const body = JSON.stringify({ query })
  return (await fetch(`${origin}/graphql`, { method: 'POST', headers, body })).json()
}

const positionIn = async (server: Started) =>
  at(await ask(server, `{ relationship(id: "${NAME}") { position } }`), 'data', 'relationship', 'position')

const doorOf = ({ ledger }: Place) => `${ledger}.server`
const sealed = (place: Place) => join(place.events, NAME, '0003-third.yaml')
const record = (place: Place, ...more: readonly string[]) =>
  regesta(place, ['record', THIRD, '--sources', TEXTS, ...more])

test('what a command records while a server holds the ledger is recorded by that, and there at once', async () => {
  const place = await makePlace()
  const server = await started(place)
  expect(await positionIn(server)).toBe(20)
  expect(await record(place, '--dry-run')).toMatchObject({ code: 0 })
  expect([await positionIn(server), existsSync(sealed(place))]).toEqual([20, false])
  const { code, out, err } = await record(place)
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^Sealed 0003-third\.yaml: 1 event, position 21/)
  expect(await positionIn(server)).toBe(21)
  expect(await record(place)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nothing new to record'),
  })
  expect(await json(place, ['verify', '--sources', TEXTS])).toMatchObject({
    chronicles: [{ events: 21, ledger: 21 }],
  })
  await server.stop()
  expect(existsSync(doorOf(place))).toBe(false)
})

test('faults of a draft are told as ever, and nothing is recorded', async () => {
  const place = await makePlace()
  const server = await started(place)
  const file = join(place.dir, 'bad.draft.yaml')
  writeFileSync(file, readFileSync(THIRD, 'utf8').replace('minutes', 'minuets'))
  const { code, err } = await regesta(place, ['record', file, '--sources', TEXTS])
  expect([code, err]).toEqual([5, expect.stringMatching(/bad\.draft\.yaml:\d+:\d+ E_/)])
  expect(await positionIn(server)).toBe(20)
})

test('what was recorded by the API since has to be written to files first, as without a server', async () => {
  const place = await makePlace()
  const server = await started(place)
  const registered = await ask(
    server,
    `mutation { registerSource(input: { chronicle: "${NAME}", id: "source/wire", label: "wire",
      published: { edtf: "2025-05-03", basis: STATED }, absent: ["byline"],
      evidence: [{ locator: "page 1", role: TITLE }] }) { __typename } }`,
  )
  expect(registered).toMatchObject({ data: { registerSource: { __typename: 'RegisterSourceSuccess' } } })
  const now = { REGESTA_NOW: new Date().toISOString() }
  const args = ['record', THIRD, '--sources', TEXTS]
  expect(await regesta(place, args, now)).toMatchObject({ code: 4, err: expect.stringMatching(/^E_AHEAD /) })
  expect(await regesta(place, ['export'], now)).toMatchObject({ code: 0 })
  expect(await regesta(place, args, now)).toMatchObject({ code: 0 })
  expect(await positionIn(server)).toBe(22)
})

test('only whoever can read the file beside the ledger is let in; it is of its owner alone', async () => {
  const place = await makePlace()
  await started(place)
  expect(statSync(doorOf(place)).mode & 0o777).toBe(0o600)
  const { port } = JSON.parse(readFileSync(doorOf(place), 'utf8'))
  for (const authorization of ['', 'Bearer ', 'Bearer guessed', desk.token]) {
    const answer = await fetch(`http://127.0.0.1:${port}`, {
      method: 'POST',
      headers: { authorization },
      body: '',
    })
    expect([authorization, answer.status]).toEqual([authorization, 401])
  }
})

test('an event whose id is not that of its body is refused, and so is what is no batch', async () => {
  const place = await makePlace()
  const server = await started(place)
  const { port, secret } = JSON.parse(readFileSync(doorOf(place), 'utf8'))
  const send = async (body: string) =>
    (
      await fetch(`http://127.0.0.1:${port}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}` },
        body,
      })
    ).json()
  const events = [{ id: 'a'.repeat(64), body: '{}' }]
  const batch = { chronicle: NAME, name: 'x', recordedAt: Date.UTC(2026, 1, 1), events }
  expect(await send(JSON.stringify(batch))).toMatchObject({ error: { code: 'E_ID' } })
  expect(await send('{}')).toMatchObject({ error: { code: 'E_FAULT' } })
  expect(await positionIn(server)).toBe(20)
})

test('what a server that was killed left beside the ledger keeps nobody from recording', async () => {
  const place = await makePlace()
  const server = await started(place)
  await server.stop('SIGKILL')
  expect(existsSync(doorOf(place))).toBe(true)
  expect(await record(place)).toMatchObject({ code: 0 })
})
