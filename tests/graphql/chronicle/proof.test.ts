import { beforeAll, describe, expect, it } from 'vitest'
import type { Chronicle } from '../../../src/engine/index.ts'
import { newKey, noteFaults, proofFaults, readCheckpoint, readProof } from '../../../src/ledger/index.ts'
import { createApi } from '../../../src/server/index.ts'
import { bookSeen, eventsIn, openTale, Tale } from '../../toy/index.ts'
import { type Ask, asking, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'
import { type ConsistencyAnswer, type InclusionAnswer, provesEvent, provesGrowth } from '../stranger.ts'

const tale = new Tale()
tale.source('gazette', '2020-01-10')
tale.source('courier')
for (let day = 1; day <= 35; day += 1)
  tale.tell(bookSeen, `book/b${day}`, { shelf: `shelf/s${day}` }, { on: '2020-02-01', by: 'gazette' })
const last = 37

const { signer } = newKey('example.org/library')
let chronicle: Chronicle
let ask: Ask
let askUnsigned: Ask
beforeAll(async () => {
  chronicle = await openTale(tale)
  const options = { schema: librarySchema, chronicles: new Map([[chronicle.name, chronicle]]) }
  ask = asking(createApi({ ...options, signer }))
  askUnsigned = asking(createApi(options))
})

async function library(fields: string, by = ask): Promise<unknown> {
  const { data, errors } = await by(`{ library(id: "library") { ${fields} } }`)
  expect(errors).toEqual([])
  return at(data, 'library')
}

async function faultOf(query: string): Promise<unknown> {
  const { errors } = await ask(query)
  expect(errors).toHaveLength(1)
  return { code: at(errors, 0, 'extensions', 'code'), message: at(errors, 0, 'message') }
}

const PROOF = 'event leaf { chronicle id position recordedAt } index treeSize hashes root'
const idAt = (position: number) => eventsIn(chronicle)[position - 1]?.id

async function proofOf(position: number, size?: number): Promise<InclusionAnswer> {
  const argument = size === undefined ? '' : `(position: ${size})`
  const { data, errors } = await ask(`{ event(id: "${idAt(position)}") { proof${argument} { ${PROOF} } } }`)
  expect(errors).toEqual([])
  return at(data, 'event', 'proof') as InclusionAnswer
}

describe('Event.proof', () => {
  it('is proof for a stranger who knows RFC 9162 and SHA-256, of every event at several sizes', async () => {
    const { root } = (await library(`root { root }`)) as { root: { root: string } }
    for (const position of [1, 2, 16, 17, 36, 37])
      for (const size of [undefined, position, 37]) {
        const proof = await proofOf(position, size)
        expect(provesEvent(proof)).toBe(true)
        expect(proof.leaf).toMatchObject({ chronicle: 'library', id: idAt(position), position })
        if (size !== position) expect([proof.treeSize, proof.root]).toEqual([last, root.root])
        else expect(proof.treeSize).toBe(position)
      }
  })

  it('is none for a stranger once anything in it is altered', async () => {
    const proof = await proofOf(17)
    const [first = '', ...others] = proof.hashes
    expect(provesEvent({ ...proof, event: proof.event.replace('shelf', 'shelv') })).toBe(false)
    expect(provesEvent({ ...proof, leaf: { ...proof.leaf, recordedAt: '2020-01-01T00:00:00.000Z' } })).toBe(
      false,
    )
    expect(provesEvent({ ...proof, index: 15, leaf: { ...proof.leaf, position: 16 } })).toBe(false)
    expect(
      provesEvent({ ...proof, hashes: [first.replace(/^./, (c) => (c === '0' ? '1' : '0')), ...others] }),
    ).toBe(false)
    expect(provesEvent({ ...proof, hashes: others })).toBe(false)
  })

  it('keeps to the position of the point from which the event is reached', async () => {
    const answer = await library(
      `asOf(date: "2020-02-01", position: 20) { item(subject: "book/b5") { because { type proof { treeSize root } } } } root(position: 20) { root }`,
    )
    const root = at(answer, 'root', 'root')
    expect(at(answer, 'asOf', 'item', 'because')).toContainEqual({
      type: 'BookSeen',
      proof: { treeSize: 20, root },
    })
  })

  it.each([6, 38, -1])('refuses position %d of an event at 7 in a ledger of 37', async (position) => {
    const query = `{ event(id: "${idAt(7)}") { proof(position: ${position}) { root } } }`
    expect(await faultOf(query)).toEqual({
      code: 'E_POSITION',
      message: expect.stringContaining(`position ${position} is not one of 7…37`),
    })
  })

  it('does not look beyond the point', async () => {
    const query = `{ library(id: "library") { asOf(date: "2020-02-01", position: 20) {
      item(subject: "book/b5") { because { proof(position: 21) { root } } } } } }`
    const { errors } = await ask(query)
    expect(at(errors, 0, 'message')).toContain('not one of 7…20')
  })

  it('comes as a document that verify-proof reads, with a checkpoint where the server has a key', async () => {
    const asked = `{ event(id: "${idAt(9)}") { proof(position: 30) { checkpoint document } } }`
    const trust = { verifiers: [signer.verifier], checkpoints: [], heads: [] }
    const signed = (await ask(asked)).data
    const document = readProof('p', JSON.stringify(at(signed, 'event', 'proof', 'document')))
    expect(proofFaults('p', document, trust)).toEqual([])
    expect(at(signed, 'event', 'proof', 'checkpoint')).toBe('checkpoint' in document && document.checkpoint)
    const bare = (await askUnsigned(asked)).data
    expect(at(bare, 'event', 'proof', 'checkpoint')).toBeNull()
    const unsigned = readProof('p', JSON.stringify(at(bare, 'event', 'proof', 'document')))
    expect(proofFaults('p', unsigned, trust)).toMatchObject([{ code: 'E_UNTRUSTED' }])
    const heads = [{ size: 30, root: chronicle.rootAt(30) }]
    expect(proofFaults('p', unsigned, { ...trust, heads })).toEqual([])
  })
})

describe('a chronicle’s root and consistency', () => {
  it('are proof for a stranger that it only grew', async () => {
    for (const [from, to] of [
      [1, 37],
      [16, 37],
      [17, 33],
      [36, 37],
      [20, 20],
    ] as const) {
      const answer = (await library(
        `consistency(from: ${from}, to: ${to}) { from { position root } to { position root } hashes }`,
      )) as { consistency: ConsistencyAnswer }
      expect(provesGrowth(answer.consistency)).toBe(true)
      const wrong = { ...answer.consistency.from, root: answer.consistency.from.root.replace(/^../, 'zz') }
      expect(provesGrowth({ ...answer.consistency, from: wrong })).toBe(false)
    }
  })

  it('go to the last position where none is named', async () => {
    expect(await library('root { position } consistency(from: 0) { to { position } hashes }')).toEqual({
      root: { position: last },
      consistency: { to: { position: last }, hashes: [] },
    })
  })

  it('come with a checkpoint where the server has a key', async () => {
    const asked = 'root(position: 12) { position root checkpoint }'
    const answer = await library(asked)
    const note = readCheckpoint('c', String(at(answer, 'root', 'checkpoint')))
    expect(note).toMatchObject({ origin: 'regesta/library', size: 12, root: at(answer, 'root', 'root') })
    expect(noteFaults('c', note.note, [signer.verifier])).toEqual([])
    expect(at(await library(asked, askUnsigned), 'root', 'checkpoint')).toBeNull()
  })

  it('come as a document that verify-proof reads', async () => {
    const answer = await library('consistency(from: 12, to: 30) { document }')
    const document = readProof('p', JSON.stringify(at(answer, 'consistency', 'document')))
    expect(proofFaults('p', document, { verifiers: [signer.verifier], checkpoints: [], heads: [] })).toEqual(
      [],
    )
  })

  it.each([
    ['root(position: 38) { root }', 'position 38 is not one of 0…37'],
    ['root(position: -1) { root }', 'position -1 is not one of 0…37'],
    ['consistency(from: 1, to: 38) { hashes }', 'position 38 is not one of 0…37'],
    ['consistency(from: 9, to: 8) { hashes }', 'position 9 is not one of 0…8'],
    ['consistency(from: -1) { hashes }', 'position -1 is not one of 0…37'],
  ])('refuse %s', async (field, message) => {
    expect(await faultOf(`{ library(id: "library") { ${field} } }`)).toEqual({
      code: 'E_POSITION',
      message: expect.stringContaining(message),
    })
  })
})
