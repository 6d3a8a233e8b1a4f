import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, field, type Kind, latest, reading } from '../../state/index.ts'
import { asPrinted, meetingSchema, personSchema, sideSchema, spelled } from './terms.ts'

/** Visits: who was on the other side’s soil. */

export const visitMade = {
  type: 'VisitMade',
  summary: 'Someone was in the other country',
  kinds: ['visit'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    persons: z.array(personSchema).min(1),
    side: sideSchema,
    country: sideSchema,
    city: asPrinted.exactOptional(),
    occasion: meetingSchema.exactOptional(),
    called: z
      .boolean()
      .meta({ description: 'true if the source calls it a visit, false if presence alone shows it' }),
  }),
} as const satisfies EventType

export const visitFields = {
  made: field<true>('made', all),
  persons: field<Subject>('persons', all),
  side: field<string>('side', latest, { single: true }),
  country: field<string>('country', latest, { single: true }),
  city: field<string>('city', latest, { single: true, spelling: spelled }),
  occasion: field<Subject>('occasion', all),
  called: field<boolean>('called', all),
} as const

const { made, ...others } = visitFields

export const visitKind: Kind = { kind: 'visit', existence: made, fields: Object.values(others) }

export const visitReadings = [
  reading(visitMade, (put, payload) => {
    put(made, true)
    for (const person of payload.persons) put(others.persons, person)
    put(others.side, payload.side)
    put(others.country, payload.country)
    put(others.city, payload.city)
    put(others.occasion, payload.occasion)
    put(others.called, payload.called)
  }),
]
