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

/**
 * `npm run bench -- [--events 10000,100000] [--shape uniform,skewed] [--only as-of,compare,late,large,open,again,lists,cookbook,commands,recording,requests,pages]`: what
 * questions cost, each as a ratio to an anchor in the same run, beside that anchor against itself. A Markdown table.
 * `npm run bench -- peers` asks other libraries the same (`bench/peers/run.ts`).
 */
if (process.argv[2] === 'peers') process.exit(startPeers(process.argv.slice(3)))

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000,100000' },
    shape: { type: 'string', default: 'uniform,skewed' },
    only: {
      type: 'string',
      default: 'as-of,compare,late,large,open,again,lists,cookbook,commands,recording,requests,pages',
    },
  },
})

const FIGURES: Readonly<
  Record<string, (library: Library) => readonly Figure[] | Promise<readonly Figure[]>>
> = {
  'as-of': asOfFigures,
  compare: betweenFigures,
  late: lateFigures,
  open: openingFigures,
  again: againFigures,
}

const only = listOf(values.only, [
  ...Object.keys(FIGURES),
  'large',
  'lists',
  'cookbook',
  'commands',
  'recording',
  'requests',
  'pages',
])
const shapes = listOf<Shape>(values.shape, ['uniform', 'skewed'])
const sizes = values.events.split(',').map(Number)
if (!sizes.every((size) => Number.isInteger(size) && size >= 5000))
  throw new RangeError(`--events ${values.events}: expected numbers, each 5000 at least`)

console.log(HEAD)
if (only.includes('large')) for (const figure of await largeFigures()) print(20_000, 'single', figure)
if (only.includes('lists')) for (const figure of await listFigures()) print(4_000, 'books', figure)
if (only.includes('cookbook')) for (const figure of await cookbookFigures()) print(471, 'the corpus', figure)
if (only.includes('commands')) for (const figure of await commandFigures()) print(471, 'the corpus', figure)
if (only.includes('requests')) for (const figure of await requestFigures()) print(471, 'the corpus', figure)
if (only.includes('recording'))
  for (const size of sizes) for (const figure of await recordingFigures(size)) print(size, 'invented', figure)
if (only.includes('pages'))
  for (const { size, figure } of await pageFigures(sizes)) print(size, 'invented', figure)
for (const size of sizes)
  for (const shape of shapes) {
    const library = await libraryOf(size, shape)
    for (const name of only)
      for (const figure of (await FIGURES[name]?.(library)) ?? []) print(size, shape, figure)
  }

function print(size: number, shape: string, figure: Figure): void {
  console.log(rowOf(size, shape, figure))
}

function listOf<T extends string>(text: string, known: readonly T[]): readonly T[] {
  const asked = text.split(',')
  const unknown = asked.filter((each) => !known.some((one) => one === each))
  if (unknown.length > 0) throw new RangeError(`expected some of ${known.join()}; got ${unknown.join()}`)
  return known.filter((one) => asked.includes(one))
}
