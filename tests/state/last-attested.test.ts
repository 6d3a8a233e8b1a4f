import { describe, expect, it } from 'vitest'
import { compare } from '../../src/state/index.ts'
import { type Asked, readerFields, readerJoined, readerSeen, stand, Tale } from '../toy/index.ts'

/** Someone who joined on 1 June, of whom more is told as the tests go on. */
function joined(on = '2024-06-01/..') {
  const tale = new Tale()
  tale.source('list', '2024-06-02')
  tale.source('later', '2024-12-31')
  tale.source('open', '[2024-12-31..]')
  const adoption = tale.tell(readerJoined, 'reader/m', { name: 'M', tier: 'gold' }, { on, by: 'list' })
  const seen = (on: string, tier = 'gold', by = 'later') =>
    tale.tell(readerSeen, 'reader/m', { tier }, { on, by, salt: `${on} ${tier} ${by}` })
  const at = (date: string, asked: Partial<Asked> = {}) =>
    stand(tale.events)({ date, ...asked }).item('reader/m')
  const tier = (date: string, asked: Partial<Asked> = {}) =>
    at(date, asked)
      ?.get(readerFields.tier)
      .values.map(({ value, answer }) => `${value} ${answer}`)
      .join()
  return { tale, adoption, seen, at, tier }
}

const JULY = '2024-07-01'

describe('what lasts without a stated end', () => {
  it.each([
    ['2024-06-01/..', '2024-05-31', 'no'],
    ['2024-06-01/..', '2024-06-01', 'definitely'],
    ['2024-06-01/..', JULY, 'definitely'],
    ['2024-06-01/..', '2024-09-01', 'definitely'],
    ['2024-06-01/..', '2024-09-02', 'unknown'],
    ['2024-06-01/', JULY, 'definitely'],
    ['2024-06-01', JULY, 'definitely'],
    ['2024-06-01', '2024-05-31', 'no'],
    ['2024-06', JULY, 'definitely'],
    ['2024-06', '2024-06-15', 'possibly'],
    ['2024-06-01/2024-06-30', JULY, 'unknown'],
  ])('dated %s and attested on 1 September holds on %s: %s', (on, date, answer) => {
    const { seen, at } = joined(on)
    seen('2024-09-01')
    expect(at(date)?.existence.answer).toBe(answer)
  })

  it('holds to the last of several attestations, by what that is known to reach', () => {
    const { seen, at } = joined()
    seen('2024-07-15')
    seen('2024-09-01/2024-10-01')
    seen('[2024-11-01..2024-11-30]')
    const answers = ['2024-08-01', '2024-10-15', '2024-11-01', '2024-11-15', '2024-12-01'].map(
      (date) => at(date)?.existence.answer,
    )
    expect(answers).toEqual(['definitely', 'definitely', 'definitely', 'possibly', 'unknown'])
  })

  it('holds by a further adoption as by an attestation, and not backwards', () => {
    const { tale, at } = joined()
    tale.tell(readerJoined, 'reader/m', { name: 'M' }, { on: '2024-09-01/..', by: 'later' })
    tale.tell(readerSeen, 'reader/m', {}, { on: '2024-05-01', by: 'later' })
    expect(['2024-05-15', JULY].map((date) => at(date)?.existence.answer)).toEqual(['unknown', 'definitely'])
  })

  it('holds possibly by what is only possibly visible, and not by what cannot be seen', () => {
    const { seen, at } = joined()
    seen('2024-09-01', 'gold', 'open')
    expect(at(JULY, { knownAt: '2025-06-01' })?.existence.answer).toBe('possibly')
    expect(at(JULY, { knownAt: '2024-06-30' })?.existence.answer).toBe('unknown')
    expect(at(JULY, { trusting: { without: ['source/open'] } })?.existence.answer).toBe('unknown')
    expect(at(JULY)?.existence.answer).toBe('definitely')
  })

  it('is extended by the same value alone', () => {
    const { seen, tier, at } = joined()
    seen('2024-09-01', 'silver')
    expect(tier(JULY)).toBe('')
    expect(at(JULY)?.existence.answer).toBe('definitely')
  })

  it('is not extended across another value, where there is one at a time', () => {
    const { seen, tier } = joined()
    seen('2024-07-15')
    seen('2024-08-01', 'silver')
    seen('2024-09-01')
    expect(
      ['2024-07-01', '2024-07-20', '2024-08-01', '2024-08-15', '2024-09-01'].map((date) => tier(date)),
    ).toEqual(['gold definitely', '', 'silver definitely', '', 'gold definitely'])
  })

  it('is possibly extended across what is only possibly visible', () => {
    const { seen, tier } = joined()
    seen('2024-08-01', 'silver', 'open')
    seen('2024-09-01')
    expect(tier(JULY, { knownAt: '2025-06-01' })).toBe('gold possibly')
    expect(tier(JULY, { knownAt: '2024-12-30' })).toBe('')
    expect(tier(JULY)).toBe('')
  })

  it('is not extended across a stated end of the same', () => {
    const { tale, seen, at } = joined()
    const how = { on: '2024-06-01/2024-08-01', by: 'later' }
    tale.tell(readerJoined, 'reader/m', { name: 'M', tier: 'gold' }, how)
    seen('2024-09-01')
    expect(['2024-08-01', '2024-08-15', '2024-09-01'].map((date) => at(date)?.existence.answer)).toEqual([
      'definitely',
      'unknown',
      'definitely',
    ])
  })

  it('names the attestation among its reasons, and what was learned as the cause', () => {
    const { tale, adoption, seen, at } = joined()
    const attestation = seen('2024-09-01')
    expect(at(JULY)?.existence.because).toEqual([adoption, attestation])
    expect(at('2024-06-01')?.existence.because).toEqual([adoption])
    const state = stand(tale.events)
    const learned = compare('reader', state({ date: JULY, knownAt: '2024-07-01' }), state({ date: JULY }))
    expect(learned).toMatchObject([{ change: 'attested', causes: ['learned'] }])
    const over = compare('reader', state({ date: JULY }), state({ date: '2024-10-01' }))
    expect(over).toMatchObject([{ change: 'unattested', causes: ['attested'] }])
  })

  it('begins on a bare day, and an inference may give its end', () => {
    const { tale, adoption, at } = joined('2024-06-01')
    tale.date([adoption], '2024-06-01/2024-08-01')
    expect(['2024-05-01', JULY, '2024-09-01'].map((date) => at(date)?.existence.answer)).toEqual([
      'no',
      'definitely',
      'no',
    ])
  })

  it('begins on the bare day of an inference, which is no end', () => {
    const { tale, adoption, seen, at } = joined('2024/..')
    tale.date([adoption], '2024-06-01')
    seen('2024-09-01')
    expect(['2024-05-01', JULY].map((date) => at(date)?.existence.answer)).toEqual(['no', 'definitely'])
  })
})
