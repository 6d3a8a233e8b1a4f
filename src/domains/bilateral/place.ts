import { all, country, either, existence, kind, one, oneOf } from '../../domain/index.ts'
import { placeKey, printed } from './terms.ts'

/** Places: every name that a source prints for one, and what they lie in. */

const placeKind = oneOf({
  venue: 'A building, hall, base or harbour.',
  city: 'A city, town or district.',
  province: 'A province, prefecture, state or region of a country.',
  sea: 'A sea, strait or ocean.',
  region: 'A region of several countries.',
  other: 'None of these.',
})

export const namedPlace = kind('place', {
  says: 'A place that a source names, under every name that is definitely its own.',
  type: 'NamedPlace',
  list: 'places',
  listSays: 'Places named by the date.',
  heading: 'Places',
  tally: { one: 'place', other: 'places' },
  lesser: true,
  fields: {
    named: existence(),
    name: all(printed, 'Every name that a source prints.', { role: 'name', shown: 'printed', as: 'names' }),
    kind: one(placeKind, 'Its kind, like `city`. Null where that is not visible, or sources differ.'),
    within: all(
      either(country, placeKey),
      'What it lies in: countries like `jp`, or keys of places. What is at the place is in these, too.',
      { role: ['within', 'place'] },
    ),
  },
  label: { en: ({ name }) => [name] },
  shows: ['within'],
  namesFor: ({ name }) => ({
    topic: (values) => values(name),
    place: (values) => values(name),
  }),
  events: {
    PlaceNamed: {
      says: 'A source names a place, in this form',
      changesNothing: true,
      payload: {
        name: printed,
        kind: placeKind.exactOptional(),
        within: either(country, placeKey)
          .exactOptional()
          .meta({ description: 'what it lies in, a country or a place' }),
      },
      claims: (claim, { name, kind, within }) => claim.named().name(name).kind(kind).within(within),
      example: {
        subject: 'place/tokyo',
        valid: '2024-03-01',
        payload: { name: 'Tokyo', kind: 'city', within: 'jp' },
      },
    },
  },
})
