import { expect, test } from 'vitest'
import { codeStretches } from '../../../web/src/thing/reading.ts'

test.each([
  ['no ticks', [{ text: 'no ticks', isCode: false }]],
  [
    'corrects `set` of it',
    [
      { text: 'corrects ', isCode: false },
      { text: 'set', isCode: true },
      { text: ' of it', isCode: false },
    ],
  ],
  ['one ` alone', [{ text: 'one ` alone', isCode: false }]],
])('codeStretches(%j) keeps what stands between backticks apart', (text, stretches) => {
  expect(codeStretches(text)).toEqual(stretches)
})
