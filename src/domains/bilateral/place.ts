import { z } from 'zod'
import type { EventType } from '../../event/index.ts'
import { all, field, type Kind, reading } from '../../state/index.ts'
import { asPrinted, spelled } from './terms.ts'

/** Places: every name that a source prints for one. */

export const placeNamed = {
  type: 'PlaceNamed',
  summary: 'A source names a place, in this form',
  kinds: ['place'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({ name: asPrinted }),
} as const satisfies EventType

export const placeFields = {
  named: field<true>('named', all),
  name: field<string>('name', all, { spelling: spelled }),
} as const

export const placeKind: Kind = { kind: 'place', existence: placeFields.named, fields: [placeFields.name] }

export const placeReadings = [
  reading(placeNamed, (put, { name }) => {
    put(placeFields.named, true)
    put(placeFields.name, name)
  }),
]
