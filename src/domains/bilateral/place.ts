import { all, existence, kind } from '../../domain/index.ts'
import { printed } from './terms.ts'

/** Places: every name that a source prints for one. */
export const namedPlace = kind('place', {
  says: 'A place that a source names, under every name that is definitely its own.',
  type: 'NamedPlace',
  list: 'places',
  listSays: 'Places named by the date.',
  heading: 'Places',
  lesser: true,
  fields: {
    named: existence(),
    name: all(printed, 'Every name that a source prints.', { role: 'name', shown: 'printed', as: 'names' }),
  },
  label: { en: ({ name }) => [name] },
  shows: [],
  namesFor: ({ name }) => ({ topic: (values) => values(name), place: (values) => values(name) }),
  events: {
    PlaceNamed: {
      says: 'A source names a place, in this form',
      payload: { name: printed },
      claims: (claim, { name }) => claim.named().name(name),
    },
  },
})
