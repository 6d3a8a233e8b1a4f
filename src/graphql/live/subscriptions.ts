import type { Chronicle, Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import type { RecordedEvent } from '../../event/index.ts'
import { needs } from '../access/policy.ts'
import type { Builder } from '../builder.ts'
import type { RootApi } from '../chronicle/root.ts'
import { compareAt } from '../comparing/comparison.ts'
import type { Compared } from '../comparing/field-change.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, Faults, quoted, thereAre } from '../faults.ts'
import type { Stream } from '../limits/streams.ts'
import { type AtPoint, atLatest } from '../points/at-point.ts'
import { atPoint, type PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { eventMatcher, moments, Push, recordedEvents } from './pushes.ts'

/** What one can subscribe to: events as they are recorded, and answers as they change. */
export function addLive(
  builder: Builder,
  point: PointApi,
  { event }: ProvenanceApi,
  { state, comparison }: RootApi,
): void {
  const eventPush = builder.objectRef<Push<RecordedEvent>>('EventPush').implement({
    description: 'An event that was recorded.',
    fields: (t) => ({
      position: t.int({
        description: 'Its place in the ledger. Whoever was away gives the last one that came as `after`.',
        resolve: ({ recorded }) => recorded.position,
      }),
      event: t.field({
        type: event,
        description: 'The event, as it reads from where its batch ended, with everyone trusted.',
        resolve: ({ snapshot, recorded }) => ({ ...atLatest(snapshot), recorded }),
      }),
    }),
  })
  const statePush = builder.objectRef<AtPoint>('StatePush').implement({
    description: 'A state as it is now.',
    fields: (t) => ({
      position: t.int({
        description: 'The last position recorded then.',
        resolve: ({ state }) => state.point.position,
      }),
      state: t.field({
        type: state,
        description: 'The state at the point, as far as is recorded now.',
        resolve: (at) => at,
      }),
    }),
  })
  const comparisonPush = builder.objectRef<Compared>('ComparisonPush').implement({
    description: 'A comparison as it is now.',
    fields: (t) => ({
      position: t.int({
        description: 'The last position recorded then.',
        resolve: ({ chronicle }) => chronicle.pin.position,
      }),
      comparison: t.field({
        type: comparison,
        description: 'What differs between the two points, as far as is recorded now.',
        resolve: (compared) => compared,
      }),
    }),
  })

  const { date, knownAt, trusting } = point.args
  const { chronicle, atMostEvery } = builder.args((t) => ({
    chronicle: t.id({ required: true, description: 'A chronicle, by its id.' }),
    atMostEvery: t.int({
      required: true,
      defaultValue: 1,
      description:
        'At most one answer in so many seconds, 0 to 3600: what comes in between is passed over, never what came last.',
    }),
  }))
  builder.subscriptionType({
    description: 'Everything that can be followed as it comes, over server-sent events.',
  })
  builder.subscriptionFields((t) => ({
    events: t.field({
      extensions: needs('reader'),
      type: eventPush,
      description:
        'Every event after a position, in order, each once: first those that stand recorded, then each as it is recorded.',
      args: {
        chronicle,
        after: t.arg.int({
          required: false,
          description:
            'The last position that came; of one who comes again with the header Last-Event-ID, the later of the two. Omitted: only what is recorded from now on.',
        }),
        types: t.arg.stringList({ required: false, description: 'Only these event types.' }),
        kinds: t.arg.stringList({
          required: false,
          description: 'Only events about these kinds of subjects, each the part of a key before the slash.',
        }),
        subject: t.arg.string({
          required: false,
          description: 'Only events about this subject, by any key that it goes by.',
        }),
        source: t.arg.id({
          required: false,
          description: 'Only events with evidence in this source, by its id or label.',
        }),
      },
      subscribe: async (_, args, context) => {
        const { snapshot, live, stream } = openSubscription(context, String(args.chronicle))
        const faults = new Faults()
        const after = resumedAfter(args.after, context, snapshot, faults)
        const wanted = eventMatcher(snapshot, args, faults)
        faults.check()
        await context.chronicles.reaching(snapshot.name, after)
        return recordedEvents(live, { after, wanted, ending: stream.ending })
      },
      resolve: (push) => push,
    }),
    state: t.field({
      extensions: needs('reader'),
      type: statePush,
      description:
        'The state at a point: at once, and again whenever it answers what is asked otherwise, be it that something was recorded or that a day has begun.',
      args: { chronicle, date, knownAt, trusting, atMostEvery },
      subscribe: (_, args, context) => {
        const { snapshot, live, stream } = openSubscription(context, String(args.chronicle))
        const faults = new Faults()
        const pace = paceOf(args.atMostEvery, faults)
        faults.from(() => atPoint(snapshot, args))
        faults.check()
        return pushes(moments(live, stream, pace))
      },
      resolve: ({ snapshot }, args) => atPoint(snapshot, args),
    }),
    comparison: t.field({
      extensions: needs('reader'),
      type: comparisonPush,
      description:
        'What differs between two points: at once, and again whenever it answers what is asked otherwise. A point without a position moves with the ledger, one without a date with the day.',
      args: {
        chronicle,
        from: t.arg({ type: point.input, required: true, description: 'The point that `was` is seen from.' }),
        to: t.arg({ type: point.input, required: true, description: 'The point that `is` is seen from.' }),
        atMostEvery,
      },
      subscribe: (_, args, context) => {
        const { snapshot, live, stream } = openSubscription(context, String(args.chronicle))
        const faults = new Faults()
        const pace = paceOf(args.atMostEvery, faults)
        faults.from(() => compareAt(snapshot, args))
        faults.check()
        return pushes(moments(live, stream, pace))
      },
      resolve: ({ snapshot }, args) => compareAt(snapshot, args),
    }),
  }))
}

async function* pushes(snapshots: AsyncIterable<Snapshot>): AsyncGenerator<Push, void, undefined> {
  for await (const snapshot of snapshots) yield new Push(snapshot, undefined)
}

/** A chronicle that one subscribes to: as it stands now, open for what is to come, until that ends. */
export type OpenSubscription = {
  readonly snapshot: Snapshot
  readonly live: Chronicle
  readonly stream: Stream
}

/** Opens the chronicle of this id. Throws E_NOT_FOUND. */
export function openSubscription({ chronicles, live, stream }: ApiContext, id: string): OpenSubscription {
  if (stream === undefined)
    throw new RegestaError('E_NO_STREAM', 'fault', 'subscriptions are not served here')
  const [snapshot, chronicle] = [chronicles.get(id), live.get(id)]
  if (snapshot !== undefined && chronicle !== undefined) return { snapshot, live: chronicle, stream }
  throw badArgument(
    'E_NOT_FOUND',
    'chronicle',
    `${quoted(id)} is no chronicle here; ${thereAre(live.keys())}`,
    'notFound',
  )
}

/** The longest pace that may be asked for, s. */
const SLOWEST = 3_600

/** At most one answer in so many seconds, in ms; adds E_RANGE to the faults. */
export function paceOf(atMostEvery: number, faults: Faults): number {
  if (atMostEvery < 0 || atMostEvery > SLOWEST)
    faults.add('E_RANGE', 'atMostEvery', `expected 0…${SLOWEST} seconds, got ${atMostEvery}`)
  return atMostEvery * 1_000
}

/**
 * After which position one goes on: as the argument says, or as a browser says that comes again (Last-Event-ID, of the
 * HTML standard), which asks its first question anew: the later of the two. Where neither does, after what stands
 * there. Adds E_POSITION to the faults.
 */
export function resumedAfter(
  after: number | null | undefined,
  { lastEventId }: Pick<ApiContext, 'lastEventId'>,
  { pin }: Snapshot,
  faults: Faults,
): number {
  if (after != null && after < 0)
    faults.add('E_POSITION', 'after', `${after} is no position; expected 0, 1, 2 …`)
  if (lastEventId === undefined || lastEventId === '') return after ?? pin.position
  if (/^\d{1,10}$/.test(lastEventId)) return Math.max(after ?? 0, Number(lastEventId))
  faults.add(
    'E_POSITION',
    'after',
    `Last-Event-ID ${quoted(lastEventId)} is no position; expected the id of an event of this stream`,
  )
  return pin.position
}
