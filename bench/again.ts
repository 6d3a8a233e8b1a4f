import { AnswerCache, createApi } from '../src/server/index.ts'
import { librarySchema } from '../tests/graphql/library-api.ts'
import { TALE } from '../tests/toy/index.ts'
import type { Library } from './library.ts'
import { compareWhole, type Figure } from './pairs.ts'

/** So many requests are one sample, as many as take some tens of milliseconds if they are worked out. */
const TIMES = { item: 100, page: 4 }
const PAIRS = 15

const PLACE = 'asOf(date: "2020-01-01")'

/** What an answer costs that is given again from its bytes, or told to be unchanged, against working it out each time. */
export async function againFigures({ chronicle, subjects }: Library): Promise<readonly Figure[]> {
  const chronicles = new Map([[TALE, chronicle]])
  const [subject = ''] = subjects
  const item = `{ library(id: "${TALE}") { ${PLACE} { item(subject: "${subject}") { id certainty when { begin { edtf } } because { digest evidence { source { label } } } } } } }`
  const page = `{ library(id: "${TALE}") { timeline(first: 100) { totalCount nodes { id type subject valid { begin { edtf } } known { edtf } evidence { source { label } start end } } } } }`
  const asking = (most: number) => {
    const api = createApi({ schema: librarySchema, chronicles, cache: new AnswerCache(most) })
    return async (query: string, headers: Readonly<Record<string, string>> = {}) => {
      const url = `http://localhost/graphql?query=${encodeURIComponent(query)}`
      const response = await api.fetch(url, { headers })
      return { text: await response.text(), etag: response.headers.get('etag') ?? '' }
    }
  }
  const [workedOut, givenAgain] = [asking(0), asking(64_000_000)]
  const figures: Figure[] = []
  for (const [name, query, times] of [
    ['one loan', item, TIMES.item],
    ['a page of 100 events', page, TIMES.page],
  ] as const) {
    const { text, etag } = await check(workedOut, givenAgain, query)
    const size = `${Math.round(text.length / 1000)} kB`
    const work = () => workedOut(query)
    const again = () => givenAgain(query)
    const unchanged = () => givenAgain(query, { 'if-none-match': etag })
    const compressed = () => givenAgain(query, { 'accept-encoding': 'br' })
    figures.push(
      await compareWhole(`${name} (${size}), given again / worked out`, work, again, PAIRS, times),
      await compareWhole(`${name} (${size}), unchanged / worked out`, work, unchanged, PAIRS, times),
      await compareWhole(`${name} (${size}), given again in br / as it is`, again, compressed, PAIRS, 100),
    )
  }
  return figures
}

type Ask = (
  query: string,
  headers?: Readonly<Record<string, string>>,
) => Promise<{ readonly text: string; readonly etag: string }>

/** The ways answer alike, or the figures mean nothing. */
async function check(workedOut: Ask, givenAgain: Ask, query: string) {
  const first = await workedOut(query)
  await givenAgain(query)
  const again = await givenAgain(query)
  const unchanged = await givenAgain(query, { 'if-none-match': again.etag })
  if (first.text.includes('"errors"') || again.text !== first.text || unchanged.text !== '')
    throw new Error(`not the same: ${first.text.slice(0, 500)}`)
  return again
}
