import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { type Dice, diceOf } from '../../torture/rig/dice.ts'
import { bookCatalogued } from '../toy/index.ts'
import { type Came, type Reading, readStream } from './reader.ts'
import { type Served, served, TOLD } from './served.ts'

/** What one play came to. */
export type Played = {
  readonly events: number
  readonly connections: number
  readonly pushes: number
  readonly broken: readonly string[]
}

const EVENTS =
  'subscription { events(chronicle: "library") { position event { id: digest position recordedAt subject certainty } } }'
const STATE =
  'subscription { state(chronicle: "library", atMostEvery: 0) { position state { bookList { key } } } }'

/**
 * One play over real sockets: batches are recorded at random moments, by another server, while three readers follow the
 * events and one the state; each is cut off at random moments and comes again with the last id it had. Gives every
 * promise that did not hold: a position that was skipped, doubled or out of order, an event told otherwise than before,
 * a state that is not that of its position, or something left behind.
 */
export async function playStreams(seed: number): Promise<Played> {
  const dice = diceOf(seed)
  const server = await served({ dice: dice.fork(), streams: { heartbeat: 1 + dice.below(20) } })
  const length = 10 + dice.below(40)
  await server.putUpTo(dice.below(8))
  const followers = Array.from({ length: 3 }, () => followEvents(server, dice.fork(), length))
  const watcher = watchState(server, dice.fork(), length)
  await recordAll(server, dice.fork(), length)
  const told = await Promise.all(followers)
  const watched = await watcher
  const broken = [
    ...told.flatMap(({ from, came }) => faultsOfEvents(from, came, length)),
    ...faultsOfTelling(told.flatMap(({ came }) => came)),
    ...watched.broken,
  ]
  for (let looks = 0; looks < 200 && server.streams.open + server.chronicle.waiting > 0; looks++)
    await sleep(5)
  if (server.streams.open > 0) broken.push(`${server.streams.open} streams are left open`)
  if (server.chronicle.waiting > 0) broken.push(`${server.chronicle.waiting} wait for ever`)
  await server.stop(1_000)
  return {
    events: length,
    connections: told.reduce((sum, each) => sum + each.connections, watched.connections),
    pushes: told.reduce((sum, each) => sum + each.came.length, watched.pushes),
    broken: broken.map((each) => `--seed ${seed}: ${each}`),
  }
}

/** Records the rest of the tale in batches of any size, at any moment. */
async function recordAll(server: Served, dice: Dice, length: number): Promise<void> {
  for (let { position } = await server.ledger.head('library'); position < length; ) {
    position = Math.min(length, position + 1 + dice.below(6))
    await server.putUpTo(position)
    await idle(dice, 5)
  }
}

/** Follows the events from some position to the end, through as many connections as it takes. */
async function followEvents(server: Served, dice: Dice, length: number) {
  const from = dice.below(5)
  const came: Came[] = []
  let connections = 0
  while (from + came.length < length) {
    const last = came.at(-1)?.id ?? String(from)
    const reading = readStream(server.port, EVENTS, last)
    connections += 1
    await until(reading, dice, connections > 60, () => from + came.length + reading.came.length >= length)
    came.push(...reading.came)
  }
  return { from, came, connections }
}

/** Watches the state until it is that of the end, through as many connections as it takes. */
async function watchState(server: Served, dice: Dice, length: number) {
  const broken: string[] = []
  let [connections, pushes, last] = [0, 0, 0]
  while (last < length) {
    const reading = readStream(server.port, STATE, undefined)
    connections += 1
    const positionOf = ({ position }: Came) => position
    await until(reading, dice, connections > 60, () => (reading.came.map(positionOf).at(-1) ?? 0) >= length)
    let before: string | undefined
    for (const { position, data } of reading.came) {
      const told = booksIn(data)
      if (told !== booksBy(position)) broken.push(`the state of ${position} is told as ${told}`)
      if (!server.ends.has(position)) broken.push(`the state of ${position} is told in the midst of a batch`)
      if (told === before) broken.push(`the state of ${position} is told though it is as before`)
      if (position < last) broken.push(`the state of ${position} comes after that of ${last}`)
      before = told
      last = Math.max(last, position)
    }
    pushes += reading.came.length
  }
  return { connections, pushes, broken }
}

/** Lets a connection be for some time, and cuts it off: at any moment, unless it is to be patient. */
async function until(reading: Reading, dice: Dice, patient: boolean, done: () => boolean): Promise<void> {
  const staying = patient ? Infinity : dice.below(16)
  for (let looks = 0; looks < staying && !done(); looks++) {
    if (looks % 8 === 7 || patient) await sleep(1)
    else await turn()
    if (looks > 20_000) throw new Error('nothing comes any more')
  }
  reading.cut()
  await reading.closed
}

function faultsOfEvents(from: number, came: readonly Came[], length: number): readonly string[] {
  const positions = came.map(({ position }) => position)
  const expected = Array.from({ length: length - from }, (_, index) => from + index + 1)
  if (positions.join() === expected.join()) return []
  return [`after ${from} came ${positions.join()}, expected ${expected.join()}`]
}

/** Of one position all are told the same: the event that stands there, as it read when it was recorded. */
function faultsOfTelling(came: readonly Came[]): readonly string[] {
  const told = new Map<string, string>()
  return came.flatMap(({ id, position, data }) => {
    const before = told.get(id) ?? data
    told.set(id, before)
    const { event } = JSON.parse(data).data.events
    const stands = TOLD.events[position - 1]
    return [
      ...(before === data ? [] : [`position ${id} is told as ${before} and as ${data}`]),
      ...(event.id === stands?.id && event.position === position
        ? []
        : [`position ${id} is told as ${event.id}`]),
    ]
  })
}

function booksIn(data: string): string {
  const { bookList }: { bookList: { key: string }[] } = JSON.parse(data).data.state.state
  return bookList
    .map(({ key }) => key)
    .sort()
    .join()
}

/** The books that the tale has told of by a position. */
function booksBy(position: number): string {
  const told = TOLD.events.slice(0, position).filter(({ event }) => event.type === bookCatalogued.type)
  return told
    .map(({ event }) => event.subject)
    .sort()
    .join()
}

async function idle(dice: Dice, most: number): Promise<void> {
  for (let turns = dice.below(most); turns > 0; turns--) await turn()
  if (dice.below(4) === 0) await sleep(dice.below(4))
}
