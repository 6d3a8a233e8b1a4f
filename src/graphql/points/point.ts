import type { InputShapeFromFields } from '@pothos/core'
import type { PointRequest, Snapshot } from '../../engine/index.ts'
import type { Point, Trust } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { notePoint } from '../snapshots.ts'
import type { AtPoint } from './at-point.ts'
import { findSource, noSuchSource } from './sources.ts'

/** The point: as it is asked for, and as every answer echoes it, resolved. */
export function addPoint(builder: Builder) {
  const trust = builder.inputType('Trust', {
    description:
      'Whom to trust. Without `only` and `sides` everyone; with both, whoever either names. `without` takes away.',
    fields: (t) => ({
      only: t.idList({ description: 'Only these sources, by id or label.' }),
      sides: t.stringList({ description: 'Only sources that speak for one of these sides, like `jp`.' }),
      without: t.idList({ description: 'Not these sources, by id or label.' }),
    }),
  })
  const args = builder.args((t) => ({
    date: t.field({ type: 'Date', required: false, description: `${DATE} Omitted: today.` }),
    knownAt: t.field({ type: 'Date', required: false, description: `${KNOWN} Omitted: ever.` }),
    recordedAt: t.field({ type: 'DateTime', required: false, description: `${RECORDED} Omitted: all.` }),
    position: t.int({ required: false, description: `${POSITION} Not with \`recordedAt\`. Omitted: all.` }),
    trusting: t.field({ type: trust, required: false, description: TRUSTING }),
  }))
  const input = builder.inputType('PointInput', {
    description:
      'A place on the three clocks, and whom one trusts. An omitted clock filters nothing; `date` is today.',
    fields: (t) => ({
      date: t.field({ type: 'Date', description: `${DATE} Omitted: today.` }),
      knownAt: t.field({ type: 'Date', description: `${KNOWN} Omitted: ever.` }),
      recordedAt: t.field({ type: 'DateTime', description: `${RECORDED} Omitted: all.` }),
      position: t.int({ description: `${POSITION} Not with \`recordedAt\`. Omitted: all.` }),
      trusting: t.field({ type: trust, description: TRUSTING }),
    }),
  })
  const trustRef = builder.objectRef<Point['trusting']>('TrustGiven').implement({
    description: 'Whom this answer trusts; null means that nothing was asked.',
    fields: (t) => ({
      only: t.idList({
        nullable: true,
        description: 'Only these sources, by id; null: not asked.',
        resolve: ({ only }) => only && [...only],
      }),
      sides: t.stringList({
        nullable: true,
        description: 'Only sources that speak for one of these sides; null: not asked.',
        resolve: ({ sides }) => sides && [...sides],
      }),
      without: t.idList({
        nullable: true,
        description: 'Not these sources, by id; null: not asked.',
        resolve: ({ without }) => without && [...without],
      }),
    }),
  })
  const ref = builder.objectRef<AtPoint>('Point').implement({
    description: 'Where an answer stands on the three clocks: every clock resolved.',
    fields: (t) => ({
      date: t.field({ type: 'Date', description: DATE, resolve: ({ state }) => state.point.date }),
      knownAt: t.field({
        type: 'Date',
        nullable: true,
        description: `${KNOWN} Null: the clock filters nothing.`,
        resolve: ({ state }) => state.point.knownAt,
      }),
      position: t.int({ description: POSITION, resolve: ({ state }) => state.point.position }),
      recordedAt: t.field({
        type: 'DateTime',
        nullable: true,
        description: 'The instant at which that position was recorded; null for position 0.',
        resolve: ({ chronicle, state }) => chronicle.recordedAt(state.point.position),
      }),
      trusting: t.field({
        type: trustRef,
        description: 'Whom it trusts, sources by their ids.',
        resolve: ({ state }) => state.point.trusting,
      }),
    }),
  })
  return { args, input, trust, ref }
}

export type PointApi = ReturnType<typeof addPoint>
export type PointArgs = InputShapeFromFields<PointApi['args']>

/**
 * The stand that arguments ask for; what is null was not given, and sources go by id or label. Throws
 * InvalidInput with every fault, each by its argument.
 */
export function atPoint(chronicle: Snapshot, args: Partial<PointArgs>): AtPoint {
  const faults = new Faults()
  const trusting = trustOf(chronicle, args.trusting, faults)
  const state = faults.from(() => chronicle.asOf({ ...requestOf(args), trusting }))
  if (state === undefined) throw faults.thrown()
  faults.check()
  notePoint(chronicle, state.point)
  return { chronicle, state }
}

/** The clocks of a request. */
function requestOf({ date, knownAt, recordedAt, position }: Partial<PointArgs>): PointRequest {
  return {
    ...(date != null && { date }),
    ...(knownAt != null && { knownAt }),
    ...(recordedAt != null && { recordedAt }),
    ...(position != null && { position }),
  }
}

/** Whom the arguments trust, sources by their ids. */
export function trustOf(
  chronicle: Snapshot,
  asked: PointArgs['trusting'] | undefined,
  faults: Faults,
): Trust {
  const { only, sides, without } = asked ?? {}
  return {
    ...(only != null && { only: idsOf(chronicle, only, 'trusting.only', faults) }),
    ...(sides != null && { sides }),
    ...(without != null && { without: idsOf(chronicle, without, 'trusting.without', faults) }),
  }
}

function idsOf(chronicle: Snapshot, names: readonly string[], argument: string, faults: Faults): string[] {
  return names.flatMap((name) => {
    const id = findSource(chronicle, name)?.registration.event.subject
    if (id === undefined) faults.add('E_UNKNOWN_SOURCE', argument, noSuchSource(name))
    return id ?? []
  })
}

const DATE = 'Valid time: the end of this civil day.'
const KNOWN = 'Known time: what the public could know by the end of this day.'
const RECORDED = 'Recorded time: what this ledger held at this instant (what it took in then is in).'
const POSITION = 'Recorded time: the events at positions 1 to this one (this one is in).'
const TRUSTING = 'Whom to trust. Omitted: everyone.'
