import { z } from 'zod'
import { all, country, existence, kind, listed, listedWithAnd, one, yesNo } from '../../domain/index.ts'
import { meeting, person, printed } from './terms.ts'

/** Visits: who was on the other side’s soil. */
export const visit = kind('visit', {
  says: 'Someone was in the other side’s country.',
  type: 'Visit',
  list: 'visits',
  listSays: 'Visits made.',
  heading: 'Visits',
  lesser: true,
  happens: 'Someone was in the other side’s country.',
  fields: {
    made: existence(),
    persons: all(person, 'Who was there.', { role: 'actor' }),
    side: one(
      country,
      'The country that they came from, in two letters (ISO 3166-1 alpha-2, lower case), like `vn`; null where sources differ.',
      { role: ['side', 'actor'] },
    ),
    country: one(
      country,
      'The country that they were in, in two letters, like `jp`; null where sources differ.',
      { role: 'place' },
    ),
    city: one(printed, 'The city, as spelled by the source. Null where no source says, or sources differ.', {
      role: 'place',
    }),
    occasion: all(meeting, 'The meeting that they came for. Null where no source says.', {
      role: 'part-of',
      shown: 'first',
    }),
    called: all(yesNo, 'True if a source calls it a visit; false if presence alone shows it.', {
      shown: 'any',
    }),
  },
  label: {
    en: ({ city, country }, { values, say, when }) => {
      const persons = listedWithAnd(values('persons').map(say.subject))
      return [persons && `${persons} in ${listed(city, country) ?? 'an unnamed place'}`, when]
    },
  },
  shows: ['occasion'],
  events: {
    VisitMade: {
      says: 'Someone was in the other country',
      payload: {
        persons: z.array(person).min(1),
        side: country,
        country,
        city: printed.exactOptional(),
        occasion: meeting.exactOptional(),
        called: z.boolean().exactOptional().meta({
          description:
            'true if the source calls it a visit, false if presence alone shows it; by default true',
        }),
      },
      claims: (claim, { persons, side, country, city, occasion, called = true }) =>
        claim
          .made()
          .persons.each(persons)
          .side(side)
          .country(country)
          .city(city)
          .occasion(occasion)
          .called(called),
    },
  },
})
