import { bilateral } from '../src/domains/index.ts'
import { createSchema } from '../src/graphql/index.ts'
import { AnswerCache, createApi } from '../src/server/index.ts'
import { formatDay } from '../src/time/index.ts'
import { asking } from '../tests/graphql/ask.ts'
import { FIRST, openInvented, SPAN } from './invented.ts'
import { generator } from './loans.ts'
import { compareWhole, type Figure } from './pairs.ts'

/** Pages and counts of the invented chronicle at dates never asked about, against a request that asks for nothing. */
export async function pageFigures(size: number): Promise<readonly Figure[]> {
  const chronicle = await openInvented(size)
  const chronicles = new Map([[chronicle.name, chronicle]])
  const api = createApi({ schema: createSchema(bilateral), chronicles, cache: new AnswerCache(0) })
  const ask = asking(api)
  const random = generator(11)
  const day = () => formatDay(FIRST + Math.floor(random() * SPAN))
  const inState = (point: string, fields: string) =>
    `{ relationship(id: "${chronicle.name}") { asOf(${point}) { ${fields} } } }`
  const page = (args = '') => `items(first: 20${args}) { totalCount nodes { subject headline certainty } }`
  const timeline = (args: string) =>
    `{ relationship(id: "${chronicle.name}") { timeline(knownAt: "${day()}"${args}) { totalCount nodes { id } } } }`
  /** Of an undertaking or of a source that is there; no other begins with it, and no year is called so. */
  const number = () => Math.floor((1 + 0.8 * random()) * (size / 48))
  const questions = {
    'a page, new date': () => inState(`date: "${day()}"`, page()),
    'a page, new known day': () => inState(`date: "${day()}", knownAt: "${day()}"`, page()),
    'a page in reverse, new date': () => inState(`date: "${day()}"`, page(', order: VALID_DESC')),
    'a count, new date': () => inState(`date: "${day()}"`, 'count(kind: "meeting") { definite possible }'),
    'a page, searched by a rare word': () =>
      inState(`date: "${day()}"`, page(`, search: "kind ${number()}"`)),
    'a page, searched by a common word': () => inState(`date: "${day()}"`, page(', search: "minister"')),
    'a page, of a source': () => inState(`date: "${day()}"`, page(`, source: "s${number()}"`)),
    "the timeline's first page, new known day": () => timeline(''),
    'the timeline, searched by a rare word': () => timeline(`, search: "kind ${number()}"`),
    'the timeline, by subject': () => timeline(`, subject: "undertaking/u${number()}"`),
  }
  const figures: Figure[] = []
  for (const [name, query] of Object.entries(questions)) {
    for (let warm = 0; warm < 20; warm += 1) {
      const from = performance.now()
      const { errors } = await ask(query())
      if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`)
      if (warm === 0)
        console.error(`${size}, ${name}, the first time: ${(performance.now() - from).toFixed()} ms`)
    }
    figures.push(
      await compareWhole(
        `${name} / nothing`,
        () => ask('{ __typename }'),
        () => ask(query()),
        15,
        5,
      ),
    )
  }
  return figures
}
