import { describe, expect, test } from 'vitest'
import { checkRecording, emptyWriteModel, validateBatch } from '../../src/admission/index.ts'
import { readBatchFile } from '../../src/archive/index.ts'
import { catalogueOf, kernelTypes, sha256Hex } from '../../src/event/index.ts'

const catalogue = catalogueOf(...kernelTypes)
const recorded = emptyWriteModel('toy')

/** The registration of a source with this text, by evidence at `[start, end)` of it. */
function registration(text: string, start: number, end: number) {
  const digest = sha256Hex(text.slice(start, end))
  return {
    type: 'SourceRegistered',
    subject: 'source/letter',
    payload: {
      label: 'letter',
      published: { edtf: '2026-01-01', basis: 'stated' },
      absent: [],
      text: { digest: sha256Hex(text), length: text.length },
    },
    evidence: [{ source: 'source/letter', start, end, digest, role: 'statement' }],
  }
}

const CUT: readonly (readonly [string, string, number, number])[] = [
  ['before a combining mark', 'Hoa\u0300 came', 0, 3],
  ['at a combining mark', 'Hoa\u0300 came', 3, 8],
  ['within a flag', '🇯🇵 and 🇻🇳', 0, 2],
  ['across two flags', '🇯🇵🇻🇳', 2, 6],
  ['within a family', '👩‍👩‍👧 came', 0, 2],
  ['before the colour of a hand', '👍🏽 it is', 0, 2],
  ['within a Hangul syllable', '\u1100\u1161\u11a8', 0, 2],
  ['within a keycap', '1️⃣ there', 0, 1],
]

describe('a span', () => {
  test.each(CUT)('that ends or begins %s cannot be recorded', (_, text, start, end) => {
    const events = [registration(text, start, end)]
    const recording = { events, texts: new Map([[sha256Hex(text), text]]) }
    expect(() => checkRecording(recording, recorded, catalogue)).toThrow('E_SPAN')
  })

  test.each([
    ['a letter with its mark', 'Hoa\u0300 came', 0, 4],
    ['a flag', '🇯🇵🇻🇳', 4, 8],
    ['a family', '👩‍👩‍👧 came', 0, 8],
    ['a letter beside a mark of another', 'Hoa\u0300 came', 1, 2],
    ['all', '👍🏽', 0, 4],
  ])('of %s is recorded', (_, text, start, end) => {
    const events = [registration(text, start, end)]
    const texts = new Map([[sha256Hex(text), text]])
    expect(checkRecording({ events, texts }, recorded, catalogue).fresh).toHaveLength(1)
  })

  test.each(CUT)('that ends or begins %s stays as it is where it stands recorded', (_, text, start, end) => {
    const written = JSON.stringify({
      chronicle: 'toy',
      recordedAt: '2026-02-01T00:00:00.000Z',
      reader: 'a reader',
      events: [registration(text, start, end)],
    })
    const read = readBatchFile('0001-toy.yaml', written, catalogue)
    if (!read.ok) throw new Error('the batch reads')
    const digest = sha256Hex(text)
    const texts = new Map([[digest, { file: 'letter.txt', text, digest }]])
    expect(validateBatch(read.batch, { catalogue, recorded, texts }).faults).toEqual([])
  })
})
