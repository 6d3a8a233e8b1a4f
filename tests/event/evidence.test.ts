import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evidenceSchema, isSpan, proves, type Span, sha256Hex, spanText } from '../../src/event/index.ts'

const text = 'a 🌸 in “The Lodge”\nand Ōta'

function spanOf(words: string): Span {
  const start = text.indexOf(words)
  return { source: 'source/a', start, end: start + words.length, digest: sha256Hex(words), role: 'statement' }
}

describe('proves()', () => {
  test.each(['a', '🌸', '“The Lodge”', '”\nand', 'Ōta', text])(
    'holds for the words %j where they stand',
    (words) => {
      expect(proves(text, spanOf(words))).toBe(true)
      expect(spanText(spanOf(words), text)).toBe(words)
    },
  )

  test('counts in UTF-16 code units: the flower takes two', () => {
    expect(spanOf('🌸')).toMatchObject({ start: 2, end: 4 })
    expect(sha256Hex('🌸')).toBe('586f3aa88306d52a3f3822463f187e297926a24be46cb48c43c3c05d7d5cb94f')
  })

  test.each([
    ['shifted by one', (span: Span) => ({ ...span, start: span.start + 1, end: span.end + 1 })],
    ['one too long', (span: Span) => ({ ...span, end: span.end + 1 })],
    ['one too short', (span: Span) => ({ ...span, end: span.end - 1 })],
    ['past the end', (span: Span) => ({ ...span, end: text.length + 1 })],
    ['of other words', (span: Span) => ({ ...span, digest: sha256Hex('"The Lodge"') })],
  ])('does not hold for a span %s', (_, change) => {
    expect(proves(text, change(spanOf('“The Lodge”')))).toBe(false)
  })

  test('does not hold once the text has straight quotes or composed letters in their place', () => {
    expect(proves(text.replace(/[“”]/g, '"'), spanOf('“The Lodge”'))).toBe(false)
    expect(proves(text.normalize('NFD'), spanOf('Ōta'))).toBe(false)
  })

  test('holds for any span of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (whole, a, b) => {
        const start = Math.min(a, b) % whole.length
        const end = start + 1 + (Math.max(a, b) % (whole.length - start))
        const digest = sha256Hex(whole.slice(start, end))
        expect(proves(whole, { ...spanOf('a'), start, end, digest })).toBe(true)
      }),
    )
  })
})

describe('evidence', () => {
  const span = spanOf('Ōta')
  test.each([
    ['a span', span, true],
    ['a locator', { source: 'source/a', locator: 'page 1', role: 'date' }, true],
    ['both in one', { ...span, locator: 'page 1' }, false],
    ['an empty span', { ...span, end: span.start }, false],
    ['half a unit', { ...span, start: 0.5 }, false],
    ['a source that is no source', { ...span, source: 'person/a' }, false],
    ['a digest in capitals', { ...span, digest: span.digest.toUpperCase() }, false],
    ['a role of its own', { ...span, role: 'hearsay' }, false],
  ])('is %s: %#', (_, value, accepted) => {
    expect(evidenceSchema.safeParse(value).success).toBe(accepted)
  })

  test('isSpan() tells spans from locators', () => {
    expect(isSpan(span)).toBe(true)
    expect(isSpan({ source: 'source/a', locator: 'page 1', role: 'date' })).toBe(false)
  })
})
