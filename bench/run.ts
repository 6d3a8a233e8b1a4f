import { parseArgs } from 'node:util'
import { againFigures } from './again.ts'
import { asOfFigures } from './as-of.ts'
import { betweenFigures } from './between.ts'
import { commandFigures } from './commands.ts'
import { cookbookFigures } from './cookbook.ts'
import { largeFigures } from './large.ts'
import { lateFigures } from './late.ts'
import { type Library, libraryOf } from './library.ts'
import { listFigures } from './lists.ts'
import type { Shape } from './loans.ts'
import { openingFigures } from './opening.ts'
import { pageFigures } from './pages.ts'
import type { Figure } from './pairs.ts'
import { startPeers } from './peers/start.ts'
import { recordingFigures } from './recording.ts'
import { requestFigures } from './requests.ts'
import { HEAD, rowOf } from './table.ts'
import { yearFigures } from './years.ts'

/**
 * `npm run bench -- [--events 10000,100000] [--shape uniform,skewed] [--only as-of,pages]`: what questions cost, each as a ratio
 * to an anchor in the same run, beside that anchor against itself; all of them, or only some (any other name prints their
 * names). A Markdown table. With `--ledgers DIR`, the ledgers of `pages` are kept in that folder and used again. `npm run bench -- peers` asks other libraries the same (`bench/peers/run.ts`).
 */
if (process.argv[2] === 'peers') process.exit(startPeers(process.argv.slice(3)))

type Figures<T extends readonly unknown[]> = (...of: T) => readonly Figure[] | Promise<readonly Figure[]>

/** What has events of its own, whatever sizes are asked for: how many, and what they are. */
const OF_THEIR_OWN: Readonly<Record<string, readonly [size: number, shape: string, Figures<[]>]>> = {
  large: [37_800, 'large', largeFigures],
  lists: [4_000, 'books', listFigures],
  years: [20_000, 'invented', () => yearFigures(20_000)],
  cookbook: [471, 'the corpus', cookbookFigures],
  commands: [471, 'the corpus', commandFigures],
  requests: [471, 'the corpus', requestFigures],
}

/** What is asked of the lending library. */
const OF_LIBRARY: Readonly<Record<string, Figures<[Library]>>> = {
  'as-of': asOfFigures,
  compare: betweenFigures,
  late: lateFigures,
  open: openingFigures,
  again: againFigures,
}

const ALL = [...Object.keys(OF_THEIR_OWN), 'recording', 'pages', ...Object.keys(OF_LIBRARY)]

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000,100000' },
    shape: { type: 'string', default: 'uniform,skewed' },
    only: { type: 'string', default: ALL.join() },
    ledgers: { type: 'string' },
  },
})
const only = listOf(values.only, ALL)
const shapes = listOf<Shape>(values.shape, ['uniform', 'skewed'])
const sizes = values.events.split(',').map(Number)
if (!sizes.every((size) => Number.isInteger(size) && size >= 5000))
  throw new RangeError(`--events ${values.events}: expected numbers, each 5000 at least`)

console.log(HEAD)
for (const [name, [size, shape, figures]] of Object.entries(OF_THEIR_OWN))
  if (only.includes(name)) print(size, shape, await figures())
if (only.includes('recording'))
  for (const size of sizes) print(size, 'invented', await recordingFigures(size))
if (only.includes('pages'))
  for (const { size, figure } of await pageFigures(sizes, values.ledgers)) print(size, 'invented', [figure])
const ofLibrary = Object.entries(OF_LIBRARY).filter(([name]) => only.includes(name))
if (ofLibrary.length > 0)
  for (const size of sizes)
    for (const shape of shapes) {
      const library = await libraryOf(size, shape)
      for (const [, figures] of ofLibrary) print(size, shape, await figures(library))
    }

function print(size: number, shape: string, figures: readonly Figure[]): void {
  for (const figure of figures) console.log(rowOf(size, shape, figure))
}

function listOf<T extends string>(text: string, known: readonly T[]): readonly T[] {
  const asked = text.split(',')
  const unknown = asked.filter((each) => !known.some((one) => one === each))
  if (unknown.length > 0) throw new RangeError(`expected some of ${known.join()}; got ${unknown.join()}`)
  return known.filter((one) => asked.includes(one))
}
