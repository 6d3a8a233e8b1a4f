import type { InputShapeFromFields } from '@pothos/core'
import type { PointRequest, Snapshot } from '../../engine/index.ts'
import type { Point, Trust } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { notePoint } from '../snapshots.ts'
import type { AtPoint } from './at-point.ts'
import { findSource, noSuchSource } from './sources.ts'

/** The types of a point: as an argument, and as every answer returns it, resolved. */
export function addPoint(builder: Builder) {
  const trust = builder.inputType('Trust', {
    description:
      'Which sources to trust: all without `only` and `sides`; with both, those that either names. `without` removes some.',
    fields: (t) => ({
      only: t.idList({ description: 'Only these sources, by id or label.' }),
      sides: t.stringList({ description: 'Only sources that speak for one of these sides, like `jp`.' }),
      without: t.idList({ description: 'Not these sources, by id or label.' }),
    }),
  })
  const args = builder.args((t) => ({
    date: t.field({ type: 'Date', required: false, description: `${DATE} Omitted: today.` }),
    knownAt: t.field({ type: 'Date', required: false, description: `${KNOWN} Omitted: no limit.` }),
    recordedAt: t.field({ type: 'DateTime', required: false, description: `${RECORDED} Omitted: all.` }),
    position: t.int({ required: false, description: `${POSITION} Not with \`recordedAt\`. Omitted: all.` }),
    trusting: t.field({ type: trust, required: false, description: TRUSTING }),
  }))
  const input = builder.inputType('PointInput', {
    description:
      'A point on the three clocks, and which sources to trust. An omitted clock filters nothing; an omitted `date` is today.',
    fields: (t) => ({
      date: t.field({ type: 'Date', description: `${DATE} Omitted: today.` }),
      knownAt: t.field({ type: 'Date', description: `${KNOWN} Omitted: no limit.` }),
      recordedAt: t.field({ type: 'DateTime', description: `${RECORDED} Omitted: all.` }),
      position: t.int({ description: `${POSITION} Not with \`recordedAt\`. Omitted: all.` }),
      trusting: t.field({ type: trust, description: TRUSTING }),
    }),
  })
  const trustRef = builder.objectRef<Point['trusting']>('TrustGiven').implement({
    description: 'Which sources an answer trusts. A null field was not given.',
    fields: (t) => ({
      only: t.idList({
        nullable: true,
        description: 'Only these sources, by id. Null: not given.',
        resolve: ({ only }) => only && [...only],
      }),
      sides: t.stringList({
        nullable: true,
        description: 'Only sources that speak for one of these sides. Null: not given.',
        resolve: ({ sides }) => sides && [...sides],
      }),
      without: t.idList({
        nullable: true,
        description: 'Not these sources, by id. Null: not given.',
        resolve: ({ without }) => without && [...without],
      }),
    }),
  })
  const ref = builder.objectRef<AtPoint>('Point').implement({
    description: 'The point of an answer, with every clock resolved.',
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
        description: 'The instant at which that position was recorded. Null for position 0.',
        resolve: ({ chronicle, state }) => chronicle.recordedAt(state.point.position),
      }),
      trusting: t.field({
        type: trustRef,
        description: 'Which sources it trusts, by id.',
        resolve: ({ state }) => state.point.trusting,
      }),
    }),
  })
  return { args, input, trust, ref }
}

export type PointApi = ReturnType<typeof addPoint>
export type PointArgs = InputShapeFromFields<PointApi['args']>

/**
 * The state at the point of the arguments; null means omitted, and sources go by id or label. Throws InvalidInput with
 * every fault, each with its argument.
 */
export function atPoint(chronicle: Snapshot, args: Partial<PointArgs>): AtPoint {
  const faults = new Faults()
  const trusting = trustOf(chronicle, args.trusting, faults)
  const state = faults.from(() => chronicle.asOf({ ...requestOf(args), trusting }))
  if (state === undefined) throw faults.thrown()
  faults.check()
  notePoint(chronicle, state.point)
  const namesPosition = args.position != null || args.recordedAt != null
  return { chronicle, state, namesPosition: namesPosition || chronicle.pinned.position !== undefined }
}

/** The clocks of the arguments. */
function requestOf({ date, knownAt, recordedAt, position }: Partial<PointArgs>): PointRequest {
  return {
    ...(date != null && { date }),
    ...(knownAt != null && { knownAt }),
    ...(recordedAt != null && { recordedAt }),
    ...(position != null && { position }),
  }
}

/** The trust of the arguments, with sources by id. Adds E_UNKNOWN_SOURCE. */
export function trustOf(
  chronicle: Snapshot,
  trust: PointArgs['trusting'] | undefined,
  faults: Faults,
): Trust {
  const { only, sides, without } = trust ?? {}
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

const DATE = 'Valid time: what held at the end of this civil day.'
const KNOWN = 'Known time: what the public could know by the end of this day.'
const RECORDED = 'Recorded time: what was recorded by this instant (inclusive).'
const POSITION = 'Recorded time: the events at positions 1 to this one (inclusive).'
const TRUSTING = 'Which sources to trust. Omitted: all.'
