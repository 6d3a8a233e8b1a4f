import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gatherClaims, gatheredFrom, nothingGathered, subjectsOf } from '../../src/state/index.ts'
import { asWritten } from '../../src/visibility/index.ts'
import { bookCatalogued, bookSeen, library, loanMade, Tale } from '../toy/index.ts'
import { cases, engineOf } from './random.ts'

describe('gatherClaims()', () => {
  it('gathers the same in whatever order the events come, at once or one by one', () => {
    fc.assert(
      fc.property(
        cases.chain(({ events }) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          const about = (subject: string) => (event: (typeof events)[number]) =>
            subjectsOf(library, asWritten(event)).includes(subject)
          for (const subject of new Set(events.flatMap((event) => subjectsOf(library, asWritten(event))))) {
            const atOnce = gatherClaims(
              library,
              nothingGathered(subject),
              events.filter(about(subject)).map(asWritten),
            )
            const oneByOne = shuffled
              .filter(about(subject))
              .reduce(
                (gathered, event) => gatherClaims(library, gathered, [asWritten(event)]),
                nothingGathered(subject),
              )
            expect(oneByOne).toEqual(atOnce)
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  it('leaves what was gathered before as it was', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list' })
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { by: 'list' })
    const { gathering } = engineOf(tale.events.slice(0, 2))
    const before = gathering.gathered('book/a')
    const [, , seen] = tale.events
    if (seen === undefined) throw new Error('three events were told')
    const after = gatherClaims(library, before, [asWritten(seen)])
    const first = tale.events[1]?.id ?? ''
    expect([gatheredFrom(before, seen.id), gatheredFrom(after, seen.id).length]).toEqual([[], 2])
    expect(gatheredFrom(after, first)).toBe(gatheredFrom(before, first))
  })
})

describe('subjectsOf()', () => {
  it('names the event’s own subject and those that its payload touches, each once', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    tale.tell(loanMade, 'loan/1', { book: 'book/a', reader: 'reader/m' }, { by: 'list' })
    const [registration, loan] = tale.events
    expect(loan && subjectsOf(library, asWritten(loan))).toEqual(['loan/1', 'book/a', 'reader/m'])
    expect(registration && subjectsOf(library, asWritten(registration))).toEqual([])
  })
})

it('gives the events of a subject in order of position, one that a correction moved there among them', () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  const moved = tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-02', by: 'list' })
  const first = tale.tell(bookSeen, 'book/b', { shelf: 'shelf/x' }, { on: '2020-01-03', by: 'list' })
  tale.correct(moved, { subject: 'book/b' })
  expect(engineOf(tale.events).gathering.eventsOf('book/b')).toEqual([moved, first])
})
