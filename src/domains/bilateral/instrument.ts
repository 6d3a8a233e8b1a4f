import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, field, type Kind, latest, reading } from '../../state/index.ts'
import { meetingFields } from './meeting.ts'
import { asPrinted, meetingSchema, ownWords, personSchema, sideSchema, spelled } from './terms.ts'

/** Instruments: documents that were signed. What is only planned is an undertaking. */

const partySchema = z.strictObject({ side: sideSchema, body: asPrinted.exactOptional() })

export const INSTRUMENT_KINDS = [
  'agreement',
  'memorandum',
  'letter-of-intent',
  'minutes',
  'statement',
] as const

export const instrumentSigned = {
  type: 'InstrumentSigned',
  summary: 'A document was signed',
  kinds: ['instrument'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    kind: z.enum(INSTRUMENT_KINDS),
    title: asPrinted,
    topic: ownWords,
    parties: z.array(partySchema).exactOptional(),
    signatories: z
      .array(personSchema)
      .exactOptional()
      .meta({ description: 'absent: the source does not say who' }),
    witnesses: z.array(personSchema).exactOptional(),
    occasion: meetingSchema.exactOptional(),
    after: meetingSchema.exactOptional().meta({ description: 'the meeting that it was signed after' }),
    summary: ownWords.exactOptional(),
  }),
} as const satisfies EventType

export type Party = z.infer<typeof partySchema>

export const instrumentFields = {
  signed: field<true>('signed', all),
  kind: field<string>('kind', latest, { single: true }),
  title: field<string>('title', all, { spelling: spelled }),
  topic: field<string>('topic', all, { spelling: spelled }),
  parties: field<Party>('parties', all),
  signatories: field<Subject>('signatories', all),
  witnesses: field<Subject>('witnesses', all),
  occasion: field<Subject>('occasion', all),
  after: field<Subject>('after', all),
  summary: field<string>('summary', all),
} as const

const { signed, ...others } = instrumentFields

export const instrumentKind: Kind = { kind: 'instrument', existence: signed, fields: Object.values(others) }

export const instrumentReadings = [
  reading(
    instrumentSigned,
    (put, payload, subject, { event }) => {
      if (subject !== event.subject) return put(meetingFields.outcomes, event.subject)
      put(signed, true)
      put(others.kind, payload.kind)
      put(others.title, payload.title)
      put(others.topic, payload.topic)
      for (const party of payload.parties ?? []) put(others.parties, party)
      for (const signatory of payload.signatories ?? []) put(others.signatories, signatory)
      for (const witness of payload.witnesses ?? []) put(others.witnesses, witness)
      put(others.occasion, payload.occasion)
      put(others.after, payload.after)
      put(others.summary, payload.summary)
    },
    ({ occasion }) => [occasion],
  ),
]
