import { describe, expect, it } from 'vitest'
import type { Envelope } from '../../../src/event/index.ts'
import { AnswerCache, type Api, createApi } from '../../../src/server/index.ts'
import { SharedCache } from '../../../src/state/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { Dice } from '../../graphql/look-ahead/dice.ts'
import { dayOf } from '../../graphql/look-ahead/stories.ts'
import { lending } from '../../graphql/look-ahead/worlds.ts'
import { Growing } from './growing.ts'
import { LATE, manyTales } from './many-tales.ts'
import { getting } from './opened.ts'
import { QuestionWriter } from './questions.ts'

/** REGESTA_SEED=7 npx vitest run tests/server/cache/while-recorded.test.ts: another library. What fails prints its seed. */
const SEED = Number(process.env.REGESTA_SEED ?? 1)
const LIBRARIES = atLength(2, 1)
const RECORDED = 1_000
/** So many are recorded before the first question. */
const BEFORE = 80
/** The events between two rounds of questions. */
const ROUND = 20
/** How many are asked for the first time in each round, and how many again. */
const [NEW, AGAIN] = [4, atLength(8, 3)]

type Pinned = {
  readonly query: string
  readonly at: string
  readonly position: number
  readonly text: string
}

/** Asks a library what it is at random points while it grows, and again and again what it was. */
class Asking {
  readonly #dice: Dice
  readonly #events: readonly Envelope[]
  readonly #writer = new QuestionWriter(lending)
  readonly #growing: Growing
  /** Over the same chronicle: one works every answer out, with views kept; the other keeps answers, too. */
  readonly #anew: Api
  readonly #keeping: Api
  readonly #pinned: Pinned[] = []
  readonly wrong: string[] = []
  changed = 0

  constructor(growing: Growing, events: readonly Envelope[], dice: Dice) {
    this.#growing = growing
    this.#events = events
    this.#dice = dice
    this.#anew = apiOver(growing, 0)
    this.#keeping = apiOver(growing, 50_000_000)
  }

  get questions(): number {
    return this.#pinned.length
  }

  /** Asks something that was not asked before, at positions up to the head. */
  async askNew(): Promise<void> {
    const dice = this.#dice
    const head = this.#growing.chronicle.position
    const position = dice.oneIn(2) ? head : 1 + dice.upTo(head)
    const events = this.#events.slice(Math.max(0, position - 40), position)
    // Of those too of which something is recorded next.
    const near = this.#events.slice(Math.max(0, head - 60), head + ROUND)
    const { subject } = dice.of(near.filter(({ type }) => !type.startsWith('Source')))
    const queries = [
      ...QUESTIONS.map((write) => `{ library(id: "library") { ${write(dice, position, subject)} } }`),
      ...dice.some(this.#writer.write(events, events.length, dice), 3),
    ]
    const query = dice.of(queries)
    const at = `library:${position},${dayOf(5)}`
    const text = await this.#ask(this.#anew, query, at)
    if (text.includes('"errors"')) return
    const pinned = { query, at, position, text }
    this.#pinned.push(pinned)
    await this.#compare(pinned, this.#keeping, 'kept')
  }

  /** Asks what was asked before, and what the head is now. */
  async askAgain(): Promise<void> {
    const dice = this.#dice
    const pinned = dice.of(this.#pinned)
    await this.#compare(pinned, this.#anew, 'again')
    await this.#compare(pinned, this.#keeping, 'kept again')
    const [now, kept] = [
      await this.#ask(this.#anew, pinned.query),
      await this.#ask(this.#keeping, pinned.query),
    ]
    if (now !== pinned.text) this.changed += 1
    if (oneOfSiblings(now) !== oneOfSiblings(kept))
      this.wrong.push(difference('kept at the head', pinned, now, kept))
  }

  /** Asks everything once more: here, where nothing was asked before, and some where no more was ever recorded. */
  async askAll(): Promise<void> {
    const fresh = await Growing.open(lending)
    await growAlong(fresh, this.#events)
    for (const pinned of this.#pinned) {
      await this.#compare(pinned, this.#anew, 'at the end')
      await this.#compare(pinned, apiOver(fresh, 0), 'asked for the first time')
    }
    for (const pinned of this.#dice.some(this.#pinned, atLength(10, 4))) {
      const growing = await Growing.open(lending)
      await growAlong(growing, this.#events.slice(0, pinned.position))
      await this.#compare(pinned, apiOver(growing, 0), 'alone')
    }
  }

  async #compare(pinned: Pinned, api: Api, what: string): Promise<void> {
    const text = await this.#ask(api, pinned.query, pinned.at)
    if (text !== pinned.text) this.wrong.push(difference(what, pinned, pinned.text, text))
  }

  async #ask(api: Api, query: string, at?: string): Promise<string> {
    return (await getting(api)({ query, ...(at !== undefined && { at }) })).text
  }
}

/**
 * An answer without the places of errors in lists, and what was used until then. Where several entries of a list fail that may not be null, graphql-js reports
 * the one that fails first and nulls the list (GraphQL 6.4.4): which it is depends on whose turn was over.
 */
function oneOfSiblings(text: string): string {
  if (!text.includes('"errors"')) return text
  return text
    .replace(/"path":\[[^\]]*\]/g, (path) => path.replace(/\d+/g, 'n'))
    .replace(/"used":\d+/, '"used":n')
}

/** Records events one by one. */
async function growAlong(growing: Growing, events: readonly Envelope[]): Promise<void> {
  for (const event of events) await growing.grow([event])
}

function apiOver({ chronicle }: Growing, bytes: number): Api {
  const chronicles = new Map([[chronicle.name, chronicle]])
  return createApi({ schema: lending.schema, chronicles, cache: new AnswerCache(bytes) })
}

function difference(what: string, { query, at }: Pinned, one: string, other: string): string {
  let from = 0
  while (from < one.length && one[from] === other[from]) from += 1
  const cut = (text: string) => text.slice(Math.max(0, from - 80), from + 120)
  return `${what}: …${cut(one)}… is …${cut(other)}…\n  of ${query} at ${at}`
}

type Write = (dice: Dice, head: number, subject: string) => string

const point: Write = (dice, head) => {
  const known = dice.oneIn(2) ? '' : `, knownAt: "${dayOf(dice.upTo(14))}"`
  const trust = dice.oneIn(6) ? ', trusting: { sides: ["left"] }' : ''
  return `date: "${dayOf(dice.upTo(14))}"${position(dice, head)}${known}${trust}`
}
/** Half of them leave it to the address: without an address the same question is about the head. */
function position(dice: Dice, head: number): string {
  return dice.oneIn(2) ? '' : `, position: ${1 + dice.upTo(head)}`
}
const inState =
  (fields: (dice: Dice, subject: string) => string): Write =>
  (dice, head, subject) =>
    `asOf(${point(dice, head, subject)}) { ${fields(dice, subject)} }`
const KINDS = ['book', 'loan', 'reader', 'shelf']
const ORDERS = ['VALID', 'KNOWN', 'RECORDED', 'SUBJECT'].flatMap((by) => [`${by}_ASC`, `${by}_DESC`])
const ITEM =
  'subject headline certainty aliases possiblySame distinctFrom claims { field certainty because { id } }'

/** States, lists with counts, comparisons, histories, grids, pages of the timeline, each at random points. */
const QUESTIONS: readonly Write[] = [
  inState((_, subject) => `item(subject: "${subject}") { ${ITEM} because { id } when { edtf } }`),
  inState(
    (_, subject) =>
      `item(subject: "${subject}") { history { entries { position } periods { from to certainty } } }`,
  ),
  inState(
    (_, subject) => `item(subject: "${subject}") { history { picture { knownFrom validFrom certainty } } }`,
  ),
  inState((_, subject) => `item(subject: "${subject}") { why { id } }`),
  inState((dice) => `items(order: ${dice.of(ORDERS)}, first: 10) { totalCount nodes { ${ITEM} } }`),
  inState((dice) => `items(kinds: ["${dice.of(KINDS)}"], search: "one") { totalCount nodes { ${ITEM} } }`),
  inState((dice) => `count(kind: "${dice.of(KINDS)}") { definite possible } recordEnds`),
  inState((dice) => `conflicts(kinds: ["${dice.of(KINDS)}"]) { field certainty because { id } }`),
  (dice, head, subject) =>
    `compare(from: { ${point(dice, head, subject)} }, to: { ${point(dice, head, subject)} }) {
      differences(first: 10) { totalCount nodes { subject change causes because { id } fields { field } } } }`,
  (dice, head) =>
    `timeline(order: ${dice.of(ORDERS)}, first: 10${position(dice, head)}) {
      totalCount edges { cursor node { id type } } }`,
  (dice, head, subject) =>
    `timeline(subject: "${subject}"${position(dice, head)}) { totalCount nodes { id } }`,
  (dice, head) => `sources(first: 10${position(dice, head)}) { totalCount nodes { id label } }`,
  (dice, head, subject) =>
    `whyNot(subject: "${subject}", point: { ${point(dice, head, subject)} }) { event { position } hiddenBy { by } }`,
]

describe('a pinned answer', () => {
  it.each(Array.from({ length: LIBRARIES }, (_, nth) => SEED + nth))(
    'never changes while a thousand events are recorded (seed %i)',
    { timeout: 600_000 },
    async (seed) => {
      const dice = new Dice(seed)
      const events = manyTales(seed, BEFORE + RECORDED, dice)
      const late = new Set(events.slice(BEFORE).map(({ type }) => type))
      expect(LATE.filter((type) => !late.has(type))).toEqual([])
      // With a small budget views are dropped and worked out again while others are kept.
      const growing = await Growing.open(lending, new SharedCache(seed % 2 === 1 ? 300_000 : undefined))
      await growAlong(growing, events.slice(0, BEFORE))
      const asking = new Asking(growing, events, dice)
      for (let from = BEFORE; from < events.length && asking.wrong.length < 5; ) {
        for (let nth = 0; nth < NEW; nth += 1) await asking.askNew()
        const end = Math.min(events.length, from + ROUND)
        await growAlong(growing, events.slice(from, end))
        from = end
        for (let nth = 0; nth < AGAIN; nth += 1) await asking.askAgain()
      }
      await asking.askAll()
      expect(asking.wrong.slice(0, 5).join('\n\n')).toBe('')
      expect(growing.chronicle.position).toBeGreaterThanOrEqual(BEFORE + RECORDED)
      expect(asking.questions).toBeGreaterThan(150)
      expect(asking.changed).toBeGreaterThan(12 * AGAIN)
    },
  )
})
