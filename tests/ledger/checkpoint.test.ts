import { describe, expect, it } from 'vitest'
import {
  checkpointOf,
  checkpointText,
  newKey,
  noteFaults,
  readCheckpoint,
  readSigner,
  signCheckpoint,
} from '../../src/ledger/index.ts'
import { enoch, peter } from './known-notes.ts'
import { knownRoots } from './known-vectors.ts'

const root = knownRoots[8] ?? ''
const rootText = Buffer.from(root, 'hex').toString('base64')

/** Signed by no one who matters: a form is read before a signature is asked for. */
const noteOf = (...lines: readonly string[]) => `${lines.join('\n')}\n\n${enoch.signature}`

describe('checkpointText()', () => {
  it('is origin, size and root, each in its line', () => {
    expect(checkpointText(checkpointOf('japan-viet-nam', { size: 8, root }))).toBe(
      `regesta/japan-viet-nam\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n`,
    )
  })
})

describe('checkpointOf()', () => {
  it.each(['a\n7\nAAAA', 'a\n', 'a\r', '\u0085a'])(
    'signs nothing for a chronicle whose name would be read as more lines: %j',
    (chronicle) => {
      expect(() => checkpointOf(chronicle, { size: 8, root })).toThrow(
        expect.objectContaining({ code: 'E_NAME' }),
      )
    },
  )
})

describe('readCheckpoint()', () => {
  it('reads what was signed, by all who signed it', () => {
    const [one, two] = [readSigner(peter.secret), newKey('example.org/witness').signer]
    const checkpoint = checkpointOf('japan-viet-nam', { size: 8, root })
    const written = signCheckpoint(checkpoint, [one, two])
    const read = readCheckpoint('c', Buffer.from(written))
    expect(read).toMatchObject(checkpoint)
    expect(noteFaults('c', read.note, [one.verifier, two.verifier])).toEqual([])
  })

  it('keeps the signatures of others when one more signs', () => {
    const [one, two] = [readSigner(peter.secret), newKey('example.org/witness').signer]
    const read = readCheckpoint('c', signCheckpoint(checkpointOf('a', { size: 8, root }), [one]))
    const again = readCheckpoint('c', signCheckpoint(read, [two], read.note.signatures))
    expect(noteFaults('c', again.note, [one.verifier, two.verifier])).toEqual([])
  })

  it('keeps lines that others added, and signs over them', () => {
    const read = readCheckpoint('c', noteOf('o', '8', rootText, 'Timestamp: 1', 'x'))
    expect(read.extensions).toEqual(['Timestamp: 1', 'x'])
    expect(checkpointText(read)).toBe(read.note.text)
  })

  it('reads a size of 0, as of a ledger in which nothing is recorded', () => {
    const empty = Buffer.from(knownRoots[0] ?? '', 'hex').toString('base64')
    expect(readCheckpoint('c', noteOf('o', '0', empty))).toMatchObject({ size: 0, root: knownRoots[0] })
  })

  it.each<[string, readonly string[], readonly number[]]>([
    ['no origin', ['', '8', rootText], [1]],
    ['a leading zero', ['o', '08', rootText], [2]],
    ['a sign', ['o', '+8', rootText], [2]],
    ['another base', ['o', '0x8', rootText], [2]],
    ['a space', ['o', '8 ', rootText], [2]],
    ['a size that is no exact number', ['o', '9007199254740993', rootText], [2]],
    ['a root in hexadecimal', ['o', '8', root], [3]],
    ['a root of 31 bytes', ['o', '8', Buffer.alloc(31).toString('base64')], [3]],
    ['a root with stray last bits', ['o', '8', rootText.replace('g=', 'h=')], [3]],
    ['a root without its padding', ['o', '8', rootText.replace('=', '')], [3]],
    ['an empty line within', ['o', '8', rootText, '', 'x'], [4]],
    ['an origin alone', ['o'], [2, 3]],
    ['nothing of it', ['', 'x', 'y', '', 'z'], [1, 2, 3, 4]],
  ])('refuses %s, each fault by its line', (_, lines, faulty) => {
    expect(() => readCheckpoint('c', noteOf(...lines))).toThrow(
      expect.objectContaining({
        faults: faulty.map((line) =>
          expect.objectContaining({ code: 'E_CHECKPOINT_FORM', place: { file: 'c', line } }),
        ),
      }),
    )
  })
})
