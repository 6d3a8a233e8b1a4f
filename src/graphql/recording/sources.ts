import { sourceRegistered, sourceRetracted, sourceRevised, withoutPoint } from '../../event/index.ts'
import { formatDay } from '../../time/index.ts'
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
import { INPUT, type OutcomesApi, pathIn, type RecordingInput, recordInput } from './outcomes.ts'
import type { Recorded } from './record.ts'

type Fields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>

/** Adds the mutations of sources: `registerSource`, `reviseSource`, `retractSource`. */
export function addSourceMutations(
  builder: Builder,
  outcomes: OutcomesApi,
  sent: InputsApi,
  { source, sourceKind }: ProvenanceApi,
): void {
  const { registers, revises, retracts } = addInputs(builder, sent, sourceKind)
  const registerSource = outcomes.addResult(
    'registerSource',
    'Registers a source, so that events can cite it.',
  )
  const reviseSource = outcomes.addResult(
    'reviseSource',
    'Records that a source was published again with another text.',
  )
  const retractSource = outcomes.addResult(
    'retractSource',
    'Records that a source was withdrawn by its publisher: events based on it no longer count.',
  )
  builder.mutationFields((t) => ({
    registerSource: t.field({
      ...registerSource.field,
      args: { input: t.arg({ type: registers, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => {
        const { label, title, publisher, byline, dateline, kind, medium, language, address, side } = input
        const { published, text, original, absent, accessed, copyOf, translationOf, partOf } = input
        const payload = withoutNulls({
          ...{ label, title, publisher, byline, kind, medium, language, address, side, absent },
          published: withoutNulls(published),
          dateline: dateline && withoutNulls(dateline),
          text: text && withoutNulls(text),
          original: original && withoutNulls(original),
          accessed: accessed == null ? accessed : formatDay(accessed),
          copyOf: sourceKey(copyOf),
          translationOf: sourceKey(translationOf),
          partOf: sourceKey(partOf),
        })
        return about(input, sourceRegistered.type, payload, context)
      },
    }),
    reviseSource: t.field({
      ...reviseSource.field,
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
      ...retractSource.field,
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
        description:
          'The source as it reads now, or would read after a dry run. Null where no event registers it.',
        resolve: (done) => sourceIn(done),
      }),
    )
}

function addInputs(
  builder: Builder,
  { bound, evidence, valid }: InputsApi,
  sourceKind: ProvenanceApi['sourceKind'],
) {
  const text = builder.inputType('TextInput', {
    description: 'A text, by its digest and length; `regesta verify --sources` prints both.',
    fields: (t) => ({
      digest: t.string({ required: true, description: 'Its hex SHA-256, in UTF-8.' }),
      length: t.int({ required: true, description: 'Its length in UTF-16 code units.' }),
    }),
  })
  const original = builder.inputType('SourceOriginalInput', {
    description: 'The file that a text was taken from.',
    fields: (t) => ({
      digest: t.string({ required: true, description: 'The hex SHA-256 of its bytes.' }),
      mediaType: t.string({ required: true, description: 'What it is, like `application/pdf`.' }),
    }),
  })
  const dateline = builder.inputType('DatelineInput', {
    description: 'The line in which a document prints its own place and date.',
    fields: (t) => ({
      city: t.string({ description: 'As printed. Omitted: none is printed.' }),
      date: t.string({ description: 'As printed. Omitted: none is printed.' }),
    }),
  })
  const grounds = (t: Fields) => ({
    evidence: t.field({
      type: [evidence],
      description:
        'Where it is said, by default in this source. Omitted: refused, because evidence is required.',
    }),
    salt: t.string({
      description: 'Any text that makes an otherwise equal event a different one. Omitted: none.',
    }),
  })
  const ofKnown = (t: Fields) => ({
    ...recordingFields(t),
    id: t.id({ required: true, description: 'A registered source, by id.' }),
    reason: t.string({ required: true, description: 'The reason, in one line of your own.' }),
    valid: t.field({
      type: valid,
      description:
        'When it happened, from which date on it is known. Omitted: it is known when the sources of its evidence are.',
    }),
    ...grounds(t),
  })
  const registers = builder.inputType('RegisterSourceInput', {
    description: 'A document: what it prints of itself, and what it lacks.',
    fields: (t) => ({
      ...recordingFields(t),
      id: t.id({
        required: true,
        description: 'Its new id: `source/` and a name, like `source/vns-2025-12-04`.',
      }),
      label: t.string({ required: true, description: 'A short name to cite it by, like `002`.' }),
      title: t.string({ description: 'Its title as printed. Omitted: none.' }),
      publisher: t.string({ description: 'Who published it. Omitted: it does not say.' }),
      byline: t.stringList({ description: 'Its authors, in the order printed. Omitted: it names no one.' }),
      dateline: t.field({
        type: dateline,
        description: 'The line with its own place and date. Omitted: none is printed.',
      }),
      kind: t.field({
        type: sourceKind,
        description: 'What sort of document it is. Omitted: not recorded.',
      }),
      medium: t.string({
        description: 'What sort of document it is in other words, like `news report`. Omitted: not recorded.',
      }),
      language: t.string({
        description: 'Its language, as a tag of BCP 47 like `ja` or `en-GB`. Omitted: not recorded.',
      }),
      address: t.string({
        description: 'Where it is on the web, `http` or `https`. Omitted: not recorded.',
      }),
      accessed: t.field({
        type: 'Date',
        description: 'The day on which it was read there. Omitted: not recorded.',
      }),
      side: t.string({
        description: 'The side it speaks for, like `jp`. Omitted: none, or unknown.',
      }),
      published: t.field({
        type: bound,
        required: true,
        description: 'When it was published; open, like `[2025-12-04..]`, where no date is printed.',
      }),
      text: t.field({ type: text, description: 'Its text. Omitted: none.' }),
      original: t.field({
        type: original,
        description: 'The file that its text was taken from. Omitted: not recorded.',
      }),
      absent: t.stringList({
        description: 'What one would expect and the document lacks, like `byline`. Omitted: nothing.',
      }),
      copyOf: t.id({
        description: 'The source that it prints again, by id: the two count as one. Omitted: it is no copy.',
      }),
      translationOf: t.id({
        description:
          'The source that it translates, by id: the two count as one. Omitted: it is no translation.',
      }),
      partOf: t.id({
        description:
          'The source that it is a part of, by id, like a book of its chapter; each counts for itself. Omitted: it is no part.',
      }),
      ...grounds(t),
    }),
  })
  const revises = builder.inputType('ReviseSourceInput', {
    description: 'Revises a source: it was published again with another text.',
    fields: (t) => ({
      ...ofKnown(t),
      text: t.field({ type: text, description: 'The new text. Omitted: not known.' }),
    }),
  })
  const retracts = builder.inputType('RetractSourceInput', {
    description: 'Retracts a source: its publisher withdrew it.',
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

/** Records an event about a source, which is the default source of its evidence. */
function about(input: SourceInput, type: string, payload: object, context: ApiContext) {
  const { valid, evidence, salt } = input
  const subject = withoutPoint(String(input.id))
  const event = withoutNulls({
    type,
    subject,
    payload,
    valid: valid && toValid(valid),
    evidence: toEvidence(evidence, subject),
    salt,
  })
  return recordInput({ input, events: () => [event], about: subject, pathIn: pathIn('id') }, context)
}

/** The key of a source by its global id or its key. */
function sourceKey(id: string | number | null | undefined): string | null {
  return id == null ? null : withoutPoint(String(id))
}

function sourceIn({ snapshot, about }: Recorded & { readonly about: string }): SourceAtPoint | null {
  const at = atLatest(snapshot)
  return at.state.view.registrationOf(about) === undefined ? null : sourceOf(at, about)
}
