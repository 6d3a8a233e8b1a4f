import { z } from 'zod'
import type { EventType, Subject } from '../../event/index.ts'
import { all, attested, field, type Kind, latest, reading } from '../../state/index.ts'
import { personFields } from './person.ts'
import { asPrinted, personSchema, sideSchema, spelled } from './terms.ts'

/** Offices: who held which, as far as a source attests it, at that date and no other. */

export const officeAttested = {
  type: 'OfficeAttested',
  summary: 'A person was called by the title of an office',
  kinds: ['office'],
  aspect: 'attested',
  ground: 'evidence',
  payload: z.strictObject({
    person: personSchema,
    side: sideSchema,
    title: asPrinted,
    body: asPrinted.exactOptional(),
    principal: z.boolean().meta({
      description:
        'the title by which the source introduces the person as an official, of which there is one',
    }),
    inferred: z
      .array(z.enum(['portfolio', 'country']))
      .exactOptional()
      .meta({ description: 'what the title does not print and the context gives' }),
  }),
} as const satisfies EventType

export const officeFields = {
  held: field<true>('held', all),
  holder: field<Subject>('holder', attested, { single: true }),
  title: field<string>('title', all, { spelling: spelled }),
  side: field<string>('side', latest, { single: true }),
  body: field<string>('body', all, { spelling: spelled }),
  inferred: field<string>('inferred', all),
} as const

const { held, ...others } = officeFields

export const officeKind: Kind = { kind: 'office', existence: held, fields: Object.values(others) }

export const officeReadings = [
  reading(
    officeAttested,
    (put, payload, subject, { event }) => {
      if (subject === payload.person) {
        put(personFields.named, true, { aspect: 'happened' })
        put(personFields.office, event.subject)
        put(personFields.side, payload.side, { aspect: 'happened' })
        const title = { office: event.subject, title: payload.title }
        if (payload.principal) put(personFields.title, title)
        else put(personFields.furtherTitle, title)
        return
      }
      put(held, true)
      put(others.holder, payload.person)
      put(others.title, payload.title)
      put(others.side, payload.side, { aspect: 'happened' })
      put(others.body, payload.body)
      for (const inferred of payload.inferred ?? []) put(others.inferred, inferred)
    },
    ({ person }) => [person],
  ),
]
