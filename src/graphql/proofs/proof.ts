import type { Snapshot } from '../../engine/index.ts'
import type { Builder } from '../builder.ts'
import type { StandingEvent } from '../context.ts'
import { badArgument } from '../errors/faults.ts'
import type { ProvenanceApi } from '../provenance/provenance.ts'
import type { RootApi } from '../root.ts'
import { addProofTypes, type Inclusion } from './proof-types.ts'

/**
 * What whoever trusts nobody needs: the root of the ledger at any position, that an event stands in it, that it only
 * grew. A proof binds all that is recorded up to its position, be it seen from a point or not.
 */
export function addProof(builder: Builder, { event }: ProvenanceApi, { root }: RootApi): void {
  const { treeHead, inclusion, consistency } = addProofTypes(builder)

  builder.objectField(event, 'proof', (t) =>
    t.field({
      type: inclusion,
      nullable: true,
      description:
        'That it stands in the ledger, for whoever knows SHA-256 and RFC 9162 and trusts a root. Null where it was recorded after the point, or is only previewed.',
      args: {
        position: t.arg.int({
          description: 'In the ledger as it was then, at or before the point. Omitted: the point’s position.',
        }),
      },
      resolve: (standing, { position }) => inclusionOf(standing, position ?? undefined),
    }),
  )
  builder.objectField(root, 'root', (t) =>
    t.field({
      type: treeHead,
      description:
        'The ledger as it was at a position: how much it held, and the one hash that binds all of it.',
      args: { position: t.arg.int({ description: 'A position, from 0. Omitted: the last.' }) },
      resolve: (chronicle, { position }) => {
        const at = position ?? chronicle.position
        checkReached(chronicle, 'position', at)
        return { chronicle, position: at }
      },
    }),
  )
  builder.objectField(root, 'consistency', (t) =>
    t.field({
      type: consistency,
      description:
        'That the ledger only grew between two positions: that nothing in it was altered, dropped or moved.',
      args: {
        from: t.arg.int({ required: true, description: 'The earlier position, from 0.' }),
        to: t.arg.int({ description: 'The later position, no less than `from`. Omitted: the last.' }),
      },
      resolve: (chronicle, { from, to }) => {
        const end = to ?? chronicle.position
        checkReached(chronicle, 'to', end)
        if (!(from >= 0 && from <= end))
          throw badArgument(
            'E_POSITION',
            'from',
            `position ${from} is not one of 0…${end}, no later than \`to\``,
          )
        return { chronicle, proof: chronicle.growthOf(from, end) }
      },
    }),
  )
}

function inclusionOf(
  { chronicle, state, recorded }: StandingEvent,
  position: number | undefined,
): Inclusion | null {
  const end = state.point.position
  if (recorded.position > end) return null
  if (position !== undefined && !(position >= recorded.position && position <= end))
    throw badArgument(
      'E_POSITION',
      'position',
      `position ${position} is not one of ${recorded.position}…${end}: from the event’s own to the point’s`,
    )
  const proof = chronicle.proofOf(recorded, position ?? end)
  return proof === undefined ? null : { chronicle, proof }
}

function checkReached(chronicle: Snapshot, argument: string, position: number): void {
  if (position >= 0 && chronicle.reaches(position)) return
  throw badArgument('E_POSITION', argument, `position ${position} is not one of 0…${chronicle.position}`)
}
