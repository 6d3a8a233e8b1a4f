import { hash } from 'node:crypto'
import {
  checkpointOf,
  formatProof,
  inclusionDocument,
  type ProofDocument,
  signCheckpoint,
  treeOf,
} from '../../../src/ledger/index.ts'
import { readNote } from '../../../src/ledger/note.ts'
import type { Dice } from '../dice.ts'
import { checkpointForgeries } from './checkpoints.ts'
import type { Forgery } from './forgery.ts'
import { bodyOf, type Genuine, growthIn, inclusionIn, type World } from './world.ts'

type Json = { [key: string]: unknown }

export const forgeries: Readonly<Record<string, Forgery>> = {
  'a byte of the file flipped': (genuine, _, dice) => {
    const bytes = Buffer.from(formatProof(genuine.document))
    const at = dice.below(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8))
    return bytes.toString('utf8')
  },
  'a character of the file left out, doubled or replaced': (genuine, _, dice) => {
    const text = formatProof(genuine.document)
    const at = dice.below(text.length)
    const put = dice.pick(['', text.slice(at, at + 1).repeat(2), '0', '"', ' ', 'f', '\\u0000'])
    return text.slice(0, at) + put + text.slice(at + 1)
  },
  'a character of a field replaced': (genuine, _, dice) =>
    edited(genuine, dice, (value) => {
      if (typeof value !== 'string' || value === '') return value
      const at = dice.below(value.length)
      return (
        value.slice(0, at) +
        dice.pick(['0', 'a', 'A', '=', '\n', '\ufffd', '\ud800', '']) +
        value.slice(at + 1)
      )
    }),
  'a bit of a hash flipped': (genuine, _, dice) =>
    edited(genuine, dice, (value) => {
      if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) return value
      const bytes = Buffer.from(value, 'hex')
      const at = dice.below(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8))
      return bytes.toString('hex')
    }),
  'a number changed': (genuine, _, dice) =>
    edited(genuine, dice, (value) =>
      typeof value === 'number'
        ? dice.pick([
            value + 1,
            value - 1,
            value * 2,
            Math.floor(value / 2),
            value ^ 2,
            -value,
            value + 0.5,
            2 ** 53,
          ])
        : value,
    ),
  'a field of another type, left out or added': (genuine, _, dice) => {
    const document = structuredClone(genuine.document) as unknown as Json
    const [key = ''] = pickOne(Object.keys(document), dice)
    if (dice.below(3) === 0) delete document[key]
    else if (dice.below(2) === 0) document[key] = dice.pick([null, [], {}, 1, 'x', true, [document[key]]])
    else document[dice.pick(['proof', '__proto__', 'Root', 'leafHash'])] = document[key]
    return JSON.stringify(document)
  },
  'hashes left out, added, doubled or in another order': (genuine, world, dice) => {
    const { document } = genuine
    const hashes = [...document.hashes]
    const at = dice.below(hashes.length + 1)
    const other = dice.below(hashes.length + 1)
    switch (dice.below(5)) {
      case 0:
        hashes.splice(at, 1)
        break
      case 1:
        hashes.splice(at, 0, anyHash(world, dice))
        break
      case 2:
        hashes.splice(at, 0, hashes[other] ?? anyHash(world, dice))
        break
      case 3:
        hashes.reverse()
        break
      default:
        ;[hashes[at], hashes[other]] = [
          hashes[other] ?? anyHash(world, dice),
          hashes[at] ?? anyHash(world, dice),
        ]
    }
    return formatProof({ ...document, hashes })
  },
  'a hash of another place in the tree': (genuine, world, dice) => {
    const { document } = genuine
    if (document.hashes.length === 0) return formatProof(document)
    const at = dice.below(document.hashes.length)
    return formatProof({
      ...document,
      hashes: document.hashes.with(at, anyHash(world, dice)),
    } as ProofDocument)
  },
  'parts of a proof of something else': (genuine, world, dice) => {
    const { document } = genuine
    const to = 1 + dice.below(world.entries.length)
    const other: Json =
      document.type === 'inclusion'
        ? inclusionIn(world, 1 + dice.below(to), to)
        : growthIn(world, dice.below(to + 1), to)
    const mixed: Json = structuredClone(document)
    for (const key of Object.keys(other)) if (dice.below(2) === 0) mixed[key] = other[key]
    return JSON.stringify(mixed)
  },
  'an event that was never recorded': (genuine, world, dice) => {
    const { document } = genuine
    if (document.type !== 'inclusion') return formatProof(document)
    const event = bodyOf(world.chronicle, `forged ${dice.fraction()}`)
    const leaf = dice.below(2) === 0 ? document.leaf : { ...document.leaf, id: hash('sha256', event) }
    return formatProof({ ...document, event, leaf })
  },
  'an event recorded at another time or place': (genuine, world, dice) => {
    const { document } = genuine
    if (document.type !== 'inclusion') return formatProof(document)
    const position = 1 + dice.below(world.entries.length)
    const recordedAt = new Date(Date.parse(document.leaf.recordedAt) + dice.below(2000) - 1000).toISOString()
    return dice.below(2) === 0
      ? formatProof({ ...document, leaf: { ...document.leaf, recordedAt } })
      : formatProof({ ...document, leaf: { ...document.leaf, position }, index: position - 1 })
  },
  'the proof of a tree in which an event was rewritten': (genuine, world, dice) => {
    const { document } = genuine
    if (document.type !== 'inclusion') return formatProof(document)
    const at = document.index
    const body = bodyOf(world.chronicle, `rewritten ${dice.fraction()}`)
    const entries = world.entries.map((entry, index) =>
      index === at ? { ...entry, body, id: hash('sha256', body) } : entry,
    )
    const entry = entries[at]
    if (entry === undefined) return formatProof(document)
    const tree = treeOf(entries)
    const forged = inclusionDocument(entry, tree, document.treeSize)
    if (document.checkpoint === undefined) return formatProof(forged)
    const own = checkpointOf(world.chronicle, { size: forged.treeSize, root: forged.root })
    const genuineNote = readNote('n', document.checkpoint)
    const note = dice.pick([
      () => signCheckpoint(own, [world.forger]),
      () => signCheckpoint(own, [], genuineNote.signatures),
      () => signCheckpoint(own, [world.forger], genuineNote.signatures),
      () => document.checkpoint ?? '',
    ])()
    return formatProof({ ...forged, checkpoint: note })
  },
  'a leaf that is an inner node': (genuine, world, dice) => {
    const { document } = genuine
    if (document.type !== 'inclusion' || document.hashes.length === 0) return formatProof(document)
    const [, ...rest] = document.hashes
    const index = Math.floor(document.index / 2)
    const leaf = { ...document.leaf, position: index + 1 }
    return formatProof({
      ...document,
      leaf,
      index,
      treeSize: Math.ceil(document.treeSize / 2),
      hashes: rest,
      event: dice.pick([document.event, anyHash(world, dice)]),
    })
  },
  ...checkpointForgeries,
}

/** The document with one of its values, anywhere in it, as `change` makes it. */
function edited({ document }: Genuine, dice: Dice, change: (value: unknown) => unknown): string {
  const copy = structuredClone(document) as unknown as Json
  const places: [Json, string][] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const key of Object.keys(value)) {
      places.push([value as Json, key])
      walk((value as Json)[key])
    }
  }
  walk(copy)
  const changing = places.filter(([holder, key]) => typeof holder[key] !== 'object')
  for (const [holder, key] of pickOne(shuffled(changing, dice), dice)) holder[key] = change(holder[key])
  return JSON.stringify(copy)
}

function pickOne<T>(all: readonly T[], dice: Dice): readonly T[] {
  return all.slice(dice.below(Math.max(1, all.length))).slice(0, 1)
}

function shuffled<T>(all: readonly T[], dice: Dice): readonly T[] {
  return all
    .map((each) => ({ each, at: dice.fraction() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each)
}

function anyHash({ tree }: World, dice: Dice): string {
  const size = 1 + dice.below(tree.size)
  const path = tree.inclusion(dice.below(size), size)
  const node = path[dice.below(path.length)] ?? tree.leaf(size - 1)
  return Buffer.from(node).toString('hex')
}
