import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Regesta } from '../../src/archive/index.ts'
import type { Brief } from '../../src/exchange/brief.ts'
import { htmlOf } from '../../src/exchange/brief-html.ts'
import { markdownOf } from '../../src/exchange/brief-markdown.ts'
import { htmlFormat, markdownFormat } from '../../src/exchange/index.ts'
import { type CivilDay, parseDay } from '../../src/time/index.ts'
import { browserNeeded, openBrowser } from '../browser.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { requestFor } from '../exchange/requests.ts'
import { describeWith } from '../require.ts'
import { formats } from './judges.ts'

let corpus: Regesta
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

type Point = { readonly date: CivilDay; readonly knownAt?: CivilDay }

async function written(point: Point, own: ReadonlyMap<string, string> = new Map()) {
  const request = requestFor(corpus.chronicle, point, { own })
  const bodies = [markdownFormat, htmlFormat].map(async ({ load }) => (await (await load())(request)).body)
  const [markdown, html] = await Promise.all(bodies)
  return { markdown: String(markdown), html: String(html) }
}

const JANUARY = { date: parseDay('2026-01-15') }

describe('a brief', () => {
  test('has what is overdue, what changed, the status, and where sources differ', async () => {
    const { markdown } = await written(JANUARY, new Map([['since', '2025-12-01']]))
    expect(markdown).toContain('# Japan – Viet Nam\n')
    expect(markdown).toMatch(
      /## Open, with a due date\n\n- ● \*\*31 December 2025\*\* .*overdue on the record/,
    )
    expect(markdown).toMatch(/## Since 1 December 2025: Meetings: 2 added/)
    expect(markdown).toMatch(/## Since 1 December 2025: Instruments: 2 added/)
    expect(markdown).not.toContain('*the world changed*')
    expect(markdown).toContain('*(the world changed)*')
    expect(markdown).toMatch(/## Where sources differ\n\n- ≠ Kano Koji, title/)
  })

  test('says when in words, and of what is due once, by whom and how firmly', async () => {
    const { markdown } = await written(JANUARY)
    expect(markdown).toMatch(/- ● \*\*by 9 February 2025\*\* defence policy dialogue/)
    expect(markdown).toMatch(/- ● \*\*one day in September 2021\*\* /)
    const due = markdown.split('\n').filter((line) => line.includes('overdue on the record since'))
    expect(due).toEqual([expect.stringMatching(/31 December 2025\*\* .* — agreement by Japan and Viet Nam/)])
    expect(markdown).toContain('convened by 9 February 2025, 10 February 2025')
    const may = await written({ date: parseDay('2025-05-01'), knownAt: parseDay('2025-12-31') })
    expect(may.markdown).toContain(
      'since some day from 5 December 2022 to 4 June 2024 (likely 4 December 2023)',
    )
    // Nowhere in its prose does it show how dates are written in EDTF.
    for (const each of [markdown, may.markdown])
      expect(each.replaceAll(/<[^>]*>/g, '')).not.toMatch(/\.\.\d|\d\.\.|\d{4}-\d{2}/)
  })

  test('tells nothing that was not known', async () => {
    const { markdown } = await written({ date: parseDay('2026-01-15'), knownAt: parseDay('2025-05-01') })
    expect(markdown).toContain('as known by 1 May 2025')
    expect(markdown).not.toMatch(/Obuchi|4 December 2025|\[\^4\]:/)
  })

  test('has no key of a subject, no command’s flag, and each footnote that it refers to', async () => {
    const { markdown, html } = await written(JANUARY)
    const kinds = requestFor(corpus.chronicle).domain.kinds.map(({ name }) => name)
    for (const text of [markdown, html]) {
      expect(text).not.toMatch(new RegExp(`\\b(${kinds.join('|')}|source)/[a-z0-9]`))
      expect(text).not.toContain('--all')
    }
    const referred = new Set([...markdown.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, number]) => number))
    const noted = [...markdown.matchAll(/^\[\^(\d+)\]: \S/gm)].map(([, number]) => number)
    expect(new Set(noted)).toEqual(referred)
    expect(noted.length).toBe(5)
  })

  test.each([
    ['yesterday', 'E_DATE'],
    ['2027-01-01', 'E_RANGE'],
  ])('is refused since %s', async (since, code) => {
    const refused = written(JANUARY, new Map([['since', since]]))
    await expect(refused).rejects.toMatchObject({ faults: [{ code, place: { argument: 'since' } }] })
  })
})

const NASTY = [
  '<script>document.title = "run"</script>',
  '<img src=x onerror=alert(1)>',
  '*not bold* _nor this_ `nor code` [no link](http://localhost/x) ![no picture](http://localhost/y)',
  '1. no list',
  '- no list',
  '# no heading',
  '&amp; "quoted" \\ \u0000\u0007 \u202eturned',
  'x'.repeat(2_000),
]

const nasty: Brief = {
  title: NASTY.join(' '),
  point: NASTY,
  sections: NASTY.map((heading) => ({
    heading,
    lines: NASTY.flatMap((text) => [
      { mark: '●', pieces: [text, { text, style: 'bold' as const }, { footnote: 1, place: text }] },
      { under: true as const, pieces: [{ text, style: 'dim' as const }] },
      { pieces: [{ text, style: 'underline' as const }] },
    ]),
  })),
  footnotes: NASTY,
  legend: '● definitely',
  address: 'http://localhost/feeds/x?search="><script>&position=1',
}

describeWith(formats, 'the Markdown of a brief', () => {
  test('is headings and lists of text: what others wrote in it means nothing', async () => {
    const { marked } = await import('marked')
    const types = new Set<string>()
    const links: string[] = []
    marked.walkTokens(marked.lexer(markdownOf(nasty)), (token) => {
      types.add(token.type)
      // An address in a text is a link to itself in many readers.
      if (token.type === 'link' && token.text !== token.href) links.push(token.href)
    })
    for (const type of ['html', 'image', 'code', 'codespan', 'blockquote', 'table', 'hr', 'del'])
      expect(types).not.toContain(type)
    expect(links).toEqual([])
    const ordered = marked.lexer(markdownOf(nasty)).filter((token) => token.type === 'list' && token.ordered)
    expect(ordered).toEqual([])
  })

  test('says what the brief says', async () => {
    const { marked } = await import('marked')
    const { markdown } = await written(JANUARY)
    const headings = marked.lexer(markdown).flatMap((token) => (token.type === 'heading' ? [token.text] : []))
    expect(headings).toEqual(expect.arrayContaining(['Japan – Viet Nam', 'Meetings', 'Offices']))
  })
})

test('numbers of footnotes that stand side by side do not read as one', () => {
  const pieces = [
    { footnote: 2, place: '1–2' },
    'and',
    { footnote: 3, place: '' },
    { footnote: 4, place: '' },
  ]
  const html = htmlOf({ ...nasty, sections: [{ heading: 'Status', lines: [{ pieces }] }] })
  const [text] = /<li[^>]*>(.*)<\/li>/.exec(html) ?? []
  expect(text?.replaceAll(/<[^>]*>/g, '')).toBe('2and3, 4')
})

describeWith(browserNeeded, 'the HTML of a brief', () => {
  test('runs nothing, loads nothing, and shows every text as it is', async () => {
    const { context, elsewhere, close } = await openBrowser([])
    try {
      const page = await context.newPage()
      await page.setContent(htmlOf(nasty))
      expect(await page.locator('script, img, h2 *').count()).toBe(0)
      const [first] = await page.locator('h2').allTextContents()
      expect(first).toBe(NASTY[0])
      expect(elsewhere).toEqual([])
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(width).toBe(0)
    } finally {
      await close()
    }
  })

  test('is printed on A4', async () => {
    const { context, close } = await openBrowser([])
    try {
      const page = await context.newPage()
      await page.setContent((await written(JANUARY)).html)
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf).toMatch(/\/MediaBox \[0 0 59[45]\.?\d* 84[12]\.?\d*\]/)
    } finally {
      await close()
    }
  })
})
