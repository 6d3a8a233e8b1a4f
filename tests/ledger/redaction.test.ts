import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { eventId } from '../../src/event/index.ts'
import {
  type Entry,
  type Leaf,
  leafBytes,
  leafHash,
  openMemoryLedger,
  treeOf,
  verifyInclusion,
} from '../../src/ledger/index.ts'
import { batchOf, chronicle, readAll } from './events.ts'

/** What is left of an entry once its words are destroyed. */
function redacted({ chronicle: of, id, position, recordedAt }: Entry): Leaf {
  return { chronicle: of, id, position, recordedAt }
}

describe('a ledger whose bodies were destroyed', () => {
  it('has every root and every proof that it had', async () => {
    const ledger = openMemoryLedger()
    await ledger.append(batchOf(1, ['a', 'b', 'c', 'd', 'e']))
    await ledger.append(batchOf(2, ['f', 'g']))
    const entries = await readAll(ledger)
    const [whole, left] = [treeOf(entries), treeOf(entries.map(redacted))]
    for (let size = 0; size <= 7; size += 1) {
      expect(left.rootAt(size)).toBe(await ledger.rootAt(chronicle, size))
      for (let index = 0; index < size; index += 1)
        expect(left.inclusion(index, size)).toEqual(whole.inclusion(index, size))
    }
    const [, , third] = entries.map(redacted)
    if (third === undefined) throw new Error('no third entry')
    const claim = { leaf: leafHash(leafBytes(third)), index: 2, size: 7 }
    expect(verifyInclusion({ ...claim, proof: left.inclusion(2, 7), root: left.rootAt(7) })).toBe(true)
  })

  it('still proves the words to whoever kept them, by their id', async () => {
    const ledger = openMemoryLedger()
    await ledger.append(batchOf(1, ['a name']))
    const [entry] = await readAll(ledger)
    expect(hash('sha256', entry?.body ?? '')).toBe(entry?.id)
  })
})

describe('the id of an event whose words are gone', () => {
  const event = {
    chronicle: 'a',
    version: 1,
    type: 'PersonSeen',
    subject: 'person/x',
    payload: { name: 'Ada' },
  } as const
  const names = ['Eve', 'Bob', 'Ada', 'Zoe']
  const guessed = (id: string) => names.filter((name) => eventId({ ...event, payload: { name } }) === id)

  it('gives a name away to whoever can guess the rest', () => {
    expect(guessed(eventId(event))).toEqual(['Ada'])
  })

  it('gives nothing away where the event was salted', () => {
    expect(guessed(eventId({ ...event, salt: 'qB3x8Zr0mW5tV7nL2kPdYg' }))).toEqual([])
  })
})
