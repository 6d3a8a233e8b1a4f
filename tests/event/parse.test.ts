import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RegestaError } from '../../src/errors.ts'
import {
  applyCorrection,
  catalogueOf,
  type Envelope,
  eventRetracted,
  kernelTypes,
  parseEvent,
  payloadOf,
  sourceRegistered,
} from '../../src/event/index.ts'

const catalogue = catalogueOf(...kernelTypes)
const id = 'f'.repeat(64)

const source = {
  chronicle: 'toy',
  version: 1,
  type: 'SourceRegistered',
  subject: 'source/a',
  payload: { label: 'a', published: { edtf: '2024-05', basis: 'stated' }, absent: [] },
  evidence: [{ source: 'source/a', locator: 'page 1', role: 'date' }],
} satisfies Envelope

/** `path code` of every fault. */
function faultsOf(value: unknown): readonly string[] {
  const parsed = parseEvent(catalogue, value)
  return parsed.ok ? [] : parsed.faults.map(({ code, place }) => `${place?.path?.join('.')} ${code}`)
}

describe('parseEvent()', () => {
  test('gives the event as written, with its valid time read', () => {
    const parsed = parseEvent(catalogue, { ...source, valid: { edtf: '1970-01-02', basis: 'stated' } })
    expect(parsed).toMatchObject({ ok: true, valid: { begin: { earliest: 1, latest: 2 } } })
    if (parsed.ok) expect(parsed.event).toEqual({ ...source, valid: { edtf: '1970-01-02', basis: 'stated' } })
    if (parsed.ok) expect(payloadOf(sourceRegistered, parsed.event).label).toBe('a')
  })

  test.each([
    ['a type that no one knows', { type: 'SourceLost' }, ['type E_TYPE']],
    ['another kind of subject', { subject: 'person/a' }, ['subject E_KIND']],
    ['no evidence', { evidence: [] }, ['evidence E_EVIDENCE']],
    ['a target', { target: { event: id } }, ['target E_TARGET']],
    ['an unknown field', { place: 1 }, ['place E_FIELD']],
    ['a date that does not exist', { valid: { edtf: '2025-02-29', basis: 'stated' } }, ['valid.edtf E_EDTF']],
    [
      'two such dates',
      { valid: { begin: { edtf: '2025-13', basis: 'stated' }, end: { edtf: 'May', basis: 'stated' } } },
      ['valid.begin.edtf E_EDTF', 'valid.end.edtf E_EDTF'],
    ],
    [
      'a date that does not exist beside a basis that is none',
      { valid: { edtf: '2025-02-29', basis: 'guess' } },
      ['valid.basis E_SHAPE', 'valid.edtf E_EDTF'],
    ],
    [
      'an end before its begin',
      { valid: { begin: { edtf: '2025', basis: 'stated' }, end: { edtf: '2024', basis: 'stated' } } },
      ['valid E_END_BEFORE_BEGIN'],
    ],
    [
      'a likely day elsewhere',
      { valid: { edtf: '2025', likely: '2024-01-01', basis: 'stated' } },
      ['valid.likely E_LIKELY'],
    ],
    [
      'a bound with one mistake',
      { valid: { edtf: '2025', basis: 'stated', source: 'a' } },
      ['valid.source E_FIELD'],
    ],
    [
      'a begin with many',
      { valid: { begin: { edtf: 5, a: 1, b: 2 } } },
      [
        'valid.begin.edtf E_SHAPE',
        'valid.begin.basis E_SHAPE',
        'valid.begin.a E_FIELD',
        'valid.begin.b E_FIELD',
      ],
    ],
    [
      'a begin and an end with many',
      { valid: { begin: { edtf: 5 }, end: { edtf: 5 } } },
      ['begin.edtf', 'begin.basis', 'end.edtf', 'end.basis'].map((path) => `valid.${path} E_SHAPE`),
    ],
    [
      'an unfinished span',
      { evidence: [{ source: 'source/a', start: 3, end: 5, role: 'date' }] },
      ['evidence.0.digest E_SHAPE'],
    ],
    [
      'several at once',
      { subject: 'person/a', version: 2, premises: ['x'] },
      ['version E_SHAPE', 'premises.0 E_SHAPE', 'subject E_KIND'],
    ],
    [
      'dates in its payload',
      { payload: { label: '', published: { edtf: '2024-13', basis: 'stated' }, absent: [] } },
      ['payload.label E_SHAPE', 'payload.published.edtf E_EDTF'],
    ],
  ])('refuses %s', (_, change, faults) => {
    expect(faultsOf({ ...source, ...change })).toEqual(faults)
  })

  test.each([
    [
      'an inference without premises',
      { type: 'DateInferred', payload: { of: [id], reason: 'x' }, evidence: undefined },
      'premises E_PREMISES',
    ],
    ['an act without a target', { type: 'EventRetracted', payload: { reason: 'x' } }, 'target E_TARGET'],
    [
      'a correction of nothing',
      { type: 'EventCorrected', payload: { reason: 'x', set: {} }, target: { event: id } },
      'payload.set E_SHAPE',
    ],
  ])('refuses %s', (_, change, fault) => {
    expect(faultsOf({ ...source, ...change })).toContain(fault)
  })

  test('never throws, whatever it is given', () => {
    const near = fc.record(
      {
        chronicle: fc.oneof(fc.constant('toy'), fc.jsonValue()),
        version: fc.constantFrom(1, 2),
        type: fc.oneof(fc.constantFrom(...catalogue.keys()), fc.jsonValue()),
        subject: fc.oneof(fc.constant('source/a'), fc.jsonValue()),
        payload: fc.oneof(fc.constant(source.payload), fc.jsonValue()),
        valid: fc.oneof(
          fc.record({ edtf: fc.string(), basis: fc.constant('stated'), likely: fc.jsonValue() }),
          fc.jsonValue(),
        ),
        evidence: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(near, fc.jsonValue(), fc.anything()), (value) => {
        const parsed = parseEvent(catalogue, value)
        expect(parsed.ok || parsed.faults.length > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the date that a correction sets', () => {
  const setting = (valid: unknown) => ({
    chronicle: 'toy',
    version: 1,
    type: 'EventCorrected',
    subject: 'source/a',
    payload: { reason: 'misread', set: { valid } },
    target: { event: id },
  })
  const stated = (edtf: string, more: object = {}) => ({ edtf, basis: 'stated', ...more })

  test.each([
    stated('2021-09'),
    stated('2021-09/2021-11'),
    stated('2021-09/..'),
    stated('2021-09/'),
    stated('../2021-11'),
    stated('/2021-11'),
    { begin: stated('[..2021]'), end: stated('[2021..]') },
    stated('{2021-09,2021-10}'),
    stated('{2021-09..2021-11}'),
    stated('2020~/2021', { within: '202X/2021' }),
    stated('2021-09/2021-11', { likely: '2021-09-10' }),
    { begin: stated('2021-09') },
    { begin: stated('2021-09'), end: stated('2021-11') },
    null,
  ])('may be any that an event may have: %j', (valid) => {
    expect(faultsOf(setting(valid))).toEqual([])
    expect(faultsOf({ ...source, ...(valid && { valid }) })).toEqual([])
  })

  test.each([
    stated('2021-13'),
    stated('2021/2020'),
    stated('2021~'),
    stated('{2021-09,2021-11}'),
    stated('2021-09/2021-11', { likely: '2022-01-01' }),
    { edtf: '2021/2022' },
    { edtf: '2021/2022', basis: 'guess' },
    { begin: stated('2021/2022') },
    { begin: stated('2021'), end: stated('2020') },
    { begin: stated('2021-13'), end: stated('May') },
    { end: stated('2021') },
    '2021',
    7,
  ])('has the faults of an event with it: %j', (valid) => {
    const own = faultsOf({ ...source, valid })
    expect(own).not.toEqual([])
    expect(faultsOf(setting(valid))).toEqual(own.map((fault) => `payload.set.${fault}`))
  })

  test.each([{ edtf: '2021/2022' }, { edtf: '2021/..', basis: 'guess' }])(
    'is not told to be one day where it is a span of a wrong shape: %j',
    (valid) => expect(faultsOf({ ...source, valid })).toEqual(['valid.basis E_SHAPE']),
  )

  test('leaves every other date that it sets one day', () => {
    const set = { payload: { published: stated('2021/2022') }, valid: stated('2021/2022') }
    expect(faultsOf({ ...setting(null), payload: { reason: 'misread', set } })).toEqual([
      'payload.set.payload.published.edtf E_ONE_DAY',
    ])
  })
})

describe('catalogueOf()', () => {
  test('refuses two types of one name', () => {
    expect(() => catalogueOf(...kernelTypes, eventRetracted)).toThrow(RegestaError)
  })
})

describe('applyCorrection()', () => {
  test('replaces subject, date and evidence whole, and the payload field by field', () => {
    const valid = { edtf: '2025', basis: 'stated' } as const
    const evidence = [{ source: 'source/b', locator: 'page 2', role: 'date' }] as const
    const corrected = applyCorrection(source, {
      subject: 'source/b',
      payload: { label: 'b', title: 'B' },
      valid,
      evidence: [...evidence],
    })
    expect(corrected).toEqual({
      ...source,
      subject: 'source/b',
      valid,
      evidence,
      payload: { ...source.payload, label: 'b', title: 'B' },
    })
  })

  test('takes away what is set to null, and nothing else', () => {
    expect(applyCorrection(source, { payload: { label: null, absent: null } }).payload).toEqual({
      published: source.payload.published,
    })
    expect(applyCorrection(source, { payload: { nowhere: null } })).toEqual(source)
    const nested = applyCorrection(source, {
      payload: { published: { edtf: '2025', basis: 'stated', reading: null } },
    })
    expect(nested.payload.published).toEqual({ edtf: '2025', basis: 'stated', reading: null })
  })

  test('takes the date away where that is null', () => {
    const dated = { ...source, valid: { edtf: '2025', basis: 'stated' } } as const
    expect(applyCorrection(dated, { valid: null })).toStrictEqual(source)
    expect(applyCorrection(source, { valid: null })).toStrictEqual(source)
    expect(applyCorrection(dated, { payload: {} })).toStrictEqual(dated)
  })

  test('leaves the event as it was', () => {
    const before = structuredClone(source)
    applyCorrection(Object.freeze(source), { payload: { label: 'b' } })
    expect(source).toEqual(before)
  })
})
