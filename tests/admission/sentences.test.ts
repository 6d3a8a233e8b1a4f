import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentencesOf } from '../../src/admission/index.ts'

function sentences(text: string): readonly string[] {
  return sentencesOf(text).map(({ start, end }) => text.slice(start, end))
}

test.each<[string, string, readonly string[]]>([
  ['two sentences of a line', 'He came. She left.', ['He came.', 'She left.']],
  ['a question and a cry', 'Who came? Nobody! So they left.', ['Who came?', 'Nobody!', 'So they left.']],
  ['the stop of a rank', 'Sen. Lieut. Gen. Ota spoke.', ['Sen. Lieut. Gen. Ota spoke.']],
  [
    'a rank at the end of a segment',
    'There Sr. Lt. Gen. Ota stood. He left.',
    ['There Sr. Lt. Gen. Ota stood.', 'He left.'],
  ],
  ['an initial', 'Mr. J. Ota met Dr. K. Berg.', ['Mr. J. Ota met Dr. K. Berg.']],
  [
    'an abbreviation before lower case',
    'In light of the U.S. tariffs they met.',
    ['In light of the U.S. tariffs they met.'],
  ],
  ['a closing quotation mark', 'He said “yes.” Then he left.', ['He said “yes.”', 'Then he left.']],
  ['a decimal figure', 'It rose by 3.5 per cent. Good.', ['It rose by 3.5 per cent.', 'Good.']],
  [
    'a heading and a caption without a stop',
    '1 Overview\n\nThe heads at table\nThey met.',
    ['1 Overview', 'The heads at table', 'They met.'],
  ],
  [
    'a line that goes on in lower case',
    'They met in\nthe house. He left.',
    ['They met in\nthe house.', 'He left.'],
  ],
  ['a blank line, whatever follows', 'The heads\n\nat table', ['The heads', 'at table']],
  ['lines that end in CR LF', 'One.\r\nTwo.\r\n', ['One.', 'Two.']],
  ['letters with marks', 'Ông Chiến đến. Ông đi.', ['Ông Chiến đến.', 'Ông đi.']],
  ['the mark of an agency', 'They left. — XYZ', ['They left. — XYZ']],
  ['the number of a paragraph', '1. Herring first. 2. Cod later.', ['1. Herring first.', '2. Cod later.']],
  [
    'numbers on lines of their own',
    '1.\n\nHerring.\n(b)\nCod.\nIV.\nSalt.',
    ['1.\n\nHerring.', '(b)\nCod.', 'IV.\nSalt.'],
  ],
  ['a number within a number', '3.2.\nHerring.', ['3.2.\nHerring.']],
  [
    'a year, and a number at the end of a sentence',
    'It was in\n2024.\nThey were 12. 7.',
    ['It was in', '2024.', 'They were 12.', '7.'],
  ],
  ['nothing but white space', ' \n\n ', []],
])('sentencesOf() reads %s', (_, text, expected) => {
  expect(sentences(text)).toEqual(expected)
})

test('sentencesOf() tiles the text apart from white space, in order, without white space around', () => {
  const words = fc.constantFrom(
    'Gen.',
    'Ota',
    'they',
    'met.',
    '\n',
    '\n\n',
    '\r\n',
    ' ',
    '“No.”',
    '🌸',
    'U.S.',
    '— X',
    '\t',
    'ộ',
    '1.',
    '(b)',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words).map((list) => list.join(' ')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const tiles = sentencesOf(text)
        let from = 0
        for (const { start, end } of tiles) {
          expect(text.slice(from, start).trim()).toBe('')
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
          expect(end).toBeGreaterThan(start)
          from = end
        }
        expect(text.slice(from).trim()).toBe('')
      },
    ),
    { numRuns: 2000 },
  )
})
