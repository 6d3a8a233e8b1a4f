import { describe, expect, test } from 'vitest'
import { emptyWriteModel, textsOf, validateBatch } from '../../src/admission/index.ts'
import { readBatchFile } from '../../src/archive/index.ts'
import { catalogueOf, kernelTypes, sha256Hex } from '../../src/event/index.ts'

const catalogue = catalogueOf(...kernelTypes)
const first = 'The bridge opened in May.'
const second = 'The bridge, as we now know, opened in June.'

/** A source published with one text and then another, and a passage that is set aside at `[start, end)`. */
function codesOf(start: number, end: number, words: string, named?: string): readonly string[] {
  const text = (of: string) => `{ digest: ${sha256Hex(of)}, length: ${of.length} }`
  const span = (from: number, to: number, of: string) =>
    `{ source: source/gazette, start: ${from}, end: ${to}, digest: ${sha256Hex(of)}, role: statement }`
  const yaml = `chronicle: toy
recordedAt: "2026-02-01T00:00:00.000Z"
reader: a reader
events:
  - type: SourceRegistered
    subject: source/gazette
    payload:
      label: gazette
      published: { edtf: "2026-01-01", basis: stated }
      absent: []
      text: ${text(first)}
    evidence: [${span(0, 3, 'The')}]
  - type: SourceRevised
    subject: source/gazette
    payload: { reason: printed again, text: ${text(second)} }
    evidence: [${span(0, 3, 'The')}]
  - type: PassageSetAside
    subject: source/gazette
    payload: { reason: boilerplate, note: nothing is told }
    evidence: [${named === undefined ? span(start, end, words) : span(start, end, words).replace(' }', `, text: ${sha256Hex(named)} }`)}]
`
  const read = readBatchFile('0001-toy.yaml', yaml, catalogue)
  if (!read.ok) return read.faults.map(({ code, message }) => `${code} ${message}`)
  const texts = textsOf([
    ['first.txt', first],
    ['second.txt', second],
  ])
  return validateBatch(read.batch, { catalogue, recorded: emptyWriteModel('toy'), texts }).faults.map(
    ({ code }) => code,
  )
}

describe('a source that was published again with another text', () => {
  test.each([
    ['words of its first text prove', 21, 24, 'May', []],
    ['words of its second text prove, past the end of the first', 38, 42, 'June', []],
    ['words of neither do not', 0, 3, 'May', ['E_DIGEST']],
    ['a span past the end of both is outside', 60, 63, 'May', ['E_SPAN']],
  ])('%s', (_, start, end, words, codes) => {
    expect(codesOf(start, end, words)).toEqual(codes)
  })

  test.each([
    ['words of that text prove', 38, 42, 'June', second, []],
    ['words of another do not', 21, 24, 'May', second, ['E_DIGEST']],
    ['a span past its end is outside', 38, 42, 'June', first, ['E_SPAN']],
    ['a text of no source is none of its own', 21, 24, 'May', 'another', ['E_TEXT']],
  ])('where evidence names its text, %s', (_, start, end, words, named, codes) => {
    expect(codesOf(start, end, words, named)).toEqual(codes)
  })
})
