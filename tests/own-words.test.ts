import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTexts } from '../src/archive/index.ts'
import { borrowedFinder, TOO_MANY } from './own-words.ts'
import { describeWith, SOURCES, texts } from './require.ts'

const ROOT = join(import.meta.dirname, '..')

function names(): readonly string[] {
  const lines = readFileSync(join(import.meta.dirname, 'own-words-names.txt'), 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))
}

describeWith(texts, 'the files of this project', () => {
  test(`hold no ${TOO_MANY} words in a row of any source, names apart`, async () => {
    const sources = new Map([...(await readTexts(SOURCES)).values()].map(({ file, text }) => [file, text]))
    const find = borrowedFinder(sources, names())
    const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    const files = listed.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)))
    expect(files.length).toBeGreaterThan(100)
    const borrowed = files.flatMap((file) =>
      find(readFileSync(join(ROOT, file), 'utf8')).map(({ line, words }) => `${file}:${line} ${words}`),
    )
    expect(borrowed).toEqual([])
  })
})

describe('borrowedFinder()', () => {
  const source =
    'At noon the keeper of the Old Lighthouse Trust of Arl lit all seven lamps and slept. Then it rained.'
  const find = (text: string, ...named: readonly string[]) =>
    borrowedFinder(new Map([['s', source]]), named)(text).map(({ line, words }) => `${line} ${words}`)

  test.each<[string, string]>([
    ['as they stand', 'lit all seven lamps and slept. Then it'],
    ['in another case', 'LIT all Seven lamps and slept. Then it'],
    ['with other marks and hyphens', '“lit” all séven-lamps, and slept: then — it'],
    ['over line ends and signs of a comment', ' * lit all seven\n * lamps and slept then\n // it'],
  ])('finds eight words %s', (_, text) => {
    expect(find(`Ours.\n${text} was ours again`)).toEqual(['2 lit all seven lamps and slept then it'])
  })

  test.each([
    ['seven words', 'all seven lamps and slept. Then it'],
    ['eight with one of our own among them', 'lit all seven lamps and then slept. Then it'],
    ['eight in another order', 'seven all lit lamps and slept. Then it'],
  ])('lets pass %s', (_, text) => {
    expect(find(text)).toEqual([])
  })

  test('counts a name as one word', () => {
    const text = 'the keeper of the Old Lighthouse Trust of Arl'
    expect(find(text)).toHaveLength(1)
    expect(find(text, 'Old Lighthouse Trust of Arl')).toEqual([])
    expect(find(`noon ${text} lit all`, 'Old Lighthouse Trust of Arl')).toEqual([
      `1 noon ${text.toLowerCase()} lit all`,
    ])
  })

  test('tells of a long run once, at its line, and of each of two', () => {
    expect(find(`${source}\nOurs.\n${source}`)).toHaveLength(2)
  })

  test('finds whatever eight words of the source are put among ours', () => {
    const words = source.split(' ')
    fc.assert(
      fc.property(
        fc.nat(words.length - TOO_MANY),
        fc.array(fc.constantFrom('our', 'own'), { maxLength: 5 }),
        (at, ours) => {
          const text = [...ours, ...words.slice(at, at + TOO_MANY), ...ours].join(' ')
          expect(find(text).length).toBeGreaterThan(0)
        },
      ),
    )
  })
})
