import { z } from 'zod'
import type { ConsistencyProof, InclusionProof, Snapshot } from '../../engine/index.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { badArgument } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import type { EventAtPoint } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

/**
 * Proofs for a client that does not trust the server: the root of the ledger at any position, that an event is in it,
 * that it only grew. A proof covers everything recorded up to its position, visible at a point or not.
 */
export function addProof(builder: Builder, { event }: ProvenanceApi, { anyChronicle }: RootApi): void {
  const { treeHead, inclusion, consistency } = addProofTypes(builder)

  builder.objectField(event, 'proof', (t) =>
    t.field({
      type: inclusion,
      nullable: true,
      description:
        'Proves that the ledger contains the event, to anyone who knows SHA-256 and RFC 9162 and trusts a root. Null where the event was recorded after the point, or is part of a dry run.',
      args: {
        position: t.arg.int({
          description:
            'The position of the ledger to prove it in, at or before the point. Omitted: the point’s position.',
        }),
      },
      resolve: (standing, { position }) => inclusionOf(standing, position ?? undefined),
    }),
  )
  builder.interfaceField(anyChronicle, 'root', (t) =>
    t.field({
      type: treeHead,
      nullable: true,
      description:
        'The ledger at a position: how many events it held, and the hash that covers all of them. Null only with an error.',
      args: { position: t.arg.int({ description: 'A position, from 0. Omitted: the last.' }) },
      resolve: (chronicle, { position }) => {
        const at = position ?? chronicle.position
        checkReached(chronicle, 'position', at)
        return { chronicle, position: at }
      },
    }),
  )
  builder.interfaceField(anyChronicle, 'consistency', (t) =>
    t.field({
      type: consistency,
      nullable: true,
      description:
        'Proves that the ledger only grew between two positions: that no event was altered, dropped or moved. Null only with an error.',
      args: {
        from: t.arg.int({ required: true, description: 'The earlier position, from 0.' }),
        to: t.arg.int({ description: 'The later position, no less than `from`. Omitted: the last.' }),
      },
      resolve: (chronicle, { from, to }) => {
        const end = to ?? chronicle.position
        checkReached(chronicle, 'to', end)
        if (!(from >= 0 && from <= end)) {
          const message = `position ${from} is not one of 0…${end}, no later than \`to\``
          throw badArgument('E_POSITION', 'from', message)
        }
        return { chronicle, proof: chronicle.growthOf(from, end) }
      },
    }),
  )
}

function inclusionOf(
  { chronicle, state, recorded }: EventAtPoint,
  position: number | undefined,
): Inclusion | null {
  const end = state.point.position
  if (recorded.position > end) return null
  if (position !== undefined && !(position >= recorded.position && position <= end)) {
    const message = `position ${position} is not one of ${recorded.position}…${end}: from the event’s own to the point’s`
    throw badArgument('E_POSITION', 'position', message)
  }
  const proof = chronicle.proofOf(recorded, position ?? end)
  return proof === undefined ? null : { chronicle, proof }
}

function checkReached(chronicle: Snapshot, argument: string, position: number): void {
  if (position >= 0 && chronicle.reaches(position)) return
  throw badArgument('E_POSITION', argument, `position ${position} is not one of 0…${chronicle.position}`)
}

/** The ledger at a position. */
type TreeHead = { readonly chronicle: Snapshot; readonly position: number }

/** A proof, and the chronicle that signs its checkpoint. */
type Inclusion = { readonly chronicle: Snapshot; readonly proof: InclusionProof }
type Consistency = { readonly chronicle: Snapshot; readonly proof: ConsistencyProof }

/** The hashes of a proof in a ledger of some hundred thousand events. */
const HASHES = assume({ things: 20 })

/** The types of proofs. Every hash is hexadecimal. */
function addProofTypes(builder: Builder) {
  const treeHead = addTreeHead(builder)
  return { treeHead, inclusion: addInclusion(builder), consistency: addConsistency(builder, treeHead) }
}

function addTreeHead(builder: Builder) {
  return builder.objectRef<TreeHead>('LedgerRoot').implement({
    description: 'The ledger of a chronicle at one position.',
    fields: (t) => ({
      position: t.exposeInt('position', { description: 'How many events it held.' }),
      root: t.string({
        description: 'The Merkle tree hash of its leaves (RFC 9162 §2.1.1), 64 hexadecimal digits.',
        resolve: ({ chronicle, position }) => chronicle.rootAt(position),
      }),
      checkpoint: t.string({
        nullable: true,
        description:
          'The same as a signed note (C2SP tlog-checkpoint). Null where the server has no key to sign with.',
        resolve: ({ chronicle, position }, _, context) => checkpointAt(chronicle, position, context),
      }),
    }),
  })
}

function addInclusion(builder: Builder) {
  type Leaf = InclusionProof['leaf']
  const leaf = builder.objectRef<Leaf>('LedgerLeaf').implement({
    description:
      'A leaf of the tree. Its hash is the SHA-256 of a zero byte and its canonical JSON (RFC 8785): `{"chronicle":…,"id":…,"position":…,"recordedAt":…}`.',
    fields: (t) => ({
      chronicle: t.exposeString('chronicle', { description: 'The chronicle’s name.' }),
      id: t.exposeString('id', { description: 'The event’s id: the hex SHA-256 of its canonical JSON.' }),
      position: t.exposeInt('position', { description: 'Its place in the ledger, from 1.' }),
      recordedAt: t.exposeString('recordedAt', {
        description: 'When it was recorded, exactly as it is hashed: UTC with milliseconds.',
      }),
    }),
  })
  return builder.objectRef<Inclusion>('InclusionProof').implement({
    description: 'A proof that an event is at its position in the ledger (RFC 9162 §2.1.3).',
    fields: (t) => ({
      event: t.string({
        description: 'The event’s canonical JSON (RFC 8785): the bytes whose SHA-256 is its id.',
        resolve: ({ proof }) => proof.event,
      }),
      leaf: t.field({ type: leaf, description: 'Its leaf of the tree.', resolve: ({ proof }) => proof.leaf }),
      index: t.int({
        description: 'Its index among the leaves, from 0.',
        resolve: ({ proof }) => proof.index,
      }),
      treeSize: t.int({
        description: 'How many events the ledger held at that position.',
        resolve: ({ proof }) => proof.treeSize,
      }),
      hashes: t.stringList({
        extensions: HASHES,
        description: 'The hashes that lead from the leaf to the root, its neighbour’s first, in hexadecimal.',
        resolve: ({ proof }) => proof.hashes,
      }),
      root: t.string({
        description: 'The root that they lead to, in hexadecimal.',
        resolve: ({ proof }) => proof.root,
      }),
      checkpoint: t.string({
        nullable: true,
        description: 'A signed note of that root. Null where the server has no key to sign with.',
        resolve: ({ chronicle, proof }, _, context) => checkpointAt(chronicle, proof.treeSize, context),
      }),
      document: t.field({
        type: 'JSON',
        description:
          'The whole proof as a file for `regesta verify-proof`, with the checkpoint if there is one.',
        resolve: ({ chronicle, proof }, _, context) =>
          asJson({ ...proof, ...stamp(chronicle, proof.treeSize, context) }),
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
    description:
      'A proof that the ledger at a later position begins with the ledger at an earlier one (RFC 9162 §2.1.4).',
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
          'The hashes that lead to both roots, in hexadecimal. Empty from position 0 or between equal positions.',
        resolve: ({ proof }) => proof.hashes,
      }),
      document: t.field({
        type: 'JSON',
        description:
          'The whole proof as a file for `regesta verify-proof`, with the checkpoints if there are any.',
        resolve: ({ chronicle, proof }, _, context) =>
          asJson({
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

function asJson(document: object) {
  return z.json().parse(document)
}
