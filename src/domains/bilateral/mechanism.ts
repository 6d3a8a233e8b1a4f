import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, attested, field, type Kind, latest, lifecycle, reading } from '../../state/index.ts'
import { meetingFields } from './meeting.ts'
import { asPrinted, levelSchema, mechanismSchema, meetingSchema, ownWords, spelled } from './terms.ts'

/** Mechanisms: standing frameworks for meeting or working, from agreed to convened, and their sessions. */

const common = {
  name: asPrinted,
  level: levelSchema.exactOptional(),
  occasion: meetingSchema.exactOptional(),
}

const about = { kinds: ['mechanism'], ground: 'evidence' } as const

export const mechanismAgreed = {
  ...about,
  type: 'MechanismAgreed',
  summary: 'It was agreed to set up a mechanism',
  aspect: 'happened',
  payload: z.strictObject(common),
} as const satisfies EventType

export const mechanismConvened = {
  ...about,
  type: 'MechanismConvened',
  summary: 'A mechanism met',
  aspect: 'happened',
  payload: z.strictObject({ ...common, first: z.boolean().exactOptional() }),
} as const satisfies EventType

export const mechanismUpgraded = {
  ...about,
  type: 'MechanismUpgraded',
  summary: 'A mechanism took the place of a lesser one',
  aspect: 'happened',
  payload: z.strictObject({ ...common, from: mechanismSchema }),
} as const satisfies EventType

export const mechanismAttested = {
  ...about,
  type: 'MechanismAttested',
  summary: 'A mechanism was spoken of as in being',
  aspect: 'attested',
  payload: z.strictObject({
    ...common,
    sessions: z
      .strictObject({ number: z.int().positive(), counts: ownWords })
      .exactOptional()
      .meta({ description: 'how many sessions it had, and of what' }),
  }),
} as const satisfies EventType

export type Sessions = { readonly number: number; readonly counts: string }

/** How far a mechanism may have come, from the first to the last. */
export const MECHANISM_STAGES = ['attested', 'agreed', 'convened'] as const

export const mechanismFields = {
  /** Spoken of, in whatever stage: the mechanism is one that this chronicle has to tell of. */
  told: field<true>('told', all),
  stage: field<string>('stage', lifecycle(MECHANISM_STAGES.map((stage) => [stage]))),
  inBeing: field<true>('inBeing', attested),
  name: field<string>('name', all, { spelling: spelled }),
  level: field<string>('level', latest, { single: true }),
  upgradedFrom: field<Subject>('upgradedFrom', all),
  sessions: field<Sessions>('sessions', attested),
  convened: field<Subject>('convened', all),
  firstConvened: field<Subject>('firstConvened', all),
  agreedAt: field<Subject>('agreedAt', all),
} as const

const { told, ...others } = mechanismFields

export const mechanismKind: Kind = { kind: 'mechanism', existence: told, fields: Object.values(others) }

const occasions = ({ occasion }: { readonly occasion?: Subject }) => [occasion]

export const mechanismReadings = [
  reading(
    mechanismAgreed,
    (put, payload, subject, { event }) => {
      if (subject !== event.subject) return put(meetingFields.outcomes, event.subject)
      put(told, true)
      put(others.stage, 'agreed', { stage: 'agreed' })
      put(others.name, payload.name)
      put(others.level, payload.level)
      put(others.agreedAt, payload.occasion)
    },
    occasions,
  ),
  reading(mechanismConvened, (put, payload, subject, { event }) => {
    if (subject !== event.subject) return
    put(told, true)
    put(others.stage, 'convened', { stage: 'convened' })
    put(others.name, payload.name)
    put(others.level, payload.level)
    put(others.convened, payload.occasion)
    if (payload.first === true) put(others.firstConvened, payload.occasion)
  }),
  reading(
    mechanismUpgraded,
    (put, payload, subject, { event }) => {
      if (subject !== event.subject) return put(meetingFields.outcomes, event.subject)
      put(told, true)
      put(others.name, payload.name)
      put(others.level, payload.level)
      put(others.upgradedFrom, payload.from)
    },
    occasions,
  ),
  reading(mechanismAttested, (put, payload) => {
    put(told, true, { aspect: 'happened' })
    put(others.stage, 'attested', { stage: 'attested', aspect: 'happened' })
    put(others.inBeing, true)
    put(others.name, payload.name, { aspect: 'happened' })
    put(others.level, payload.level, { aspect: 'happened' })
    put(others.sessions, payload.sessions)
  }),
]
