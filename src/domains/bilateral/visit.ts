import { z } from 'zod'
import {
  all,
  country,
  existence,
  kind,
  listed,
  listedWithAnd,
  one,
  oneOf,
  yesNo,
} from '../../domain/index.ts'
import type { Item } from '../../state/index.ts'
import {
  ahead,
  cancellation,
  claimCancelled,
  claimDenied,
  claimPlanned,
  claimPostponed,
  courseFields,
  courseNarrowings,
  courseOutputs,
  denialParts,
  labelWith,
  NOT_DONE,
  plan,
  postponement,
} from './course.ts'
import { body, meeting, person, printed, STAGE } from './terms.ts'

/** Visits: who was on the other side’s soil, or was to be. */

const stage = oneOf({ ...NOT_DONE, made: 'It was made.' }, STAGE)

const persons = z.array(person).min(1)

const bodyPart = body
  .exactOptional()
  .meta({ description: 'whose delegation it was, where the source names nobody or besides' })

export const visit = kind('visit', {
  says: 'Someone was in the other side’s country: definite or possible once it was made, unknown while it is only planned.',
  type: 'Visit',
  list: 'visits',
  listSays: 'Visits made. With `certainty: [UNKNOWN]`, those that are only planned, called off or denied.',
  heading: 'Visits',
  tally: { one: 'visit made', other: 'visits made' },
  lesser: true,
  happens: 'Someone was in the other side’s country.',
  fields: {
    made: existence(),
    persons: all(person, 'Who was there.', { role: 'actor' }),
    bodies: all(body, 'Whose delegation it was, where a source says.', { role: 'actor' }),
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
    ...courseFields(stage, [['made', 'denied']]),
  },
  derived: courseOutputs,
  narrows: courseNarrowings,
  label: {
    en: ({ city, country, plannedPlace }, { values, say, when, item }) => {
      const who = [...values('persons'), ...(values('persons').length === 0 ? values('bodies') : [])]
      const planned = who.length === 0 ? values('expected').map(({ actor }) => actor) : who
      const words = listedWithAnd([...new Set(planned)].map(say.subject))
      const where = listed(city, country) ?? plannedPlace ?? 'an unnamed place'
      return labelWith(when ?? aheadOf(item), [words && `${words} in ${where}`])
    },
  },
  shows: ['occasion'],
  ahead: { heading: 'Visits planned or called off', words: ahead },
  events: {
    VisitMade: {
      says: 'Someone was in the other country',
      follows: ['VisitPlanned'],
      payload: {
        persons: persons.exactOptional(),
        by: bodyPart,
        side: country.exactOptional(),
        country: country
          .exactOptional()
          .meta({ description: 'absent where the source prints the city alone' }),
        city: printed.exactOptional(),
        occasion: meeting.exactOptional(),
        called: z.boolean().exactOptional().meta({
          description:
            'true if the source calls it a visit, false if presence alone shows it; by default true',
        }),
      },
      checks: ({ persons, by }, fault) => {
        if (persons === undefined && by === undefined)
          fault('persons', 'expected who was there: `persons`, or `by` for a delegation without names')
      },
      claims: (claim, { persons, by, side, country, city, occasion, called = true }) =>
        claim
          .made()
          .persons.each(persons)
          .side(side)
          .country(country)
          .city(city)
          .occasion(occasion)
          .called(called)
          .bodies(by)
          .stage('made')
          .happened('happened'),
      example: {
        subject: 'visit/2026-05-training-ship-osaka',
        valid: '2026-05-12/2026-05-15',
        payload: { by: 'body/navy-vn', side: 'vn', country: 'jp', city: 'Osaka' },
      },
    },
    VisitPlanned: {
      says: 'Someone is to be in the other country',
      foretells: true,
      payload: {
        persons: persons.exactOptional(),
        by: bodyPart,
        side: country.exactOptional(),
        ...plan,
        occasion: meeting.exactOptional(),
      },
      claims: (claim, { persons = [], by, side, occasion, ...planned }) => {
        claimPlanned(
          claim,
          planned,
          [...persons, ...(by === undefined ? [] : [by])].map((actor) => ({ actor, ...(side && { side }) })),
        )
        claim.occasion(occasion)
      },
      example: {
        subject: 'visit/2026-05-training-ship-osaka',
        valid: '2026-02-01',
        payload: {
          by: 'body/navy-vn',
          side: 'vn',
          place: { country: 'jp', city: 'Osaka' },
          window: { edtf: '2026-04', basis: 'stated' },
        },
      },
    },
    VisitPostponed: {
      says: 'A visit was put off, to another day or to none',
      foretells: true,
      follows: ['VisitPlanned'],
      payload: postponement,
      claims: claimPostponed,
      example: {
        subject: 'visit/2026-05-training-ship-osaka',
        valid: '2026-03-20',
        payload: { to: { edtf: '2026-05', basis: 'stated' } },
      },
    },
    VisitCancelled: {
      says: 'A visit was called off',
      foretells: true,
      follows: ['VisitPlanned'],
      payload: cancellation,
      claims: claimCancelled,
      example: {
        subject: 'visit/2026-06-parliament-delegation',
        valid: '2026-05-02',
        payload: { by: 'vn', reason: 'A typhoon.' },
      },
    },
    VisitDenied: {
      says: 'Someone denies that a visit was made',
      foretells: true,
      payload: denialParts,
      claims: claimDenied,
      example: {
        subject: 'visit/2026-07-unannounced',
        valid: '2026-08-01',
        payload: { by: 'jp', how: 'Nobody of the ministry was there.' },
      },
    },
  },
})

function aheadOf(item: Item): string | undefined {
  return ahead(item, visit.fields)?.words
}
