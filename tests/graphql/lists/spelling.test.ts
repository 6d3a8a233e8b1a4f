import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedWords, Spelling } from '../../../src/graphql/lists/spelling.ts'

/** Every way in which a plain letter, or two, may be printed. */
const PRINTED: Readonly<Record<string, readonly string[]>> = {
  a: ['a', 'A', 'á', 'À', 'ạ', 'ắ', 'Ấ', 'ā', 'ä', 'ａ', 'a\u0301', 'ª'],
  d: ['d', 'D', 'đ', 'Đ', 'ð', 'ď'],
  e: ['e', 'É', 'ê', 'ễ', 'ệ', 'ē'],
  h: ['h', 'Ｈ', 'ħ'],
  i: ['i', 'I', 'ı', 'İ', 'ị', 'ī'],
  l: ['l', 'ł', 'Ł', 'ｌ'],
  n: ['n', 'Ñ', 'ŋ'],
  o: ['o', 'Ø', 'ō', 'ơ', 'Ợ', 'ồ', 'o\u00ad'],
  s: ['s', 'ſ', 'ş'],
  t: ['t', 'Ŧ', 'ț'],
  u: ['u', 'ư', 'Ự', 'ū', 'ü', 'u\u200b'],
  y: ['y', 'ỹ', 'Ý'],
  ae: ['ae', 'æ', 'Æ', 'Ǽ'],
  ff: ['ff', 'ﬀ', 'FF'],
  oe: ['œ', 'OE'],
  ss: ['ss', 'ß', 'ẞ', 'SS'],
  th: ['th', 'þ', 'Þ'],
  xii: ['xii', 'Ⅻ'],
  '2': ['2', '２', '²'],
  '+': ['+', '＋'],
}

const PARTED = [
  ' ',
  '-',
  '‐',
  '‑',
  '–',
  '—',
  ' - ',
  '\u00a0',
  '’',
  "'",
  '“',
  '” ',
  '. ',
  ', ',
  '/',
  'ʼ',
  'ʻ',
  '\n',
]

const letter = fc
  .constantFrom(...Object.keys(PRINTED))
  .chain((plain) =>
    fc.record({ plain: fc.constant(plain), printed: fc.constantFrom(...(PRINTED[plain] ?? [])) }),
  )
const word = fc.array(letter, { minLength: 1, maxLength: 6 })

describe('foldedWords()', () => {
  test('gives the plain words of whatever is printed for them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.constantFrom(...PARTED)), { maxLength: 5 }), (words) => {
        const printed = words.map(([letters, parted]) => letters.map((one) => one.printed).join('') + parted)
        const plain = words.map(([letters]) => letters.map((one) => one.plain).join(''))
        expect(foldedWords(printed.join(''))).toEqual(plain)
      }),
      { numRuns: 2_000 },
    )
  })

  test.each([
    ['Việt Nam', 'viet nam'],
    ['VIỆT-NAM', 'viet nam'],
    ['Vietnam', 'vietnam'],
    ['Đà Nẵng', 'da nang'],
    ['Hoàng Xuân Chiến', 'hoang xuan chien'],
    ['Tōkyō', 'tokyo'],
    ['Ｔｏｋｙｏ', 'tokyo'],
    ['“2+2”', '2+2'],
    ['Ministers’ Meeting', 'ministers meeting'],
    ['co‐operation', 'co operation'],
    ['U.S.', 'u s'],
    ['Straße', 'strasse'],
    ['Ἀθῆναι, ΣΟΦΟΣ', 'αθηναι σοφοσ'],
    ['Йошкар-Ола', 'иошкар ола'],
    ['首脳会談', '首 脳 会 談'],
    ['がか', 'が か'],
    ['ｶﾞ', 'ガ'],
    ['हिन्दी', 'हिन्दी'],
    ['한국'.normalize('NFD'), '한국'],
    ['\u200bzero\u200bwidth\ufeff', 'zerowidth'],
    ['--- …', ''],
    ['', ''],
  ])('%j is %j', (text, words) => {
    expect(foldedWords(text).join(' ')).toBe(words)
  })

  test('of its own words gives them again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = foldedWords(text)
        expect(foldedWords(words.join(' '))).toEqual(words)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('nameOf()', () => {
  const spelling = new Spelling(new Map([['defense', 'defence']]))

  test.each([
    ['Viet Nam', 'Việt-Nam'],
    ['Vietnam', 'VIET NAM'],
    ['Ministry of Defense', 'ministry of defence'],
    ['east-sea', 'East Sea'],
  ])('is one for %s and %s', (one, other) => {
    expect(spelling.nameOf(one)).toBe(spelling.nameOf(other))
  })

  test.each([
    ['defensive', 'defencive'],
    ['training', 'training and employment'],
  ])('is another for %s and %s', (one, other) => {
    expect(spelling.nameOf(one)).not.toBe(spelling.nameOf(other))
  })
})
