import { describe, expect, test } from 'vitest'
import { datesIn } from '../../../src/exchange/reading/dates-in.ts'
import { documentFacts } from '../../../src/exchange/reading/document-facts.ts'
import { namesIn, namesOfText } from '../../../src/exchange/reading/names-in.ts'

describe('datesIn()', () => {
  test.each<[string, readonly string[]]>([
    [
      'They met on 5 March 2024 and March 6th, 2024.',
      ['5 March 2024 = 2024-03-05', 'March 6th, 2024 = 2024-03-06'],
    ],
    [
      'since May 2019, in 2021, by 2030',
      ['since May 2019 = 2019-05/..', 'in 2021 = 2021', 'by 2030 = [..2030]'],
    ],
    ['会談は令和7年5月1日、昨年９月', ['令和7年5月1日 = 2025-05-01', '昨年 = ?']],
    ['２０２４年３月に', ['２０２４年３月 = 2024-03']],
    [
      'Ngày 1 tháng 5 năm 2025, ngày 3/4/2025',
      ['Ngày 1 tháng 5 năm 2025 = 2025-05-01', 'ngày 3/4/2025 = 2025-04-03'],
    ],
    ['tháng 4/2025; cuối năm', ['tháng 4/2025 = 2025-04', 'cuối năm = ?']],
    ['03/04/2024 and 13/04/2024', ['03/04/2024 = ?', '13/04/2024 = 2024-04-13']],
    [
      'on Tuesday, by the end of the year, three years ago',
      ['on Tuesday = ?', 'by the end of the year = ?', 'three years ago = ?'],
    ],
    ['5 people may come at 1500', []],
  ])('finds in “%s” what may be one', (text, dates) => {
    expect(datesIn(text).map(({ words, edtf = '?' }) => `${words} = ${edtf}`)).toEqual(dates)
  })

  test('gives each its place in the text', () => {
    const text = 'On 5 March 2024, since 2019'
    for (const { start, end, words } of datesIn(text)) expect(text.slice(start, end)).toBe(words)
  })
})

describe('namesIn()', () => {
  const known = [
    { name: 'Kishi', subject: 'person/kishi' },
    { name: 'Talks', subject: 'meeting/a' },
    { name: 'Talks', subject: 'meeting/b' },
    { name: '岸信夫', subject: 'person/kishi-nobuo' },
    { name: 'Port Arl', subject: 'place/port-arl' },
  ]

  test.each<[string, readonly string[]]>([
    ['The Talks with Kishi were short.', ['Kishi (person/kishi)', 'Talks (meeting/a, meeting/b)']],
    ['They saw Minister Ana Cruz and Ben O’Hara’s aide in May.', ['Minister Ana Cruz', 'Ben O’Hara']],
    ['岸信夫防衛大臣とオースティン長官', ['岸信夫 (person/kishi-nobuo)', '岸信夫防衛大臣', 'オースティン']],
  ])('finds in “%s” those that are known and what may be others', (sentence, names) => {
    const found = namesIn(sentence, known)
    expect(found).toEqual(names)
  })

  test('looks only for those of which the text has the first word', () => {
    const names = namesOfText('Port Bol, and 岸信夫氏', known).map(({ name }) => name)
    expect(names).toEqual(['岸信夫', 'Port Arl'])
  })
})

describe('documentFacts()', () => {
  const facts = (text: string, published?: string) =>
    documentFacts({
      text,
      declared: published === undefined ? [] : [{ field: 'published', value: published, by: 'x' }],
      remarks: [],
    })

  test('takes the day of the file for the one that the text prints in figures, in either order', () => {
    const published = { value: '2025-05-10', how: 'printed', span: { start: 3, end: 13 } }
    expect(facts('VN 10/05/2025', '2025-05-10T08:00:00Z').published).toMatchObject(published)
    expect(facts('VN 05/10/2025', '2025-05-10').published).toMatchObject(published)
    expect(facts('VN 05/11/2025', '2025-05-10').published).toMatchObject({ how: 'declared' })
  })

  test.each([
    ['the first line that is no date', '3 March 2024\nA headline\nText.', 'A headline'],
    ['nothing, where a sentence comes first', 'They met.\nA headline', undefined],
  ])('guesses as title %s', (_, text, title) => {
    expect(facts(text).title?.value).toBe(title)
  })

  test.each([
    ['会談がひらかれた', 'ja'],
    ['Hai bên nhất trí hợp tác và gặp lại', 'vi'],
    ['They met in the hall of the mountain', 'en'],
    ['12 34 ...', undefined],
  ])('guesses the language of “%s”', (text, language) => {
    expect(facts(text).language?.value).toBe(language)
  })
})
