import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type Envelope, eventId, kindOf, sha256Hex } from '../../src/event/index.ts'

const event: Envelope = {
  chronicle: 'toy',
  version: 1,
  type: 'VisitMade',
  subject: 'visit/lodge',
  payload: { garden: 'The “Lodge”', guests: 2 },
}

describe('eventId()', () => {
  test('is the SHA-256 of the canonical JSON, a vector that must never change', () => {
    const json =
      '{"chronicle":"toy","payload":{"garden":"The “Lodge”","guests":2},"subject":"visit/lodge","type":"VisitMade","version":1}'
    expect(canonicalJson(event)).toBe(json)
    expect(sha256Hex(json)).toBe(eventId(event))
    expect(eventId(event)).toBe('376d7e4789c2305e292d0e81dfed2c48d44a491a2f9d369216ff412f3f1e54c7')
  })

  test.each([
    ['numbers', { a: 1e21, b: 1e-7, c: 100, d: -0, e: 0.1 }, '{"a":1e+21,"b":1e-7,"c":100,"d":0,"e":0.1}'],
    [
      'keys by UTF-16 code units',
      { '€': 1, '\r': 2, '1': 3, '\u0080': 4, '😀': 5, '\ufb33': 6 },
      '{"\\r":2,"1":3,"\u0080":4,"€":1,"😀":5,"\ufb33":6}',
    ],
    ['escapes', { a: '\u000f\n"\\/\u2028' }, '{"a":"\\u000f\\n\\"\\\\/\u2028"}'],
  ])('writes %s as RFC 8785 has them', (_, payload, json) => {
    expect(canonicalJson({ ...event, payload })).toContain(`"payload":${json},`)
  })

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (dictionary) => {
        const payload = JSON.parse(JSON.stringify(dictionary))
        const turned = Object.fromEntries(Object.entries(payload).reverse())
        const { chronicle, ...rest } = event
        expect(eventId({ ...rest, payload: JSON.parse(JSON.stringify(turned)), chronicle })).toBe(
          eventId({ ...event, payload }),
        )
      }),
    )
  })

  test.each([
    ['the chronicle', { chronicle: 'other' }],
    ['the type', { type: 'VisitMissed' }],
    ['the subject', { subject: 'visit/inn' }],
    ['the payload', { payload: { garden: 'The “Lodge”', guests: 3 } }],
    ['the date', { valid: { edtf: '2024', basis: 'stated' } }],
    ['the evidence', { evidence: [{ source: 'source/a', locator: '1', role: 'name' }] }],
    ['the premises', { premises: ['f'.repeat(64)] }],
    ['the target', { target: { event: 'f'.repeat(64) } }],
    ['the salt', { salt: 'x' }],
  ] satisfies [string, Partial<Envelope>][])('is another one where %s is another', (_, change) => {
    expect(eventId({ ...event, ...change })).not.toBe(eventId(event))
  })
})

test('kindOf() is what stands before the slash', () => {
  expect(kindOf('meeting/2025-12-04-two-plus-two')).toBe('meeting')
})
