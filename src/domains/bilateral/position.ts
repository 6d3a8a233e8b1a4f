import { z } from 'zod'
import {
  all,
  existence,
  kind,
  on,
  one,
  oneOf,
  ownWords,
  printedForms,
  spaced,
  text,
} from '../../domain/index.ts'
import { meeting } from './meeting.ts'
import { actor, meeting as meetingKey } from './terms.ts'

/** Positions: who said what on which topic, and whether it is their word or the reporter’s. */

const voice = oneOf(
  { actor: 'The actor’s own words, as reported.', reporter: 'The reporter’s.' },
  { name: 'Voice', says: 'In whose voice the document says it.' },
)

const manner = oneOf({
  protest: 'They protested.',
  condemnation: 'They condemned it.',
  concern: 'They were concerned about it.',
  appeal: 'They called on others to do something.',
  warning: 'They warned of it.',
  opposition: 'They were against it.',
  support: 'They were for it.',
  welcome: 'They welcomed it.',
  thanks: 'They gave thanks.',
  congratulation: 'They congratulated.',
  condolence: 'They condoled.',
  apology: 'They apologised.',
  denial: 'They denied it.',
  reaffirmed: 'They held to what they had stated before.',
})

export const position = kind('position', {
  says: 'A position that someone took on a topic.',
  type: 'Position',
  list: 'positions',
  listSays: 'Positions taken by the date.',
  heading: 'Positions',
  tally: { one: 'position taken', other: 'positions taken' },
  lesser: true,
  fields: {
    stated: existence(),
    actors: all(actor, 'Sides, bodies or persons; empty where only the reporter speaks.', {
      role: ['actor', 'by'],
      shown: 'printed',
    }),
    speakers: all(actor, 'Who said so in person, for those whose position it is.', { role: 'actor' }),
    reportedBy: all(actor, 'Who reports it, where the source has it at second hand.', { role: 'actor' }),
    topic: all(text, 'What it is about.', { role: 'topic', shown: 'printed', as: 'topics' }),
    statement: all(ownWords, 'In our own words.', { role: 'text', shown: 'joined' }),
    to: all(actor, 'Whom it is addressed to: sides like `jp`, or keys of bodies or persons.', {
      role: 'addressee',
    }),
    manner: all(manner, 'In which manner it was taken, like `protest`.', {
      as: 'manners',
      filter: {
        name: 'manner',
        says: 'Only those taken in one of these manners, like `protest` or `welcome`. An unknown one is refused.',
      },
    }),
    voice: one(voice, 'Whose words they are.', { shown: false }),
    occasion: all(meetingKey, 'The meeting at which it was said; null where no source says.', {
      role: 'part-of',
      shown: 'first',
    }),
  },
  derived: (t, fields) => ({
    voice: t.value(voice, 'Whose words they are.', (item) =>
      printedForms(item, fields.voice)[0] === 'reporter' ? 'reporter' : 'actor',
    ),
  }),
  label: {
    en: ({ actors, to, manner, topic, statement }) => [
      `${actors ?? 'the reporter'}${to === undefined ? '' : ` to ${to}`}${manner === undefined ? '' : ` (${manner})`} on ${[topic && spaced(topic), statement?.replace(/\.$/, '')].filter((part) => part !== undefined).join(': ')}`,
    ],
  },
  shows: [],
  events: {
    PositionStated: {
      says: 'An actor took a position, or the reporter says so',
      payload: {
        actors: z.array(actor).meta({ description: 'empty where the reporter alone speaks' }),
        topic: text,
        statement: ownWords,
        voice: voice
          .exactOptional()
          .meta({ description: 'by default `actor`, or the reporter’s where `actors` is empty' }),
        to: z.array(actor).exactOptional().meta({ description: 'whom it is addressed to' }),
        manner: manner.exactOptional().meta({ description: 'in which manner it was taken' }),
        speakers: z
          .array(actor)
          .exactOptional()
          .meta({ description: 'who said so in person, for the actors' }),
        reportedBy: actor.exactOptional().meta({ description: 'who reports it, at second hand' }),
        occasion: meetingKey.exactOptional(),
      },
      claims: (claim, { actors, topic, statement, voice, to, manner, speakers, reportedBy, occasion }) =>
        claim
          .stated()
          .actors.each(actors)
          .topic(topic)
          .statement(statement)
          .voice(voice ?? (actors.length > 0 ? 'actor' : 'reporter'))
          .to.each(to)
          .manner(manner)
          .speakers.each(speakers)
          .reportedBy(reportedBy)
          .occasion(occasion),
      example: {
        subject: 'position/2024-03-01-navigation',
        valid: '2024-03-01',
        payload: {
          actors: ['jp'],
          topic: 'freedom-of-navigation',
          statement: 'Shipping lanes must stay open to everyone.',
          manner: 'concern',
          to: ['vn'],
          speakers: ['person/sato-ken'],
        },
      },
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
    },
  },
})
