import { z } from 'zod'
import {
  all,
  attestationWords,
  attested,
  cites,
  country,
  existence,
  hedge,
  kind,
  MARKS,
  object,
  on,
  one,
  oneOf,
  type Piece,
  point,
  remark,
} from '../../domain/index.ts'
import type { Valued } from '../../state/index.ts'
import { person } from './person.ts'
import { person as personKey, printed } from './terms.ts'

/** Offices: who held which, as far as a source attests it, at that date and no other. */

const holding = object<Valued<string>>('Holding', 'Someone in an office at a date.', (t) => ({
  person: t.orNull.item(
    'person',
    'Who held it. Null where that is not visible at the point.',
    ({ value }) => value,
  ),
  certainty: t.certainty('Whether it is definitely attested.', ({ answer }) => answer),
  when: t.listOf.validTime('When it is attested.', ({ standings }) => standings),
  sources: t.listOf.sources('Who attests it.', ({ sources }) => sources),
  evidence: t.listOf.evidence('Where the sources attest it.', ({ because }) => because),
  because: t.listOf.events('The events that attest it.', ({ because }) => because),
}))

const inferred = oneOf(
  { portfolio: 'What it is in charge of.', country: 'Whose it is.' },
  { name: 'TitlePart', says: 'A part of the title of an office.' },
)

export const office = kind('office', {
  says: 'An office, as a source prints its title. A title in other words is another office until an event says that they are one.',
  type: 'Office',
  list: 'offices',
  listSays:
    'Offices, with who held them. A source attests an office on its own date only: between two, it is unknown.',
  heading: 'Offices',
  attested: true,
  fields: {
    held: existence(),
    holder: attested(personKey, 'Who held it on the date itself.', {
      role: 'actor',
      single: true,
      inTurn: true,
      shown: false,
    }),
    title: all(printed, 'Every form that a source prints.', {
      role: ['name', 'actor'],
      shown: 'printed',
      as: 'titles',
    }),
    side: one(
      country,
      'The country whose office it is, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`; null where no source says.',
      { role: ['side', 'actor'], shown: 'one-or-printed' },
    ),
    body: all(printed, 'The body that it belongs to, as sources print it.', {
      role: 'actor',
      shown: 'printed',
      as: 'bodies',
    }),
    inferred: all(inferred, 'What the title does not print and the context gives.', {
      shown: 'printed',
    }),
  },
  derived: (t, { holder }) => ({
    holders: t.listOf.object(holding, 'Who held it on the date itself.', (item) => item.get(holder).values),
    lastAttested: t.orNull.object(
      holding,
      'The nearest attestation before the date; null where there is none.',
      (item) => item.get(holder).lastAttested,
    ),
    nextAttested: t.orNull.object(
      holding,
      'The nearest attestation after the date; null where there is none.',
      (item) => item.get(holder).nextAttested,
    ),
  }),
  // An office under each of its titles, with its side: there is a minister of defence on both.
  foundBy: ({ side, title }) => ({
    actor: (values) => values(side).flatMap((one) => values(title).map((each) => `${one} ${each}`)),
  }),
  namesFor: ({ side, title }) => ({
    actor: (values) => values(side).flatMap((one) => values(title).map((each) => `${one} ${each}`)),
  }),
  label: {
    // The fullest title that is printed of it, and whose it is.
    en: (_, { values, say }) => {
      const [title] = values('title').toSorted((a, b) => b.length - a.length)
      const [side] = values('side')
      return [title === undefined || side === undefined ? title : `${title} (${say.country(side)})`]
    },
  },
  shows: [],
  brief: (item, { say }, { holder }) =>
    item
      .get(holder)
      .values.map(({ value }) => say.subject(value))
      .join(' or '),
  /** The holder on the date, or unknown between those last and next attested; unless all is asked for, not those attested only later. */
  sections: ({ items, all, say, nameOf }, fields) => {
    const shown = items.filter((item) => {
      const { values, lastAttested } = item.get(fields.holder)
      return all || values.length > 0 || lastAttested !== undefined
    })
    const later = items.length - shown.length
    const lines = shown.map((item) => {
      const holder = item.get(fields.holder)
      const held = holder.values.flatMap((value, index): readonly Piece[] => [
        `${index === 0 ? '' : ' or '}${hedge(value.answer)}${say.subject(value.value)}`,
        cites(value.because),
      ])
      const unknown = ['holder unknown', ...attestationWords(holder, say.subject)]
      return point(MARKS[holder.answer], [`${nameOf(item)}: `, ...(held.length > 0 ? held : unknown)])
    })
    const more = later === 0 ? [] : [remark(`and ${later} attested only later: --all shows them`)]
    return [{ heading: 'Offices', lines: [...lines, ...more] }]
  },
  events: {
    OfficeAttested: {
      says: 'A person was called by the title of an office',
      aspect: 'attested',
      payload: {
        person: personKey,
        side: country,
        title: printed,
        body: printed.exactOptional(),
        principal: z.boolean().exactOptional().meta({
          description:
            'whether it is the title by which the source introduces the person as an official, of which there is one; by default true',
        }),
        inferred: z
          .array(inferred)
          .exactOptional()
          .meta({ description: 'what the title does not print and the context gives' }),
      },
      claims: (claim, { person, side, title, body, inferred }) =>
        claim
          .held()
          .holder(person)
          .title(title)
          .side(side, { aspect: 'happened' })
          .body(body)
          .inferred.each(inferred),
      touches: ({ person: holder, side, title, principal = true }, { subject }) => [
        on(holder, person, (claim) => {
          claim.named({ aspect: 'happened' }).office(subject).side(side, { aspect: 'happened' })
          const borne = { office: subject, title }
          return principal ? claim.title(borne) : claim.furtherTitle(borne)
        }),
      ],
    },
  },
})
