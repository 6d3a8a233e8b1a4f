import { z } from 'zod'
import { boundSchema, type EventType, subjectSchema } from '../../../event/index.ts'
import {
  actorSchema,
  levelSchema,
  meetingSchema,
  ownWords,
  personSchema,
  placeSchema,
  sideSchema,
  text,
  undertakingSchema,
} from '../terms.ts'

/**
 * Undertakings: what a side agreed to, promised, asked for or hoped. Each keeps the grade that its source
 * gives it and is never promoted; answered is not performed.
 */

export const GRADES = [
  'agreement',
  'pledge',
  'confirmed-cooperation',
  'shared-intent',
  'plan',
  'request',
  'invitation',
  'suggestion',
  'hope',
  'intent-to-consider',
] as const

const about = { kinds: ['undertaking'], aspect: 'happened' } as const

export const undertakingMade = {
  ...about,
  type: 'UndertakingMade',
  summary: 'A side undertook, asked, offered or hoped for something',
  ground: 'evidence',
  payload: z.strictObject({
    grade: z.enum(GRADES),
    by: z.array(actorSchema).min(1),
    to: z.array(actorSchema).exactOptional(),
    content: ownWords,
    checkable: z
      .boolean()
      .meta({ description: 'whether it has a deliverable that a later source could report' }),
    deliverable: ownWords.exactOptional(),
    due: boundSchema.exactOptional().meta({ description: 'the day by which it is to be done' }),
    window: boundSchema.exactOptional().meta({ description: 'when it would happen' }),
    meeting: meetingSchema.exactOptional().meta({ description: 'the meeting that it announces' }),
    place: placeSchema.exactOptional(),
    level: levelSchema.exactOptional(),
    heads: z.array(personSchema).exactOptional(),
    occasion: meetingSchema.exactOptional(),
    topics: z.array(text).exactOptional(),
  }),
} as const satisfies EventType

const outcome = { with: subjectSchema.exactOptional(), how: ownWords.exactOptional() }

export const undertakingAnswered = {
  ...about,
  type: 'UndertakingAnswered',
  summary: 'A request or invitation was answered, which does not perform it',
  ground: 'evidence',
  payload: z.strictObject({ with: undertakingSchema, how: ownWords }),
} as const satisfies EventType

export const undertakingPartlyFulfilled = {
  ...about,
  type: 'UndertakingPartlyFulfilled',
  summary: 'Part of an undertaking was done',
  ground: 'evidence',
  payload: z.strictObject(outcome),
} as const satisfies EventType

export const undertakingFulfilled = {
  ...about,
  type: 'UndertakingFulfilled',
  summary: 'An undertaking was done',
  ground: 'evidence',
  payload: z.strictObject(outcome),
} as const satisfies EventType

export const undertakingWithdrawn = {
  ...about,
  type: 'UndertakingWithdrawn',
  summary: 'An undertaking was taken back',
  ground: 'evidence',
  payload: z.strictObject(outcome),
} as const satisfies EventType

export const undertakingLapsed = {
  ...about,
  type: 'UndertakingLapsed',
  summary: 'An undertaking was reported as come to nothing',
  ground: 'evidence',
  payload: z.strictObject(outcome),
} as const satisfies EventType

export const undertakingDenied = {
  ...about,
  type: 'UndertakingDenied',
  summary: 'A side said that it never undertook this',
  ground: 'evidence',
  payload: z.strictObject({ ...outcome, by: sideSchema }),
} as const satisfies EventType
