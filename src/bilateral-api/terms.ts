import type { Place } from '../bilateral/index.ts'
import type { Kit } from './refs.ts'

/** The types that several kinds of item share. */
export function addTerms({ builder }: Kit) {
  const place = builder.objectRef<Place>('Place').implement({
    description: 'A place as far as the sources give it: what is null is not told.',
    fields: (t) => ({
      country: t.exposeString('country', {
        nullable: true,
        description: 'ISO 3166-1 alpha-2, in lower case.',
      }),
      city: t.exposeString('city', { nullable: true }),
      venue: t.exposeString('venue', { nullable: true }),
    }),
  })
  return { place }
}

export type Terms = ReturnType<typeof addTerms>
