import { expect, it } from 'vitest'
import { Projection, sourcesBehind } from '../../src/state/index.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { bookCatalogued, library, Tale } from '../toy/index.ts'

it('sourcesBehind() finds the source of all that bears on a subject, and no other', () => {
  const tale = new Tale()
  const behind = ['event', 'premise', 'inference', 'act', 'corrected', 'joining', 'joined', 'withdrawal']
  for (const name of [...behind, 'elsewhere']) tale.source(name, '2020-01-01')
  const tell = (subject: string, by: string) =>
    tale.tell(bookCatalogued, subject, { title: subject }, { on: '2020', by })
  const [premise, told, joined] = [
    tell('book/p', 'premise'),
    tell('book/a', 'event'),
    tell('book/b', 'joined'),
  ]
  tell('book/c', 'elsewhere')
  tale.date([told], '2020-02', { by: 'inference', from: [premise] })
  tale.correct(told, { evidence: [{ source: 'source/corrected', locator: 'page 1', role: 'statement' }] })
  tale.retract(told, { by: 'act' })
  tale.same('book/a', 'book/b', { from: [told, joined], by: 'joining' })
  tale.withdraw('event', 'withdrawal')
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const event of tale.events) {
    eventIndex.add(event)
    projection.add(event)
  }
  expect([...sourcesBehind(eventIndex, projection, 'book/a')].sort()).toEqual(
    behind.map((name) => `source/${name}`).sort(),
  )
  expect([...sourcesBehind(eventIndex, projection, 'book/c')]).toEqual(['source/elsewhere'])
})
