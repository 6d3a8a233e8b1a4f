import { z } from 'zod'
import { oneOf, ownWords, record, spaced } from '../../domain/index.ts'
import { subjectSchema } from '../../event/index.ts'
import { actor } from './terms.ts'

/** What is said of undertakings: their grades, what became of them, who sees a breach. */

export const GRADES = {
  agreement: 'Both sides agreed on it.',
  pledge: 'A side promised it.',
  'confirmed-cooperation': 'The sides confirmed that they work together on it.',
  'shared-intent': 'The sides share the intent, and neither promised it.',
  plan: 'A side plans it.',
  request: 'A side asked the other for it.',
  invitation: 'A side invited the other to it.',
  suggestion: 'A side suggested it.',
  hope: 'A side hopes for it.',
  'intent-to-consider': 'A side intends to consider it, and no more.',
}

export const grade = oneOf(GRADES, {
  name: 'Grade',
  says: 'How far a side committed itself, as graded by its source and never promoted.',
})

export const statusWord = oneOf(
  {
    open: 'Nothing on the record answers, does or ends it.',
    answered: 'A request or invitation was answered, which does not perform it.',
    'partly-fulfilled': 'Part of it was done.',
    fulfilled: 'It was done.',
    withdrawn: 'It was withdrawn.',
    lapsed: 'It was reported to have failed.',
    denied: 'A side denied that it ever undertook this.',
  },
  {
    name: 'UndertakingStatus',
    says: 'What came of it, as far as is visible. OPEN, ANSWERED and PARTLY_FULFILLED are still to be done.',
  },
)

/** What became of it, and what brought that about. */
export const status = record(
  'StatusValue',
  'A possible status, and the events behind it.',
  z.strictObject({ status: statusWord, by: subjectSchema.exactOptional() }),
  { status: 'What may have come of it.', by: 'What brought it.' },
  {
    spelling: ({ status }) => status,
    words: ({ status, by }, say) => `${spaced(status)}${by === undefined ? '' : ` (by ${say.subject(by)})`}`,
  },
)

export type Status = z.infer<typeof status>

export const review = record(
  'Review',
  'That an undertaking is being reviewed.',
  z.strictObject({ how: ownWords, by: actor.exactOptional() }),
  { how: 'How, in our own words.', by: 'Who reviews it; null where no source says.' },
  { words: ({ how, by }, say) => (by === undefined ? how : `${how} (${say.subject(by)})`) },
)

export const breach = record(
  'AllegedBreach',
  'What someone calls a breach of an undertaking.',
  z.strictObject({ by: actor, how: ownWords.exactOptional() }),
  { by: 'Who says so.', how: 'What it is, in our own words; null where no source says.' },
  { words: ({ by, how }, say) => `${say.subject(by)} sees a breach${how === undefined ? '' : `: ${how}`}` },
)
