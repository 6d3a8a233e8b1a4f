import { z } from 'zod'
import {
  all,
  anySubject,
  arg,
  country,
  existence,
  kind,
  listed,
  listedWithAnd,
  object,
  occurredOn,
  occurrence,
  one,
  oneOf,
  ownWords,
  ownWordsOf,
  record,
  standingValues,
  text,
} from '../../domain/index.ts'
import { onlyValue } from '../../state/index.ts'
import { inSession, session, sessionShown, timeOfDay } from './in-session.ts'
import {
  byKind,
  byLevel,
  level,
  mechanism,
  meeting as meetingKey,
  person,
  place,
  printed,
  spelled,
} from './terms.ts'

/** Meetings: that they were held, where, by whom, in what order, and what came of them. */

export const role = oneOf(
  {
    head: 'Led a delegation, alone or with another.',
    host: 'Received the others.',
    participant: 'Took part.',
    witness: 'Observed.',
  },
  { name: 'ParticipantRole', says: 'The role of someone at a meeting.' },
)

const participantSchema = z.strictObject({ person, side: country, role })

const participant = record(
  'Participant',
  'Someone at a meeting, in one role.',
  participantSchema,
  { person: 'Who it was.', side: 'For which country.', role: 'In what part.' },
  {
    spelling: ({ person, role }) => `${person} ${role}`,
    words: ({ person, side, role }, say) => `${say.subject(person)} (${role}, ${say.country(side)})`,
  },
)

/** A title as a source prints it beside a participant. */
const participantTitle = record(
  'ParticipantTitle',
  'A title as printed beside someone at a meeting.',
  z.strictObject({ person, title: printed }),
  { person: 'Whose it is.', title: 'As printed.' },
  { words: ({ person }, say) => say.subject(person) },
)

const participantShown = object<z.infer<typeof participantSchema> & { readonly titles: readonly string[] }>(
  'Participant',
  'Someone at a meeting, in one role.',
  (t) => ({
    person: t.string('Who it was, by key, even where there is no item for it.', ({ person }) => person),
    who: t.orNull.item(
      'person',
      'The item of the state. Null where no visible event names it.',
      ({ person }) => person,
    ),
    side: t.string(
      'The country that they represented, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`.',
      ({ side }) => side,
    ),
    role: t.value(role, 'The role.', ({ role }) => role),
    titles: t.listOf.string('Every form of title that a source prints there.', ({ titles }) => titles),
  }),
)

const ordinal = record(
  'Ordinal',
  'A number in a series, and what the series is of.',
  z.strictObject({
    number: z.int32().positive(),
    counts: ownWordsOf('what the number counts'),
  }),
  { number: 'The number in the series, from 1.', counts: 'What the number counts, in our own words.' },
  { words: ({ number, counts }) => `no. ${number}, counting ${counts}` },
)

/** What was announced of a meeting before it was held. */
const announcement = record(
  'MeetingAnnouncement',
  'What was announced of a meeting before it was held.',
  z.strictObject({
    undertaking: anySubject,
    place: place.exactOptional(),
    level: level.exactOptional(),
    heads: z.array(person).exactOptional(),
  }),
  { undertaking: 'What announced it.', place: 'Where.', level: 'Of what rank.', heads: 'Who heads it.' },
)

const announcementShown = object<z.infer<typeof announcement>>(
  'MeetingAnnouncement',
  'What was announced of a meeting before it was held.',
  (t) => ({
    undertaking: t.orNull.item(
      'undertaking',
      'The undertaking that announced it. Null where that is not visible at the point.',
      ({ undertaking }) => undertaking,
    ),
    place: t.orNull.value(place, 'Where it would be. Null where no source says.', ({ place }) => place),
    level: t.orNull.value(
      level,
      'The rank of those who would meet, like MINISTERIAL. Null where no source says.',
      ({ level }) => level,
    ),
    heads: t.listOrNull.string('Who would lead it, by key. Null where no source says.', ({ heads }) => heads),
  }),
)

const meetingKind = oneOf({
  summit: 'Heads of government met.',
  ministers: 'Ministers met.',
  'two-plus-two': 'Two ministries of each side met.',
  dialogue: 'A dialogue that is held again and again.',
  talks: 'Talks.',
  reception: 'Someone was received.',
  ceremony: 'A ceremony.',
  other: 'None of these.',
})

export const meeting = kind('meeting', {
  says: 'A meeting: definite or possible once it was held, unknown while it is only announced.',
  type: 'Meeting',
  list: 'meetings',
  listSays: 'Meetings that were held. With `certainty: [UNKNOWN]`, those that are only announced.',
  heading: 'Meetings',
  happens: 'A meeting was held.',
  fields: {
    held: existence(),
    kind: one(meetingKind, 'Its kind, like `summit`. Null where that is not visible.', {
      shown: 'first-printed',
      filter: byKind,
    }),
    name: all(printed, 'Every name that a source gives it.', { role: 'name', shown: 'printed', as: 'names' }),
    mechanism: one(mechanism, 'The standing framework whose session it was. Null where no source says.', {
      shown: 'first',
    }),
    ordinal: all(ordinal, 'Its number in a series, by every count that a source gives.', {
      as: 'ordinals',
    }),
    level: one(
      level,
      'The rank of those who met, like MINISTERIAL. Null where no source says, or sources differ.',
      { filter: byLevel },
    ),
    country: one(country, 'The country that it was in.', { role: 'place', shown: false }),
    city: one(printed, 'The city that it was in.', { role: 'place', shown: false }),
    venue: one(printed, 'The house or hall that it was in.', { role: 'place', shown: false }),
    participants: all(participant, 'Who was there.', { role: 'actor', shown: false }),
    titles: all(participantTitle, 'The titles printed beside them.', { shown: false }),
    session: one(session, 'When on its day it met.', { shown: false }),
    parent: all(meetingKey, 'The meetings that it was part of.', { role: 'part-of', as: 'parents' }),
    follows: all(meetingKey, 'The meetings that it followed.'),
    topics: all(text, 'What it was about.', { role: 'topic', spelling: spelled }),
    summary: all(ownWords, 'In our own words, one text for each source.', { role: 'text', as: 'summaries' }),
    announced: all(announcement, 'What was announced of it before.', { shown: false }),
    outcomes: all(anySubject, 'What came of it: instruments, undertakings, positions.', { link: true }),
  },
  derived: (t, fields) => ({
    place: t.value(place, 'Where it was, as far as the sources say and agree.', (item) => {
      const [country, city, venue] = [
        onlyValue(item.get(fields.country)),
        onlyValue(item.get(fields.city)),
        onlyValue(item.get(fields.venue)),
      ]
      return { ...(country && { country }), ...(city && { city }), ...(venue && { venue }) }
    }),
    participants: t.listOf.object(
      participantShown,
      'Who was there: each once in each role.',
      (item, _, { role }) => {
        const titles = standingValues(item, fields.titles)
        return standingValues(item, fields.participants)
          .filter((one) => role == null || role.includes(one.role))
          .map((one) => ({
            ...one,
            titles: titles.filter(({ person }) => person === one.person).map(({ title }) => title),
          }))
      },
      { role: arg.choices(role, 'Only these roles.') },
    ),
    session: t.orNull.object(
      sessionShown,
      'When on its day it met; null where no source says, or they differ.',
      (item) => onlyValue(item.get(fields.session)),
    ),
    announcements: t.listOf.object(announcementShown, 'What was announced of it before.', (item) =>
      standingValues(item, fields.announced),
    ),
    heldOn: t.object(
      occurrence,
      'Whether it was held on that day. NO is about this meeting alone.',
      (item, _, { date }) => occurredOn(item, date),
      { date: arg.day('The day.') },
    ),
    inSession: t.object(
      occurrence,
      'Whether it was in session at that time of its day, by its start (inclusive) and its duration (the end is exclusive). UNKNOWN where no source says.',
      (item, _, { at }) => inSession(item.get(fields.session), timeOfDay(at)),
      { at: arg.text('`HH:MM`, 00:00 to 23:59, in the civil time of its place.') },
    ),
  }),
  foundBy: ({ participants, titles }) => ({
    // A title with its side too: there is a minister of defence on both.
    actor: (values) =>
      values(titles).flatMap(({ person, title }) => [
        title,
        ...values(participants)
          .filter((one) => one.person === person)
          .map((one) => `${one.side} ${title}`),
      ]),
  }),
  label: {
    en: ({ name, city, country }, { values, say, when }) => {
      const [announced] = values('announced')
      return [
        name ?? (announced && `meeting announced: ${say.subject(announced.undertaking)}`),
        listedWithAnd(leading(values('participants')).map(({ person }) => say.subject(person))),
        listed(city, country),
        when,
      ]
    },
  },
  shows: [
    ({ city, country }) => listed(city, country),
    (_, { values, say }) =>
      listed(...leading(values('participants')).map(({ person }) => say.subject(person))),
  ],
  events: {
    MeetingHeld: {
      says: 'A meeting took place',
      payload: {
        kind: meetingKind,
        name: printed,
        mechanism: mechanism.exactOptional(),
        ordinal: ordinal.exactOptional(),
        level: level.exactOptional(),
        place: place.exactOptional(),
        participants: z.array(participantSchema.extend({ title: printed.exactOptional() })).exactOptional(),
        session: session.exactOptional(),
        parent: meetingKey.exactOptional(),
        follows: meetingKey.exactOptional(),
        topics: z.array(text).exactOptional(),
        summary: ownWords.exactOptional(),
      },
      claims: (claim, { kind, name, place, participants = [], topics, ...others }) => {
        claim
          .held()
          .kind(kind)
          .name(name)
          .mechanism(others.mechanism)
          .ordinal(others.ordinal)
          .level(others.level)
          .country(place?.country)
          .city(place?.city)
          .venue(place?.venue)
        for (const { title, ...participant } of participants) {
          claim.participants(participant)
          if (title !== undefined) claim.titles({ person: participant.person, title })
        }
        claim
          .session(others.session)
          .parent(others.parent)
          .follows(others.follows)
          .topics.each(topics)
          .summary(others.summary)
      },
    },
  },
})

/** Those who led or received, or else everyone who was there. */
function leading(
  present: readonly z.infer<typeof participantSchema>[],
): readonly z.infer<typeof participantSchema>[] {
  const leads = ({ role }: (typeof present)[number]) => role === 'head' || role === 'host'
  const led = new Set(present.filter(leads).map(({ side }) => side))
  return present.filter((one) => leads(one) || !led.has(one.side))
}
