import type { Fault } from '../../errors.ts'
import type { Path } from '../../event/index.ts'
import { needs, type Role } from '../access/policy.ts'
import type { Builder } from '../builder.ts'
import type { RootApi } from '../chronicle/root.ts'
import type { ApiContext } from '../context.ts'
import { atLatest, eventsOf } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import {
  type Conflict,
  type Invalid,
  type LastAct,
  type Outcome,
  type Recorded,
  type RecordRequest,
  record,
} from './record.ts'

/** Where in an input a fault is that stands at a path into its recording. */
export type PathIn = (path: Path) => Path

/** An outcome, of the mutation that it is of. */
export type WithPaths<Outcome> = Outcome & { readonly pathIn: PathIn }

/** What may come of a recording, whatever is recorded. */
export function addOutcomes(builder: Builder, { root, comparison }: RootApi, { event }: ProvenanceApi) {
  const success = builder.interfaceRef<Recorded>('RecordingSuccess').implement({
    description: 'It is recorded; or was recorded before, or would be, as its fields tell.',
    fields: (t) => ({
      chronicle: t.field({
        type: root,
        description:
          'The chronicle as it stands with it. Of a dry run: as it would stand; ids and positions that one meets there name nothing yet.',
        resolve: ({ snapshot }) => snapshot,
      }),
      position: t.int({
        description: 'The last position recorded then; of a dry run: the last that there would be.',
        resolve: ({ snapshot }) => snapshot.pin.position,
      }),
      root: t.string({
        nullable: true,
        description: 'The hex Merkle tree hash (RFC 9162) of all up to that position; null of a dry run.',
        resolve: ({ snapshot, dryRun }) => (dryRun ? null : snapshot.rootAt(snapshot.pin.position)),
      }),
      recorded: t.field({
        type: [event],
        description: 'The events that are new, in their order, each with its position.',
        resolve: ({ snapshot, recorded }) => eventsOf(atLatest(snapshot), recorded),
      }),
      already: t.field({
        type: [event],
        description: 'The events that stood recorded already: recording them again does nothing.',
        resolve: ({ snapshot, already }) => eventsOf(atLatest(snapshot), already),
      }),
      comparison: t.field({
        type: comparison,
        description: 'What it changes in the state of today: before it beside after it.',
        resolve: ({ snapshot, before }) => ({
          chronicle: snapshot,
          comparison: snapshot.compare({ position: before }, {}),
        }),
      }),
      dryRun: t.exposeBoolean('dryRun', {
        description: 'Whether it was only tried: then nothing is recorded.',
      }),
    }),
  })

  const refused = builder
    .interfaceRef<{ readonly code: string; readonly message: string }>('RecordingRefused')
    .implement({
      description: 'Nothing is recorded, and why.',
      fields: (t) => ({
        code: t.exposeString('code', { description: 'A stable code, like `E_UNKNOWN_SOURCE`.' }),
        message: t.exposeString('message', { description: 'What was expected, and what arrived.' }),
      }),
    })

  const fault = builder.objectRef<Fault & { readonly path: Path }>('RecordingFault').implement({
    description: 'One thing that is wrong with what was sent.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'A stable code, like `E_EDTF`.' }),
      message: t.exposeString('message', { description: 'What was expected, and what arrived.' }),
      path: t.stringList({
        description: 'Where it stands: the steps into the input, like `["events", "2", "valid", "edtf"]`.',
        resolve: ({ path }) => path.map(String),
      }),
      argument: t.string({
        description: 'The same as one writes it, like `input.events[2].valid.edtf`.',
        resolve: ({ path }) => written(path),
      }),
    }),
  })

  const lastAct = builder.objectRef<LastAct>('LastAct').implement({
    description: 'What acted on an event last, to be named by the next act on it.',
    fields: (t) => ({
      event: t.exposeID('event', { description: 'The event, by its id.' }),
      after: t.exposeID('after', {
        nullable: true,
        description: 'The last act on it, to be given as `after`; null where nothing acted on it.',
      }),
    }),
  })

  const validationFailed = builder.objectRef<WithPaths<Invalid>>('ValidationFailed').implement({
    description: 'What was sent is wrong: every fault at once. The code and message are those of the first.',
    interfaces: [refused],
    fields: (t) => ({
      faults: t.field({
        type: [fault],
        description: 'All of them, in the order in which one comes upon them.',
        resolve: (failed) => placed(failed),
      }),
    }),
  })

  const conflict = builder.objectRef<WithPaths<Conflict>>('Conflict').implement({
    description:
      'What was sent is sound, and others recorded in between: E_POSITION where the head is not where it was expected, E_NOT_HEAD where an act does not come after the last act. Look at what they recorded, and send it again.',
    interfaces: [refused],
    fields: (t) => ({
      expectedPosition: t.exposeInt('expectedPosition', {
        nullable: true,
        description: 'Where the head was expected; null where any would do.',
      }),
      position: t.int({
        description: 'Where it is now, to be expected next.',
        resolve: ({ snapshot }) => snapshot.pin.position,
      }),
      chronicle: t.field({
        type: root,
        description: 'The chronicle as it stands now, with what others recorded.',
        resolve: ({ snapshot }) => snapshot,
      }),
      faults: t.field({
        type: [fault],
        description: 'Of E_NOT_HEAD: each act that does not come after the last one. Else empty.',
        resolve: (conflict) => placed(conflict),
      }),
      lastActs: t.field({
        type: [lastAct],
        description: 'Of E_NOT_HEAD: each event to be acted on, with what acted on it last. Else empty.',
        resolve: ({ lastActs }) => lastActs,
      }),
    }),
  })
  return { success, validationFailed, conflict }
}

export type OutcomesApi = ReturnType<typeof addOutcomes>

function placed({ faults, pathIn }: { readonly faults: readonly Fault[]; readonly pathIn: PathIn }) {
  return faults.map((fault) => ({ ...fault, path: pathIn(fault.place?.path ?? []) }))
}

function written(path: Path): string {
  return path.reduce<string>(
    (so, step) => so + (typeof step === 'number' ? `[${step}]` : `.${step}`),
    'input',
  )
}

/** What all mutations that record have in common: one that fails leaves what others recorded in the answer. */
export const RECORDER_FIELD = { extensions: needs('recorder'), nullable: true } as const

/** What a mutation does, and what is so of all of them. */
export function describe(what: string, role: Role = 'recorder'): string {
  return `${what} For the role \`${role}\`. Null only with an error: then the same may be sent again, and is not recorded twice.`
}

export const INPUT = 'What to record, and where.'

/** What was recorded, and the id of the source or event that it is about; empty where it is about many. */
type Success = Recorded & { readonly about: string }

/** The types of what may come of a mutation: `retractEvent` gives RetractEventSuccess and RetractEventResult. */
export function addResult(
  builder: Builder,
  { success, validationFailed, conflict }: OutcomesApi,
  mutation: string,
) {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`
  const own = builder.objectRef<Success>(`${name}Success`).implement({
    description: `What \`${mutation}\` recorded, or would.`,
    interfaces: [success],
  })
  const types = { done: own, invalid: validationFailed, conflict: conflict }
  const result = builder.unionType(`${name}Result`, {
    description: `What may come of \`${mutation}\`; more may be added.`,
    types: Object.values(types),
    resolveType: ({ outcome }) => types[outcome],
  })
  return { success: own, result }
}

/** What every input of these mutations has. */
type CommonInput = Pick<RecordRequest, 'expectedPosition' | 'name' | 'dryRun' | 'begins'> & {
  readonly chronicle: string | number
}

/** What is sent, and how it becomes events: faults come back by where they stand in the input. */
export type RecordingInput = {
  readonly input: CommonInput
  readonly events: RecordRequest['events']
  readonly about?: string
  readonly pathIn?: PathIn
}

/** Records what was sent, and tells what came of it. */
export async function recordInput(
  { input, events, about = '', pathIn = (path) => path }: RecordingInput,
  context: ApiContext,
): Promise<Outcome & { readonly about: string; readonly pathIn: PathIn }> {
  const { chronicle, expectedPosition, name, dryRun, begins = false } = input
  const outcome = await record(
    { chronicle: String(chronicle), events, expectedPosition, name, dryRun, begins },
    context,
  )
  return { ...outcome, about, pathIn }
}
