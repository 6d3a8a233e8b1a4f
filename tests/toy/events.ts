import { z } from 'zod'
import { boundSchema, type EventType, eventIdSchema, subjectSchema } from '../../src/event/index.ts'

/** What can be told of a small lending library. */

const name = z.string().min(1)

export const bookCatalogued = {
  type: 'BookCatalogued',
  summary: 'A book came into the library',
  kinds: ['book'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    title: name,
    language: name.exactOptional(),
    authors: z.array(name).exactOptional(),
    shelf: subjectSchema.exactOptional(),
  }),
} as const satisfies EventType

export const bookSeen = {
  type: 'BookSeen',
  summary: 'A book was seen somewhere, in some condition',
  kinds: ['book'],
  aspect: 'attested',
  ground: 'evidence',
  payload: z.strictObject({ shelf: subjectSchema, condition: name.exactOptional() }),
} as const satisfies EventType

export const readerJoined = {
  type: 'ReaderJoined',
  summary: 'Someone became a reader, of some tier, for as long as it lasts',
  kinds: ['reader'],
  aspect: 'lasting',
  ground: 'evidence',
  payload: z.strictObject({ name, tier: name.exactOptional() }),
} as const satisfies EventType

export const readerSeen = {
  type: 'ReaderSeen',
  summary: 'Someone was a reader on that day',
  kinds: ['reader'],
  aspect: 'attested',
  ground: 'evidence',
  payload: z.strictObject({ tier: name.exactOptional() }),
} as const satisfies EventType

const loan = { kinds: ['loan'], aspect: 'happened', ground: 'evidence' } as const

export const loanMade = {
  ...loan,
  type: 'LoanMade',
  summary: 'A book was lent',
  payload: z.strictObject({
    book: subjectSchema,
    reader: subjectSchema.exactOptional(),
    due: boundSchema.exactOptional(),
  }),
} as const satisfies EventType

export const loanRenewed = {
  ...loan,
  type: 'LoanRenewed',
  summary: 'A loan was made longer; after an end that it undoes, if it names one',
  payload: z.strictObject({ after: eventIdSchema.exactOptional() }),
} as const satisfies EventType

export const loanReturned = {
  ...loan,
  type: 'LoanReturned',
  summary: 'A book came back',
  payload: z.strictObject({ after: eventIdSchema.exactOptional() }),
} as const satisfies EventType

export const loanLost = {
  ...loan,
  type: 'LoanLost',
  summary: 'A lent book was given up for lost',
  payload: z.strictObject({}),
} as const satisfies EventType
