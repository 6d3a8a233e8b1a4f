import { beforeAll, describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import {
  checkpointOf,
  consistencyDocument,
  type Entry,
  formatProof,
  inclusionDocument,
  type MerkleTree,
  newKey,
  openMemoryLedger,
  type ProofDocument,
  proofFaults,
  readCheckpoint,
  readProof,
  signCheckpoint,
  type Trust,
  treeOf,
} from '../../src/ledger/index.ts'
import { chronicle, readAll, tellingEvent } from './events.ts'

const [log, witness] = [newKey('example.org/log').signer, newKey('example.org/witness').signer]
let entries: readonly Entry[]
let tree: MerkleTree

beforeAll(async () => {
  const ledger = openMemoryLedger()
  const events = Array.from({ length: 23 }, (_, index) => tellingEvent(`event ${index}`))
  await ledger.append({ chronicle, name: '1', recordedAt: 1_700_000_000_000, events: events.slice(0, 9) })
  await ledger.append({ chronicle, name: '2', recordedAt: 1_700_000_000_001, events: events.slice(9) })
  entries = await readAll(ledger)
  tree = treeOf(entries)
})

const nothing: Trust = { verifiers: [], checkpoints: [], heads: [] }
const byLog: Trust = { ...nothing, verifiers: [log.verifier] }
const headOf = (size: number) => ({ size, root: tree.rootAt(size) })
const named = (size: number) => ({ chronicle, ...headOf(size) })
const noteOf = (size: number, of = chronicle) => signCheckpoint(checkpointOf(of, headOf(size)), [log])
const entryAt = (position: number): Entry => {
  const entry = entries[position - 1]
  if (entry === undefined) throw new Error(`no entry ${position}`)
  return entry
}
const proofOf = (position: number, size: number) => ({
  ...inclusionDocument(entryAt(position), tree, size),
  checkpoint: noteOf(size),
})
const codesOf = (document: ProofDocument, trust: Trust) =>
  proofFaults('p', document, trust).map(({ code }) => code)

describe('a proof that an event stands in a ledger', () => {
  it('reads back as it was written, and holds for whoever trusts its checkpoint’s key', () => {
    for (const size of [1, 2, 8, 9, 23])
      for (let position = 1; position <= size; position += 1) {
        const document = readProof('p', formatProof(proofOf(position, size)))
        expect(document).toEqual(proofOf(position, size))
        expect(codesOf(document, byLog)).toEqual([])
      }
  })

  it('holds for whoever has the root, or a checkpoint of it, from elsewhere', () => {
    const { checkpoint: _, ...bare } = proofOf(7, 23)
    const held = { file: 'c', checkpoint: readCheckpoint('c', noteOf(23)) }
    expect(codesOf(bare, { ...nothing, heads: [headOf(23)] })).toEqual([])
    expect(codesOf(bare, { ...byLog, checkpoints: [held] })).toEqual([])
  })

  it('holds for no one who trusts nothing that vouches for its root', () => {
    const { checkpoint: _, ...bare } = proofOf(7, 23)
    const held = { file: 'c', checkpoint: readCheckpoint('c', noteOf(23)) }
    const earlier = { file: 'c', checkpoint: readCheckpoint('c', noteOf(22)) }
    const foreign = { file: 'c', checkpoint: readCheckpoint('c', noteOf(23, 'other')) }
    for (const trust of [
      nothing,
      byLog,
      { ...nothing, checkpoints: [held] },
      { ...nothing, verifiers: [witness.verifier], checkpoints: [held] },
      { ...byLog, verifiers: [log.verifier, witness.verifier], checkpoints: [held] },
      { ...byLog, checkpoints: [earlier] },
      { ...byLog, checkpoints: [foreign] },
      { ...nothing, heads: [headOf(22)] },
      { ...nothing, heads: [{ size: 23, root: headOf(22).root }] },
    ])
      expect(codesOf(bare, trust)).toEqual(['E_UNTRUSTED'])
    // Whoever names no key trusts no checkpoint, be it in the proof.
    expect(codesOf(proofOf(7, 23), nothing)).toEqual(['E_UNTRUSTED'])
    expect(codesOf(proofOf(7, 23), { ...nothing, verifiers: [witness.verifier] })).toEqual([
      'E_UNSIGNED',
      'E_UNTRUSTED',
    ])
  })

  it('says everything that is wrong with it', () => {
    const proof = proofOf(7, 23)
    const [one = '', two = '', ...rest] = proof.hashes
    const forged: readonly (readonly [ProofDocument, readonly string[]])[] = [
      [{ ...proof, event: proof.event.replace('event 6', 'event X') }, ['E_PROOF_EVENT']],
      [{ ...proof, event: 'no JSON' }, ['E_PROOF_EVENT', 'E_PROOF_CHRONICLE']],
      [{ ...proof, leaf: { ...proof.leaf, position: 8 } }, ['E_PROOF_INDEX', 'E_PROOF_PATH']],
      [{ ...proof, index: 7 }, ['E_PROOF_INDEX', 'E_PROOF_PATH']],
      [{ ...proof, leaf: { ...proof.leaf, recordedAt: '2023-11-14T22:13:20.001Z' } }, ['E_PROOF_PATH']],
      [{ ...proof, hashes: [two, one, ...rest] }, ['E_PROOF_PATH']],
      [{ ...proof, hashes: [one, two] }, ['E_PROOF_PATH']],
      [
        { ...proof, leaf: { ...proof.leaf, chronicle: 'other' } },
        ['E_PROOF_CHRONICLE', 'E_PROOF_PATH', 'E_PROOF_CHRONICLE', 'E_UNTRUSTED'],
      ],
      [{ ...proof, checkpoint: noteOf(22) }, ['E_PROOF_CHECKPOINT', 'E_UNTRUSTED']],
      [
        { ...proof, checkpoint: noteOf(23).replace('23', '24') },
        ['E_PROOF_CHECKPOINT', 'E_SIGNATURE', 'E_UNTRUSTED'],
      ],
      [{ ...proof, checkpoint: 'x' }, ['E_NOTE_FORM', 'E_UNTRUSTED']],
      [proofOf(7, 22), []],
    ]
    for (const [document, codes] of forged) expect(codesOf(document, byLog)).toEqual(codes)
  })

  it('is refused where it carries a bad checkpoint, though its root is vouched for from elsewhere', () => {
    const proof = { ...proofOf(7, 23), checkpoint: noteOf(22) }
    expect(codesOf(proof, { ...nothing, heads: [headOf(23)] })).toEqual(['E_PROOF_CHECKPOINT'])
  })
})

describe('a proof that a ledger only grew', () => {
  const grewFrom = (from: number, to: number) => {
    const document = consistencyDocument(chronicle, tree, from, to)
    return {
      ...document,
      from: { ...document.from, checkpoint: noteOf(from) },
      to: { ...document.to, checkpoint: noteOf(to) },
    }
  }

  it('reads back as it was written, and holds for whoever trusts both checkpoints', () => {
    for (const to of [0, 1, 8, 15, 23])
      for (let from = 0; from <= to; from += 1) {
        const document = readProof('p', formatProof(grewFrom(from, to)))
        expect(document).toEqual(grewFrom(from, to))
        expect(codesOf(document, byLog)).toEqual([])
      }
  })

  it('holds for no one who trusts but one of its ends', () => {
    const bare = consistencyDocument(chronicle, tree, 9, 23)
    expect(codesOf(bare, { ...nothing, heads: [named(9), named(23)] })).toEqual([])
    expect(codesOf(bare, { ...nothing, heads: [named(23)] })).toEqual(['E_UNTRUSTED'])
    expect(codesOf(bare, { ...nothing, heads: [named(9)] })).toEqual(['E_UNTRUSTED'])
    expect(codesOf(bare, nothing)).toEqual(['E_UNTRUSTED', 'E_UNTRUSTED'])
  })

  it('holds by bare roots only if they are said to be of its chronicle: it does not show that itself', () => {
    const bare = consistencyDocument(chronicle, tree, 9, 23)
    const unnamed = { ...nothing, heads: [headOf(9), headOf(23)] }
    expect(codesOf(bare, unnamed)).toEqual(['E_UNTRUSTED', 'E_UNTRUSTED'])
    const heads = [named(9), named(23)]
    expect(codesOf({ ...bare, chronicle: 'other' }, { ...nothing, heads })).toEqual([
      'E_UNTRUSTED',
      'E_UNTRUSTED',
    ])
  })

  it('does not hold between two histories', () => {
    const other = treeOf(entries.with(2, { ...entryAt(3), recordedAt: 1 }))
    const forged = consistencyDocument(chronicle, other, 9, 23)
    const trust = { ...nothing, heads: [named(9), { chronicle, size: 23, root: other.rootAt(23) }] }
    expect(codesOf({ ...forged, from: { treeSize: 9, root: tree.rootAt(9) } }, trust)).toEqual([
      'E_PROOF_PATH',
    ])
    expect(codesOf(forged, trust)).toEqual(['E_UNTRUSTED'])
  })
})

describe('readProof()', () => {
  const faultsOf = (written: string) => {
    try {
      readProof('p', written)
      return []
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      return error.faults.map(({ code, message }) => `${code} ${message}`)
    }
  }

  it('refuses what is no JSON', () => {
    expect(faultsOf('{')).toEqual([expect.stringMatching(/^E_PROOF_JSON expected JSON: /)])
  })

  it('names every field that is not as it should be', () => {
    const { root: _, ...proof } = proofOf(7, 23)
    const bad = {
      ...proof,
      index: -1,
      hashes: ['AB', ...proof.hashes],
      extra: true,
      leaf: { ...proof.leaf, recordedAt: '2023-11-14T22:13:20Z' },
    }
    const faults = faultsOf(JSON.stringify(bad))
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'E_PROOF_FORM leaf.recordedAt',
      'E_PROOF_FORM index',
      'E_PROOF_FORM hashes.0',
      'E_PROOF_FORM root',
      'E_PROOF_FORM the proof',
    ])
  })

  it.each([
    ['another format', { format: 'other' }],
    ['a later version', { version: 2 }],
    ['an unknown type', { type: 'other' }],
    ['half a character', { event: '\ud800' }],
    ['an id in capitals', { root: 'A'.repeat(64) }],
    ['65 hashes', { hashes: Array.from({ length: 65 }, () => 'a'.repeat(64)) }],
  ])('refuses %s', (_, change) => {
    expect(faultsOf(JSON.stringify({ ...proofOf(7, 23), ...change }))).toEqual([
      expect.stringMatching(/^E_PROOF_FORM /),
    ])
  })
})
