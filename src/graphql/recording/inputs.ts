import type { Builder, SchemaTypes } from '../builder.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ValidTimeApi } from '../valid-time.ts'

/** The builder of the fields of an input type. */
type Fields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>

/** The input types of events, with the field names of a batch file. */
export function addInputTypes(builder: Builder, { basis }: ValidTimeApi, { role }: ProvenanceApi) {
  const date = (t: Fields) => ({
    within: t.string({
      description: 'The bounds of an approximate date, in EDTF. Omitted: those of `edtf`.',
    }),
    likely: t.string({
      description: 'The likeliest day, `YYYY-MM-DD`; it moves no bound. Omitted: no estimate.',
    }),
    reading: t.string({
      description: 'How the words became this date, in one line. Omitted: that is plain.',
    }),
  })
  const bound = builder.inputType('DateInput', {
    description: 'A date, as precise as it is known, and where it comes from.',
    fields: (t) => ({
      edtf: t.string({ required: true, description: 'In EDTF (ISO 8601-2), like `2021-09`.' }),
      basis: t.field({ type: basis, required: true, description: 'Where it comes from.' }),
      ...date(t),
    }),
  })
  const valid = builder.inputType('ValidTimeInput', {
    description:
      'When it happened or held: one date (`edtf` and `basis`), or a `begin` and optionally an `end`.',
    fields: (t) => ({
      edtf: t.string({
        description:
          'In EDTF (ISO 8601-2), like `2021-09` or `[2021-09..2021-11]`. Omitted: `begin` is given.',
      }),
      basis: t.field({
        type: basis,
        description: 'Where it comes from; required with `edtf`. Omitted: `begin` has its own.',
      }),
      ...date(t),
      begin: t.field({
        type: bound,
        description: 'When it began, where begin and end are dated separately. Omitted: `edtf` is given.',
      }),
      end: t.field({ type: bound, description: 'When it ended; only with `begin`. Omitted: unknown.' }),
    }),
  })
  const evidence = builder.inputType('EvidenceInput', {
    description:
      'Where a source says it: a span (`start`, `end`, `digest`), its words (`quote`), or a `locator` where the source has no text.',
    fields: (t) => ({
      source: t.id({
        description:
          'The source, by id. Omitted, where a source is registered, revised or retracted: that source.',
      }),
      start: t.int({
        description: 'Where the span begins, in UTF-16 code units from 0 (inclusive). Omitted: no span.',
      }),
      end: t.int({ description: 'Where the span ends (exclusive). Omitted: no span.' }),
      digest: t.string({ description: 'The hex SHA-256 of the span in UTF-8. Omitted: no span.' }),
      text: t.string({
        description:
          'The hex SHA-256 of the text that the span is in, where only a revision of the source has the words. Omitted: filled in, if the server has the texts.',
      }),
      quote: t.string({
        description:
          'The words as in the text, where they occur once. Recorded as a span; the server must have the text. Omitted: a span or a locator is given.',
      }),
      locator: t.string({
        description: 'The page or paragraph in a source without a text. Omitted: the source has a text.',
      }),
      role: t.field({ type: role, required: true, description: 'What the words attest.' }),
    }),
  })
  const target = builder.inputType('TargetInput', {
    description: 'The event that an act acts on.',
    fields: (t) => ({
      event: t.id({
        required: true,
        description: 'The event, by id or by the `ref` of an earlier event in the list.',
      }),
      after: t.id({ description: 'The last act on it before this one. Omitted: there was none.' }),
    }),
  })
  const event = builder.inputType('EventInput', {
    description:
      'One event, with the fields of a batch file. `eventTypes` lists the types and their payloads.',
    fields: (t) => ({
      ref: t.string({
        description:
          'A name by which later events of the list can refer to it instead of its id, in `premises`, `target` and payloads (`{ ref: "…" }`); it is not recorded. Omitted: no name.',
      }),
      type: t.string({ required: true, description: 'Its event type, like `SourceRegistered`.' }),
      subject: t.string({ required: true, description: 'The key of its subject, `kind/name`.' }),
      payload: t.field({
        type: 'JSON',
        required: true,
        description: 'What it says, in the schema of its type.',
      }),
      valid: t.field({
        type: valid,
        description: 'When it happened or held. Omitted: no date.',
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where sources say it. Omitted: it has premises, or is an act.',
      }),
      premises: t.idList({
        description: 'The events that an inference is based on, by id or `ref`. Omitted: it is no inference.',
      }),
      target: t.field({
        type: target,
        description: 'The event that it acts on. Omitted: it is no act.',
      }),
      salt: t.string({
        description: 'Any text that makes an otherwise equal event a different one. Omitted: none.',
      }),
    }),
  })
  return { bound, valid, evidence, event }
}

export type InputsApi = ReturnType<typeof addInputTypes>
type EventInput = InputsApi['event']['$inferInput']
export type EvidenceInput = InputsApi['evidence']['$inferInput']

/** The fields that every input of a mutation has. */
export function recordingFields(t: Fields) {
  return {
    chronicle: t.id({ required: true, description: 'The chronicle to record in, by id.' }),
    expectedPosition: t.int({
      description:
        'The last position that the client knows: if anything was recorded since, the result is a Conflict and nothing is recorded. Omitted: any position.',
    }),
    name: t.string({
      description:
        'The name of the batch after its number, in lower case with hyphens, like `joint-press`. Omitted: `recorded`.',
    }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Whether to only check the input and show the result, recording nothing.',
    }),
  }
}

/** An event in the form of a batch file, without the fields that were not given. */
export function toEvent({ valid, evidence, target, ...rest }: EventInput): object {
  return withoutNulls({
    ...rest,
    valid: valid && toValid(valid),
    evidence: toEvidence(evidence),
    target: target && withoutNulls(target),
  })
}

/** A valid time in the form of a batch file. */
export function toValid({ begin, end, ...rest }: InputsApi['valid']['$inferInput']): object {
  return withoutNulls({ ...rest, begin: begin && withoutNulls(begin), end: end && withoutNulls(end) })
}

/** Evidence in the form of a batch file; `source` is the default source. */
export function toEvidence(
  evidence: readonly EvidenceInput[] | null | undefined,
  source?: string,
): readonly object[] | undefined {
  return evidence?.map((each) => withoutNulls({ source, ...withoutNulls(each) }))
}

/** The fields that are neither null nor undefined. */
export function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
}
