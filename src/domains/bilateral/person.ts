import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, attested, field, type Kind, latest, reading } from '../../state/index.ts'
import { asPrinted, spelled } from './terms.ts'

/** Persons: every form of their names as printed, and what they were called. */

export const personNamed = {
  type: 'PersonNamed',
  summary: 'A source names a person, in this form',
  kinds: ['person'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    name: asPrinted,
    rank: asPrinted.exactOptional(),
    order: z.enum(['family-first', 'given-first']).exactOptional(),
    sex: z
      .enum(['female', 'male'])
      .exactOptional()
      .meta({ description: 'only where a word of the source prints it' }),
  }),
} as const satisfies EventType

/** A title as a person bore it. */
export type Title = { readonly office: Subject; readonly title: string }

export const personFields = {
  named: field<true>('named', all),
  name: field<string>('name', all),
  rank: field<string>('rank', all, { spelling: spelled }),
  order: field<string>('order', all),
  sex: field<string>('sex', latest, { single: true }),
  side: field<string>('side', latest, { single: true }),
  /** The title by which a source introduces the person: two at one time are a disagreement. */
  title: field<Title>('title', attested, { single: true, spelling: ({ title }) => spelled(title) }),
  furtherTitle: field<Title>('furtherTitle', all, { spelling: ({ title }) => spelled(title) }),
  office: field<Subject>('office', all),
} as const

const { named, ...others } = personFields

export const personKind: Kind = { kind: 'person', existence: named, fields: Object.values(others) }

export const personReadings = [
  reading(personNamed, (put, payload) => {
    put(named, true)
    put(others.name, payload.name)
    put(others.rank, payload.rank)
    put(others.order, payload.order)
    put(others.sex, payload.sex)
  }),
]
