import { describe, expect, it } from 'vitest'
import { checkpointText } from '../../src/ledger/checkpoint.ts'
import {
  checkpointFaults,
  checkpointOf,
  historyFaults,
  leafHash,
  MerkleTree,
  newKey,
  noteFaults,
  readCheckpoint,
  readSigner,
  signCheckpoint,
} from '../../src/ledger/index.ts'
import { enoch, knownRoots, peter } from './known-vectors.ts'

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

const [ours, witness, stranger] = ['log', 'witness', 'stranger'].map((name) => newKey(name).signer)
if (ours === undefined || witness === undefined || stranger === undefined) throw new Error('no keys')

function grown(texts: readonly string[]): MerkleTree {
  const tree = new MerkleTree()
  for (const text of texts) tree.append(leafHash(Buffer.from(text)))
  return tree
}

const texts = Array.from({ length: 20 }, (_, index) => `leaf ${index}`)
const tree = grown(texts)
const rewritten = grown(texts.with(11, 'rewritten'))

const held = (size: number, of = tree, { signers = [ours], chronicle = 'c' } = {}) => {
  const file = `${chronicle}-${size}`
  const note = signCheckpoint(checkpointOf(chronicle, { size, root: of.rootAt(size) }), signers)
  return { file, checkpoint: readCheckpoint(file, note) }
}

describe('checkpointFaults()', () => {
  it('has nothing against checkpoints that all verifiers signed', () => {
    const both = [held(5, tree, { signers: [ours, witness] }), held(9, tree, { signers: [witness, ours] })]
    expect(checkpointFaults(both, [ours.verifier, witness.verifier])).toEqual([])
  })

  it('names each that lacks a signature', () => {
    const both = [held(5), held(9, tree, { signers: [ours, witness] })]
    expect(checkpointFaults(both, [ours.verifier, witness.verifier])).toMatchObject([
      { code: 'E_UNSIGNED', place: { file: 'c-5' } },
    ])
    expect(checkpointFaults(both, [stranger.verifier])).toMatchObject([
      { code: 'E_UNSIGNED', place: { file: 'c-5' } },
      { code: 'E_UNSIGNED', place: { file: 'c-9' } },
    ])
  })

  it('finds that one log signed two histories of one size', () => {
    expect(checkpointFaults([held(15), held(15, rewritten)], [ours.verifier])).toMatchObject([
      { code: 'E_FORKED' },
    ])
    expect(checkpointFaults([held(15), held(15)], [ours.verifier])).toEqual([])
    expect(checkpointFaults([held(15), held(15, rewritten, { chronicle: 'd' })], [ours.verifier])).toEqual([])
  })
})

describe('historyFaults()', () => {
  const codesOf = (of: MerkleTree, checkpoints: readonly ReturnType<typeof held>[]) =>
    historyFaults('it', 'c', of, checkpoints).map(({ code, message }) => [
      code,
      /in positions (\d+ to \d+)/.exec(message)?.[1],
    ])

  it('has nothing against a tree that goes on from every checkpoint', () => {
    expect(
      codesOf(
        tree,
        [0, 1, 7, 20].map((size) => held(size)),
      ),
    ).toEqual([])
  })

  it('tells of a cut, and between which checkpoints a rewriting lies', () => {
    const cut = grown(texts.slice(0, 15))
    expect(codesOf(cut, [held(16)])).toEqual([['E_TRUNCATED', undefined]])
    expect(codesOf(rewritten, [held(20), held(5), held(11), held(12)])).toEqual([
      ['E_REWRITTEN', '12 to 12'],
      ['E_REWRITTEN', '12 to 20'],
    ])
    expect(codesOf(rewritten, [held(20)])).toEqual([['E_REWRITTEN', '1 to 20']])
  })

  it('takes no checkpoint of another log', () => {
    expect(codesOf(tree, [held(5, tree, { chronicle: 'd' })])).toEqual([['E_CHECKPOINT_OTHER', undefined]])
  })
})
