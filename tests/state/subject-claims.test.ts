import { expect, test } from 'vitest'
import { inOneGo, Projection } from '../../src/state/index.ts'
import { SubjectClaims } from '../../src/state/subject-claims.ts'
import { parseDay } from '../../src/time/index.ts'
import { EventIndex, TRUST_ALL, View } from '../../src/visibility/index.ts'
import { bookCatalogued, library, Tale } from '../toy/index.ts'

const DAYS = [
  '2019-12-31',
  '2020-01-01',
  '2020-01-15',
  '2020-02-01',
  '2020-02-15',
  '2020-03-01',
  '2021-01-01',
]
const TRUSTS = [TRUST_ALL, { only: ['source/list'] }, { sides: ['right'] }, { without: ['source/list'] }]

/** One book, by a list of January 2020, and what may happen to the list or to what it says. */
const TALES: Readonly<Record<string, (tale: Tale) => void>> = {
  'nothing is done': (tale) => told(tale),
  'the list is undated': (tale) => told(tale, '[..]'),
  'the list is of some day of January': (tale) => told(tale, '2020-01'),
  'the book comes out after the list that reports it': (tale) => told(tale, '2020-01-01', '2020-02-01'),
  'the book may come out after the undated list that reports it': (tale) => told(tale, '[..]', '2020-02-01'),
  'the book comes out after a list of January, and a later one reports it too': (tale) => {
    const lists = ['list', 'late'] as const
    tale.source('late', '2020-02-15', 'left')
    tale.source('list', '2020-01', 'right')
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: lists, on: '2020-02-03' })
  },
  'the date of the list is corrected': (tale) => {
    const { list } = told(tale)
    tale.source('erratum', '2020-02-01')
    const published = { edtf: '2020-01-15', basis: 'stated' }
    tale.correct(list, { payload: { published } }, { by: 'erratum' })
  },
  'the registration is retracted and restored': (tale) => {
    const { list } = told(tale)
    tale.source('erratum', '2020-02-01')
    tale.source('note', '2020-03-01')
    tale.retract(list, { by: 'erratum' })
    tale.restore(list, { by: 'note' })
  },
  'the event is retracted and restored': (tale) => {
    const { book } = told(tale)
    tale.source('erratum', '2020-02-01')
    tale.source('note', '2020-03-01')
    tale.retract(book, { by: 'erratum' })
    tale.restore(book, { by: 'note' })
  },
  'the list is withdrawn': (tale) => {
    told(tale)
    tale.withdraw('list', 'list', '2020-02-15')
  },
  'the list is withdrawn, which is retracted': (tale) => {
    told(tale)
    const withdrawal = tale.withdraw('list', 'list', '2020-02-01')
    tale.source('note', '2020-03-01')
    tale.retract(withdrawal, { by: 'note' })
  },
  'the list is registered twice, the first of them retracted': (tale) => {
    const { list } = told(tale)
    tale.source('list', '2020-02-01', 'left')
    tale.retract(list)
  },
  'the book is catalogued before the list is registered': (tale) => {
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on: '2020-01-01' })
    tale.source('list', '2020-01-01')
  },
  'the date of the book is inferred': (tale) => {
    const { book } = told(tale)
    tale.source('note', '2020-03-01')
    tale.date([book], '2019-06', { by: 'note' })
  },
}

function told(tale: Tale, published = '2020-01-01', on = '2019') {
  const list = tale.source('list', published, 'right')
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on })
  return { list, book }
}

test.each(Object.entries(TALES))(
  'what is claimed of a subject is the same without views and by them, where %s',
  (_, tell) => {
    const tale = new Tale()
    tell(tale)
    const eventIndex = new EventIndex(library.catalogue)
    const projection = new Projection(library, eventIndex)
    for (const event of tale.events) {
      eventIndex.add(event)
      projection.add(event)
    }
    const subject = new SubjectClaims(eventIndex, projection, 'book/a')
    for (const id of projection.eventsOf('book/a')) subject.add(id)
    for (let position = 0; position <= tale.events.length; position += 1)
      for (const day of [undefined, ...DAYS])
        for (const trusting of TRUSTS) {
          const basis = { position, trusting, ...(day !== undefined && { knownAt: parseDay(day) }) }
          const view = new View(eventIndex, basis)
          const claims = subject.from(basis, inOneGo(subject.othersFrom(() => view)))
          const seen = [...projection.eventsOf('book/a')].flatMap((id) => {
            const { versions, absent } = view.see(id)
            return versions.flatMap((version) =>
              projection.claimsOf('book/a', version).map(({ field, spelling }) => ({
                field,
                spelling,
                visible: absent ? 'possibly' : 'definitely',
                of: versions.length + (absent ? 1 : 0),
                bounds: version.bounds,
              })),
            )
          })
          const read = claims.map(({ claim: { field, spelling }, visible, of, bounds }) => ({
            field,
            spelling,
            visible,
            of,
            bounds,
          }))
          expect(read, JSON.stringify(basis)).toEqual(seen)
        }
  },
)
