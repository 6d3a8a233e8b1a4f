import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, field, type Kind, latest, reading } from '../../state/index.ts'
import { meetingFields } from './meeting.ts'
import { actorSchema, meetingSchema, ownWords, text } from './terms.ts'

/** Positions: who said what on which topic, and whether it is their word or the reporter’s. */

export const positionStated = {
  type: 'PositionStated',
  summary: 'An actor took a position, or the reporter says so',
  kinds: ['position'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    actors: z.array(actorSchema).meta({ description: 'empty where the reporter alone speaks' }),
    topic: text,
    statement: ownWords,
    voice: z.enum(['actor', 'reporter']),
    occasion: meetingSchema.exactOptional(),
  }),
} as const satisfies EventType

export const positionFields = {
  stated: field<true>('stated', all),
  actors: field<string>('actors', all),
  topic: field<string>('topic', all),
  statement: field<string>('statement', all),
  voice: field<string>('voice', latest, { single: true }),
  occasion: field<Subject>('occasion', all),
} as const

const { stated, ...others } = positionFields

export const positionKind: Kind = { kind: 'position', existence: stated, fields: Object.values(others) }

export const positionReadings = [
  reading(
    positionStated,
    (put, payload, subject, { event }) => {
      if (subject !== event.subject) return put(meetingFields.outcomes, event.subject)
      put(stated, true)
      for (const actor of payload.actors) put(others.actors, actor)
      put(others.topic, payload.topic)
      put(others.statement, payload.statement)
      put(others.voice, payload.voice)
      put(others.occasion, payload.occasion)
    },
    ({ occasion }) => [occasion],
  ),
]
