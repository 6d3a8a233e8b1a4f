import {
  boundSchema,
  catalogueOf,
  type Envelope,
  type EventType,
  kernelTypes,
  type Subject,
} from '../../src/event/index.ts'
import {
  all,
  attested,
  field,
  type Item,
  type Kind,
  latest,
  lifecycleBy,
  onlyValue,
  reading,
  type Vocabulary,
  vocabularyOf,
} from '../../src/state/index.ts'
import { type Bound, type CivilDay, readBound } from '../../src/time/index.ts'
import { deskFields, deskReadings } from './desk.ts'
import {
  bookCatalogued,
  bookSeen,
  loanLost,
  loanMade,
  loanRenewed,
  loanReturned,
  readerJoined,
  readerSeen,
} from './events.ts'

const lowerCase = (text: string) => text.toLowerCase()

export const bookFields = {
  owned: field<true>('owned', all),
  title: field<string>('title', all, { spelling: lowerCase }),
  language: field<string>('language', latest, { single: true, spelling: lowerCase }),
  authors: field<string>('authors', all),
  place: field<Subject>('place', attested, { single: true, inTurn: true }),
  condition: field<string>('condition', attested, { single: true }),
  loans: field<Subject>('loans', all),
} as const

export const shelfFields = {
  used: field<true>('used', all),
  books: field<Subject>('books', all),
} as const

export const readerFields = {
  member: field<true>('member', all),
  name: field<string>('name', all, { spelling: lowerCase }),
  tier: field<string>('tier', latest, { single: true }),
  loans: field<Subject>('loans', all),
} as const

export const LOAN_STAGES = [['open'], ['renewed'], ['returned', 'lost']] as const

export const loanFields = {
  made: field<true>('made', all),
  status: field<string>('status', lifecycleBy(LOAN_STAGES)),
  book: field<Subject>('book', latest, { single: true, names: (book) => book }),
  due: field<Bound>('due', latest, { single: true, spelling: ({ edtf }) => edtf }),
} as const

const kinds: readonly Kind[] = [
  kindOf('book', bookFields.owned, bookFields),
  kindOf('shelf', shelfFields.used, shelfFields),
  kindOf('reader', readerFields.member, readerFields),
  kindOf('desk', deskFields.there, deskFields),
  {
    ...kindOf('loan', loanFields.made, loanFields),
    derived: [
      {
        name: 'overdue',
        cause: 'duePassed',
        of: [loanFields.due, loanFields.status],
        days: (item) => item.get(loanFields.due).values.map(({ value }) => readBound(value).latest),
        value: (item) => String(isOverdue(item)),
        turns: dueTurns,
      },
    ],
    ahead: plannedLoan,
  },
]

/** How a loan stands that nobody says was made, but whose end someone speaks of: what it is ahead of is not the question here. */
function plannedLoan(item: Item) {
  const { values, because } = item.get(loanFields.status)
  if (item.existence.values.length > 0 || values.length === 0) return undefined
  return { words: values.map(({ value, answer }) => `${answer} ${value}`).join(' or '), because }
}

/** Whether the due day has passed and the loan may be open: a reading of silence. */
export function isOverdue(item: Item): boolean {
  const due = onlyValue(item.get(loanFields.due))
  const open = item.get(loanFields.status).values.some(({ value }) => value === 'open' || value === 'renewed')
  return due !== undefined && open && item.point.date >= readBound(due).latest
}

/** The day from which on a loan is overdue, by what an event says of it. */
function dueTurns({ payload }: Envelope): readonly CivilDay[] {
  const due = boundSchema.safeParse(payload.due)
  return due.success ? [readBound(due.data).latest] : []
}

const readings = [
  reading(
    bookCatalogued,
    (put, { title, language, authors, shelf }, subject, { event }) => {
      if (subject === shelf) {
        put(shelfFields.used, true)
        put(shelfFields.books, event.subject)
        return
      }
      put(bookFields.owned, true)
      put(bookFields.title, title)
      put(bookFields.language, language)
      for (const author of authors ?? []) put(bookFields.authors, author)
      put(bookFields.place, shelf, { aspect: 'attested' })
    },
    ({ shelf }) => [shelf],
  ),
  reading(
    bookSeen,
    (put, { shelf, condition }, subject) => {
      // That the shelf is there is known from then on.
      if (subject === shelf) return put(shelfFields.used, true, { aspect: 'happened' })
      put(bookFields.owned, true)
      put(bookFields.place, shelf)
      put(bookFields.condition, condition)
      // What follows from two details together: two corrections can claim it that neither does alone.
      if (shelf === 'shelf/y' && condition === 'two') put(bookFields.language, 'two', { aspect: 'happened' })
    },
    ({ shelf }) => [shelf],
  ),
  reading(readerJoined, (put, { name, tier }) => {
    put(readerFields.member, true)
    put(readerFields.name, name, { aspect: 'happened' })
    put(readerFields.tier, tier)
  }),
  reading(readerSeen, (put, { tier }) => {
    put(readerFields.member, true)
    put(readerFields.tier, tier)
  }),
  reading(
    loanMade,
    (put, { book, reader, due }, subject, { event }) => {
      if (subject === reader) return put(readerFields.loans, event.subject)
      if (subject === book) return put(bookFields.loans, event.subject)
      put(loanFields.made, true)
      put(loanFields.status, 'open', { stage: 'open' })
      put(loanFields.book, book)
      put(loanFields.due, due)
    },
    ({ book, reader }) => [book, reader],
  ),
  reading(loanRenewed, (put, { after }) => put(loanFields.status, 'renewed', { stage: 'renewed', after })),
  reading(loanReturned, (put, { after }) => put(loanFields.status, 'returned', { stage: 'returned', after })),
  reading(loanLost, (put) => put(loanFields.status, 'lost', { stage: 'lost' })),
  ...deskReadings,
]

/** A vocabulary with every way, aspect and turn that the engine knows, and nothing of any relationship. */
export const library: Vocabulary = vocabularyOf(
  catalogueOf(...kernelTypes, ...readings.map(({ type }): EventType => type)),
  readings,
  kinds,
)

function kindOf(
  kind: string,
  existence: Kind['existence'],
  fields: Readonly<Record<string, Kind['fields'][number]>>,
) {
  return { kind, existence, fields: Object.values(fields).filter((each) => each !== existence) }
}
