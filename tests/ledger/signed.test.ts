import { describe, expect, it } from 'vitest'
import {
  checkpointFaults,
  checkpointOf,
  historyFaults,
  leafHash,
  MerkleTree,
  newKey,
  readCheckpoint,
  signCheckpoint,
} from '../../src/ledger/index.ts'

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
