import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { browserNeeded, openBrowser } from '../browser.ts'
import { makePlace, NAME, type Place, temporaryFolder } from '../cli/small-chronicle.ts'
import { describeWith } from '../require.ts'
import { readStream } from '../streams/reader.ts'
import { type Started, serve } from './process.ts'

const desk = newToken('press-desk', 'recorder')
const chief = newToken('chief', 'admin')

/** A server that everyone may read and the desk may record at. */
function start(place: Place, more: readonly string[] = ['--port', '0']): Promise<Started> {
  const tokens = join(temporaryFolder(), 'tokens.yaml')
  writeFileSync(tokens, `${desk.line}\n${chief.line}\n`)
  const places = ['--events', place.events, '--ledger', place.ledger]
  return serve([...places, '--tokens', tokens, '--reading', 'open', ...more])
}

/** Records sources by the API; the position of the last. */
async function record(server: Started, ...names: readonly string[]): Promise<number> {
  let position = 0
  for (const name of names) {
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${desk.token}` },
      body: JSON.stringify({
        query: `mutation { registerSource(input: { chronicle: "${NAME}", id: "source/${name}", label: "${name}", absent: [],
          published: { edtf: "2025-05-03", basis: STATED }, evidence: [{ locator: "page 1", role: TITLE }] })
          { ... on RecordingSuccess { position } } }`,
      }),
    })
    const { data }: { data: { registerSource: { position: number } } } = await response.json()
    position = data.registerSource.position
  }
  return position
}

const EVENTS = `subscription { events(chronicle: "${NAME}") { position event { subject } } }`

async function openStreams(server: Started): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${chief.token}` }
  const page = await (await fetch(`${server.origin}/metrics`, { headers })).text()
  return /^regesta_subscriptions_open (\d+)$/m.exec(page)?.[1]
}

test('what one records by the API, others hear of; the server counts them, and ends them as it stops', async () => {
  const server = await start(await makePlace())
  const [one, other] = [readStream(server.port, EVENTS, undefined), readStream(server.port, EVENTS, '18')]
  await expect.poll(() => openStreams(server)).toBe('2')
  await expect.poll(() => other.came.map(({ position }) => position)).toEqual([19, 20])
  expect(await record(server, 'wire')).toBe(21)
  await expect.poll(() => one.came.map(({ position }) => position)).toEqual([21])
  expect(JSON.parse(one.came[0]?.data ?? '')).toEqual({
    data: { events: { position: 21, event: { subject: 'source/wire' } } },
  })
  other.cut()
  await expect.poll(() => openStreams(server)).toBe('1')
  expect((await server.stop()).code).toBe(0)
  expect(server.log.filter(({ msg }) => msg === 'cut off')).toEqual([])
  await one.closed
  expect(one.completed).toBe(true)
})

test('so many of one address are let in as the settings say, and the rest are told when to come back', async () => {
  const server = await start(await makePlace(), ['--port', '0', '--streams-per-client', '2'])
  const open = [readStream(server.port, EVENTS, undefined), readStream(server.port, EVENTS, undefined)]
  await expect.poll(() => openStreams(server)).toBe('2')
  const refused = await fetch(`${server.origin}/graphql?query=${encodeURIComponent(EVENTS)}`, {
    headers: { accept: 'text/event-stream' },
  })
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
  expect(await refused.text()).toContain('E_TOO_MANY_STREAMS')
  for (const each of open) each.cut()
  await server.stop()
})

describeWith(browserNeeded, 'a browser’s own EventSource', () => {
  test('goes on where it was when the server is killed and comes again', async () => {
    const place = await makePlace()
    let server = await start(place)
    const browser = await openBrowser([server.origin])
    try {
      const page = await browser.context.newPage()
      // The policy of other pages lets none of them ask for anything.
      await page.goto(`${server.origin}/graphql`)
      await page.evaluate((query) => {
        const came: string[] = []
        Object.assign(globalThis, { came })
        const source = new EventSource(`/graphql?query=${encodeURIComponent(query)}`)
        source.addEventListener('next', (event) => {
          came.push(
            `${event.lastEventId.replace(/\.[0-9a-f]{16}$/, '')} ${JSON.parse(event.data).data.events.event.subject}`,
          )
        })
      }, EVENTS)
      const came = () => page.evaluate<string[]>('came')
      await expect.poll(() => openStreams(server)).toBe('1')
      await record(server, 'one', 'two')
      await expect.poll(came).toEqual(['21 source/one', '22 source/two'])
      await server.stop('SIGKILL')
      server = await start(place, ['--port', String(server.port)])
      await record(server, 'three', 'four')
      await expect.poll(came).toEqual(['21 source/one', '22 source/two', '23 source/three', '24 source/four'])
    } finally {
      await browser.close()
      await server.stop()
    }
  })
})
