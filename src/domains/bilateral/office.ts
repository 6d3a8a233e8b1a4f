import { z } from 'zod'
import {
  all,
  arg,
  type Claim,
  country,
  date,
  existence,
  type FieldValues,
  kind,
  listedWithAnd,
  narrowing,
  on,
  one,
  oneOf,
  type SubjectOf,
  standingValues,
  succession,
} from '../../domain/index.ts'
import { boundSchema } from '../../event/index.ts'
import type { Resolved } from '../../state/index.ts'
import { type Answer, type Bound, type CivilDay, readBound } from '../../time/index.ts'
import { officeSections } from './office-page.ts'
import { person } from './person.ts'
import {
  answerOf,
  designation,
  filledHow,
  type Holder,
  holder,
  holding,
  IN_TURN,
  isVacancy,
  leftHow,
  personIn,
  tenure,
  tenuresOf,
  untilIn,
} from './tenure.ts'
import { person as personKey, printed } from './terms.ts'

/** Offices: who holds which, by who takes and leaves it, and on single days by who is called so. */

const inferred = oneOf(
  { portfolio: 'What it is in charge of.', country: 'Whose it is.' },
  { name: 'TitlePart', says: 'A part of the title of an office.' },
)

/** How an office is called, and whose it is. */
const named = {
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
  accreditedTo: all(
    country,
    'Of an envoy: the countries that receive them, in two letters (ISO 3166-1 alpha-2, lower case).',
    { role: 'actor' },
  ),
  body: all(printed, 'The body that it belongs to, as sources print it.', {
    role: 'actor',
    shown: 'printed',
    as: 'bodies',
  }),
}

const common = {
  title: printed.exactOptional(),
  side: country.exactOptional().meta({ description: 'whose office it is' }),
  body: printed.exactOptional().meta({ description: 'the body that it belongs to, as printed' }),
  accreditedTo: country
    .exactOptional()
    .meta({ description: 'of an ambassador or other envoy: the country that receives them' }),
}

type Common = z.infer<z.ZodObject<typeof common>>

function claimNamed(claim: Claim<typeof named>, { title, side, body, accreditedTo }: Common): void {
  claim.title(title).side(side).body(body).accreditedTo(accreditedTo)
}

export const office = kind('office', {
  says: 'An office, as a source prints its title: also of an ambassador or other envoy. A title in other words is another office until an event says that they are one.',
  type: 'Office',
  list: 'offices',
  listSays:
    'Offices, with who holds them: from taking one until leaving it. Who is only called by its title holds it on that date: between two, it is unknown.',
  heading: 'Offices',
  tally: { one: 'office held', other: 'offices held' },
  attested: true,
  fields: {
    held: existence(),
    holder: succession(holder, 'Who holds it.', personIn, { role: 'actor', ...IN_TURN }),
    designated: succession(holder, 'Who is to take it.', personIn, { role: 'actor', ...IN_TURN }),
    credentials: all(personKey, 'Who presented credentials in it.', { shown: false }),
    ...named,
    inferred: all(inferred, 'What the title does not print and the context gives.', {
      shown: 'printed',
    }),
  },
  derived: (t, fields) => ({
    holders: t.listOf.object(
      holding,
      'Who holds it at the date: whoever took it and is not known to have left, or is attested on the date itself. Several where that is open.',
      (office) =>
        office
          .get(fields.holder)
          .values.filter(({ value }) => !isVacancy(value))
          .map((valued) => ({ valued, office })),
    ),
    vacant: t.certainty(
      'Whether nobody holds it: DEFINITELY once the last who held it left and nobody is known to have followed. UNKNOWN where nothing says who holds it.',
      (office) => vacancyOf(office.get(fields.holder)),
    ),
    designated: t.listOf.object(designation, 'Who was chosen for it and has not taken it yet.', (office) =>
      office.get(fields.designated).values.filter(({ value }) => !isVacancy(value)),
    ),
    tenures: t.listOf.object(
      tenure,
      'Who took it or left it up to the date, in order. Who is only attested is not among them.',
      (office) => tenuresOf(office, fields),
    ),
    lastAttested: t.orNull.object(
      holding,
      'The nearest attestation before the date; null where there is none.',
      (office) => {
        const valued = office.get(fields.holder).lastAttested
        return valued && { valued, office }
      },
    ),
    nextAttested: t.orNull.object(
      holding,
      'The nearest attestation after the date; null where there is none.',
      (office) => {
        const valued = office.get(fields.holder).nextAttested
        return valued && { valued, office }
      },
    ),
  }),
  elsewhere: (t, fields) => ({
    tenures: {
      on: ['person'],
      output: t.listOf.object(
        tenure,
        'The offices that they took or left up to the date, with from when to when.',
        (item, { state }) =>
          standingValues(item, person.fields.office)
            .flatMap((key) => state.item(key) ?? [])
            .flatMap((office) => tenuresOf(office, fields))
            .filter(({ person }) => item.identity.keys.includes(person)),
      ),
    },
  }),
  narrows: (fields) => ({
    vacant: narrowing(
      arg.yesNo(
        'Only those that are, or may be, vacant (true), or all others (false), what nothing says of included.',
      ),
      (vacant) => (office) =>
        ['definitely', 'possibly'].includes(vacancyOf(office.get(fields.holder))) === vacant,
    ),
  }),
  turns: ({ holder }) => ({
    untilPassed: {
      cause: 'duePassed',
      of: [holder],
      days: (office) => office.get(holder).values.flatMap((each) => lastDays(untilIn(each))),
      value: (office) =>
        office.get(holder).values.some((each) => answerOf(each, office) !== each.answer) ? 'yes' : '',
      turns: ({ payload }) => lastDays(boundSchema.safeParse(payload.until).data),
    },
  }),
  // An office under each of its titles, with its side: there is a minister of defence on both.
  foundBy: ({ side, title, holder, designated }) => {
    const holders = (values: FieldValues) =>
      [holder, designated].flatMap((each) => values(each).map(personIn))
    return {
      person: holders,
      actor: (values) => [
        ...values(side).flatMap((one) => values(title).map((each) => `${one} ${each}`)),
        ...holders(values),
      ],
    }
  },
  namesFor: ({ side, title }) => ({
    actor: (values) => values(side).flatMap((one) => values(title).map((each) => `${one} ${each}`)),
  }),
  label: {
    // The fullest title that is printed of it, and whose it is.
    en: (_, { values, say }) => {
      const [printedTitle] = values('title').toSorted((a, b) => b.length - a.length)
      const [side] = values('side')
      const countries = values('accreditedTo').map(say.country)
      const title =
        printedTitle ??
        (countries.length > 0 ? 'envoy' : values('body').map((body) => `office of ${body}`)[0])
      if (title === undefined) return [undefined]
      const to = listedWithAnd(countries.filter((each) => !title.includes(each)))
      const full = to === undefined ? title : `${title} to ${to}`
      return [side === undefined ? full : `${full} (${say.country(side)})`]
    },
  },
  shows: [],
  brief: (item, { say }, { holder: field }) =>
    item
      .get(field)
      .values.map(({ value }) => say.of(holder, value))
      .join(' or '),
  sections: (context, fields) => officeSections(context, fields),
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
          // Of a day on which they have it, however they came to it.
          .holder(person, { stage: 'seen' })
          .title(title)
          .side(side, { aspect: 'happened' })
          .body(body)
          .inferred.each(inferred),
      example: {
        subject: 'office/jp-minister-of-defence',
        valid: '2024-03-01',
        payload: { person: 'person/sato-ken', side: 'jp', title: 'Minister of Defense' },
      },
      touches: ({ person: holder, side, title, principal = true }, { subject }) => [
        on(holder, person, (claim) => {
          claim.named({ aspect: 'happened' }).office(subject).side(side, { aspect: 'happened' })
          const borne = { office: subject, title }
          return principal ? claim.title(borne) : claim.furtherTitle(borne)
        }),
      ],
    },
    OfficeFilled: {
      says: 'A person was chosen for an office, and has yet to take it',
      payload: {
        person: personKey,
        how: filledHow,
        from: date.exactOptional().meta({ description: 'when they are to take it' }),
        ...common,
      },
      claims: (claim, { person, how, from, ...office }) => {
        claim.held().designated({ person, how, ...(from && { from }) })
        claimNamed(claim, office)
      },
      touches: (payload, { subject }) => [borneBy(payload, subject)],
      example: {
        subject: 'office/ambassador-of-japan-to-viet-nam',
        valid: '2024-03-01',
        payload: {
          person: 'person/sato-ken',
          how: 'appointed',
          title: 'Ambassador',
          side: 'jp',
          accreditedTo: 'vn',
          from: { edtf: '2024-05', basis: 'stated' },
        },
      },
    },
    OfficeTaken: {
      says: 'A person took an office, or began to act in it',
      follows: ['OfficeFilled'],
      followsBy: 'person',
      payload: {
        person: personKey,
        acting: z.boolean().exactOptional().meta({
          description: 'true where they only act in it, like a chargé d’affaires; by default false',
        }),
        until: date.exactOptional().meta({ description: 'until when they were given it' }),
        ...common,
      },
      claims: (claim, { person, acting = false, until, ...office }) => {
        claim
          .held()
          .holder(acting || until ? { person, ...(acting && { acting }), ...(until && { until }) } : person)
          .designated({ person, left: true })
        claimNamed(claim, office)
      },
      touches: (payload, { subject }) => [borneBy(payload, subject)],
      example: {
        subject: 'office/ambassador-of-japan-to-viet-nam',
        valid: '2024-05-12',
        payload: { person: 'person/sato-ken', side: 'jp', accreditedTo: 'vn' },
      },
    },
    CredentialsPresented: {
      says: 'An envoy presented credentials',
      follows: ['OfficeFilled', 'OfficeTaken'],
      followsBy: 'person',
      payload: { person: personKey, ...common },
      claims: (claim, { person, ...office }) => {
        claim.held().holder(person).designated({ person, left: true }).credentials(person)
        claimNamed(claim, office)
      },
      touches: (payload, { subject }) => [borneBy(payload, subject)],
      example: {
        subject: 'office/ambassador-of-japan-to-viet-nam',
        valid: '2024-05-20',
        payload: { person: 'person/sato-ken' },
      },
    },
    OfficeLeft: {
      says: 'A person left an office',
      follows: ['OfficeTaken'],
      followsBy: 'person',
      payload: { person: personKey, how: leftHow.exactOptional(), ...common },
      claims: (claim, { person, how, ...office }) => {
        claim
          .held()
          .holder({ person, left: true, ...(how && { leftHow: how }) })
          .designated({ person, left: true })
        claimNamed(claim, office)
      },
      touches: (payload, { subject }) => [borneBy(payload, subject)],
      example: {
        subject: 'office/ambassador-of-japan-to-viet-nam',
        valid: '2027-04-30',
        payload: { person: 'person/sato-ken', how: 'recalled' },
      },
    },
  },
})

type Borne = {
  readonly person: z.infer<typeof personKey>
  readonly title?: string
  readonly side?: z.infer<typeof country>
}

/** What it says of the person: the office, whose it is, and its title on that day. */
function borneBy({ person: holder, title, side }: Borne, office: SubjectOf<'office'>) {
  return on(holder, person, (claim) =>
    claim
      .named()
      .office(office)
      .side(side)
      .furtherTitle(title === undefined ? undefined : { office, title }, { aspect: 'attested' }),
  )
}

function vacancyOf({ answer, values }: Resolved<Holder>): Answer {
  const vacancy = values.find(({ value }) => isVacancy(value))
  if (vacancy !== undefined) return vacancy.answer
  return answer === 'definitely' ? 'no' : 'unknown'
}

/** The day from which on it has passed; none where it has no last day. */
function lastDays(until: Bound | undefined): readonly CivilDay[] {
  return until === undefined ? [] : [readBound(until).latest].filter(Number.isFinite)
}
