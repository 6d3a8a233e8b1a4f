import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..')

/** Every page that people read, by its path from the root. */
export const PAGES: ReadonlyMap<string, string> = new Map(
  [
    'README.md',
    'CONTRIBUTING.md',
    'examples/README.md',
    ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .sort()
      .map((file) => `docs/${file}`),
  ].map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
)

export function readPage(path: string): string {
  const page = PAGES.get(path)
  if (page === undefined) throw new Error(`${path} is not a page`)
  return page
}

/** A fenced block, without the indent of the list that it stands in, and where it begins in the page. */
export type Block = { readonly language: string; readonly text: string; readonly index: number }

/** The fenced blocks of a page, in order. */
export function blocksIn(page: string): readonly Block[] {
  return [...page.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(
    ({ index, 1: indent = '', 2: language = '', 3: text = '' }) => ({
      index,
      language,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}

/** The part of a page under a heading of the second level, up to the next one. */
export function sectionOf(page: string, heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`)
  if (section === undefined) throw new Error(`no section ${heading}`)
  return section.split('\n## ')[0] ?? ''
}

/** A command typed after `$`, and the lines that a page shows of what it prints. */
export type Excerpt = { readonly command: string; readonly lines: readonly string[] }

/** The commands of `$ npm run -s regesta -- …` in the unmarked blocks of a page, in order. */
export function excerptsIn(page: string): readonly Excerpt[] {
  return blocksIn(page)
    .filter(({ language, text }) => language === '' && text.startsWith('$ npm run -s regesta -- '))
    .flatMap(({ text }) => text.split(/^\$ npm run -s regesta -- /m).slice(1))
    .map((part) => {
      const [command = '', ...lines] = part.split('\n')
      return { command, lines: lines.filter((line) => line !== '') }
    })
}

/** The first of these lines that is not printed after those before it, if any; `…` stands for anything. */
export function firstMissing(printed: string, lines: readonly string[]): string | undefined {
  const left = printed.split('\n')
  return lines.find((line) => {
    const pattern = new RegExp(`^${line.split('…').map(RegExp.escape).join('.*')}$`)
    const at = left.findIndex((each) => pattern.test(each))
    left.splice(0, at + 1)
    return at === -1
  })
}
