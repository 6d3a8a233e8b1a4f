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
  const questions = {
    'a page, new date': () => inState(`date: "${day()}"`, page()),
    'a page, new known day': () => inState(`date: "${day()}", knownAt: "${day()}"`, page()),
    'a page in reverse, new date': () => inState(`date: "${day()}"`, page(', order: VALID_DESC')),
    'a count, new date': () => inState(`date: "${day()}"`, 'count(kind: "meeting") { definite possible }'),
    'a search, new date': () =>
      inState(`date: "${day()}"`, page(`, search: "kind ${Math.floor(random() * (size / 12))}"`)),
    "the timeline's first page": () =>
      `{ relationship(id: "${chronicle.name}") { timeline(knownAt: "${day()}") { totalCount nodes { id } } } }`,
  }
  const figures: Figure[] = []
  for (const [name, query] of Object.entries(questions)) {
    for (let warm = 0; warm < 20; warm += 1) {
      const { errors } = await ask(query())
      if (errors.length > 0) throw new Error(`${name}: ${JSON.stringify(errors)}`)
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
