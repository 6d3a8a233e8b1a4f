import type { Envelope } from '../src/event/index.ts'
import { Dice } from '../tests/graphql/look-ahead/dice.ts'
import { bookCatalogued, evidenceIn, loanMade, loanReturned, TALE } from '../tests/toy/index.ts'

/** So many events of a library: half of them catalogue books, the others lend those and take them back. */
export function booksAndLoans(count: number): readonly Envelope[] {
  const dice = new Dice(count)
  const words = [
    'red',
    'blue',
    'green',
    'night',
    'day',
    'sea',
    'Việt',
    'Nam',
    'Tōkyō',
    'house',
    'road',
    'bridge',
  ]
  const day = () => `20${10 + dice.upTo(15)}-0${1 + dice.upTo(9)}-1${dice.upTo(10)}`
  const common = { chronicle: TALE, version: 1 } as const
  const sources = Array.from({ length: 20 }, (_, index) => `s${index}`)
  const registered = sources.map(
    (name): Envelope => ({
      ...common,
      type: 'SourceRegistered',
      subject: `source/${name}`,
      payload: { label: name, published: { edtf: day(), basis: 'stated' }, absent: [] },
      ...evidenceIn([name]),
    }),
  )
  const told = Array.from({ length: count - sources.length }, (_, index): Envelope => {
    const how = {
      ...common,
      valid: { edtf: day(), basis: 'stated' as const },
      ...evidenceIn([dice.of(sources)]),
      salt: String(index),
    }
    const name = Math.floor(index / 4)
    const title = dice.some(words, 3).join(' ')
    if (index % 4 < 2)
      return {
        ...how,
        type: bookCatalogued.type,
        subject: `book/b${name}`,
        payload: { title, authors: dice.some(words, 1).map((word) => `${word} ${dice.of(words)}`) },
      }
    if (index % 4 === 2)
      return {
        ...how,
        type: loanMade.type,
        subject: `loan/l${name}`,
        payload: { book: `book/b${dice.upTo(name + 1)}` },
      }
    return { ...how, type: loanReturned.type, subject: `loan/l${name}`, payload: {} }
  })
  return [...registered, ...told]
}
