/**
 * What was still open on a day, as far as the public knew by another:
 *
 *     node examples/open-undertakings.ts http://127.0.0.1:4000/graphql 2025-05-01 2025-04-30
 */
import { ask, given } from './client/ask.ts'
import { OpenUndertakingsDocument } from './client/operations.ts'

const [url = 'http://127.0.0.1:4000/graphql', date, knownAt] = process.argv.slice(2)

const { relationship } = await ask({ url }, OpenUndertakingsDocument, {
  id: 'japan-viet-nam',
  date: date ?? null,
  knownAt: knownAt ?? null,
})
const { point, undertakings } = given(relationship?.asOf)

console.log(`Open on ${point.date}, as of position ${point.position}:`)
for (const { certainty, content, due, evidence } of undertakings) {
  const [first] = evidence
  const place = first === undefined ? '' : ` [${first.source.label} ${first.start}–${first.end}]`
  console.log(`${due?.date ?? 'no day'}  ${certainty.toLowerCase()}  ${content}${place}`)
}
