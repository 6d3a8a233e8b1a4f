import { join } from 'node:path'
import { life, type Neighbour, quantile, startNeighbour } from './rig/neighbour.ts'
import { type Serving, startProgram, startServing } from './rig/serving.ts'
import { openMany, SLOW_CLIENTS, type SlowClient, STREAM_READER } from './rig/slow/clients.ts'
import type { Torture } from './rig/torture.ts'

const STREAMING = join(import.meta.dirname, 'rig', 'slow', 'streaming.ts')

/** How long connections that may stay are looked at, ms. */
const HOLD = 10_000

/** The most that half of a neighbour's answers may take, ms. */
const PATIENCE = 250

const COLUMNS = ['opened', 'let go', 'last, s', 'n. p50', 'n. p99', 'n. max', '+MiB']
const HEAD = `| ${'connections that'.padEnd(28)} | ${COLUMNS.map((each) => each.padStart(7)).join(' | ')} |\n|---|${'--:|'.repeat(COLUMNS.length)}`

export const torture: Torture = {
  summary: 'opens so many connections of each slow, silent or endless kind while a neighbour asks on',
  count: 2_000,
  async run(count, _, say) {
    say(HEAD)
    const broken: string[] = []
    let connections = 0
    const trying = async (client: SlowClient, server: Serving, neighbour: Neighbour) => {
      // Of those that ask for much, a few are many: each is sent megabytes.
      const many = client.told === undefined ? count : Math.ceil(count / 40)
      connections += many
      broken.push(...(await tried(client, server, neighbour, many, say)))
    }
    const server = await startServing()
    const neighbour = startNeighbour(server.origin)
    for (const client of SLOW_CLIENTS) await trying(client, server, neighbour)
    await neighbour.stop()
    await server.stop()

    const streaming = await startProgram([STREAMING])
    const beside = startNeighbour(streaming.origin, life)
    await trying(STREAM_READER, streaming, beside)
    await beside.stop()
    await streaming.stop()
    return { tried: { connections, kinds: SLOW_CLIENTS.length + 1 }, broken }
  },
}

async function tried(
  client: SlowClient,
  server: Serving,
  neighbour: Neighbour,
  count: number,
  say: (text: string) => void,
): Promise<readonly string[]> {
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  neighbour.taken()
  const before = server.memory() ?? 0
  let highest = before
  const watch = setInterval(() => {
    highest = Math.max(highest, server.memory() ?? 0)
  }, 200)
  const kept = await openMany(client, server, count, HOLD)
  clearInterval(watch)
  const beside = neighbour.taken()
  const cells = [
    kept.opened,
    kept.letGo,
    (kept.slowest / 1000).toFixed(1),
    ...[quantile(beside, 0.5), quantile(beside, 0.99), Math.max(0, ...beside)].map(Math.round),
    highest - before,
  ]
  say(`| ${client.name.padEnd(28)} | ${cells.map((cell) => String(cell).padStart(7)).join(' | ')} |`)
  return [
    ...(client.letGoWithin !== undefined && kept.letGo < count
      ? [`${client.name}: ${count - kept.letGo} of ${count} were not let go within ${client.letGoWithin} ms`]
      : []),
    ...(client.letGoWithin === undefined && kept.letGo > 0
      ? [`${client.name}: ${kept.letGo} of ${count} were let go`]
      : []),
    ...(beside.includes(Infinity) ? [`${client.name}: the neighbour had no answer`] : []),
    ...(quantile(beside, 0.5) > PATIENCE
      ? [`${client.name}: half of the neighbour's answers took more than ${PATIENCE} ms`]
      : []),
    ...server.faults.map((line) => `a fault of the inside: ${line.slice(0, 300)}`),
  ]
}
