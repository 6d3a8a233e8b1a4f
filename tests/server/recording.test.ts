import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { newToken } from '../../src/server/access/tokens.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { diceOf } from '../../torture/rig/dice.ts'
import {
  json,
  makePlace,
  NAME,
  type Place,
  program,
  regesta,
  TEXTS,
  temporaryFolder,
} from '../cli/small-chronicle.ts'
import { type Started, serve } from './process.ts'

const desk = newToken('press-desk', 'recorder')
let place: Place
let server: Started
beforeAll(async () => {
  place = await makePlace()
  server = await start()
})
afterAll(() => server.stop())

function start(at: Pick<Place, 'events' | 'ledger'> = place): Promise<Started> {
  const tokens = join(temporaryFolder(), 'tokens.yaml')
  writeFileSync(tokens, desk.line)
  return serve(
    ['--port', '0', '--events', at.events, '--ledger', at.ledger, '--sources', TEXTS, '--tokens', tokens],
    {},
  )
}

const HEADERS = { 'content-type': 'application/json', authorization: `Bearer ${desk.token}` }

type Told = {
  readonly __typename: string
  readonly position: number
  readonly root: string
  readonly recorded: readonly { readonly id: string }[]
  readonly already: readonly { readonly id: string }[]
}

/** The body of a request that records. */
function bodyOf(mutation: string, input: object): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const query = `mutation Send($input: ${type}!) { told: ${mutation}(input: $input) { __typename
    ... on RecordingSuccess { position root recorded { id } already { id } }
    ... on RecordingRefused { code message } ... on ValidationFailed { faults { code argument message } } } }`
  return JSON.stringify({ query, variables: { input: { chronicle: NAME, ...input } } })
}

type Answer = { readonly data?: { readonly told?: Told }; readonly errors?: readonly object[] }

async function answerTo({ origin }: Started, mutation: string, input: object): Promise<Answer> {
  const body = bodyOf(mutation, input)
  return (await fetch(`${origin}/graphql`, { method: 'POST', headers: HEADERS, body })).json()
}

async function send(mutation: string, input: object): Promise<Told> {
  const answer = await answerTo(server, mutation, input)
  const { told } = answer.data ?? {}
  if (told === undefined || answer.errors !== undefined) throw new Error(JSON.stringify(answer))
  return told
}

function source(name: string): object {
  return {
    id: `source/${name}`,
    label: name,
    published: { edtf: '2025-05-03', basis: 'STATED' },
    absent: ['byline'],
    evidence: [{ locator: 'page 1', role: 'title' }],
  }
}

function signing(name: string, by: string): object {
  return {
    type: 'InstrumentSigned',
    subject: `instrument/${name}`,
    payload: { kind: 'minutes', title: name, topic: 'nets' },
    valid: { edtf: '2025-01-14', basis: 'STATED' },
    evidence: [{ source: `source/${by}`, locator: 'page 2', role: 'statement' }],
  }
}

async function leavesOf(path: string) {
  const ledger = await openSqliteLedger({ path, mode: 'read' })
  const entries = await Array.fromAsync(ledger.read(NAME))
  const { root } = await ledger.head(NAME)
  await ledger.close()
  return { root, leaves: entries.map(({ position, id, recordedAt }) => ({ position, id, recordedAt })) }
}

describe('what is recorded by the API', () => {
  test('becomes batch files, which another imports with the same ids, positions, instants and root', async () => {
    expect(await send('registerSource', { ...source('wire'), name: 'wire' })).toMatchObject({ position: 21 })
    const told = await send('recordEvents', {
      events: [
        signing('2025-nets', 'wire'),
        {
          ...signing('2025-01-14-lines', 'b2'),
          evidence: [{ source: 'source/b2', quote: 'took place in Holm on Tuesday', role: 'statement' }],
        },
      ],
      expectedPosition: 21,
    })
    expect(told).toMatchObject({ __typename: 'RecordEventsSuccess', position: 23 })
    const event = told.recorded[0]?.id ?? ''
    const corrected = await send('correctEvent', {
      event,
      reason: 'misread',
      set: { payload: { topic: 'lines' } },
    })
    const after = corrected.recorded[0]?.id
    await send('retractEvent', { event, after, reason: 'of another year' })
    const last = await send('retractSource', {
      id: 'source/wire',
      reason: 'withdrawn',
      evidence: [{ locator: 'notice', role: 'statement' }],
    })
    expect(last.position).toBe(26)

    const exported = await json(place, ['export', '--ledger', place.ledger])
    expect(exported).toMatchObject({ chronicles: [{ events: 6, position: 26, root: last.root }] })
    const now = { REGESTA_NOW: new Date().toISOString() }
    const verified = await regesta(place, ['verify', '--sources', TEXTS, '--ledger', place.ledger], now)
    expect(verified.err).toBe('')
    const elsewhere = join(temporaryFolder(), 'elsewhere.sqlite')
    expect(await program(place, ['import', place.events, '--ledger', elsewhere])).toMatchObject({ code: 0 })
    const [here, there] = [await leavesOf(place.ledger), await leavesOf(elsewhere)]
    expect(there).toEqual(here)
    expect(here.root).toBe(last.root)
    expect(here.leaves).toHaveLength(26)
  })

  test('stands there when the server comes again, exported or not', async () => {
    const { position } = await send('registerSource', source('cable'))
    expect((await server.stop()).code).toBe(0)
    server = await start()
    expect(await send('registerSource', source('cable'))).toMatchObject({
      position,
      recorded: [],
      already: [expect.anything()],
    })
  })

  test('is recorded once, wherever its sender was cut off, and however often it is sent again', async () => {
    const dice = diceOf(7)
    const whole = () => dice.below(3) > 0
    const { position } = await send('registerSource', source('cut-0'))
    const sent = Array.from({ length: 40 }, (_, index) => `cut-${index + 1}`)
    for (const name of sent) {
      const body = bodyOf('registerSource', source(name))
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => undefined)
      const head = Object.entries({
        ...HEADERS,
        host: 'localhost',
        'content-length': Buffer.byteLength(body),
      })
      socket.write(
        `POST /graphql HTTP/1.1\r\n${head.map(([key, value]) => `${key}: ${value}`).join('\r\n')}\r\n\r\n${whole() ? body : body.slice(0, -1)}`,
      )
      await sleep(dice.below(12))
      socket.destroy()
    }
    const again = await Promise.all(sent.map((name) => send('registerSource', source(name))))
    const heard = again.filter(({ already }) => already.length === 1).length
    expect(heard).toBeGreaterThan(0)
    expect(heard).toBeLessThan(sent.length)
    expect(Math.max(...again.map((each) => each.position))).toBe(position + sent.length)
  })

  test('is recorded by one only of those who expected the same position', async () => {
    const { position } = await send('registerSource', source('race'))
    const racing = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        send('registerSource', { ...source(`race-${index}`), expectedPosition: position }),
      ),
    )
    const types = racing.map(({ __typename }) => __typename).sort()
    expect(types).toEqual([...Array.from({ length: 7 }, () => 'Conflict'), 'RegisterSourceSuccess'])
  })

  test('is refused where what was recorded last lies ahead of the clock, as is warned of at the start', async () => {
    const wrong = await makePlace()
    const { chronicle, close } = await openRegesta({
      vocabulary: bilateral.vocabulary,
      eventsDir: wrong.events,
      ledgerPath: wrong.ledger,
      mode: 'write',
      clock: fixedClock('2099-03-01T12:00:00Z'),
    })
    const { head } = await chronicle.record({ events: [asInFile('wrong')] })
    await close()
    const there = await start(wrong)
    onTestFinished(async () => void (await there.stop()))
    const { log } = there
    expect(log).toContainEqual(expect.objectContaining({ code: 'W_CLOCK', level: 40 }))
    expect(await answerTo(there, 'registerSource', source('next'))).toMatchObject({
      data: { told: null },
      errors: [{ extensions: { code: 'E_CLOCK', category: 'fault' } }],
    })
    expect((await leavesOf(wrong.ledger)).root).toBe(head.root)
  })
})

/** A source as a batch file has it. */
function asInFile(name: string): object {
  return {
    type: 'SourceRegistered',
    subject: `source/${name}`,
    payload: { label: name, published: { edtf: '2025-05-03', basis: 'stated' }, absent: ['byline'] },
    evidence: [{ source: `source/${name}`, locator: 'page 1', role: 'title' }],
  }
}
