import { z } from 'zod'
import { all, country, existence, kind, on, one, oneOf, ownWords, record } from '../../domain/index.ts'
import { meeting } from './meeting.ts'
import { byKind, meeting as meetingKey, person, printed, spelled } from './terms.ts'

/** Instruments: documents that were signed. What is only planned is an undertaking. */

const party = record(
  'Party',
  'A party to an instrument.',
  z.strictObject({ side: country, body: printed.exactOptional() }),
  {
    side: 'The country, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`.',
    body: 'The ministry or agency, as the source names it; null where it names none.',
  },
  {
    words: ({ side, body }, say) =>
      body === undefined ? say.country(side) : `${body} (${say.country(side)})`,
  },
)

const instrumentKind = oneOf({
  agreement: 'An agreement.',
  memorandum: 'A memorandum.',
  'letter-of-intent': 'A letter of intent.',
  minutes: 'Minutes.',
  statement: 'A statement.',
})

export const instrument = kind('instrument', {
  says: 'A signed document. One that is only planned is an undertaking.',
  type: 'Instrument',
  list: 'instruments',
  listSays: 'Signed documents.',
  heading: 'Instruments',
  pageHeading: 'Instruments signed',
  happens: 'A document was signed.',
  fields: {
    signed: existence(),
    kind: one(instrumentKind, 'Its kind, like `memorandum`. Null where that is not visible.', {
      shown: 'first-printed',
      filter: byKind,
    }),
    title: all(printed, 'Every form that a source prints.', { role: 'name', shown: 'printed', as: 'titles' }),
    topic: all(ownWords, 'What it is about, in our own words. Null where that is not visible.', {
      role: 'topic',
      shown: 'first-printed',
      spelling: spelled,
    }),
    parties: all(party, 'The parties; empty where no source says.', { role: 'actor' }),
    signatories: all(person, 'Who signed; null where no source says.', {
      role: 'actor',
      shown: 'each-or-null',
    }),
    witnesses: all(person, 'Who witnessed it.', { role: 'actor' }),
    occasion: all(meetingKey, 'The meeting at which it was signed; null where no source says.', {
      role: 'part-of',
      shown: 'first',
    }),
    after: all(meetingKey, 'The meeting that it was signed after; null where no source says.', {
      shown: 'first',
    }),
    summary: all(ownWords, 'In our own words, one text for each source.', { role: 'text', as: 'summaries' }),
  },
  label: {
    en: ({ kind, topic }, { values, say, when }) => [
      [kind, topic].filter((part) => part !== undefined).join(': '),
      [...new Set(values('parties').map(({ side }) => say.country(side)))].join(' and '),
      when,
    ],
  },
  shows: [
    (_, { values, say }) =>
      values('parties')
        .map((value) => say.of(party, value))
        .join(' and '),
    ({ signatories }) => signatories && `signed by ${signatories}`,
  ],
  events: {
    InstrumentSigned: {
      says: 'A document was signed',
      payload: {
        kind: instrumentKind,
        title: printed,
        topic: ownWords,
        parties: z.array(party).exactOptional(),
        signatories: z
          .array(person)
          .exactOptional()
          .meta({ description: 'absent: the source does not say who' }),
        witnesses: z.array(person).exactOptional(),
        occasion: meetingKey.exactOptional(),
        after: meetingKey.exactOptional().meta({ description: 'the meeting that it was signed after' }),
        summary: ownWords.exactOptional(),
      },
      claims: (claim, { kind, title, topic, parties, signatories, witnesses, occasion, after, summary }) =>
        claim
          .signed()
          .kind(kind)
          .title(title)
          .topic(topic)
          .parties.each(parties)
          .signatories.each(signatories)
          .witnesses.each(witnesses)
          .occasion(occasion)
          .after(after)
          .summary(summary),
      touches: ({ occasion }, { subject }) => [on(occasion, meeting, (claim) => claim.outcomes(subject))],
    },
  },
})
