import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Blocker } from '../../src/engine/index.ts'
import { inOneGo } from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'
import type { Trust } from '../../src/visibility/index.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { asked, caseOf, moves, preface } from '../oracle/generate.ts'
import {
  bookSeen,
  library,
  loanMade,
  loanReturned,
  openTale,
  readerJoined,
  readerSeen,
  TALE,
  Tale,
} from '../toy/index.ts'

type Asked = {
  readonly date?: string
  readonly knownAt?: string
  readonly position?: number
  readonly field?: string
  readonly trusting?: Trust
}

/** What hides a subject's events, each as `position: by …`, with the position of what it is through. */
async function hiding(tale: Tale, subject: string, { field, trusting = {}, ...at }: Asked = {}) {
  const chronicle = await openTale(tale)
  const state = chronicle.asOf({
    date: parseDay(at.date ?? '2020-06-01'),
    ...(at.knownAt === undefined ? {} : { knownAt: parseDay(at.knownAt) }),
    ...(at.position === undefined ? {} : { position: at.position }),
    trusting,
  })
  const placed = ({ by, through }: Blocker) =>
    through === undefined ? by : `${by} ${chronicle.event(through)?.position}`
  return inOneGo(chronicle.whyNot(subject, state, field)).map(
    ({ event, hiddenBy }) => `${event.position}: ${hiddenBy.map(placed).join(', ')}`,
  )
}

function lent(on = '2020-01-02', published = '2020-01-10') {
  const tale = new Tale()
  tale.source('gazette', published)
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on, by: 'gazette' })
  return { tale, loan }
}

describe('whyNot()', () => {
  it('is empty of what is definitely so', async () => {
    expect(await hiding(lent().tale, 'loan/1')).toEqual([])
  })

  it('names the clock: not recorded yet, not known yet', async () => {
    expect(await hiding(lent().tale, 'loan/1', { position: 1 })).toEqual(['2: notRecorded'])
    expect(await hiding(lent().tale, 'loan/1', { position: 0, knownAt: '2020-01-09' })).toEqual([
      '2: notRecorded, notKnown 1',
    ])
    expect(await hiding(lent().tale, 'loan/1', { knownAt: '2020-01-09' })).toEqual(['2: notKnown 1'])
    expect(await hiding(lent().tale, 'loan/1', { knownAt: '2020-01-10' })).toEqual([])
  })

  it('names a source that is undated, not trusted, not registered yet or withdrawn', async () => {
    const tale = new Tale()
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-02', by: 'note' })
    tale.source('note', '[2020-01-05..]')
    expect(await hiding(tale, 'loan/1', { knownAt: '2020-03-01' })).toEqual(['1: possiblyKnown 2'])
    expect(await hiding(tale, 'loan/1', { trusting: { without: ['source/note'] } })).toEqual([
      '1: notTrusted 2',
    ])
    expect(await hiding(tale, 'loan/1', { position: 1 })).toEqual(['1: unregistered 2'])
    tale.withdraw('note')
    expect(await hiding(tale, 'loan/1')).toEqual(['1: withdrawn 3'])
  })

  it('names the revision whose text alone has the words: not known, possibly known, later or retracted', async () => {
    const tale = new Tale()
    tale.source('note', '2020-01-05')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-02', by: 'note', text: 'second' })
    const revision = tale.revise('note', 'second', 'note', '2020-06')
    expect(await hiding(tale, 'loan/1', { knownAt: '2020-05-01' })).toEqual(['2: notKnown 3'])
    expect(await hiding(tale, 'loan/1', { knownAt: '2020-06-15' })).toEqual(['2: possiblyKnown 3'])
    expect(await hiding(tale, 'loan/1', { position: 2 })).toEqual(['2: unregistered 3'])
    expect(await hiding(tale, 'loan/1')).toEqual([])
    tale.retract(revision)
    expect(await hiding(tale, 'loan/1')).toEqual(['2: premiseMissing 3'])
  })

  it.each([
    // the source, what it is corrected to later, trusting, what hides it at the position before
    ['[2020-01-05..]', { published: { edtf: '2020-01-05', basis: 'stated' } }, {}, ['possiblyKnown 1']],
    ['2020-03-01', { published: { edtf: '2020-01-05', basis: 'stated' } }, {}, ['notKnown 1']],
    ['2020-01-05', { side: 'right' }, { sides: ['right'] }, ['notTrusted 1']],
    ['2020-01-05', { published: { edtf: '2020-03-01', basis: 'stated' } }, {}, []],
    ['2020-01-05', { side: 'right' }, { sides: ['left'] }, []],
  ] as const)('reads a source of %s, later corrected to %j, as it was recorded then', async (...row) => {
    const [published, payload, trusting, hiddenBy] = row
    const tale = new Tale()
    const source = tale.source('note', published, 'left')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-02', by: 'note' })
    tale.correct(source, { payload })
    const expected = hiddenBy.length === 0 ? [] : [`2: ${hiddenBy.join(', ')}`]
    expect(await hiding(tale, 'loan/1', { knownAt: '2020-02-01', position: 2, trusting })).toEqual(expected)
  })

  it('reads a revision as it was recorded then', async () => {
    const tale = new Tale()
    const source = tale.source('note', '[2020-01-05..]')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-02', by: 'note', text: 'second' })
    tale.revise('note', 'second', 'note', '2020-02-01')
    tale.correct(source, { payload: { published: { edtf: '2020-01-05', basis: 'stated' } } })
    const knownAt = '2020-03-01'
    expect(await hiding(tale, 'loan/1', { knownAt, position: 3 })).toEqual([
      '2: possiblyKnown 1, possiblyKnown 3',
    ])
    expect(await hiding(tale, 'loan/1', { knownAt })).toEqual([])
  })

  it('names the act: a retraction, until it is restored; a correction that moves it elsewhere', async () => {
    const { tale, loan } = lent()
    tale.retract(loan)
    expect(await hiding(tale, 'loan/1')).toEqual(['2: retracted 3'])
    tale.restore(loan)
    expect(await hiding(tale, 'loan/1')).toEqual([])
    tale.correct(loan, { subject: 'loan/2' })
    expect(await hiding(tale, 'loan/1')).toEqual(['2: corrected 5'])
    expect(await hiding(tale, 'loan/2')).toEqual([])
  })

  it('names the premise that is missing', async () => {
    const { tale, loan } = lent()
    tale.tell(loanReturned, 'loan/1', {}, { on: '2020-02-01', from: [loan] })
    tale.retract(loan)
    expect(await hiding(tale, 'loan/1', { field: 'status' })).toEqual([
      '2: retracted 4',
      '3: premiseMissing 2',
    ])
  })

  it('names what the date says: not yet, over, perhaps, of other days', async () => {
    expect(await hiding(lent('2020-07', '2020-12-31').tale, 'loan/1')).toEqual(['2: notYet'])
    expect(await hiding(lent('2020', '2020-12-31').tale, 'loan/1')).toEqual(['2: mayBeOtherwise'])
    const tale = new Tale()
    tale.source('gazette', '2020-01-10')
    tale.tell(readerJoined, 'reader/m', { name: 'M' }, { on: '2020-01-01/2020-02-01', by: 'gazette' })
    tale.tell(readerSeen, 'reader/m', {}, { on: '2020-01-05', by: 'gazette' })
    expect(await hiding(tale, 'reader/m')).toEqual(['2: over', '3: otherDays'])
  })

  it('names no date where an attestation tells that it still held', async () => {
    const tale = new Tale()
    tale.source('gazette', '2020-01-10')
    tale.tell(readerJoined, 'reader/m', { name: 'M' }, { on: '2020-01-01/..', by: 'gazette' })
    tale.tell(readerSeen, 'reader/m', {}, { on: '2020-07-01', by: 'gazette' })
    expect(await hiding(tale, 'reader/m')).toEqual(['3: otherDays'])
    expect(await hiding(tale, 'reader/m', { date: '2020-08-01' })).toEqual(['2: otherDays', '3: otherDays'])
  })

  it('names, of one field, what took the place of its value', async () => {
    const { tale } = lent('2020-01-02', '2020-02-10')
    tale.tell(loanReturned, 'loan/1', {}, { on: '2020-02-01', by: 'gazette' })
    expect(await hiding(tale, 'loan/1', { field: 'status' })).toEqual(['2: outdone 3'])
    expect(await hiding(tale, 'loan/1', { field: 'book' })).toEqual([])
  })

  it('asks of one field only what speaks of it', async () => {
    const tale = new Tale()
    tale.source('gazette', '2020-01-10')
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-05', by: 'gazette' })
    tale.tell(
      bookSeen,
      'book/a',
      { shelf: 'shelf/x', condition: 'worn' },
      { on: '2020-01-06', by: 'gazette' },
    )
    expect(await hiding(tale, 'book/a', { field: 'condition' })).toEqual(['3: otherDays'])
  })

  it('names the registration of a source that may be retracted', async () => {
    const tale = new Tale()
    tale.source('late', '[2020-01-01..]')
    const east = tale.source('east', '2020-01-01')
    tale.retract(east, { by: 'late' })
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'east' })
    expect(await hiding(tale, 'loan/1', { knownAt: '2020-01-02' })).toEqual(['4: unregistered 2'])
    expect(await hiding(tale, 'loan/1', { knownAt: '2019-01-02' })).toEqual(['4: notKnown 2'])
  })

  it('leaves nothing unexplained: what would make a subject so does for certain, or something hides it', async () => {
    await fc.assert(
      fc.asyncProperty(preface, moves, asked, async (first, told, points) => {
        const tale = caseOf(first, told, points)
        const envelopes = tale.events.map(({ event }) => event)
        const chronicle = await openAsWritten(TALE, library, envelopes)
        for (const point of tale.points)
          for (const subject of ['book/a', 'loan/1', 'reader/m']) {
            const state = chronicle.at(point)
            const item = state.item(subject)
            const hidden = new Set(inOneGo(chronicle.whyNot(subject, state)).map(({ event }) => event.id))
            const making =
              item?.standings.filter(({ claim }) => claim.field === item.kind.existence.name) ?? []
            for (const [event, claims] of Map.groupBy(making, (one) => one.event.id)) {
              const sure = claims.some(
                ({ visible, answer }) => visible === 'definitely' && answer === 'definitely',
              )
              expect(sure || hidden.has(event)).toBe(true)
            }
            for (const { hiddenBy } of inOneGo(chronicle.whyNot(subject, state)))
              expect(hiddenBy).not.toEqual([])
          }
      }),
      { numRuns: 60 },
    )
  })
})
