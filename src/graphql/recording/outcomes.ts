import type { Fault } from '../../errors.ts'
import type { Path } from '../../event/index.ts'
import { needs, type Role } from '../access.ts'
import type { Builder } from '../builder.ts'
import type { RootApi } from '../chronicle/root.ts'
import { compareAt } from '../comparing/comparison.ts'
import type { ApiContext } from '../context.ts'
import { FREE } from '../limits/budget.ts'
import { atLatest, eventsOf } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import {
  type Conflict,
  type Invalid,
  type LastAct,
  type Outcome,
  type Recorded,
  type RecordRequest,
  recordRequest,
} from './record.ts'

/** Maps the path of a fault in the recording to its path in the input. */
type PathIn = (path: Path) => Path

/** An outcome, with the mapping of paths of its mutation. */
type WithPaths<Outcome> = Outcome & { readonly pathIn: PathIn }

/** The types of the outcomes of every mutation. */
export function addOutcomes(builder: Builder, { root, comparison }: RootApi, { event }: ProvenanceApi) {
  const fault = builder.objectRef<Fault & { readonly path: Path }>('RecordingFault').implement({
    description: 'One fault of the input, or a warning about it.',
    fields: (t) => ({
      code: t.exposeString('code', { description: 'A stable code, like `E_EDTF`.' }),
      message: t.exposeString('message', { description: 'What was expected, and what was given.' }),
      path: t.stringList({
        description: 'The path in the input, like `["events", "2", "valid", "edtf"]`.',
        resolve: ({ path }) => path.map(String),
      }),
      argument: t.string({
        description: 'The same path as text, like `input.events[2].valid.edtf`.',
        resolve: ({ path }) => written(path),
      }),
    }),
  })

  const success = builder.interfaceRef<WithPaths<Recorded>>('RecordingSuccess').implement({
    description:
      'The events are recorded, were recorded before, or would be recorded by a dry run. `position`, `root` and `digests` are told whatever else is asked; the rest is null where it is beyond a limit, with an error that says so.',
    fields: (t) => ({
      chronicle: t.field({
        type: root,
        nullable: true,
        description:
          'The chronicle with the new events. After a dry run: as it would be; its new ids and positions do not exist yet. Null only with an error.',
        resolve: ({ snapshot }) => snapshot,
      }),
      position: t.int({
        description:
          'The last position after the mutation; after a dry run, the last one that there would be.',
        resolve: ({ snapshot }) => snapshot.pin.position,
      }),
      root: t.string({
        nullable: true,
        description:
          'The hex Merkle tree hash (RFC 9162) of everything up to that position. Null for a dry run.',
        resolve: ({ snapshot, dryRun }) => (dryRun ? null : snapshot.rootAt(snapshot.pin.position)),
      }),
      digests: t.stringList({
        extensions: FREE,
        description:
          'Content hashes of the new events, in order, and then of those that were recorded before.',
        resolve: ({ recorded, already }) => [...recorded, ...already],
      }),
      recorded: t.field({
        type: [event],
        nullable: true,
        description: 'The new events, in order, with their positions. Null only with an error.',
        resolve: ({ snapshot, recorded }) => eventsOf(atLatest(snapshot), recorded),
      }),
      already: t.field({
        type: [event],
        nullable: true,
        description:
          'The events that were recorded before; recording them again does nothing. One that is retracted stays so: a warning `W_RETRACTED` says how to restore it. Null only with an error.',
        resolve: ({ snapshot, already }) => eventsOf(atLatest(snapshot), already),
      }),
      warnings: t.field({
        type: [fault],
        nullable: true,
        description:
          'What is recorded but is probably a slip, like `W_BEFORE_IT_HAPPENED`: a date after the source that reports it. Of what was recorded before, only `W_RETRACTED`. Null only with an error.',
        resolve: (success) => placed(success.warnings, success.pathIn),
      }),
      comparison: t.field({
        type: comparison,
        nullable: true,
        description: 'What the mutation changes in today’s state. Null only with an error.',
        resolve: ({ snapshot, before }) => compareAt(snapshot, { from: { position: before }, to: {} }),
      }),
      dryRun: t.exposeBoolean('dryRun', {
        description: 'Whether it was a dry run, which records nothing.',
      }),
    }),
  })

  const refused = builder
    .interfaceRef<{ readonly code: string; readonly message: string }>('RecordingRefused')
    .implement({
      description: 'Why nothing is recorded.',
      fields: (t) => ({
        code: t.exposeString('code', { description: 'A stable code, like `E_UNKNOWN_SOURCE`.' }),
        message: t.exposeString('message', { description: 'What was expected, and what was given.' }),
      }),
    })

  const lastAct = builder.objectRef<LastAct>('LastAct').implement({
    description: 'The last act on an event, to be given by the next act on it.',
    fields: (t) => ({
      event: t.exposeID('event', { description: 'The id of the event.' }),
      after: t.exposeID('after', {
        nullable: true,
        description: 'The id of the last act on it, for `after`. Null where there is none.',
      }),
    }),
  })

  const validationFailed = builder.objectRef<WithPaths<Invalid>>('ValidationFailed').implement({
    description: 'The input is invalid: every fault at once. The code and message are those of the first.',
    interfaces: [refused],
    fields: (t) => ({
      faults: t.field({
        type: [fault],
        description: 'Every fault, in order.',
        resolve: ({ faults, pathIn }) => placed(faults, pathIn),
      }),
    }),
  })

  const conflict = builder.objectRef<WithPaths<Conflict>>('Conflict').implement({
    description:
      'The input is valid, but others recorded in between: E_POSITION where the last position is not the expected one, E_NOT_HEAD where an act does not follow the last act. Look at what they recorded and send it again.',
    interfaces: [refused],
    fields: (t) => ({
      expectedPosition: t.exposeInt('expectedPosition', {
        nullable: true,
        description: 'The position that was expected. Null where any was accepted.',
      }),
      position: t.int({
        description: 'The last position now, for the next `expectedPosition`.',
        resolve: ({ snapshot }) => snapshot.pin.position,
      }),
      chronicle: t.field({
        type: root,
        nullable: true,
        description: 'The chronicle now, with what others recorded. Null only with an error.',
        resolve: ({ snapshot }) => snapshot,
      }),
      faults: t.field({
        type: [fault],
        description: 'For E_NOT_HEAD: each act that does not follow the last one. Otherwise empty.',
        resolve: ({ faults, pathIn }) => placed(faults, pathIn),
      }),
      lastActs: t.field({
        type: [lastAct],
        description: 'For E_NOT_HEAD: each target, with the last act on it. Otherwise empty.',
        resolve: ({ lastActs }) => lastActs,
      }),
    }),
  })

  /**
   * Adds the result types of a mutation: `retractEvent` has RetractEventSuccess and RetractEventResult. `field` is what its field
   * shares with those of the others; it is nullable, so that one that fails keeps the results of others.
   */
  const addResult = (mutation: string, what: string, role: Role = 'recorder') => {
    const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`
    const own = builder.objectRef<Success>(`${name}Success`).implement({
      description: `What \`${mutation}\` recorded, or would record.`,
      interfaces: [success],
    })
    const types = { done: own, invalid: validationFailed, conflict: conflict }
    const result = builder.unionType(`${name}Result`, {
      description: `The result of \`${mutation}\`. More types may be added.`,
      types: Object.values(types),
      resolveType: ({ outcome }) => types[outcome],
    })
    const description = `${what} Requires the role \`${role}\`. Null only with an error; the same input can be sent again and is not recorded twice.`
    const field = { extensions: needs(role), nullable: true, type: result, description } as const
    return { success: own, field }
  }
  return { addResult }
}

export type OutcomesApi = ReturnType<typeof addOutcomes>

function placed(faults: readonly Fault[], pathIn: PathIn) {
  return faults.map((fault) => ({ ...fault, path: pathIn(fault.place?.path ?? []) }))
}

/** The fault in the words of the API: outside payloads, which are JSON as events have it, a basis is of the enum. */
function inWordsOfApi(fault: Fault, pathIn: PathIn): Fault {
  if (pathIn(fault.place?.path ?? []).includes('payload')) return fault
  return {
    ...fault,
    message: fault.message.replace('"stated"|"relative"|"inferred"', 'STATED, RELATIVE, INFERRED'),
  }
}

function written(path: Path): string {
  return path.reduce<string>(
    (so, step) => so + (typeof step === 'number' ? `[${step}]` : `.${step}`),
    'input',
  )
}

export const INPUT = 'What to record, and where.'

/** A success, with the id of the source or event that it is about; empty for several. */
type Success = WithPaths<Recorded> & { readonly about: string }

/** What every input has. */
type CommonInput = Pick<RecordRequest, 'expectedPosition' | 'name' | 'dryRun' | 'begins'> & {
  readonly chronicle: string | number
}

/** An input, and how it becomes events. */
export type RecordingInput = {
  readonly input: CommonInput
  readonly events: RecordRequest['events']
  readonly about?: string
  readonly pathIn?: PathIn
}

/** Records an input and gives the outcome. */
export async function recordInput(
  { input, events, about = '', pathIn = (path) => path }: RecordingInput,
  context: ApiContext,
): Promise<Outcome & { readonly about: string; readonly pathIn: PathIn }> {
  const { chronicle, expectedPosition, name, dryRun, begins = false } = input
  const outcome = await recordRequest(
    { chronicle: String(chronicle), events, expectedPosition, name, dryRun, begins },
    context,
  )
  if (outcome.outcome !== 'invalid') return { ...outcome, about, pathIn }
  const faults = outcome.faults.map((fault) => inWordsOfApi(fault, pathIn))
  return { ...outcome, message: faults[0]?.message ?? outcome.message, faults, about, pathIn }
}

/**
 * Maps the paths of a recording of one event to those of the input of its mutation, `events.0.payload.published.edtf` to
 * `published.edtf`. `named` is the field that names what the event is about.
 */
export function pathIn(named: 'id' | 'event'): PathIn {
  return ([of, index, part, ...rest]) => {
    if (of !== 'events') return of === undefined ? [] : [of]
    switch (part) {
      case undefined:
        return index === undefined ? [] : [named]
      case 'subject':
        return [named]
      case 'target':
        return rest.length === 0 ? ['after'] : rest
      case 'payload':
        return rest
      default:
        return [part, ...rest]
    }
  }
}
