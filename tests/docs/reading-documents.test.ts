import { expect, test } from 'vitest'
import { formatDay, readValid } from '../../src/time/index.ts'
import { readPage, sectionOf } from './markdown.ts'

const page = readPage('docs/reading-documents.md')

/** The rows of the table from words to dates: the words, their EDTF, the days, and the bounds and likely day of the note. */
const rows = sectionOf(page, 'From words to dates')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, words = '', , written = '', days = '', note = '']) => ({
    words,
    edtf: written.replaceAll('`', ''),
    days,
    within: /within: "([^"]+)"/.exec(note)?.[1],
    likely: /likely: "([^"]+)"/.exec(note)?.[1],
  }))
  .filter(({ edtf }) => edtf !== '')

test('the table goes from words to dates', () => {
  expect(rows.length).toBeGreaterThan(20)
})

test.each(rows)('“$words” is $edtf, $days', ({ edtf, within, likely, days }) => {
  const { begin, end } = readValid({
    edtf,
    basis: 'relative',
    ...(within !== undefined && { within }),
    ...(likely !== undefined && { likely }),
  })
  const first = Number.isFinite(begin.earliest) ? formatDay(begin.earliest) : 'any'
  const last = Number.isFinite(end.latest) ? formatDay(end.latest - 1) : 'any'
  expect(`${first} to ${last}`).toBe(days)
})
