import {
  checkpointOf,
  formatNote,
  formatProof,
  type ProofDocument,
  signCheckpoint,
} from '../../../src/ledger/index.ts'
import { readNote } from '../../../src/ledger/note.ts'
import type { Forgery } from './forgery.ts'
import { noteAt } from './world.ts'

/** Those that leave the proof as it is, and forge what vouches for its root. */
export const checkpointForgeries: Readonly<Record<string, Forgery>> = {
  'a checkpoint of another size, or of another log': (genuine, world, dice) =>
    withNotes(genuine.document, (note, size) => {
      const other = dice.below(world.entries.length + 1)
      return dice.pick([
        () => noteAt(world, other),
        () => noteAt({ ...world, chronicle: 'other' }, size),
        () => noteAt(world, size).replace(`\n${size}\n`, `\n${other}\n`),
        () => `${note}${noteAt(world, other).split('\n\n')[1]}`,
      ])()
    }),
  'a checkpoint that another signed': (genuine, world, dice) =>
    withNotes(genuine.document, (note, size) => {
      const own = checkpointOf(world.chronicle, { size, root: world.tree.rootAt(size) })
      const forged = readNote('n', signCheckpoint(own, [world.forger]))
      const asLog = forged.signatures.map((signature) => ({ ...signature, keyId: world.log.verifier.keyId }))
      return dice.pick([
        () => formatNote(forged),
        () => formatNote({ ...forged, signatures: asLog }),
        () => formatNote({ ...forged, signatures: [...asLog, ...readNote('n', note).signatures] }),
        () => `${note.split('\n\n')[0]}\n\n${note.split('\n').at(-2)}\n`,
      ])()
    }),
  'a signature altered': (genuine, _, dice) =>
    withNotes(genuine.document, (note) => {
      const read = readNote('n', note)
      const at = dice.below(read.signatures.length)
      const signatures = read.signatures.map((each, index) => {
        if (index !== at) return each
        const signature = Buffer.from(each.signature)
        if (dice.below(3) === 0) return { ...each, signature: plusOrder(signature) }
        const byte = dice.below(signature.length)
        signature[byte] = (signature[byte] ?? 0) ^ (1 << dice.below(8))
        return { ...each, signature }
      })
      return formatNote({ ...read, signatures })
    }),
  'a checkpoint written otherwise': (genuine, _, dice) =>
    withNotes(genuine.document, (note) =>
      dice.pick([
        () => note.replaceAll('\n', '\r\n'),
        () => `\ufeff${note}`,
        () => note.replace('\n\n', '\nextension\n\n'),
        () => note.replace('\n\n', '\n\n\n'),
        () => note.replace('=\n', '\n'),
        () => note.replace('—', '-'),
        () => note.replace(' ', '  '),
        () => note.replace(/^(.*)\n(\d+)/, '$1\n0$2'),
        () => note.toLowerCase(),
        () => note.slice(0, -1),
        () => `${note}\n`,
      ])(),
    ),
}

/** The document with its checkpoint, or one of its two, as `change` makes it. */
function withNotes(document: ProofDocument, change: (note: string, size: number) => string): string {
  const stamp = <T extends { readonly treeSize: number; readonly checkpoint?: string }>(spoken: T): T =>
    spoken.checkpoint === undefined
      ? spoken
      : { ...spoken, checkpoint: change(spoken.checkpoint, spoken.treeSize) }
  if (document.type === 'inclusion') return formatProof(stamp(document))
  return formatProof({ ...document, to: stamp(document.to) })
}

/** Ed25519's group order: a signature with it added to its second half fits the same equation, and is not one. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

function plusOrder(signature: Uint8Array): Buffer {
  const scalar = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`)
  const raised = (scalar + ORDER).toString(16).padStart(64, '0')
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(raised, 'hex').reverse()])
}
