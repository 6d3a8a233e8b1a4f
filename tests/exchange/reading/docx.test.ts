import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../src/exchange/index.ts'
import { documentFacts } from '../../../src/exchange/reading/document-facts.ts'
import { codesOf } from './codes-of.ts'
import { docxOf, footnotes, paragraph, zipOf } from './made-files.ts'

const read = (bytes: Buffer, name = 'a.docx') => readDocument({ name, bytes })

const properties = (creator: string) => ({
  name: 'docProps/core.xml',
  bytes: `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Other</dc:title><dc:creator>${creator}</dc:creator></cp:coreProperties>`,
})

describe('a document of Word', () => {
  test('is read as it shows, with its tables and notes, in any script', async () => {
    const cell = (words: string) => `<w:tc>${paragraph(words)}</w:tc>`
    const note = '<w:p><w:r><w:t>Noted</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    const bytes = docxOf(
      `${paragraph('Hội đàm &amp; họp báo', 'Title')}${paragraph('会談は2025年5月1日に行われた。')}<w:tbl><w:tr>${cell('年')}${cell('数')}</w:tr></w:tbl>${note}`,
      [footnotes('A note.'), properties('Lê &amp; B')],
    )
    const { document, mediaType } = await read(bytes)
    expect(document.text).toBe(
      'Hội đàm & họp báo\n\n会談は2025年5月1日に行われた。\n\n年\t数\n\nNoted[1]\n\nA note.',
    )
    expect(mediaType).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    const { title, byline } = documentFacts(document)
    expect(title).toMatchObject({ value: 'Hội đàm & họp báo', how: 'printed', span: { start: 0, end: 17 } })
    expect(byline).toMatchObject([{ value: 'Lê & B', how: 'declared' }])
  })

  test('is read without the readings of its words, and says what has no words', async () => {
    const run = (inner: string) => `<w:r>${inner}</w:r>`
    const ruby = (base: string, reading: string) =>
      run(
        `<w:ruby><w:rubyPr/><w:rt>${run(`<w:t>${reading}</w:t>`)}</w:rt><w:rubyBase>${run(`<w:t>${base}</w:t>`)}</w:rubyBase></w:ruby>`,
      )
    const formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
    const { document } = await read(
      docxOf(`<w:p>${ruby('会', 'かい')}${ruby('談', 'だん')}${run('<w:t>を行う</w:t>')}</w:p>${formula}`),
    )
    expect(document.text).toBe('会談を行う')
    expect(document.remarks).toEqual(['parts of it are not in the text: oMath'])
  })

  test('says what of it is not in the text', async () => {
    const changes =
      '<w:p><w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>'
    const { document } = await read(
      docxOf(changes, [
        { name: 'word/comments.xml', bytes: '<w:comments xmlns:w="w"/>' },
        { name: 'word/header1.xml', bytes: '<w:hdr xmlns:w="w"/>' },
      ]),
    )
    expect(document.text).toBe('new')
    expect(document.remarks).toEqual([
      'it has tracked changes: what was put in is in the text, what was struck out is not',
      'it has comments, which are not in the text',
      'heads and feet of its pages are not in the text',
    ])
  })

  const zeros = (megabytes: number) => Buffer.alloc(megabytes << 20)
  test.each<[string, Buffer, readonly string[]]>([
    [
      'macros and an encrypted part, both at once',
      docxOf('', [
        { name: 'word/vbaProject.bin', bytes: 'x' },
        { name: 'word/x', bytes: 'x', encrypted: true },
      ]),
      ['E_MACRO', 'E_PASSWORD'],
    ],
    [
      'a document type in its XML',
      docxOf('', [
        { name: 'word/x.xml', bytes: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>' },
      ]),
      ['E_ENTITY'],
    ],
    ['elements one within the other', docxOf('<w:sdt>'.repeat(100_000)), ['E_TOO_DEEP']],
    [
      'what is a thousand times as large once unpacked',
      docxOf('', [{ name: 'a', bytes: zeros(64) }]),
      ['E_TOO_LARGE'],
    ],
    [
      'the same under a false size',
      docxOf('', [{ name: 'a', bytes: zeros(64), size: 10 }]),
      ['E_UNREADABLE'],
    ],
    [
      'too many parts',
      docxOf(
        '',
        Array.from({ length: 2_000 }, (_, index) => ({ name: `word/${index}`, bytes: '' })),
      ),
      ['E_TOO_LARGE'],
    ],
    ['a file that was cut off', docxOf(paragraph('x')).subarray(0, -30), ['E_UNREADABLE']],
    ['no words', docxOf(''), ['E_EMPTY']],
    ['being a workbook', zipOf([{ name: 'xl/workbook.xml', bytes: '<x/>' }]), ['E_FORMAT']],
    ['being packed files', zipOf([{ name: 'a.txt', bytes: 'x' }]), ['E_FORMAT']],
    [
      'a password',
      Buffer.concat([Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), Buffer.from('EncryptedPackage', 'utf16le')]),
      ['E_PASSWORD'],
    ],
  ])('is refused for %s', async (_, bytes, codes) => {
    expect(await codesOf(read(bytes))).toEqual(codes.map((code) => `${code} a.docx`))
  })
})
