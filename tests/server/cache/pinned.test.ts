import { describe, expect, it } from 'vitest'
import { canonicalJson, type Envelope } from '../../../src/event/index.ts'
import { AnswerCache, type Api, createApi } from '../../../src/server/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { Dice } from '../../graphql/look-ahead/dice.ts'
import type { Told, World } from '../../graphql/look-ahead/leaks.ts'
import { dayOf } from '../../graphql/look-ahead/stories.ts'
import { lending, relationship, storyAt, taleAt } from '../../graphql/look-ahead/worlds.ts'
import { Growing } from './growing.ts'
import { type Got, getting, withoutPlaces } from './opened.ts'
import { QuestionWriter } from './questions.ts'

/**
 * REGESTA_PINS=200 REGESTA_SEED=7 npx vitest run tests/server/cache/pinned.test.ts: so many chronicles of each domain,
 * from that seed on. What fails prints its seed.
 */
const CHRONICLES = Number(process.env.REGESTA_PINS ?? atLength(4, 1))
const SEED = Number(process.env.REGESTA_SEED ?? 1)
const LONG = { timeout: 600_000 + CHRONICLES * 4_000 }

type Search = { readonly query: string; readonly at?: string }

type Figures = {
  answers: number
  pinned: number
  /** Of those, they that are about one chronicle, and about all. */
  alone: number
  all: number
  lasting: number
  changed: number
  errors: number
}

const BESIDE = 'beside'

/** The sources of a story, as another chronicle that stands beside it has its own. */
function besides(events: readonly Envelope[]): readonly Envelope[] {
  return events
    .filter(({ type }) => type === 'SourceRegistered')
    .map((event) => {
      const written = canonicalJson({ ...event, chronicle: BESIDE }).replaceAll('"source/', '"source/beside-')
      const own = JSON.parse(written)
      return { ...own, payload: { ...own.payload, label: `beside ${own.payload.label}` } }
    })
}

class PinSearch {
  readonly #world: World
  readonly writer: QuestionWriter
  readonly figures: Figures = {
    answers: 0,
    pinned: 0,
    alone: 0,
    all: 0,
    lasting: 0,
    changed: 0,
    errors: 0,
  }

  constructor(world: World) {
    this.#world = world
    this.writer = new QuestionWriter(world)
  }

  /** Everything that was not as it was promised about the answers of one chronicle while it, and another, grew. */
  async search({ events, texts }: Told, dice: Dice): Promise<readonly string[]> {
    const growing = await Growing.open(this.#world)
    const beside = await Growing.open({ ...this.#world, chronicle: BESIDE })
    const other = [...besides(events)]
    await beside.grow(other.splice(0, 1))
    const here = 4 + dice.upTo(Math.max(1, events.length - 4))
    // Some batches are of two events: a place may lie within one.
    const tell = async (from: number, to: number) => {
      for (let next = from; next < to; ) {
        const end = Math.min(to, next + 1 + dice.upTo(2))
        await growing.grow(events.slice(next, end))
        next = end
      }
    }
    await tell(0, here)
    const both = [growing, beside]
    const anew = this.#api(both, texts, new AnswerCache(0))
    const cached = this.#api(both, texts, new AnswerCache(10_000_000))
    const first = new Map<Search, Got>()
    const wrong: string[] = []
    const name = growing.chronicle.name
    const place = 1 + dice.upTo(here)
    const searches: readonly Search[] = [
      ...this.writer.write(events.slice(0, here), here, dice).map((query) => ({ query })),
      ...this.writer
        .write(events.slice(0, place), place, dice)
        .map((query) => ({ query, at: `${name}:${place}` })),
    ]
    for (const search of searches) {
      const got = await getting(anew)(search)
      await getting(cached)(search)
      if (got.text.includes('"errors"')) this.figures.errors += 1
      else first.set(search, got)
    }
    const later = Math.min(events.length, here + 1 + dice.upTo(4))
    const steps = [
      async () => {},
      async () => tell(here, later),
      async () => {
        for (const each of both) each.turnTo(dayOf(7 + dice.upTo(4)))
      },
      async () => beside.grow(other.splice(0)),
      async () => tell(later, events.length),
    ]
    for (const step of steps) {
      await step()
      for (const [search, before] of first)
        for (const fault of await this.#compare(anew, cached, search, before))
          wrong.push(`${fault}\n  of ${search.query} ${search.at ?? ''}`)
    }
    return wrong
  }

  async #compare(anew: Api, cached: Api, search: Search, before: Got): Promise<readonly string[]> {
    const now = await getting(anew)(search)
    const again = await getting(cached)(search)
    const shown = await getting(anew)(search, { headers: { 'if-none-match': before.etag } })
    const faults: string[] = []
    this.figures.answers += 1
    if (now.text !== again.text) faults.push(`kept ${difference(now.text, again.text)}`)
    if (now.etag === before.etag && now.text !== before.text)
      faults.push(`one tag ${now.etag}, two answers: ${difference(before.text, now.text)}`)
    if ((shown.status === 304) !== (now.etag === before.etag)) faults.push(`${shown.status} for ${now.etag}`)
    if (now.text !== before.text) this.figures.changed += 1
    if (isForEver(before)) {
      this.figures.lasting += 1
      if (now.text !== before.text) faults.push(`not for ever: ${difference(before.text, now.text)}`)
    }
    if (before.address === '') return faults
    const pinned = await getting(anew)(before.address)
    this.figures.pinned += 1
    if (before.address.includes(`${BESIDE}:`)) this.figures.all += 1
    else if (before.address.includes(`${this.#world.chronicle}:`)) this.figures.alone += 1
    const [open, kept] = [before, pinned].map(({ text }) => withoutPlaces(text))
    if (open !== kept) faults.push(`pinned: ${difference(open ?? '', kept ?? '')}`)
    if (!isForEver(pinned) || pinned.address !== before.address)
      faults.push(`${pinned.header('cache-control')} at ${pinned.address}`)
    return faults
  }

  #api(open: readonly Growing[], texts: Told['texts'], cache: AnswerCache): Api {
    const { schema } = this.#world
    const chronicles = new Map(open.map(({ chronicle }) => [chronicle.name, chronicle]))
    return createApi({ schema, chronicles, texts, cache })
  }
}

function isForEver(got: Got): boolean {
  return got.header('cache-control')?.includes('immutable') ?? false
}

function difference(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return `…${one.slice(Math.max(0, at - 120), at + 120)}… is …${other.slice(Math.max(0, at - 120), at + 120)}…`
}

describe.each([
  { name: 'a relationship', world: relationship, tell: storyAt },
  { name: 'a library', world: lending, tell: taleAt },
])('an answer about $name', ({ world, tell }) => {
  const search = new PinSearch(world)

  it(
    'stays as it was at its address, and elsewhere for as long as its tag says, whatever is recorded',
    LONG,
    async () => {
      const wrong: string[] = []
      for (let seed = SEED; seed < SEED + CHRONICLES && wrong.length < 5; seed += 1)
        wrong.push(
          ...(await search.search(tell(seed), new Dice(seed))).map((fault) => `seed ${seed}: ${fault}`),
        )
      expect(wrong.slice(0, 5).join('\n\n')).toBe('')
      const { answers, pinned, alone, all, lasting, changed } = search.figures
      if (process.env.REGESTA_FIGURES) console.log(world.root, search.figures)
      expect(answers).toBeGreaterThan(CHRONICLES * 20)
      expect(pinned).toBeGreaterThan(CHRONICLES * 20)
      expect(Math.min(alone, all)).toBeGreaterThan(CHRONICLES)
      expect(lasting).toBeGreaterThan(CHRONICLES)
      expect(changed).toBeGreaterThan(CHRONICLES * 4)
    },
  )
})
