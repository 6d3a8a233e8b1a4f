import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../src/exchange/index.ts'
import { documentFacts } from '../../../src/exchange/reading/document-facts.ts'
import { linesOf, type Piece, textOfLines } from '../../../src/exchange/reading/pdf-lines.ts'
import { browserNeeded, openBrowser } from '../../browser.ts'
import { describeWith } from '../../require.ts'
import { codesOf } from './codes-of.ts'
import { pagePdf, pdfOf } from './made-files.ts'

const read = (bytes: Buffer) => readDocument({ name: 'a.pdf', bytes }).then(({ document }) => document)

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

/** A font of Japan that the file names and does not bring, by the map of its letters. */
const japanese = (map: string) =>
  [
    `<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /${map} /DescendantFonts [6 0 R] >>`,
    [
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 7 0 R >>',
      '<< /Type /FontDescriptor /FontName /Ryumin-Light /Flags 4 >>',
    ],
  ] as const

describe('a PDF', () => {
  test.each([
    ['90ms-RKSJ-H', '89EF926B'],
    ['UniJIS-UCS2-H', '4F1A8AC7'],
    ['EUC-H', 'B2F1C3CC'],
  ])('gives Japanese in fonts that it does not bring, by the map %s', async (map, letters) => {
    const [font, more] = japanese(map)
    const { text } = await read(pagePdf(`BT /F 12 Tf 50 700 Td <${letters}> Tj ET`, font, '', more))
    expect(text).toBe('会談')
  })

  test('says which page has no text, and where each begins', async () => {
    const content = 'BT /F 12 Tf 50 700 Td (Talks) Tj ET'
    const { text, pages, remarks } = await read(
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R 6 0 R 3 0 R] /Count 3 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
        HELVETICA,
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>',
      ]),
    )
    expect(text).toBe('Talks\n\nTalks')
    expect(pages).toEqual([
      { start: 0, end: 5 },
      { start: 5, end: 5 },
      { start: 7, end: 12 },
    ])
    expect(remarks).toEqual(['page 2 is a picture (a scan), or empty: it has no text'])
  })

  test.each<[string, Buffer, string]>([
    ['a scan', pagePdf('0 0 10 10 re f', HELVETICA), 'E_SCAN'],
    [
      'a password',
      pagePdf(
        'BT ET',
        HELVETICA,
        `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
      ),
      'E_PASSWORD',
    ],
    [
      'letters in a map that nobody knows',
      pagePdf('BT /F 12 Tf 50 700 Td <89EF> Tj ET', japanese('Nosuch-H')[0], '', japanese('Nosuch-H')[1]),
      'E_PDF_CMAP',
    ],
    ['what is cut off', Buffer.from('%PDF-1.7\nnothing'), 'E_UNREADABLE'],
  ])('is refused for %s', async (_, bytes, code) => {
    expect(await codesOf(read(bytes))).toEqual([`${code} a.pdf`])
  })
})

test('a PDF that is huge once unpacked is refused before it is', async () => {
  const packed = deflateSync(Buffer.alloc(400 << 20, ' ')).toString('latin1')
  const bytes = pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>',
    `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`,
  ])
  const limits = { memoryBytes: 400 << 20 }
  expect(await codesOf(readDocument({ name: 'a.pdf', bytes, limits }))).toEqual(['E_TOO_LARGE a.pdf'])
})

describe('textOfLines()', () => {
  const piece = (words: string, y: number, width = 200): Piece => ({
    ...{ words, x: 50, y, width, height: 10, endsLine: true },
  })
  const textOf = (...pieces: readonly Piece[]) => textOfLines(linesOf(pieces))

  test.each<[string, readonly Piece[], string]>([
    [
      'goes on in the next line where one is full',
      [piece('We met', 100), piece('Ana Cruz.', 88)],
      'We met Ana Cruz.',
    ],
    ['needs no space in Japanese', [piece('日本と', 100), piece('ベトナム', 88)], '日本とベトナム'],
    ['ends where a line is short', [piece('Title', 100, 60), piece('We met.', 88)], 'Title\nWe met.'],
    ['keeps a hyphen and its line end', [piece('Asia-', 100), piece('Pacific', 88)], 'Asia-\nPacific'],
    ['leaves a blank line at a gap', [piece('One.', 100), piece('Two.', 60)], 'One.\n\nTwo.'],
    ['goes on in the next column in lower case', [piece('we go', 100), piece('on', 300)], 'we go\non'],
    ['has the characters that radicals look like', [piece('⽇本', 100)], '日本'],
    ['has a mark for a letter of no character', [piece('a\0', 100)], 'a\ufffd'],
  ])('%s', (_, pieces, text) => {
    expect(textOf(...pieces)).toBe(text)
  })
})

describeWith(browserNeeded, 'a PDF that a browser printed', () => {
  test('is read by its lines, and its title is guessed by its letters', async () => {
    const browser = await openBrowser([])
    const page = await browser.context.newPage()
    const sentence = 'Hai bên nhất trí hợp tác quốc phòng, và gặp lại nhau trong năm tới tại Huế. '
    await page.setContent(
      `<title>Print</title><h1>Talks in Port Arl</h1><p>3 June 2025</p><p>${sentence.repeat(4)}</p><table><tr><td>2024<td>12<tr><td>2025<td>13</table>`,
    )
    const bytes = Buffer.from(await page.pdf({ format: 'A4' }))
    await browser.close()
    const document = await read(bytes)
    expect(document.text).toBe(
      `Talks in Port Arl\n\n3 June 2025\n\n${sentence.repeat(4).trim()}\n\n2024 12\n2025 13`,
    )
    const { title, published } = documentFacts(document)
    expect(title).toMatchObject({ value: 'Talks in Port Arl', how: 'guessed', span: { start: 0, end: 17 } })
    expect(published).toMatchObject({ value: '2025-06-03', how: 'guessed', span: { start: 19, end: 30 } })
  })
})
