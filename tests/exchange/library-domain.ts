import {
  type AnyKind,
  claimedValues,
  type Domain,
  domain,
  existence,
  kind,
  one,
  type Say,
  standingValues,
  text,
} from '../../src/domain/index.ts'
import type { Kind as EngineKind, Field, Item, State } from '../../src/state/index.ts'
import { bookFields, deskFields, library, loanFields, readerFields, shelfFields } from '../toy/index.ts'

/**
 * The lending library as a domain, whose names look further than any should: a book says on which shelf it is, a shelf what the
 * books are called that it had, unless these say where they are; a loan names its book, and a reader their loans.
 */
const NAMES: Readonly<Record<string, (item: Item, state: State, say: Say) => readonly string[]>> = {
  book: (item, _, say) => [
    [
      ...claimedValues(item, bookFields.title).map(({ value }) => value),
      ...(item.existence.answer === 'definitely'
        ? standingValues(item, bookFields.place).map(say.subject)
        : []),
    ].join(' on '),
  ],
  shelf: (item, state, say) => [
    standingValues(item, shelfFields.books)
      .map((book) => (state.item(book)?.existence.answer === 'definitely' ? 'a book' : say.subject(book)))
      .join(' beside '),
  ],
  reader: (item, _, say) => [
    ...claimedValues(item, readerFields.name).map(({ value }) => value),
    standingValues(item, readerFields.loans).map(say.subject).join(' and '),
  ],
  loan: (item, _, say) => [
    `loan of ${claimedValues(item, loanFields.book).map(({ value }) => say.subject(value))}`,
  ],
  desk: (item, state) => [
    ...standingValues(item, deskFields.clerk).map(({ clerk }) => clerk),
    `${state.list('loan').filter(({ existence }) => existence.answer === 'definitely').length} lent`,
    `${item.standings.filter(({ answer }) => answer === 'definitely').length} told`,
  ],
}

/** Shows every field of a kind of the engine. */
function shown(engine: EngineKind): AnyKind {
  const bare = kind(engine.kind, {
    says: 'Something of the library.',
    type: 'Thing',
    list: `${engine.kind}List`,
    listSays: null,
    heading: engine.kind,
    fields: { there: existence(), name: one(text, 'Something of it.', { role: 'name' }) },
    label: { en: () => [] },
    shows: [],
    events: {},
  })
  const declared = bare.declared.get('name')
  const words = NAMES[engine.kind]
  const fields: readonly Field<never>[] = engine.fields
  const facts = declared && {
    ...declared,
    facts: { ...declared.facts, words: (value: unknown, say: Say) => wordsOf(value, say) },
  }
  return {
    ...bare,
    engine,
    tokens: fields,
    declared: new Map(fields.flatMap(({ name }) => (facts === undefined ? [] : [[name, facts]]))),
    labels: new Map(words === undefined ? [] : [['en', words]]),
    names: new Map(words === undefined ? [] : [['en', words]]),
  }
}

function wordsOf(value: unknown, say: Say): string {
  return typeof value === 'string' ? say.subject(value) : JSON.stringify(value)
}

export const libraryDomain: Domain = {
  ...domain('library', {
    chronicle: { type: 'Library', field: 'library', list: 'libraries' },
    kinds: [],
  }),
  kinds: [...library.kinds.values()].map(shown),
  pages: [...library.kinds.values()].map(shown),
  vocabulary: library,
}
