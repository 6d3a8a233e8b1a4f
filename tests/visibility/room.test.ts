import { expect, it } from 'vitest'
import { parseDay } from '../../src/time/index.ts'
import { EventIndex, TRUST_ALL, View } from '../../src/visibility/index.ts'
import { bookCatalogued, library, Tale } from '../toy/index.ts'

it('the call at the head of the room runs as it says', () => {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  const known = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { by: 'gazette' })
  tale.source('herald', '2020-05-01')
  const eventIndex = new EventIndex(library.catalogue)
  for (const event of tale.events) eventIndex.add(event)
  const view = new View(eventIndex, { knownAt: parseDay('2020-03-31'), position: 2, trusting: TRUST_ALL })
  const seen = view.visibleEvents.map(({ recorded, versions }) => [recorded.id, versions.length])
  expect(seen).toEqual([
    [tale.events[0]?.id, 1],
    [known, 1],
  ])
})
