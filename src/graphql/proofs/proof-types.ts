import { z } from 'zod'
import type { ConsistencyProof, InclusionProof, Snapshot } from '../../engine/index.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { assume } from '../limits/sizes.ts'

/** The ledger as it was at a position, by its root. */
export type TreeHead = { readonly chronicle: Snapshot; readonly position: number }

/** A proof, and the chronicle whose checkpoint may go with it. */
export type Inclusion = { readonly chronicle: Snapshot; readonly proof: InclusionProof }
export type Consistency = { readonly chronicle: Snapshot; readonly proof: ConsistencyProof }

/** As many hashes as a ledger of some hundreds of thousands of events asks for. */
const HASHES = assume({ things: 20 })

/** What proofs are made of; all hashes are hexadecimal. */
export function addProofTypes(builder: Builder) {
  const treeHead = addTreeHead(builder)
  return { treeHead, inclusion: addInclusion(builder), consistency: addConsistency(builder, treeHead) }
}

function addTreeHead(builder: Builder) {
  return builder.objectRef<TreeHead>('LedgerRoot').implement({
    description: 'The ledger of a chronicle as it was at one position.',
    fields: (t) => ({
      position: t.exposeInt('position', { description: 'How many events it held.' }),
      root: t.string({
        description: 'The Merkle tree hash of its leaves (RFC 9162 §2.1.1), 64 hexadecimal digits.',
        resolve: ({ chronicle, position }) => chronicle.rootAt(position),
      }),
      checkpoint: t.string({
        nullable: true,
        description:
          'The same as a signed note (C2SP tlog-checkpoint); null where the server has no key to sign with.',
        resolve: ({ chronicle, position }, _, context) => checkpointAt(chronicle, position, context),
      }),
    }),
  })
}

function addInclusion(builder: Builder) {
  type Leaf = InclusionProof['leaf']
  const leaf = builder.objectRef<Leaf>('LedgerLeaf').implement({
    description:
      'What the tree is made of. Its hash is the SHA-256 of a zero byte and its canonical JSON (RFC 8785): `{"chronicle":…,"id":…,"position":…,"recordedAt":…}`.',
    fields: (t) => ({
      chronicle: t.exposeString('chronicle', { description: 'The chronicle’s name.' }),
      id: t.exposeString('id', { description: 'The event’s id: the hex SHA-256 of its canonical JSON.' }),
      position: t.exposeInt('position', { description: 'Its place in the ledger, from 1.' }),
      recordedAt: t.exposeString('recordedAt', {
        description: 'When it was recorded, just as it is hashed: UTC with milliseconds.',
      }),
    }),
  })
  return builder.objectRef<Inclusion>('InclusionProof').implement({
    description: 'That an event stands at its place in the ledger (RFC 9162 §2.1.3).',
    fields: (t) => ({
      event: t.string({
        description: 'The event’s canonical JSON (RFC 8785), the bytes that its id is the SHA-256 of.',
        resolve: ({ proof }) => proof.event,
      }),
      leaf: t.field({ type: leaf, description: 'Its leaf of the tree.', resolve: ({ proof }) => proof.leaf }),
      index: t.int({
        description: 'Its place among the leaves, from 0.',
        resolve: ({ proof }) => proof.index,
      }),
      treeSize: t.int({
        description: 'How many events the ledger held at the position asked for.',
        resolve: ({ proof }) => proof.treeSize,
      }),
      hashes: t.stringList({
        extensions: HASHES,
        description: 'The hashes that lead from the leaf to the root, its neighbour’s first, in hexadecimal.',
        resolve: ({ proof }) => proof.hashes,
      }),
      root: t.string({
        description: 'The root they lead to, in hexadecimal.',
        resolve: ({ proof }) => proof.root,
      }),
      checkpoint: t.string({
        nullable: true,
        description: 'A signed note of that root; null where the server has no key to sign with.',
        resolve: ({ chronicle, proof }, _, context) => checkpointAt(chronicle, proof.treeSize, context),
      }),
      document: t.field({
        type: 'JSON',
        description:
          'All of it as `regesta verify-proof` reads it from a file, with the checkpoint if there is one.',
        resolve: ({ chronicle, proof }, _, context) =>
          json({ ...proof, ...stamp(chronicle, proof.treeSize, context) }),
      }),
    }),
  })
}

function addConsistency(builder: Builder, treeHead: ReturnType<typeof addTreeHead>) {
  const headOf = ({ chronicle, proof }: Consistency, end: 'from' | 'to'): TreeHead => ({
    chronicle,
    position: proof[end].treeSize,
  })
  return builder.objectRef<Consistency>('ConsistencyProof').implement({
    description: 'That the ledger of a later position begins with all of an earlier one (RFC 9162 §2.1.4).',
    fields: (t) => ({
      from: t.field({
        type: treeHead,
        description: 'The ledger at the earlier position.',
        resolve: (each) => headOf(each, 'from'),
      }),
      to: t.field({
        type: treeHead,
        description: 'The ledger at the later position.',
        resolve: (each) => headOf(each, 'to'),
      }),
      hashes: t.stringList({
        extensions: HASHES,
        description:
          'The hashes that lead to both roots, in hexadecimal; none from 0 or between equal positions.',
        resolve: ({ proof }) => proof.hashes,
      }),
      document: t.field({
        type: 'JSON',
        description:
          'All of it as `regesta verify-proof` reads it from a file, with the checkpoints if there are any.',
        resolve: ({ chronicle, proof }, _, context) =>
          json({
            ...proof,
            from: { ...proof.from, ...stamp(chronicle, proof.from.treeSize, context) },
            to: { ...proof.to, ...stamp(chronicle, proof.to.treeSize, context) },
          }),
      }),
    }),
  })
}

function checkpointAt(chronicle: Snapshot, position: number, { signer }: ApiContext): string | null {
  return signer === undefined ? null : chronicle.checkpoint(position, signer)
}

function stamp(chronicle: Snapshot, position: number, context: ApiContext) {
  const checkpoint = checkpointAt(chronicle, position, context)
  return checkpoint === null ? {} : { checkpoint }
}

function json(document: object) {
  return z.json().parse(document)
}
