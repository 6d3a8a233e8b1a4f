import {
  all,
  anySubject,
  arg,
  country,
  existence,
  kind,
  listed,
  listedWithAnd,
  occurrence,
  one,
  oneOf,
  ownWords,
  standingValues,
  text,
} from '../../domain/index.ts'
import { type Item, onlyValue } from '../../state/index.ts'
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
  expected,
  labelWith,
  NOT_DONE,
  plan,
  postponement,
} from './course.ts'
import { inSession, session, sessionShown, timeOfDay } from './in-session.ts'
import {
  about,
  announcement,
  announcementShown,
  delegation,
  MODES,
  meetingKind,
  mode,
  ordinal,
  participant,
  participantShown,
  participantTitle,
  representative,
  role,
  whoCame,
  whoLed,
} from './meeting-parts.ts'
import {
  byKind,
  byLevel,
  level,
  mechanism,
  meeting as meetingKey,
  place,
  printed,
  STAGE,
  spelled,
} from './terms.ts'

/** Meetings: that they were held, where, by whom, in what order, and what came of them. */

const stage = oneOf({ ...NOT_DONE, held: 'It was held.' }, STAGE)

export const meeting = kind('meeting', {
  says: 'A meeting: definite or possible once it was held, unknown while it is only announced.',
  type: 'Meeting',
  list: 'meetings',
  listSays:
    'Meetings that were held. With `certainty: [UNKNOWN]`, those that are only announced, planned, called off or denied.',
  heading: 'Meetings',
  tally: { one: 'meeting held', other: 'meetings held' },
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
    representatives: all(representative, 'For which bodies.', { role: 'actor', shown: false }),
    delegations: all(delegation, 'The sides and bodies of which no source says who was there for them.', {
      role: 'actor',
    }),
    mode: one(mode, 'How they met, like `telephone`. Null where no source says, or sources differ.'),
    session: one(session, 'When on its day it met.', { shown: false }),
    parent: all(meetingKey, 'The meetings that it was part of.', { role: 'part-of', as: 'parents' }),
    follows: all(meetingKey, 'The meetings that it followed.'),
    topics: all(text, 'What it was about.', { role: 'topic', spelling: spelled }),
    summary: all(ownWords, 'In our own words, one text for each source.', { role: 'text', as: 'summaries' }),
    announced: all(announcement, 'What was announced of it before.', { shown: false }),
    outcomes: all(anySubject, 'What came of it: instruments, undertakings, positions.', { link: true }),
    ...courseFields(stage, [['held', 'denied']]),
  },
  derived: (t, fields) => ({
    ...courseOutputs(t, fields),
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
        const bodies = standingValues(item, fields.representatives)
        return standingValues(item, fields.participants)
          .filter((one) => role == null || role.includes(one.role))
          .map((one) => ({
            ...one,
            titles: titles.filter(({ person }) => person === one.person).map(({ title }) => title),
            bodies: bodies.filter(({ person }) => person === one.person).map(({ body }) => body),
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
          .filter((one) => one.person === person && one.side !== undefined)
          .map((one) => `${one.side} ${title}`),
      ]),
  }),
  narrows: courseNarrowings,
  label: {
    en: ({ name, kind, city, country, plannedPlace }, { values, say, when, item }) => {
      const [announced] = values('announced')
      const came = whoLed(values('participants'), values('delegations'), say)
      const isThere = item.existence.values.length > 0
      const who = isThere || came.length > 0 ? came : values('expected').map((each) => say.of(expected, each))
      const [how] = values('mode')
      return labelWith(when ?? aheadOf(item), [
        name ?? (announced && `meeting announced: ${say.subject(announced.undertaking)}`) ?? kind,
        listedWithAnd([...new Set(who)]),
        listed(city, country) ?? (isThere ? undefined : plannedPlace),
        how && MODES[how],
      ])
    },
  },
  shows: [
    ({ city, country }) => listed(city, country),
    (_, { values, say }) => listed(...whoLed(values('participants'), values('delegations'), say)),
    (_, { values }) => values('mode').flatMap((each) => MODES[each] ?? [])[0],
  ],
  ahead: { heading: 'Meetings planned or called off', words: ahead },
  events: {
    MeetingHeld: {
      says: 'A meeting took place',
      follows: ['MeetingPlanned'],
      payload: {
        kind: meetingKind,
        name: printed.exactOptional().meta({ description: 'absent of one that no source names' }),
        place: place.exactOptional(),
        ...whoCame,
        session: session.exactOptional(),
        ...about,
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
        for (const { title, for: whose, role = 'participant', ...participant } of participants) {
          claim.participants({ ...participant, role })
          if (title !== undefined) claim.titles({ person: participant.person, title })
          if (whose !== undefined) claim.representatives({ person: participant.person, body: whose })
        }
        claim.delegations
          .each(others.delegations)
          .mode(others.mode)
          .session(others.session)
          .parent(others.parent)
          .follows(others.follows)
          .topics.each(topics)
          .summary(others.summary)
          .stage('held')
          .happened('happened')
      },
      example: {
        subject: 'meeting/2026-04-11-trilateral-summit',
        valid: '2026-04-11',
        payload: {
          kind: 'summit',
          name: 'Trilateral Leaders’ Summit',
          place: { country: 'us', city: 'Washington' },
          participants: [
            { person: 'person/sato-ken', side: 'jp', role: 'head' },
            { person: 'person/nguyen-an', for: 'body/asean', title: 'Secretary-General' },
          ],
          delegations: [{ side: 'us', role: 'host' }],
        },
      },
    },
    MeetingPlanned: {
      says: 'A meeting is planned',
      foretells: true,
      payload: {
        kind: meetingKind.exactOptional(),
        name: printed.exactOptional(),
        ...plan,
        ...whoCame,
        ...about,
      },
      claims: (claim, { kind, name, participants = [], delegations = [], topics, ...others }) => {
        claimPlanned(claim, others, [
          ...participants.flatMap(({ person, side, for: whose }) =>
            [person, ...(whose === undefined ? [] : [whose])].map((actor) => ({
              actor,
              ...(side && { side }),
            })),
          ),
          ...delegations.flatMap(({ side, body: whose }) => {
            const actor = whose ?? side
            return actor === undefined ? [] : [{ actor, ...(side && { side }) }]
          }),
        ])
        claim
          .kind(kind)
          .name(name)
          .mechanism(others.mechanism)
          .ordinal(others.ordinal)
          .level(others.level)
          .mode(others.mode)
          .parent(others.parent)
          .follows(others.follows)
          .topics.each(topics)
      },
      example: {
        subject: 'meeting/2026-04-11-trilateral-summit',
        valid: '2026-03-01',
        payload: {
          kind: 'summit',
          place: { country: 'us' },
          delegations: [{ side: 'jp' }, { side: 'vn' }, { side: 'us' }],
          window: { edtf: '2026-04', basis: 'stated' },
        },
      },
    },
    MeetingPostponed: {
      says: 'A meeting was put off, to another day or to none',
      foretells: true,
      follows: ['MeetingPlanned'],
      payload: postponement,
      claims: claimPostponed,
      example: {
        subject: 'meeting/2026-04-11-trilateral-summit',
        valid: '2026-03-20',
        payload: { reason: 'An election.' },
      },
    },
    MeetingCancelled: {
      says: 'A meeting was called off',
      foretells: true,
      follows: ['MeetingPlanned'],
      payload: cancellation,
      claims: claimCancelled,
      example: {
        subject: 'meeting/2026-05-02-energy-talks',
        valid: '2026-04-28',
        payload: { by: 'vn' },
      },
    },
    MeetingDenied: {
      says: 'Someone denies that a meeting was held',
      foretells: true,
      payload: denialParts,
      claims: claimDenied,
      example: {
        subject: 'meeting/2026-06-secret-talks',
        valid: '2026-07-01',
        payload: { by: 'jp', how: 'There were no such talks.' },
      },
    },
  },
})

function aheadOf(item: Item): string | undefined {
  return ahead(item, meeting.fields)?.words
}
