import { describe, expect, it } from 'vitest'
import type { CorrectionPayload, EventId } from '../../src/event/index.ts'
import { type Asked, loanMade, stand, Tale } from '../toy/index.ts'

const NOW = '2030-01-01'

/** When a source came out, so that it is not known before that day. */
function notBefore(day: string): CorrectionPayload['set'] {
  return { payload: { published: { edtf: `[${day}..]`, basis: 'inferred' } } }
}

/** An undated report of a loan, which another source, out on 1 June, tells of too; and the loan as either tells it. */
function twoReports() {
  const tale = new Tale()
  const registration = tale.source('report')
  tale.source('gazette', '2020-06-01')
  const undated = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { by: 'report' })
  const dated = tale.tell(loanMade, 'loan/2', { book: 'book/a' }, { on: '2020-06-01', by: 'gazette' })
  const one = tale.same('loan/1', 'loan/2', { from: [undated, dated] })
  return { tale, registration, undated, dated, premises: [one, dated] }
}

/** The same, and the report is held to have come out after the loan that the other source dates. */
function workedOut(day = '2020-06-01') {
  const told = twoReports()
  const correction = told.tale.correct(told.registration, notBefore(day), { from: told.premises })
  return { ...told, correction }
}

function seen(tale: Tale, event: EventId, asked: Omit<Asked, 'date'>) {
  return stand(tale.events)({ date: NOW, ...asked }).view.exists(event)
}

describe('the day before which a source did not come out, worked out from another source', () => {
  it('hides what the source tells as known by any day before, and leaves it possible after', () => {
    const { tale, undated, registration } = workedOut()
    for (const knownAt of ['1900-01-01', '2020-05-31']) {
      expect(seen(tale, undated, { knownAt })).toBe('no')
      expect(seen(tale, registration, { knownAt })).toBe('no')
      expect(stand(tale.events)({ date: NOW, knownAt }).view.source('source/report')).toBe('no')
    }
    expect(seen(tale, undated, { knownAt: '2020-06-01' })).toBe('possibly')
    expect(seen(tale, undated, {})).toBe('definitely')
  })

  it('falls where that other source is not trusted, or not recorded yet', () => {
    const { tale, undated } = workedOut()
    const knownAt = '1900-01-01'
    expect(seen(tale, undated, { knownAt, trusting: { only: ['source/report'] } })).toBe('possibly')
    expect(seen(tale, undated, { knownAt, position: 5 })).toBe('possibly')
  })

  it('falls with what it is worked out from', () => {
    const { tale, undated, premises } = workedOut()
    tale.retract(premises[0] ?? '')
    expect(seen(tale, undated, { knownAt: '1900-01-01' })).toBe('possibly')
  })

  it('stays where the source itself is withdrawn later', () => {
    const { tale, undated } = workedOut()
    tale.withdraw('report', 'report', '2021-01-01')
    expect(seen(tale, undated, { knownAt: '2020-05-31' })).toBe('no')
    expect(seen(tale, undated, { knownAt: '2020-06-01' })).toBe('possibly')
    expect(seen(tale, undated, { knownAt: '2021-01-01' })).toBe('no')
  })

  it('is not known before an erratum that says so too', () => {
    const { tale, undated, registration, premises } = twoReports()
    tale.source('erratum', '2020-08-01')
    tale.correct(registration, notBefore('2020-06-01'), { by: 'erratum', from: premises })
    expect(seen(tale, undated, { knownAt: '2020-05-31' })).toBe('possibly')
  })

  it('brings along nothing else that the other source tells of this one', () => {
    const { tale, registration, premises } = twoReports()
    const { payload } = notBefore('2020-01-01')
    tale.correct(registration, { payload: { ...payload, label: 'later' } }, { from: premises })
    const label = (knownAt: string) => {
      const [version] = stand(tale.events)({ date: NOW, knownAt }).view.versions(registration)
      return version?.event.event.payload.label
    }
    expect(label('2020-05-31')).toBe('report')
    expect(label('2020-06-01')).toBe('later')
  })

  it('is shown to follow from its premises only where these are visible', () => {
    const { tale, registration, correction } = workedOut('2020-01-01')
    const by = (knownAt?: string) =>
      stand(tale.events)({ date: NOW, ...(knownAt && { knownAt }) }).view.versions(registration)[0]?.by
    expect(by('2020-05-31')).toEqual([registration])
    expect(by('2020-06-01')).toEqual([registration, correction])
    expect(by()).toEqual([registration, correction])
    expect(seen(tale, correction, { knownAt: '2020-05-31' })).toBe('no')
  })

  it('may rest on a source of which that is worked out from the first: neither argues for itself', () => {
    const { tale, registration, undated } = workedOut()
    const gazette = tale.events[1]?.id ?? ''
    tale.correct(gazette, notBefore('2020-07-01'), { from: [undated] })
    expect(seen(tale, undated, { knownAt: '2020-05-31' })).toBe('no')
    expect(seen(tale, registration, { knownAt: '2020-06-01' })).toBe('possibly')
  })
})
