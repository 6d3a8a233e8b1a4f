import { describe, expect, test } from 'vitest'
import { bilateral, dueOf, undertaking } from '../../../src/domains/index.ts'
import { openChronicle } from '../../../src/engine/index.ts'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../../src/time/index.ts'

const subject = 'undertaking/bridge'
const evidence = [{ source: 'source/gazette', locator: 'page 1', role: 'statement' }] as const

function told(type: string, payload: Payload, edtf?: string): Envelope {
  const about = type === 'SourceRegistered' ? 'source/gazette' : subject
  const valid = edtf === undefined ? {} : { valid: { edtf, basis: 'stated' as const } }
  return { chronicle: 'toy', version: 1, type, subject: about, payload, evidence, ...valid }
}

/** A promise of 2024-01-10 to build a bridge by `due`, and what became of it, as the gazette of 2026 tells. */
async function promiseAnd(due: string, ...later: readonly Envelope[]) {
  const chronicle = await openChronicle({
    name: 'toy',
    vocabulary: bilateral.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-06-01T00:00:00Z'),
  })
  const published = { edtf: '2026-01-01', basis: 'stated' }
  const made = {
    grade: 'pledge',
    by: ['no'],
    content: 'build a bridge',
    checkable: true,
    due: { edtf: due, basis: 'stated' },
  }
  await chronicle.record({
    name: 'first',
    events: [
      told('SourceRegistered', { label: 'gazette', published, absent: [] }),
      told('UndertakingMade', made, '2024-01-10'),
      ...later,
    ],
  })
  return (date: string) => {
    const item = chronicle.asOf({ date: parseDay(date) }).item(subject)
    if (item === undefined) throw new Error('the promise cannot be seen')
    const { values, answer } = item.get(undertaking.fields.status)
    const { standing, inDays, certainty } = dueOf(item)
    return { status: values.map(({ value }) => value.status), answer, standing, inDays, certainty }
  }
}

describe('the ledger of promises', () => {
  test.each([
    ['UndertakingAnswered', { with: 'undertaking/reply', how: 'in kind' }, 'answered', 'overdue'],
    ['UndertakingPartlyFulfilled', { how: 'one pier' }, 'partly-fulfilled', 'overdue'],
    ['UndertakingFulfilled', {}, 'fulfilled', 'settled'],
    ['UndertakingWithdrawn', {}, 'withdrawn', 'settled'],
    ['UndertakingLapsed', {}, 'lapsed', 'settled'],
    ['UndertakingDenied', { by: 'no' }, 'denied', 'settled'],
  ])(
    '%s: open before it, then %s is %s, and past its due date %s',
    async (type, payload, status, standing) => {
      const at = await promiseAnd('2024-12-31', told(type, payload, '2024-06-01'))
      expect(at('2024-05-31')).toMatchObject({ status: ['open'], answer: 'definitely', standing: 'due' })
      expect(at('2024-06-01')).toMatchObject({ status: [status], answer: 'definitely' })
      expect(at('2025-01-01')).toMatchObject({ status: [status], standing })
    },
  )

  test.each([
    ['2024-12-30', 'due', 1],
    ['2024-12-31', 'due', 0],
    ['2025-01-01', 'overdue', -1],
  ])('as of %s what is due by 2024-12-31 is %s, in %i days', async (date, standing, inDays) => {
    const at = await promiseAnd('2024-12-31')
    expect(at(date)).toMatchObject({ standing, inDays, certainty: 'definitely' })
  })

  test.each([
    ['2024-12-01', 'due'],
    ['2024-12-02', 'possibly-overdue'],
    ['2024-12-31', 'possibly-overdue'],
    ['2025-01-01', 'overdue'],
  ])('a due date of some day in December 2024 is, as of %s, %s', async (date, standing) => {
    const at = await promiseAnd('2024-12')
    expect(at(date).standing).toBe(standing)
  })

  test('a fulfilment on an open day leaves both values possible, and what is past due possibly overdue', async () => {
    const at = await promiseAnd('2024-12-31', told('UndertakingFulfilled', {}, '[2024-12-01..2025-01-31]'))
    expect(at('2025-01-10')).toEqual({
      status: ['open', 'fulfilled'],
      answer: 'possibly',
      standing: 'possibly-overdue',
      inDays: -10,
      certainty: 'possibly',
    })
    expect(at('2025-01-31')).toMatchObject({ status: ['fulfilled'], standing: 'settled' })
  })

  test('an answer after a part performance takes nothing back', async () => {
    const at = await promiseAnd(
      '2024-12-31',
      told('UndertakingPartlyFulfilled', {}, '2024-05-01'),
      told('UndertakingAnswered', { with: 'undertaking/reply', how: 'in words' }, '2024-06-01'),
    )
    expect(at('2024-07-01').status).toEqual(['partly-fulfilled'])
  })
})
