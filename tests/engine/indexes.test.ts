import { expect, it } from 'vitest'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'

it('an index that nobody waits for any more is gone on with in the background', async () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  for (let nth = 0; nth < 200; nth += 1)
    tale.tell(bookCatalogued, `book/b${nth}`, { title: `B ${nth}` }, { by: 'list', on: '2020-01-01' })
  const chronicle = await openAsWritten(
    TALE,
    library,
    tale.events.map(({ event }) => event),
  )
  const index = () => chronicle.asOf({}).eventIndex()
  expect(index().next().done).toBe(false)
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(index().next().done).toBe(true)
})
