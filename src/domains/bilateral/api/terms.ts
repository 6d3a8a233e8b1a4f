import type { Place } from '../terms.ts'
import type { Kit } from './refs.ts'

/** The types that several kinds of item share. */
export function addTerms({ builder }: Kit) {
  const place = builder.objectRef<Place>('Place').implement({
    description: 'A place as far as the sources give it.',
    fields: (t) => ({
      country: t.exposeString('country', {
        nullable: true,
        description: 'In two letters (ISO 3166-1 alpha-2, lower case), like `jp`; null where it is not told.',
      }),
      city: t.exposeString('city', {
        nullable: true,
        description: 'As the source spells it; null where it is not told.',
      }),
      venue: t.exposeString('venue', {
        nullable: true,
        description: 'The house or hall; null where it is not told.',
      }),
    }),
  })
  const role = builder.enumType('ParticipantRole', {
    description: 'In what part someone was at a meeting.',
    values: {
      HEAD: { value: 'head', description: 'At the head of a delegation, alone or with another.' },
      HOST: { value: 'host', description: 'Received the others.' },
      PARTICIPANT: { value: 'participant', description: 'Took part.' },
      WITNESS: { value: 'witness', description: 'Looked on.' },
    } as const,
  })
  return { place, role }
}

export type Terms = ReturnType<typeof addTerms>
