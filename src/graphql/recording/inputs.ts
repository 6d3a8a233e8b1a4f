import type { Builder, SchemaTypes } from '../builder.ts'
import type { ValidTimeApi } from '../valid-time.ts'

/** The fields of an input, being declared. */
type Fields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>

/** What is sent to be recorded, in the words of a batch file: the types of its parts. */
export function addInputTypes(builder: Builder, { basis }: ValidTimeApi) {
  const date = (t: Fields) => ({
    within: t.string({
      description: 'The bounds that an approximate date means, in EDTF. Omitted: those of `edtf`.',
    }),
    likely: t.string({
      description: 'The likeliest day, `YYYY-MM-DD`; it moves no bound. Omitted: none is likelier.',
    }),
    reading: t.string({
      description: 'How the words became this date, in a line of one’s own. Omitted: it needs no telling.',
    }),
  })
  const bound = builder.inputType('DateInput', {
    description: 'A date as precise as it is known, and how it was come by.',
    fields: (t) => ({
      edtf: t.string({ required: true, description: 'In EDTF (ISO 8601-2), like `2021-09`.' }),
      basis: t.field({ type: basis, required: true, description: 'How it was come by.' }),
      ...date(t),
    }),
  })
  const valid = builder.inputType('ValidTimeInput', {
    description:
      'When it happened or held: one date (`edtf` and `basis`), or a `begin` and perhaps an `end`, each a date.',
    fields: (t) => ({
      edtf: t.string({
        description:
          'In EDTF (ISO 8601-2), like `2021-09` or `[2021-09..2021-11]`. Omitted: `begin` is given.',
      }),
      basis: t.field({
        type: basis,
        description: 'How it was come by; needed with `edtf`. Omitted: `begin` says it.',
      }),
      ...date(t),
      begin: t.field({
        type: bound,
        description: 'When it began, where that is dated apart. Omitted: `edtf` says when.',
      }),
      end: t.field({ type: bound, description: 'When it ended; only with `begin`. Omitted: not told.' }),
    }),
  })
  const evidence = builder.inputType('EvidenceInput', {
    description:
      'Where a source says it: a span (`start`, `end`, `digest`), the words themselves (`quote`), or a `locator` where the source has no text.',
    fields: (t) => ({
      source: t.id({
        description:
          'The document, by its id. Omitted where a source is registered, revised or retracted: that source.',
      }),
      start: t.int({
        description: 'Where it begins, in UTF-16 code units from 0 (this one is in). Omitted: it is no span.',
      }),
      end: t.int({ description: 'Where it ends (this code unit is out). Omitted: it is no span.' }),
      digest: t.string({ description: 'Hex SHA-256 of the span in UTF-8. Omitted: it is no span.' }),
      quote: t.string({
        description:
          'The words, exactly as the text has them, where they stand once. Kept as a span; the server must have the text. Omitted: a span or a locator is given.',
      }),
      locator: t.string({
        description: 'Page or paragraph of a source without a text. Omitted: it has one.',
      }),
      role: t.string({
        required: true,
        description: 'What it gives: statement, date, place, name, title, ordinal or context.',
      }),
    }),
  })
  const target = builder.inputType('TargetInput', {
    description: 'What an act acts on.',
    fields: (t) => ({
      event: t.id({ required: true, description: 'The event, by its id or by the `ref` of one further up.' }),
      after: t.id({ description: 'The last act on it before this one. Omitted: there was none.' }),
    }),
  })
  const event = builder.inputType('EventInput', {
    description: 'One event, as a batch file has it; see `eventTypes` for the types and their payloads.',
    fields: (t) => ({
      ref: t.string({
        description:
          'A name by which events further down may call it instead of its id, in `premises`, `target` and payloads (`{ ref: "…" }`); it is not kept. Omitted: none calls it so.',
      }),
      type: t.string({ required: true, description: 'What it asserts, like `SourceRegistered`.' }),
      subject: t.string({ required: true, description: 'What it is about, `kind/name`.' }),
      payload: t.field({
        type: 'JSON',
        required: true,
        description: 'What it says, in the shape of its type.',
      }),
      valid: t.field({
        type: valid,
        description: 'When it happened or held. Omitted: nothing is said of when.',
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where sources say it. Omitted: it rests on premises, or is an act.',
      }),
      premises: t.idList({
        description: 'The events that an inference rests on, by id or `ref`. Omitted: it is none.',
      }),
      target: t.field({
        type: target,
        description: 'What it acts on. Omitted: it is no act.',
      }),
      salt: t.string({
        description: 'Anything that tells two otherwise equal events apart. Omitted: nothing need.',
      }),
    }),
  })
  return { bound, valid, evidence, event }
}

export type InputsApi = ReturnType<typeof addInputTypes>
export type EventInput = InputsApi['event']['$inferInput']
export type EvidenceInput = InputsApi['evidence']['$inferInput']

/** What every input says of the recording as a whole. */
export function recordingFields(t: Fields) {
  return {
    chronicle: t.id({ required: true, description: 'Where to record it: a chronicle by its id.' }),
    expectedPosition: t.int({
      description:
        'The last position that was seen: if anything was recorded since, nothing is recorded now, and a Conflict says so. Omitted: wherever the head is.',
    }),
    name: t.string({
      description:
        'What the batch is called after its number, in lower case with hyphens, like `joint-press`. Omitted: `recorded`.',
    }),
    dryRun: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Whether only to check it and show what would come of it, recording nothing.',
    }),
  }
}

/** An event as a batch file would have it: what was not given is not there. */
export function toEvent({ valid, evidence, target, ...rest }: EventInput): object {
  return withoutNulls({
    ...rest,
    valid: valid && toValid(valid),
    evidence: toEvidence(evidence),
    target: target && withoutNulls(target),
  })
}

/** A valid time as a batch file would have it. */
export function toValid({ begin, end, ...rest }: InputsApi['valid']['$inferInput']): object {
  return withoutNulls({ ...rest, begin: begin && withoutNulls(begin), end: end && withoutNulls(end) })
}

/** Evidence as a batch file would have it, in `source` where it names none. */
export function toEvidence(
  evidence: readonly EvidenceInput[] | null | undefined,
  source?: string,
): readonly object[] | undefined {
  return evidence?.map((each) => withoutNulls({ source, ...withoutNulls(each) }))
}

/** The fields that were given: null stands for nothing. */
export function withoutNulls(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
}
