/**
 * A domain that has nothing to do with any relationship: a small lending library.
 *
 * It shows that the engine and the API are neutral, and serves the tests of both: `library` is the vocabulary,
 * a `Tale` builds its events, `openTale` opens them as a chronicle, `stateOf` asks the engine alone.
 *
 * ```ts
 * const tale = new Tale()
 * tale.source('gazette', '2020-01-10')
 * tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01', by: 'gazette' })
 * stateOf(tale.events, { date: '2020-02-01' }).item('loan/1')?.existence.answer // 'definitely'
 * ```
 */
export { clerkCame, clerkWent, DESK_STAGES, deskFields, deskTold } from './desk.ts'
export {
  bookCatalogued,
  bookSeen,
  loanLost,
  loanMade,
  loanRenewed,
  loanReturned,
  readerJoined,
  readerSeen,
} from './events.ts'
export {
  bookFields,
  isOverdue,
  LOAN_STAGES,
  library,
  loanFields,
  readerFields,
  shelfFields,
} from './library.ts'
export { type Asked, continueTale, eventsIn, openTale, stand, stateOf } from './open.ts'
export { evidenceIn, stated, TALE, Tale } from './tale.ts'
