import { type Path, sourceRegistered, sourceRetracted, sourceRevised } from '../../event/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { atLatest, type SourceAtPoint } from '../points/at-point.ts'
import { sourceOf } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import {
  type EvidenceInput,
  type InputsApi,
  recordingFields,
  toEvidence,
  toValid,
  withoutNulls,
} from './inputs.ts'
import {
  addResult,
  describe,
  INPUT,
  type OutcomesApi,
  RECORDER_FIELD,
  type RecordingInput,
  recordInput,
} from './outcomes.ts'
import type { Recorded } from './record.ts'

type Fields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>

/** Documents: taken into use, published again with another text, withdrawn. */
export function addSourceMutations(
  builder: Builder,
  outcomes: OutcomesApi,
  sent: InputsApi,
  { source }: ProvenanceApi,
): void {
  const { registers, revises, retracts } = addInputs(builder, sent)
  const registerSource = addResult(builder, outcomes, 'registerSource')
  const reviseSource = addResult(builder, outcomes, 'reviseSource')
  const retractSource = addResult(builder, outcomes, 'retractSource')
  builder.mutationFields((t) => ({
    registerSource: t.field({
      ...RECORDER_FIELD,
      type: registerSource.result,
      description: describe('Takes a document into use: what cites it can be recorded from then on.'),
      args: { input: t.arg({ type: registers, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => {
        const { label, title, publisher, byline, dateline, medium, side, published, text, absent } = input
        const payload = withoutNulls({
          ...{ label, title, publisher, byline, medium, side, absent },
          published: withoutNulls(published),
          dateline: dateline && withoutNulls(dateline),
          text: text && withoutNulls(text),
        })
        return about(input, sourceRegistered.type, payload, context)
      },
    }),
    reviseSource: t.field({
      ...RECORDER_FIELD,
      type: reviseSource.result,
      description: describe('Records that a source was published again with another text.'),
      args: { input: t.arg({ type: revises, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => {
        const { reason, text } = input
        return about(
          input,
          sourceRevised.type,
          withoutNulls({ reason, text: text && withoutNulls(text) }),
          context,
        )
      },
    }),
    retractSource: t.field({
      ...RECORDER_FIELD,
      type: retractSource.result,
      description: describe(
        'Records that a source was withdrawn by its publisher: from then on nothing rests on it.',
      ),
      args: { input: t.arg({ type: retracts, required: true, description: INPUT }) },
      resolve: (_, { input }, context) =>
        about(input, sourceRetracted.type, { reason: input.reason }, context),
    }),
  }))
  for (const { success } of [registerSource, reviseSource, retractSource])
    builder.objectField(success, 'source', (t) =>
      t.field({
        type: source,
        nullable: true,
        description: 'The source as it now reads, or would; null where nothing registers it.',
        resolve: (done) => sourceIn(done),
      }),
    )
}

function addInputs(builder: Builder, { bound, evidence, valid }: InputsApi) {
  const text = builder.inputType('TextInput', {
    description: 'A text by what it can be told by; `regesta verify --sources` prints both.',
    fields: (t) => ({
      digest: t.string({ required: true, description: 'Its hex SHA-256, in UTF-8.' }),
      length: t.int({ required: true, description: 'Its length in UTF-16 code units.' }),
    }),
  })
  const dateline = builder.inputType('DatelineInput', {
    description: 'The line that a document prints of its own place and date.',
    fields: (t) => ({
      city: t.string({ description: 'As printed. Omitted: it gives none.' }),
      date: t.string({ description: 'As printed. Omitted: it gives none.' }),
    }),
  })
  const grounds = (t: Fields) => ({
    evidence: t.field({
      type: [evidence],
      description:
        'Where it is said; in this source unless it names another. Omitted: refused, for it must rest on something.',
    }),
    salt: t.string({
      description: 'Anything that tells the event apart from one otherwise equal. Omitted: nothing need.',
    }),
  })
  const ofKnown = (t: Fields) => ({
    ...recordingFields(t),
    id: t.id({ required: true, description: 'A source that is registered, by its id.' }),
    reason: t.string({ required: true, description: 'Why, in a line of one’s own.' }),
    valid: t.field({ type: valid, description: 'When it was. Omitted: nothing is said of when.' }),
    ...grounds(t),
  })
  const registers = builder.inputType('RegisterSourceInput', {
    description: 'A document, with what it prints of itself and what it lacks.',
    fields: (t) => ({
      ...recordingFields(t),
      id: t.id({
        required: true,
        description: 'The id that it is to have: `source/` and a name, like `source/vns-2025-12-04`.',
      }),
      label: t.string({ required: true, description: 'A short name to cite it by, like `002`.' }),
      title: t.string({ description: 'As printed. Omitted: it has none.' }),
      publisher: t.string({ description: 'Who brought it out. Omitted: it does not say.' }),
      byline: t.stringList({ description: 'Who wrote it, in the order printed. Omitted: it names no one.' }),
      dateline: t.field({
        type: dateline,
        description: 'The line of its own place and date. Omitted: it prints none.',
      }),
      medium: t.string({
        description: 'What sort of document it is, like `news report`. Omitted: not told.',
      }),
      side: t.string({
        description: 'Whose voice it is, like `jp`. Omitted: it speaks for no side, or that is not known.',
      }),
      published: t.field({
        type: bound,
        required: true,
        description: 'When the public could know it; open, like `[2025-12-04..]`, where no date is printed.',
      }),
      text: t.field({ type: text, description: 'Its text. Omitted: it has none of record.' }),
      absent: t.stringList({
        required: true,
        description:
          'What one would expect and the document does not give, like `byline`; empty for nothing.',
      }),
      ...grounds(t),
    }),
  })
  const revises = builder.inputType('ReviseSourceInput', {
    description: 'That a source was published again with another text.',
    fields: (t) => ({
      ...ofKnown(t),
      text: t.field({ type: text, description: 'The text that it has since. Omitted: not of record.' }),
    }),
  })
  const retracts = builder.inputType('RetractSourceInput', {
    description: 'That a source was withdrawn by its publisher.',
    fields: ofKnown,
  })
  return { registers, revises, retracts }
}

type SourceInput = RecordingInput['input'] & {
  readonly id: string | number
  readonly valid?: Parameters<typeof toValid>[0] | null | undefined
  readonly evidence?: readonly EvidenceInput[] | null | undefined
  readonly salt?: string | null | undefined
}

/** Records an event about a source, whose evidence lies in that source unless it names another. */
function about(input: SourceInput, type: string, payload: object, context: ApiContext) {
  const { valid, evidence, salt } = input
  const subject = String(input.id)
  const event = withoutNulls({
    type,
    subject,
    payload,
    valid: valid && toValid(valid),
    evidence: toEvidence(evidence, subject),
    salt,
  })
  return recordInput({ input, events: () => [event], about: subject, pathIn: pathOfSource }, context)
}

function sourceIn({ snapshot, about }: Recorded & { readonly about: string }): SourceAtPoint | null {
  const at = atLatest(snapshot)
  return at.state.view.registrationOf(about) === undefined ? null : sourceOf(at, about)
}

/** `events.0.payload.published.edtf` of the recording is `published.edtf` of the input, and so on. */
function pathOfSource([of, index, part, ...rest]: Path): Path {
  if (of !== 'events') return of === undefined ? [] : [of]
  switch (part) {
    case undefined:
      return index === undefined ? [] : ['id']
    case 'subject':
      return ['id']
    case 'payload':
      return rest
    default:
      return [part, ...rest]
  }
}
