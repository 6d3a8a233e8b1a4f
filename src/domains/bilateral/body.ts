import { all, country, existence, kind, listed, one, oneOf } from '../../domain/index.ts'
import { body as bodyKey, byKind, printed } from './terms.ts'

/** Bodies: ministries, parliaments, companies, alliances and whatever else acts as one, for a side or for none. */

const bodyKind = oneOf({
  ministry: 'A ministry or department of a government.',
  parliament: 'A parliament, or a chamber of one.',
  court: 'A court.',
  agency: 'An agency or authority.',
  'armed-force': 'An armed force, a coast guard, or a part of one.',
  embassy: 'An embassy, mission or consulate.',
  company: 'A company or bank.',
  university: 'A university or institute.',
  party: 'A political party.',
  association: 'An association or a foundation.',
  alliance: 'An alliance or grouping of states.',
  'international-organisation': 'An organisation whose members are states.',
  other: 'None of these.',
})

export const body = kind('body', {
  says: 'A ministry, parliament, company, organisation or other body that acts as one, under every name that a source prints.',
  type: 'Body',
  list: 'bodies',
  listSays: 'Every body that a source names by the date.',
  heading: 'Bodies',
  tally: { one: 'body', other: 'bodies' },
  lesser: true,
  fields: {
    named: existence(),
    name: all(printed, 'Every form that a source prints.', { role: 'name', shown: 'printed', as: 'names' }),
    kind: one(bodyKind, 'Its kind, like `ministry`. Null where that is not visible, or sources differ.', {
      filter: byKind,
    }),
    side: one(
      country,
      'The country that it acts for, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`. Null where it acts for none, no source says, or sources differ.',
      { role: 'side' },
    ),
    country: one(
      country,
      'The country in which it is seated, where it acts for none, as a company. Null where no source says, or they differ.',
      { role: 'place' },
    ),
    partOf: all(bodyKey, 'The bodies that it is a part of.', { role: 'part-of' }),
  },
  namesFor: ({ name }) => ({
    body: (values) => values(name),
    actor: (values) => values(name),
    by: (values) => values(name),
    addressee: (values) => values(name),
  }),
  label: { en: ({ name, side }) => [name, name && side] },
  name: { en: ({ name }) => [name] },
  shows: ['kind', ({ side, partOf }) => listed(partOf && `part of ${partOf}`, side)],
  events: {
    BodyNamed: {
      says: 'A source names a body, in this form',
      changesNothing: true,
      payload: {
        name: printed,
        kind: bodyKind.exactOptional(),
        side: country.exactOptional().meta({
          description: 'the country that it acts for, whose undertakings are its own; absent of a company',
        }),
        country: country
          .exactOptional()
          .meta({ description: 'of one that acts for no side, as a company: where it is seated' }),
        partOf: bodyKey.exactOptional(),
      },
      claims: (claim, { name, kind, side, country, partOf }) =>
        claim.named().name(name).kind(kind).side(side).country(country).partOf(partOf),
      example: {
        subject: 'body/mod-jp',
        valid: '2024-03-01',
        payload: { name: 'Ministry of Defense', kind: 'ministry', side: 'jp' },
      },
    },
  },
})
