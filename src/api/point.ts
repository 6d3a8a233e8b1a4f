import type { InputShapeFromFields } from '@pothos/core'
import type { Chronicle, PointRequest } from '../chronicle/index.ts'
import type { Point } from '../timeline/index.ts'
import type { Builder } from './builder.ts'
import type { Stand } from './context.ts'

/** The point: as it is asked for, and as every answer echoes it, resolved. */
export function addPoint(builder: Builder) {
  const trust = builder.inputType('Trust', {
    description:
      'Whom to trust. Without `only` and `sides` everyone; with both, whoever either names. `without` takes away.',
    fields: (t) => ({
      only: t.idList({ description: 'Only these sources.' }),
      sides: t.stringList({ description: 'Only sources that speak for one of these sides, like `jp`.' }),
      without: t.idList({ description: 'Not these sources.' }),
    }),
  })
  const args = builder.args((t) => ({
    date: t.field({ type: 'Date', required: false, description: DATE }),
    knownAt: t.field({ type: 'Date', required: false, description: KNOWN }),
    recordedAt: t.field({ type: 'DateTime', required: false, description: RECORDED }),
    position: t.int({ required: false, description: POSITION }),
    trusting: t.field({ type: trust, required: false, description: TRUSTING }),
  }))
  const input = builder.inputType('PointInput', {
    description:
      'A place on the three clocks, and whom one trusts. An omitted clock filters nothing; `date` is today.',
    fields: (t) => ({
      date: t.field({ type: 'Date', description: DATE }),
      knownAt: t.field({ type: 'Date', description: KNOWN }),
      recordedAt: t.field({ type: 'DateTime', description: RECORDED }),
      position: t.int({ description: POSITION }),
      trusting: t.field({ type: trust, description: TRUSTING }),
    }),
  })
  const trustRef = builder.objectRef<Point['trusting']>('TrustGiven').implement({
    description: 'Whom this answer trusts; null means that nothing was asked.',
    fields: (t) => ({
      only: t.idList({ nullable: true, resolve: ({ only }) => only && [...only] }),
      sides: t.stringList({ nullable: true, resolve: ({ sides }) => sides && [...sides] }),
      without: t.idList({ nullable: true, resolve: ({ without }) => without && [...without] }),
    }),
  })
  const ref = builder.objectRef<Stand>('Point').implement({
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
        resolve: ({ chronicle, state }) => chronicle.events[state.point.position - 1]?.recordedAt,
      }),
      trusting: t.field({ type: trustRef, resolve: ({ state }) => state.point.trusting }),
    }),
  })
  return { args, input, trust, ref }
}

export type PointApi = ReturnType<typeof addPoint>
export type PointArgs = InputShapeFromFields<PointApi['args']>

/** The request that arguments make: an argument that is null was not given. */
export function requestOf(args: PointArgs): PointRequest {
  const { trusting } = args
  return {
    ...(args.date != null && { date: args.date }),
    ...(args.knownAt != null && { knownAt: args.knownAt }),
    ...(args.recordedAt != null && { recordedAt: args.recordedAt }),
    ...(args.position != null && { position: args.position }),
    ...(trusting != null && {
      trusting: {
        ...(trusting.only != null && { only: trusting.only }),
        ...(trusting.sides != null && { sides: trusting.sides }),
        ...(trusting.without != null && { without: trusting.without }),
      },
    }),
  }
}

/** The stand that arguments ask for. */
export function standAt(chronicle: Chronicle, args: PointArgs): Stand {
  return { chronicle, state: chronicle.asOf(requestOf(args)) }
}

const DATE = 'Valid time: the end of this civil day. Omitted: today.'
const KNOWN = 'Known time: what the public could know by the end of this day.'
const RECORDED = 'Recorded time: what this ledger held at this instant.'
const POSITION = 'Recorded time: the events at positions 1 to this one. Omitted: all.'
const TRUSTING = 'Whom to trust.'
