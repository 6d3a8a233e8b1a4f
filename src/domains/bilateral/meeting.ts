import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, field, type Kind, latest, reading } from '../../state/index.ts'
import {
  asPrinted,
  levelSchema,
  mechanismSchema,
  meetingSchema,
  ownWords,
  type Place,
  personSchema,
  placeSchema,
  sideSchema,
  spelled,
  text,
} from './terms.ts'

/** Meetings: that they were held, where, by whom, in what order. */

const participantSchema = z.strictObject({
  person: personSchema,
  side: sideSchema,
  role: z.enum(['head', 'host', 'participant', 'witness']),
  title: asPrinted.exactOptional(),
})

const sessionSchema = z.strictObject({
  begins: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, HH:MM'),
  minutes: z.strictObject({
    about: z.int().positive(),
    atLeast: z.int().positive().meta({ description: 'the bounds that an approximate duration means' }),
    atMost: z.int().positive(),
  }),
})

const ordinalSchema = z.strictObject({
  number: z.int().positive(),
  counts: ownWords.meta({ description: 'what the number counts' }),
})

export const MEETING_KINDS = [
  'summit',
  'ministers',
  'two-plus-two',
  'dialogue',
  'talks',
  'reception',
  'ceremony',
  'other',
] as const

export const meetingHeld = {
  type: 'MeetingHeld',
  summary: 'A meeting took place',
  kinds: ['meeting'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    kind: z.enum(MEETING_KINDS),
    name: asPrinted,
    mechanism: mechanismSchema.exactOptional(),
    ordinal: ordinalSchema.exactOptional(),
    level: levelSchema.exactOptional(),
    place: placeSchema.exactOptional(),
    participants: z.array(participantSchema).exactOptional(),
    session: sessionSchema.exactOptional(),
    parent: meetingSchema.exactOptional(),
    follows: meetingSchema.exactOptional(),
    topics: z.array(text).exactOptional(),
    summary: ownWords.exactOptional(),
  }),
} as const satisfies EventType

export type Participant = Omit<z.infer<typeof participantSchema>, 'title'>
export type Session = z.infer<typeof sessionSchema>
export type Ordinal = z.infer<typeof ordinalSchema>

/** A title as a source prints it beside a participant. */
export type PersonTitle = { readonly person: Subject; readonly title: string }

/** What was announced of a meeting before it was held. */
export type Announcement = {
  readonly undertaking: Subject
  readonly place?: Place
  readonly level?: z.infer<typeof levelSchema>
  readonly heads?: readonly string[]
}

export const meetingFields = {
  held: field<true>('held', all),
  kind: field<string>('kind', latest, { single: true }),
  name: field<string>('name', all, { spelling: spelled }),
  mechanism: field<Subject>('mechanism', latest, { single: true }),
  ordinal: field<Ordinal>('ordinal', all),
  level: field<string>('level', latest, { single: true }),
  country: field<string>('country', latest, { single: true }),
  city: field<string>('city', latest, { single: true, spelling: spelled }),
  venue: field<string>('venue', latest, { single: true, spelling: spelled }),
  participants: field<Participant>('participants', all, {
    spelling: ({ person, role }) => `${person} ${role}`,
  }),
  titles: field<PersonTitle>('titles', all),
  session: field<Session>('session', latest, { single: true }),
  parent: field<Subject>('parent', all),
  follows: field<Subject>('follows', all),
  topics: field<string>('topics', all, { spelling: spelled }),
  summary: field<string>('summary', all),
  announced: field<Announcement>('announced', all),
  /** What came of it: a link to other subjects, and no part of what the meeting itself was. */
  outcomes: field<Subject>('outcomes', all),
} as const

const { held, outcomes: _, ...others } = meetingFields

export const meetingKind: Kind = { kind: 'meeting', existence: held, fields: Object.values(others) }

export const meetingReadings = [
  reading(meetingHeld, (put, payload, subject, { event }) => {
    if (subject !== event.subject) return
    put(held, true)
    put(others.kind, payload.kind)
    put(others.name, payload.name)
    put(others.mechanism, payload.mechanism)
    put(others.ordinal, payload.ordinal)
    put(others.level, payload.level)
    put(others.country, payload.place?.country)
    put(others.city, payload.place?.city)
    put(others.venue, payload.place?.venue)
    for (const { title, ...participant } of payload.participants ?? []) {
      put(others.participants, participant)
      if (title !== undefined) put(others.titles, { person: participant.person, title })
    }
    put(others.session, payload.session)
    put(others.parent, payload.parent)
    put(others.follows, payload.follows)
    for (const topic of payload.topics ?? []) put(others.topics, topic)
    put(others.summary, payload.summary)
  }),
]
