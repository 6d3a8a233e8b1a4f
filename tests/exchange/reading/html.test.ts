import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../src/exchange/index.ts'
import { documentFacts } from '../../../src/exchange/reading/document-facts.ts'
import { codesOf } from './codes-of.ts'

const read = (html: string | Buffer, name = 'page.html') =>
  // How long a page takes depends on what else the machine does.
  readDocument({ name, bytes: Buffer.from(html), limits: { time: 600_000 } }).then(({ document }) => document)
const textOf = async (body: string) => (await read(`<!doctype html><html><body>${body}</body></html>`)).text

const PARAGRAPH =
  'Hai bên nhất trí hợp tác, trao đổi đoàn, mở rộng giáo dục, thương mại, và gặp lại nhau trong năm tới, theo lịch đã định.'

/** A page as a browser saves it, with all that is about an article. */
const PAGE = `<!DOCTYPE html>
<!-- saved from url=(0029)https://news.example.org/a/17 -->
<html lang="vi-vn"><head><meta charset="utf-8"><title>Hội đàm tại Huế | Báo Mẫu</title>
<meta property="og:site_name" content="Báo Mẫu"><meta name="author" content="Lê Thị B">
<meta property="article:published_time" content="2025-05-01T23:30:00+07:00"><style>nav { color: red }</style>
<script type="application/ld+json">{"@graph":[{"headline":"Hội đàm","author":{"name":"Lê Thị B"}}]}</script></head>
<body><nav><ul><li>Trang chủ</ul></nav><header>Báo Mẫu</header>
<article><h1>Hội đàm tại Huế</h1><p>Ngày 1 tháng 5 năm 2025. Lê Thị B</p><p>${PARAGRAPH}</p><p>${PARAGRAPH} Hết.</p></article>
<script>document.write('<p>never</p>')</script><footer>© 2025 &amp; sau</footer></body></html>`

describe('a saved page', () => {
  test('is read whole, without what leads elsewhere or is never seen', async () => {
    const { text, article } = await read(PAGE)
    expect(text).toBe(
      `Báo Mẫu\n\nHội đàm tại Huế\n\nNgày 1 tháng 5 năm 2025. Lê Thị B\n\n${PARAGRAPH}\n\n${PARAGRAPH} Hết.\n\n© 2025 & sau`,
    )
    expect(article && text.slice(article.start, article.end)).toMatch(/^Ngày 1 tháng 5.* Hết\.$/s)
  })

  test('gives of itself what its head says and its text prints, each with its place', async () => {
    const document = await read(PAGE)
    const { title, publisher, byline, language, address, published } = documentFacts(document)
    const printed = (words: string) => {
      const start = document.text.indexOf(words)
      return { start, end: start + words.length }
    }
    expect(title).toEqual({
      value: 'Hội đàm tại Huế',
      how: 'printed',
      by: '<h1>',
      span: printed('Hội đàm tại Huế'),
    })
    expect(publisher).toMatchObject({ value: 'Báo Mẫu', how: 'printed', span: printed('Báo Mẫu') })
    expect(byline).toMatchObject([{ value: 'Lê Thị B', how: 'printed', span: printed('Lê Thị B') }])
    expect(published).toMatchObject({
      value: '2025-05-01',
      how: 'printed',
      span: printed('Ngày 1 tháng 5 năm 2025'),
    })
    expect(language).toEqual({ value: 'vi-VN', how: 'declared', by: '<html lang>' })
    expect(address).toMatchObject({ value: 'https://news.example.org/a/17', how: 'declared' })
  })

  test.each<[string, string, string]>([
    ['entities, and white space as one', '<p>a &lt;b&gt;\n  c&#x4f1a;&nbsp;d</p>', 'a <b> c会\u00a0d'],
    ['a line end in Japanese as none', '<p>日本と\n  ベトナム\nABC</p>', '日本とベトナム ABC'],
    ['inline elements as one line', '<p>one<b> two</b><i>three</i> <u> four</u></p>', 'one twothree four'],
    ['line breaks', '<p>a<br>b<br><br>c</p>', 'a\nb\n\nc'],
    ['a list', '<ul><li>one<li>two</ul>', 'one\n\ntwo'],
    ['a table', '<table><tr><th>年<th>数<tr><td><p>2024</p><td>1 2</table>', '年\t数\n2024\t1 2'],
    ['a table that lays out a page', '<table><tr><td>menu<td><p>a<p>b</table>', 'menu\n\na\n\nb'],
    ['words without how they are read', '<p><ruby>会<rp>(</rp><rt>かい</rt></ruby>談</p>', '会談'],
    ['lines of code', '<pre>a\n  b</pre>', 'a\n  b'],
    [
      'nothing that is hidden',
      '<p hidden>x</p><p style="color:red; display: none">x</p><template>x</template><dialog>x</dialog>a',
      'a',
    ],
  ])('shows %s', async (_, body, text) => {
    expect(await textOf(body)).toBe(text)
  })

  test('is read by the encoding that it names, and by no other', async () => {
    const head = '<html><head><meta charset="Shift_JIS"></head><body>'
    const japanese = Buffer.concat([Buffer.from(head), Buffer.of(0x89, 0xef, 0x92, 0x6b)])
    expect((await read(japanese)).text).toBe('会談')
    expect(await codesOf(read(`${head}会談`))).toEqual(['E_ENCODING page.html'])
    const utf16 = Buffer.from(`\ufeff<html><body>会談</body></html>`, 'utf16le')
    expect((await read(utf16)).text).toBe('会談')
  })

  test.each<[string, string, string]>([
    ['a hundred thousand elements one within the other', '<div>'.repeat(100_000), 'E_TOO_DEEP'],
    ['the same, hidden from whoever counts', '<div a="</div>">'.repeat(100_000), 'E_TOO_DEEP'],
    ['a page that only a script fills', '<div id=app></div><script>1</script>', 'E_EMPTY'],
  ])('is refused for %s', async (_, body, code) => {
    expect(await codesOf(textOf(body))).toEqual([`${code} page.html`])
  })
})

describe('readDocument()', () => {
  test.each<[string, Buffer, string]>([
    ['a picture', Buffer.from('\x89PNG\r\n', 'latin1'), 'E_SCAN'],
    ['a Word file of the old sort', Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), 'E_FORMAT'],
    ['rich text', Buffer.from('{\\rtf1'), 'E_FORMAT'],
    ['a page in one file', Buffer.from('From: <Saved by Blink>\r\n'), 'E_FORMAT'],
    ['nothing', Buffer.from(' \n'), 'E_EMPTY'],
  ])('says plainly that it cannot read %s', async (_, bytes, code) => {
    expect(await codesOf(readDocument({ name: 'a.pdf', bytes }))).toEqual([`${code} a.pdf`])
  })

  test('goes by the bytes, and says so where the name is of something else', async () => {
    const { remarks, text } = await read('<html><body><p>a</p></body></html>', 'a.txt')
    expect([text, remarks]).toEqual(['a', ['it is named .txt, but what it holds is text/html']])
  })

  test('reads Markdown as it is written, and what stands at its head', async () => {
    const markdown = '---\nauthor: "A. Ito"\nlang: ja\n---\n# 会談 #\n\n*a* b\n'
    const document = await read(markdown, 'a.md')
    const { title, byline, language } = documentFacts(document)
    expect(document.text).toBe(markdown)
    expect([title?.value, byline[0]?.value, language?.value]).toEqual(['会談', 'A. Ito', 'ja'])
  })
})
