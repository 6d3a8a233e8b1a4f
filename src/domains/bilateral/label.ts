import { z } from 'zod'
import type { EventType } from '../../event/index.ts'
import { all, field, type Kind, latest, reading } from '../../state/index.ts'
import { asPrinted, meetingSchema, spelled } from './terms.ts'

/** Status labels: what the whole relationship, or one part of it, is formally called. */

const payload = z.strictObject({
  object: z.enum(['relationship', 'defence-cooperation']).meta({ description: 'what bears the label' }),
  label: asPrinted,
  occasion: meetingSchema.exactOptional(),
})

export const labelAdopted = {
  type: 'LabelAdopted',
  summary: 'A label came into force and stays until another word is given',
  kinds: ['label'],
  aspect: 'lasting',
  ground: 'evidence',
  payload,
} as const satisfies EventType

export const labelAttested = {
  type: 'LabelAttested',
  summary: 'A label was in use at that date',
  kinds: ['label'],
  aspect: 'attested',
  ground: 'evidence',
  payload,
} as const satisfies EventType

export const labelFields = {
  inForce: field<true>('inForce', all),
  object: field<string>('object', latest, { single: true }),
  label: field<string>('label', all, { spelling: spelled }),
} as const

const { inForce, ...others } = labelFields

export const labelKind: Kind = { kind: 'label', existence: inForce, fields: Object.values(others) }

export const labelReadings = [labelAdopted, labelAttested].map((type) =>
  reading(type, (put, { object, label }) => {
    put(inForce, true)
    put(others.object, object)
    put(others.label, label)
  }),
)
