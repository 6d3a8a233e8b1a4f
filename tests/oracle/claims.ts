import type { Envelope, Subject } from '../../src/event/index.ts'

/** The library's words once more, as flat tables: what each event claims, and how each field resolves. */

export type NaiveClaim = {
  readonly subject: Subject
  readonly field: string
  readonly value: string
  readonly aspect: 'happened' | 'attested' | 'lasting'
  readonly rank: number
  readonly after?: string
  /** Of *staged*: the stage's tier, and its place there. */
  readonly stage?: readonly [tier: string, place: number]
  /** Of *succession*: whose coming or going it is. */
  readonly person?: string
  readonly goes?: boolean
}

export type NaiveWay = 'all' | 'latest' | 'attested' | 'lifecycle' | 'staged' | 'succession'

/** `single`: two values are a disagreement; `in turn`: not of different times; `names`: not of one subject. */
export type NaiveOption = 'single' | 'in turn' | 'names'

export const WAYS: Readonly<Record<string, Readonly<Record<string, readonly [NaiveWay, ...NaiveOption[]]>>>> =
  {
    book: {
      owned: ['all'],
      title: ['all'],
      language: ['latest', 'single'],
      authors: ['all'],
      place: ['attested', 'single', 'in turn'],
      condition: ['attested', 'single'],
      loans: ['all'],
    },
    shelf: { used: ['all'], books: ['all'] },
    reader: { member: ['all'], name: ['all'], tier: ['latest', 'single'], loans: ['all'] },
    loan: {
      made: ['all'],
      status: ['lifecycle'],
      book: ['latest', 'single', 'names'],
      due: ['latest', 'single'],
    },
    desk: { there: ['all'], state: ['staged'], clerk: ['succession'] },
  }

const STAGE: Readonly<Record<string, readonly [string, number]>> = {
  LoanMade: ['open', 0],
  LoanRenewed: ['renewed', 1],
  LoanReturned: ['returned', 2],
  LoanLost: ['lost', 2],
}

/** What a desk is at each stage, the stage's tier, and its place there. */
const DESK: Readonly<Record<string, readonly [string, string, number]>> = {
  tried: ['tried', 'first', 0],
  open: ['open', 'first', 1],
  shut: ['shut', 'dated', 0],
  'open again': ['open', 'dated', 1],
  moved: ['moved', 'dated', 1],
  let: ['let', 'dated', 2],
  gone: ['gone', 'last', 0],
  burnt: ['burnt', 'last', 0],
}

const ASPECT: Readonly<Record<string, NaiveClaim['aspect']>> = {
  BookSeen: 'attested',
  ReaderSeen: 'attested',
  ReaderJoined: 'lasting',
}

/** Everything that an event, as it reads, claims of anything. */
export function claimsIn({ type, subject, payload }: Envelope): readonly NaiveClaim[] {
  const claims: NaiveClaim[] = []
  const own = ASPECT[type] ?? 'happened'
  const say = (about: unknown, field: string, value: unknown, aspect = own) => {
    if (typeof about === 'string' && value !== undefined)
      claims.push({ subject: about, field, value: String(value), aspect, rank: -1 })
  }
  const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : undefined)
  const quoted = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value))
  const { title, language, authors, shelf, condition, name, tier, book, reader, due, after } = payload
  switch (type) {
    case 'BookCatalogued':
      say(subject, 'owned', true)
      say(subject, 'title', lower(title))
      say(subject, 'language', lower(language))
      for (const author of Array.isArray(authors) ? authors : []) say(subject, 'authors', quoted(author))
      say(subject, 'place', quoted(shelf), 'attested')
      say(shelf, 'used', true)
      say(shelf, 'books', quoted(subject))
      break
    case 'BookSeen':
      say(subject, 'owned', true)
      say(subject, 'place', quoted(shelf))
      say(subject, 'condition', quoted(condition))
      if (shelf === 'shelf/y' && condition === 'two') say(subject, 'language', 'two', 'happened')
      say(shelf, 'used', true, 'happened')
      break
    case 'ReaderJoined':
      say(subject, 'member', true)
      say(subject, 'name', lower(name), 'happened')
      say(subject, 'tier', quoted(tier))
      break
    case 'ReaderSeen':
      say(subject, 'member', true)
      say(subject, 'tier', quoted(tier))
      break
    case 'LoanMade':
      say(subject, 'made', true)
      say(subject, 'book', quoted(book))
      say(subject, 'due', typeof due === 'object' && due !== null && 'edtf' in due ? due.edtf : undefined)
      say(reader, 'loans', quoted(subject))
      say(book, 'loans', quoted(subject))
      break
    case 'DeskTold':
    case 'ClerkCame':
    case 'ClerkWent':
      say(subject, 'there', true)
  }
  const happened = { subject, aspect: 'happened', rank: -1 } as const
  const desk = type === 'DeskTold' ? DESK[String(payload.stage)] : undefined
  if (desk !== undefined) {
    const [state, ...stage] = desk
    claims.push({ ...happened, field: 'state', value: `"${state}"`, stage })
  }
  if (type === 'ClerkCame' || type === 'ClerkWent') {
    const [person, goes] = [String(payload.clerk), type === 'ClerkWent']
    claims.push({ ...happened, field: 'clerk', value: goes ? 'vacant' : person, person, goes })
  }
  const stage = STAGE[type]
  if (stage !== undefined) {
    const [status, rank] = stage
    const told = typeof after === 'string' ? { after } : {}
    claims.push({ subject, field: 'status', value: quoted(status) ?? '', aspect: 'happened', rank, ...told })
  }
  return claims
}
