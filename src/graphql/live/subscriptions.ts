import { type Chronicle, openIn, type Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import type { RecordedEvent } from '../../event/index.ts'
import { needs } from '../access.ts'
import type { Builder } from '../builder.ts'
import type { RootApi } from '../chronicle/root.ts'
import { compareAt } from '../comparing/comparison.ts'
import type { Compared } from '../comparing/field-change.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, Faults, noSuchChronicle } from '../faults.ts'
import type { Stream } from '../limits/streams.ts'
import { type AtPoint, atLatest } from '../points/at-point.ts'
import { atPoint, type PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { eventMatcher, Push, recordedEvents, snapshotsOf } from './pushes.ts'
import { resumeFrom } from './resume.ts'

/** Adds the subscriptions: events as they are recorded, and answers as they change. */
export function addLive(
  builder: Builder,
  point: PointApi,
  { event }: ProvenanceApi,
  { state, comparison }: RootApi,
): void {
  const eventPush = builder.objectRef<Push<RecordedEvent>>('EventPush').implement({
    description: 'A recorded event.',
    fields: (t) => ({
      position: t.int({
        description:
          'Its position in the ledger. A client that reconnects gives the last one it got as `after`.',
        resolve: ({ recorded }) => recorded.position,
      }),
      root: t.string({
        description:
          'What covers the whole ledger at that position, as `Relationship.root` gives it. A client that reconnects gives the last one it got as `afterRoot`, to be told where the ledger is another since.',
        resolve: ({ snapshot, recorded }) => snapshot.rootAt(recorded.position),
      }),
      event: t.field({
        type: event,
        description: 'The event, as it reads at the end of its batch, with every source trusted.',
        resolve: ({ snapshot, recorded }) => ({ ...atLatest(snapshot), recorded }),
      }),
    }),
  })
  const statePush = builder.objectRef<AtPoint>('StatePush').implement({
    description: 'A state as it is now.',
    fields: (t) => ({
      position: t.int({
        description: 'The last position recorded.',
        resolve: ({ state }) => state.point.position,
      }),
      state: t.field({
        type: state,
        description: 'The state at the point, with everything recorded now.',
        resolve: (at) => at,
      }),
    }),
  })
  const comparisonPush = builder.objectRef<Compared>('ComparisonPush').implement({
    description: 'A comparison as it is now.',
    fields: (t) => ({
      position: t.int({
        description: 'The last position recorded.',
        resolve: ({ to }) => to.chronicle.pin.position,
      }),
      comparison: t.field({
        type: comparison,
        description: 'What differs between the two points, with everything recorded now.',
        resolve: (compared) => compared,
      }),
    }),
  })

  const { date, knownAt, trusting } = point.args
  const { chronicle, atMostEvery } = builder.args((t) => ({
    chronicle: t.id({ required: true, description: 'The chronicle, by id.' }),
    atMostEvery: t.int({
      required: true,
      defaultValue: 1,
      description:
        'The minimum time between answers, 0 to 3600 seconds. Intermediate ones are skipped, never the last one.',
    }),
  }))
  builder.subscriptionType({
    description: 'Everything that can be followed live, over server-sent events.',
  })
  builder.subscriptionFields((t) => ({
    events: t.field({
      extensions: needs('reader'),
      type: eventPush,
      description:
        'Sends every event after a position, in order, each once: first the recorded ones, then each new one.',
      args: {
        chronicle,
        after: t.arg.int({
          required: false,
          description:
            'The last position that the client got; with the header Last-Event-ID, the later of the two. Omitted: only events recorded from now on.',
        }),
        afterRoot: t.arg.id({
          required: false,
          description:
            'The root that the client got with `after`, or 16 or more first digits of it. Where another is there, as in a ledger that was restored from a backup: E_DIVERGED with both. Omitted: not compared.',
        }),
        afterEvent: t.arg.id({
          required: false,
          description:
            'The last event that the client got, by digest, instead of `after`, or besides it where it may not be recorded here yet. E_UNKNOWN_EVENT where it is not here, E_DIVERGED where it is at another position. Omitted: not looked for.',
        }),
        types: t.arg.stringList({ required: false, description: 'Only these event types.' }),
        kinds: t.arg.stringList({
          required: false,
          description:
            'Only events about these kinds of subjects, each the part of a key before the slash, or a `__typename`.',
        }),
        subject: t.arg.string({
          required: false,
          description: 'Only events about this subject, by any of its keys.',
        }),
        source: t.arg.id({
          required: false,
          description: 'Only events with evidence in this source, by id or label.',
        }),
      },
      subscribe: async (_, args, context) => {
        const { snapshot, live, stream } = await openSubscription(context, String(args.chronicle))
        const faults = new Faults()
        const { after, check } = resumeFrom(args, context, snapshot, faults)
        const matches = eventMatcher(snapshot, args, faults)
        faults.check()
        await context.chronicles.reaching(snapshot.name, after)
        check(live)
        return recordedEvents(live, { after, matches, ending: stream.ending })
      },
      resolve: (push) => push,
    }),
    state: t.field({
      extensions: needs('reader'),
      type: statePush,
      description:
        'Sends the state at a point: now, and again whenever the answer changes, because something was recorded or a new day has begun.',
      args: { chronicle, date, knownAt, trusting, atMostEvery },
      subscribe: async (_, args, context) => {
        const { snapshot, live, stream } = await openSubscription(context, String(args.chronicle))
        const faults = new Faults()
        const pace = paceOf(args.atMostEvery, faults)
        faults.from(() => atPoint(snapshot, args))
        faults.check()
        return pushes(snapshotsOf(live, stream, pace))
      },
      resolve: ({ snapshot }, args) => atPoint(snapshot, args),
    }),
    comparison: t.field({
      extensions: needs('reader'),
      type: comparisonPush,
      description:
        'Sends what differs between two points: now, and again whenever the answer changes. A point without a position moves with the ledger, one without a date with the day.',
      args: {
        chronicle,
        from: t.arg({ type: point.input, required: true, description: 'The point of `was`.' }),
        to: t.arg({ type: point.input, required: true, description: 'The point of `is`.' }),
        atMostEvery,
      },
      subscribe: async (_, args, context) => {
        const { snapshot, live, stream } = await openSubscription(context, String(args.chronicle))
        const faults = new Faults()
        const pace = paceOf(args.atMostEvery, faults)
        faults.from(() => compareAt(snapshot, args))
        faults.check()
        return pushes(snapshotsOf(live, stream, pace))
      },
      resolve: ({ snapshot }, args) => compareAt(snapshot, args),
    }),
  }))
}

async function* pushes(snapshots: AsyncIterable<Snapshot>): AsyncGenerator<Push, void, undefined> {
  for await (const snapshot of snapshots) yield new Push(snapshot, undefined)
}

/** A chronicle to subscribe to: its snapshot now, the open chronicle, and the stream. */
type OpenSubscription = {
  readonly snapshot: Snapshot
  readonly live: Chronicle
  readonly stream: Stream
}

/** The chronicle with this id. Throws E_NOT_FOUND. */
async function openSubscription(
  { chronicles, live, stream, servedAt }: ApiContext,
  id: string,
): Promise<OpenSubscription> {
  if (stream === undefined)
    throw new RegestaError('E_NO_STREAM', 'fault', 'subscriptions are not served here')
  const [snapshot, chronicle] = [await chronicles.get(id), await openIn(live, id)]
  if (snapshot !== undefined && chronicle !== undefined) return { snapshot, live: chronicle, stream }
  throw badArgument('E_NOT_FOUND', 'chronicle', noSuchChronicle(id, live.keys(), servedAt), 'notFound')
}

/** The maximum of `atMostEvery`, s. */
const SLOWEST = 3_600

/** The argument `atMostEvery` in ms. Adds E_RANGE. */
function paceOf(atMostEvery: number, faults: Faults): number {
  if (atMostEvery < 0 || atMostEvery > SLOWEST)
    faults.add('E_RANGE', 'atMostEvery', `expected 0…${SLOWEST} seconds, got ${atMostEvery}`)
  return atMostEvery * 1_000
}
