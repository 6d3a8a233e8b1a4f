import { parseArgs } from 'node:util'
import { statusIn } from '../as-of.ts'
import { type Library, libraryOf } from '../library.ts'
import type { Shape } from '../loans.ts'
import { type Figure, figureOf } from '../pairs.ts'
import { HEAD, rowOf } from '../table.ts'
import { correctedRows } from './corrected.ts'
import { dataScript, duckDb, sqlite } from './databases.ts'
import { byHand, castore, emmett } from './event-stores.ts'
import {
  checkAnswers,
  expectedAnswers,
  type Histories,
  historiesOf,
  type Peer,
  type Question,
  questionsOn,
} from './questions.ts'

/**
 * `npm run bench -- peers [--events 100000] [--rounds 9] [--questions 5000]`: the status of one subject as of a random day
 * by this engine and by others, every answer compared. Each round asks all of them new questions, in another order, each
 * between two turns of this engine. Then what each answers about what was known on a day, and withdrawn on another.
 * `--check` compares only.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '9' },
    questions: { type: 'string', default: '5000' },
    check: { type: 'boolean', default: false },
  },
})
const [size, rounds] = [Number(values.events), Number(values.rounds)]

/** The others hold all that they were filled with: 5,000 loans take more than the 128 MB of the default. */
const CACHE_MEGABYTES = 512

/** How many questions each is asked before any is timed. */
const WARM = 200_000
/** The most milliseconds that this takes. */
const WARM_MS = 3_000

if (!values.check) console.log(HEAD)
await compareAll('uniform', Number(values.questions))
// Each may cost a thousand times as much.
await compareAll('skewed', Math.ceil(Number(values.questions) / 10))
const corrected = await correctedRows()
if (!values.check) console.log(`\n${corrected.join('\n')}`)

async function compareAll(shape: Shape, count: number): Promise<void> {
  const library = await libraryOf(size, shape, CACHE_MEGABYTES)
  const histories = historiesOf(library.columns)
  const random = questionsOn(library.columns, size)
  const ask = () => random(count)
  const here = hereOf(library)
  const peers: Peer[] = []
  for (const fill of [emmett, castore, dataScript, sqlite, duckDb, byHand])
    peers.push(...(await fill(histories)))
  for (const peer of [here, ...peers]) {
    const until = performance.now() + WARM_MS
    for (let asked = 0; asked < (values.check ? 1 : WARM) && performance.now() < until; asked += count)
      await microsOf(peer, ask(), histories)
  }
  if (values.check) console.log(`${shape}: ${peers.length + 1} gave the same ${count} answers`)
  else
    for (const figure of await figuresOf(here, peers, ask, histories)) console.log(rowOf(size, shape, figure))
  if (!values.check && shape === 'uniform') console.error(await inARow(here, ask, histories))
  for (const { close } of peers) close?.()
}

function hereOf(library: Library): Peer {
  const answer = ({ subject, date }: Question) => statusIn(library, subject, date, library.size)
  return { name: 'here', answer: (questions) => questions.map(answer) }
}

async function figuresOf(
  here: Peer,
  peers: readonly Peer[],
  ask: () => readonly Question[],
  histories: Histories,
): Promise<readonly Figure[]> {
  const times = new Map(
    peers.map((peer) => [peer, { here: [] as number[], peer: [] as number[], again: [] as number[] }]),
  )
  for (let round = 0; round < rounds; round += 1)
    for (const peer of [...peers.slice(round % peers.length), ...peers.slice(0, round % peers.length)]) {
      const own = times.get(peer)
      own?.here.push(await microsOf(here, ask(), histories))
      own?.peer.push(await microsOf(peer, ask(), histories))
      own?.again.push(await microsOf(here, ask(), histories))
    }
  return [...times].map(([{ name }, own]) => figureOf(`${name} / here`, own.here, own.peer, own.again))
}

/** What a million questions to this engine cost where nobody else is asked between them. */
async function inARow(here: Peer, ask: () => readonly Question[], histories: Histories): Promise<string> {
  let [micros, asked] = [0, 0]
  while (asked < 1_000_000) {
    const questions = ask()
    micros += questions.length * (await microsOf(here, questions, histories))
    asked += questions.length
  }
  return `here, a million in a row: ${(micros / asked).toFixed(2)} µs a question`
}

/** What a question costs, in microseconds; throws if any answer is wrong. */
async function microsOf(peer: Peer, questions: readonly Question[], histories: Histories): Promise<number> {
  const from = performance.now()
  const given = peer.answer(questions)
  const answers = given instanceof Promise ? await given : given
  const micros = ((performance.now() - from) * 1000) / questions.length
  checkAnswers(peer.name, questions, answers, expectedAnswers(histories, questions))
  return micros
}
