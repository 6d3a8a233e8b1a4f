import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import {
  citeInTexts,
  citeOnce,
  findQuote,
  matchTexts,
  type PublishedSourceText,
  registrationLine,
  textsOf,
} from '../../src/admission/index.ts'
import { readTexts } from '../../src/archive/index.ts'
import { RegestaError } from '../../src/errors.ts'
import { proves, sha256Hex } from '../../src/event/index.ts'
import { letter } from '../archive/toy.ts'

const quote = (words: string) => ({ source: 'source/letter', quote: words, role: 'statement' }) as const

function refusal(words: string): RegestaError {
  try {
    citeOnce(letter, quote(words))
  } catch (error) {
    if (error instanceof RegestaError) return error
  }
  throw new Error(`"${words}" was cited`)
}

describe('findQuote()', () => {
  test('gives every place with line, column and context', () => {
    expect(findQuote(letter, 'again')).toEqual([
      {
        start: 81,
        end: 86,
        line: 1,
        column: 82,
        context: '… Mr. Ōta said: “We will meet «again».” They met again in June, and…',
      },
      {
        start: 98,
        end: 103,
        line: 2,
        column: 10,
        context: '…We will meet again.” They met «again» in June, and again in the au…',
      },
      {
        start: 117,
        end: 122,
        line: 2,
        column: 29,
        context: '…” They met again in June, and «again» in the autumn. ',
      },
    ])
    expect(findQuote('aaa', 'aa').map(({ start }) => start)).toEqual([0, 1])
    expect(findQuote(letter, '')).toEqual([])
  })

  test('counts as an oracle that tries each offset does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🌸'), maxLength: 30 })
    fc.assert(
      fc.property(
        text,
        fc.string({ unit: fc.constantFrom('a', 'b', '🌸'), minLength: 1, maxLength: 3 }),
        (whole, words) => {
          const oracle = Array.from({ length: whole.length }, (_, at) => at).filter((at) =>
            whole.startsWith(words, at),
          )
          const places = findQuote(whole, words)
          expect(places.map(({ start }) => start)).toEqual(oracle)
          for (const { start, end, line, column } of places) {
            expect(whole.slice(start, end)).toBe(words)
            expect(whole.split('\n')[line - 1]?.slice(column - 1)).toMatch(new RegExp(`^${words}`))
          }
        },
      ),
    )
  })
})

describe('citeOnce()', () => {
  test('gives evidence that proves, past surrogate pairs and curly quotes', () => {
    for (const words of ['“The Lodge”', '🌸', 'Ōta said: “We', 'in  the autumn']) {
      const span = citeOnce(letter, quote(words))
      expect(letter.slice(span.start, span.end)).toBe(words)
      expect(span.digest).toBe(sha256Hex(words))
      expect(proves(letter, span)).toBe(true)
    }
  })

  test('refuses words that stand there more than once, with all the places', () => {
    const error = refusal('met')
    expect(error).toMatchObject({ code: 'E_QUOTE_AMBIGUOUS', category: 'invalid' })
    expect(error.facts.places).toEqual(findQuote(letter, 'met'))
    expect(error.message).toContain('1:31 [30, 33)')
    expect(error.message).toContain('2:6 [94, 97)')
  })

  test.each([
    ['other case', 'THEY MET AGAIN', 'They met again'],
    ['straight quotes', 'at "The Lodge"', 'at “The Lodge”'],
    ['no diacritics', 'Mr. Ota', 'Mr. Ōta'],
    ['other white space', 'again in the\nautumn', 'again in  the autumn'],
    ['a line break passed over', 'again.” They met', 'again.”\nThey met'],
  ])('refuses words that do not stand there and says the nearest: %s', (_, words, nearest) => {
    const error = refusal(words)
    expect(error.code).toBe('E_QUOTE_NOT_FOUND')
    expect(error.message).toContain(`the nearest is "${nearest}" at`)
  })

  test('refuses words of which the text has the beginning, and says where it goes on otherwise', () => {
    expect(refusal('The two gardens').message).toMatch(
      /^"The two gardens" is not in source\/letter; the nearest/,
    )
    expect(refusal('the two gardens mett').message).toContain(
      'it goes on otherwise at 1:15 On 3 May 2024 «the two gardens met» at “The Lodge”',
    )
    expect(refusal('the two trees').message).toContain('expected words as the text has them')
  })

  test.each([
    ['composed words in a decomposed text', 'Mr. Ōta said', letter.normalize('NFD')],
    ['decomposed words in a composed text', 'Mr. Ōta said'.normalize('NFD'), letter],
    ['marks in another order', 'a\u0323\u0302b', 'x a\u0302\u0323b y'],
    ['a half composed letter', 'ệ'.normalize('NFC'), 'x ê\u0323 y'],
    ['the sign for a letter', '5 Å', 'of 5 \u212b wide'],
    ['a compatibility ideograph', '\u8c48', 'the \uf900 sign'],
    ['a Hangul syllable in jamo', '각', '\u1100\u1161\u11a8 of Seoul'],
  ])('takes %s, and the span is that of the text as it stands', (_, words, text) => {
    const span = citeOnce(text, quote(words))
    const cited = text.slice(span.start, span.end)
    expect(cited.normalize('NFC')).toBe(words.normalize('NFC'))
    expect(span.digest).toBe(sha256Hex(cited))
    expect(proves(text, span)).toBe(true)
  })

  test('counts the same words in both forms as two places', () => {
    const text = `${'Hoà'.normalize('NFC')} and ${'Hoà'.normalize('NFD')}`
    expect(findQuote(text, 'Hoà').map(({ start, end }) => [start, end])).toEqual([
      [0, 3],
      [8, 12],
    ])
    expect(() => citeOnce(text, quote('Hoà'))).toThrow('occurs 2 times')
  })

  test.each([
    [
      'a letter without its combining mark',
      'Ông Hoa',
      'Ông Hoà nói'.normalize('NFD'),
      'Hoà'.normalize('NFD'),
    ],
    ['a letter without one of two marks', 'ê', 'ệ'.normalize('NFD'), 'ệ'.normalize('NFD')],
    ['half a flag', '🇯', 'At 🇯🇵 today', '🇯🇵'],
    ['a flag across two flags', '🇵🇻', '🇯🇵🇻🇳', '🇯🇵🇻🇳'],
    ['one of a family', '👩', 'a 👩‍👩‍👧 came', '👩‍👩‍👧'],
    ['a hand without its colour', '👍', 'so 👍🏽 it is', '👍🏽'],
    ['a syllable without its final', '가', '각 now', '각'],
    ['a digit of a keycap', '1', 'see 1️⃣ there', '1️⃣'],
  ])('refuses %s, and names the whole', (_, words, text, whole) => {
    expect(findQuote(text, words)).toEqual([])
    expect(() => citeOnce(text, quote(words))).toThrow(whole)
    expect(() => citeOnce(text, quote(words))).toThrow(' is not in source/letter; the nearest is ')
  })

  test('finds what an oracle finds that compares every pair of grapheme boundaries in NFC', () => {
    const unit = fc.constantFrom(
      'a',
      'e',
      'é',
      'e\u0301',
      '\u0301',
      '\u0323',
      'ệ',
      '가',
      'ᄀ',
      'ᅡ',
      'ᆨ',
      '🇯',
      '🇵',
      '\n',
    )
    const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 14 }),
        fc.string({ unit, minLength: 1, maxLength: 3 }),
        (text, words) => {
          const ends = [...[...segmenter.segment(text)].map(({ index }) => index), text.length]
          const oracle = ends.flatMap((start) =>
            ends
              .filter((end) => start < end && text.slice(start, end).normalize() === words.normalize())
              .map((end) => [start, end]),
          )
          expect(findQuote(text, words).map(({ start, end }) => [start, end])).toEqual(oracle)
        },
      ),
    )
  })

  test('says so where nothing is near', () => {
    expect(refusal('a whale').message).toBe(
      '"a whale" is not in source/letter; expected words as the text has them',
    )
  })
})

/** Texts of one source, of which the first came with its registration, if not all are revised. */
function published(texts: readonly string[], original = 1): readonly PublishedSourceText[] {
  return texts.map((text, index) => ({
    file: text,
    text,
    digest: sha256Hex(text),
    revised: index >= original,
  }))
}

describe('citeInTexts()', () => {
  test.each([
    ['the first where both have them', 'x', ['a x', 'x b'], 0, 2, false],
    ['the second where it alone has them', 'b', ['a x', 'x b'], 1, 2, true],
    ['the second where the first has them twice', 'x', ['x x', 'x b'], 1, 0, false],
    ['the third where it alone has them', 'c', ['a', 'b', 'c'], 2, 0, true],
    ['the one where the other has another letter', 'Hoa', ['Hoà'.normalize('NFD'), 'Ông Hoa'], 1, 4, true],
  ])('cites %s', (_, words, texts, index, start, named) => {
    const cited = citeInTexts(published(texts), quote(words))
    expect(cited).toMatchObject({ text: texts[index], span: { start } })
    expect(cited.span.text).toBe(named ? sha256Hex(texts[index] ?? '') : undefined)
  })

  test('names the text where none is at hand that the source was registered with', () => {
    expect(citeInTexts(published(['a x'], 0), quote('x')).span.text).toBe(sha256Hex('a x'))
  })

  test.each([
    ['twice in each', 'x', ['x x', 'x x x'], 'occurs 2 times'],
    ['twice in the one that has them', 'x', ['a', 'x x x'], 'occurs 3 times'],
    ['near in the second alone', 'Hoa', ['a', 'Hòa'], 'the nearest is "Hòa"'],
    ['nowhere', 'whale', ['a', 'b'], 'expected words as the text has them'],
  ])('refuses words that stand %s', (_, words, texts, message) => {
    expect(() => citeInTexts(published(texts), quote(words))).toThrow(message)
  })
})

describe('readTexts()', () => {
  test('matches files to sources by digest alone, and says what is left over on either side', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'regesta-texts-'))
    await writeFile(join(dir, 'any name.txt'), letter)
    await writeFile(join(dir, 'bom.txt'), '\ufeffa text')
    await writeFile(join(dir, 'not-utf-8.bin'), Uint8Array.of(0xff, 0xfe, 0x00))
    await writeFile(join(dir, '.hidden'), 'hidden')
    await mkdir(join(dir, 'folder'))
    const texts = await readTexts(dir)
    expect(texts.get(sha256Hex(letter))).toMatchObject({ text: letter, file: join(dir, 'any name.txt') })
    const match = matchTexts(texts, [
      ['source/letter', [{ digest: sha256Hex(letter), length: letter.length }]],
      ['source/bom', [{ digest: sha256Hex('\ufeffa text'), length: 7 }]],
      ['source/lost', [{ digest: 'f'.repeat(64), length: 7 }]],
      ['source/note', []],
      [
        'source/twice',
        [
          { digest: sha256Hex(letter), length: letter.length },
          { digest: 'e'.repeat(64), length: 7 },
        ],
      ],
    ])
    expect([...match.found.keys()]).toEqual(['source/letter', 'source/bom', 'source/twice'])
    expect(match.missing).toEqual(['source/lost', 'source/twice'])
    expect(match.unregistered).toEqual([
      { file: join(dir, 'not-utf-8.bin'), text: null, problem: expect.stringContaining('UTF-16') },
    ])
    await rm(dir, { recursive: true })
  })

  test('a text of no source comes with its digest and its length in UTF-16 code units', () => {
    const { unregistered } = matchTexts(
      textsOf([
        ['b.txt', '𝄞 a'],
        ['a.txt', 'a'],
      ]),
      [],
    )
    expect(unregistered).toEqual([
      { file: 'a.txt', text: { digest: sha256Hex('a'), length: 1 } },
      { file: 'b.txt', text: { digest: sha256Hex('𝄞 a'), length: 4 } },
    ])
  })
})

describe('registrationLine()', () => {
  test('is YAML of a payload, whatever the digest looks like', () => {
    for (const digest of [sha256Hex('a'), '1'.repeat(64), `1e${'2'.repeat(62)}`])
      expect(parse(registrationLine({ file: 'a.txt', text: { digest, length: 1 } }))).toEqual({
        text: { digest, length: 1 },
      })
  })

  test('says of what is not UTF-8 that it is not', () => {
    expect(registrationLine({ file: 'a.bin', text: null })).toMatch(/^not UTF-8; /)
  })
})
