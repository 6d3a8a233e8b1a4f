import { describe, expect, it } from 'vitest'
import { checkRecording, emptyWriteModel } from '../../src/admission/index.ts'
import { formatFault } from '../../src/errors.ts'
import type { Valid } from '../../src/time/index.ts'
import { bookSeen, library, loanMade, readerJoined, stated, TALE, Tale } from '../toy/index.ts'
import { replayed } from './replayed.ts'

const recorded = emptyWriteModel(TALE)
const check = (tale: Tale, before = recorded, from = 0) =>
  checkRecording({ events: tale.envelopes.slice(from) }, before, library.catalogue)
    // All sources of the toy have one text.
    .warnings.filter(({ code }) => code !== 'W_SAME_TEXT')
    .map(formatFault)

function lent(on: string | Valid, published = '2024-01-10', role: 'statement' | 'date' = 'statement') {
  const tale = new Tale()
  tale.source('list', published)
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on, by: 'list', role })
  return { tale, loan }
}

const MARCH =
  'W_BEFORE_IT_HAPPENED expected no day after 2024-01-11, the day after source/list came out; 2024-03-20 is later than it can report, and is at most possible until another source reports it'

describe('W_BEFORE_IT_HAPPENED', () => {
  it.each<[string, string | Valid, readonly string[]]>([
    ['a day', '2024-03-20', [`events.1.valid.edtf ${MARCH}`]],
    ['a span', '2024-03-20/2024-03-22', [`events.1.valid.edtf ${MARCH}`]],
    ['a begin', { begin: { edtf: '2024-03-20', basis: 'stated' } }, [`events.1.valid.begin.edtf ${MARCH}`]],
    ['the day after', '2024-01-11', []],
    ['a month that began before', '2024-01', []],
  ])('of %s after its source came out, with its place', (_, on, warnings) => {
    expect(check(lent(on).tale)).toEqual(warnings)
  })

  it('comes where the first of several sources came out before it', () => {
    const tale = new Tale()
    tale.source('list', '2024-01-10')
    tale.source('news', '2024-03-21')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2024-03-20', by: ['news', 'list'] })
    expect(check(tale)).toEqual([`events.2.valid.edtf ${MARCH}`])
  })

  it('comes for a source that is registered further down, or stands recorded', () => {
    const tale = new Tale()
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2024-03-20', by: 'list' })
    tale.source('list', '2024-01-10')
    expect(check(tale)).toEqual([`events.0.valid.edtf ${MARCH}`])
    const { tale: later } = lent('2024-03-20')
    expect(check(later, replayed(TALE, later.events.slice(0, 1)), 1)).toEqual([
      `events.0.valid.edtf ${MARCH}`,
    ])
    expect(check(later, replayed(TALE, later.events))).toEqual([])
  })

  it('comes for a date or evidence that a correction sets', () => {
    const { tale, loan } = lent('2024-01-05')
    tale.correct(loan, { valid: stated('2024-03-20') })
    expect(check(tale)).toEqual([`events.2.payload.set.valid.edtf ${MARCH}`])
    const { tale: moved, loan: other } = lent('2024-03-20', '2024-03-21')
    moved.source('early', '2024-01-10')
    moved.correct(other, { evidence: [{ source: 'source/early', locator: 'p. 1', role: 'statement' }] })
    expect(check(moved)).toEqual([
      `events.3.payload.set.evidence ${MARCH.replace('source/list', 'source/early')}`,
    ])
  })

  it('does not come for an undated source, another role, and what lasts or is attested', () => {
    expect(check(lent('2024-03-20', '[2024-01-10..]').tale)).toEqual([])
    expect(check(lent('2024-03-20', '2024-01-10', 'date').tale)).toEqual([])
    const tale = new Tale()
    tale.source('list', '2024-01-10')
    tale.tell(readerJoined, 'reader/m', { name: 'M' }, { on: '2024-03-20/', by: 'list' })
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2024-03-20', by: 'list' })
    expect(check(tale)).toEqual([])
  })
})
