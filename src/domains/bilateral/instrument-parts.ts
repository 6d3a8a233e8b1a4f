import { z } from 'zod'
import { country, either, oneOf, ownWords, record } from '../../domain/index.ts'
import { actor, body, person, printed } from './terms.ts'

/** What instruments are made of: parties, signatures, consents and provisions. */

export const party = record(
  'Party',
  'A party to an instrument.',
  z
    .strictObject({ side: country.exactOptional(), body: either(body, printed).exactOptional() })
    .refine(({ side, body }) => side !== undefined || body !== undefined, 'expected a side, a body, or both'),
  {
    side: 'The country, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`; null of a body that acts for none.',
    body: 'The ministry or other body, by key or as the source names it; null where it names none.',
  },
  {
    words: ({ side, body }, say) =>
      [body && say.subject(body), side && (body ? `(${say.country(side)})` : say.country(side))]
        .filter(Boolean)
        .join(' '),
  },
)

export const signature = record(
  'Signature',
  'Who signed, for whom.',
  z.strictObject({ person, for: actor, title: printed.exactOptional() }),
  {
    person: 'Who signed.',
    for: 'For which side or body.',
    title: 'Their title as printed there; null where none is.',
  },
  { words: ({ person, for: whom }, say) => `${say.subject(person)} for ${say.subject(whom)}` },
)

const count = z.int32().nonnegative()
export const vote = record(
  'Vote',
  'How a body voted.',
  z.strictObject({ for: count, against: count.exactOptional(), abstaining: count.exactOptional() }),
  {
    for: 'Votes for it.',
    against: 'Votes against it; null where no source says.',
    abstaining: 'How many abstained; null where no source says.',
  },
  {
    words: ({ for: yes, against, abstaining }) =>
      `${[yes, against, abstaining].filter((each) => each !== undefined).join(':')}`,
  },
)

export const consent = record(
  'Consent',
  'A step by which a party consents to be bound, or does not.',
  z.strictObject({
    by: actor,
    step: oneOf({
      approved: 'A parliament, cabinet or other body approved it.',
      rejected: 'It was voted down.',
      ratified: 'It was ratified.',
      accepted: 'It was accepted.',
      acceded: 'A party joined it later.',
      notified: 'A party told the other that its procedures are done.',
      exchanged: 'Ratifications or notes were exchanged or deposited.',
    }),
    vote: vote.exactOptional(),
  }),
  { by: 'Which side or body.', step: 'What it did.', vote: 'How it voted; null where no source says.' },
  {
    // What two sources give differently is two.
    spelling: ({ by, step, vote: votes }) => `${by} ${step} ${votes?.for ?? ''}`,
    words: ({ by, step, vote: votes }, say) =>
      `${step} by ${say.subject(by)}${votes === undefined ? '' : ` (${say.of(vote, votes)})`}`,
  },
)

export const provision = record(
  'Provision',
  'Something that an instrument provides.',
  z.strictObject({
    provision: oneOf({
      allows: 'It allows it.',
      forbids: 'It forbids it.',
      requires: 'It requires it.',
      establishes: 'It establishes it.',
      defines: 'It defines it.',
    }),
    content: ownWords,
  }),
  {
    provision: 'Whether it allows, forbids, requires, establishes or defines it.',
    content: 'What, in our own words.',
  },
  { words: ({ provision, content }) => `${provision}: ${content}` },
)
