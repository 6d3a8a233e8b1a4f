import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { PAGES, ROOT, readPage } from './markdown.ts'

/** The targets of the links and pictures of a page that lead to files. */
function targetsIn(page: string): readonly string[] {
  const prose = page.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test.each([...PAGES])('every link of %s leads somewhere', (path, page) => {
  const broken = targetsIn(page).filter((target) => {
    const [file = '', anchor] = target.split('#')
    const there = file === '' ? join(ROOT, path) : join(ROOT, dirname(path), file)
    if (!existsSync(there)) return true
    if (anchor === undefined || statSync(there).isDirectory()) return anchor !== undefined
    return !anchorsOf(readFileSync(there, 'utf8')).includes(anchor)
  })
  expect(broken).toEqual([])
})

test('docs/README.md names every page of docs, and the README leads to it', () => {
  const named = targetsIn(readPage('docs/README.md')).map((target) => target.split('#')[0])
  const pages = [...PAGES.keys()]
    .map((path) => relative('docs', path))
    .filter((path) => !path.startsWith('..'))
  expect(pages.filter((path) => path !== 'README.md' && !named.includes(path))).toEqual([])
  expect(targetsIn(readPage('README.md'))).toContain('docs/README.md')
})
