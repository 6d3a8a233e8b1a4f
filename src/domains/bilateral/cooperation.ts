import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, field, type Kind, reading } from '../../state/index.ts'
import { actorSchema, asPrinted, meetingSchema, spelled } from './terms.ts'

/** Cooperation by area: what a source lists, at that date. Absence from a later list ends nothing. */

export const COOPERATION_SCOPES = ['defence', 'general'] as const
export const COOPERATION_STAGES = ['agreed', 'ongoing', 'strengthening', 'proposed', 'highlighted'] as const

export const cooperationNoted = {
  type: 'CooperationNoted',
  summary: 'A source lists an area of cooperation',
  kinds: ['cooperation'],
  aspect: 'attested',
  ground: 'evidence',
  payload: z.strictObject({
    area: asPrinted,
    scope: z.enum(COOPERATION_SCOPES),
    stage: z.enum(COOPERATION_STAGES),
    by: z.array(actorSchema).exactOptional(),
    occasion: meetingSchema.exactOptional(),
  }),
} as const satisfies EventType

export const cooperationFields = {
  noted: field<true>('noted', all),
  area: field<string>('area', all, { spelling: spelled }),
  scope: field<string>('scope', all),
  stage: field<string>('stage', all),
  by: field<string>('by', all),
  occasion: field<Subject>('occasion', all),
} as const

const { noted, ...others } = cooperationFields

export const cooperationKind: Kind = { kind: 'cooperation', existence: noted, fields: Object.values(others) }

export const cooperationReadings = [
  reading(cooperationNoted, (put, payload) => {
    put(noted, true)
    put(others.area, payload.area)
    put(others.scope, payload.scope)
    put(others.stage, payload.stage)
    for (const by of payload.by ?? []) put(others.by, by)
    put(others.occasion, payload.occasion)
  }),
]
