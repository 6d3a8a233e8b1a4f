import fc from 'fast-check'
import { type AnyKind, filtersOf } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import { createSchema } from '../../../src/graphql/index.ts'
import { IDENTITY, type Vocabulary } from '../../../src/state/index.ts'
import { caseOf, moves, preface } from '../../oracle/generate.ts'
import { LOAN_STAGES, library, TALE, type Tale } from '../../toy/index.ts'
import { librarySchema } from '../library-api.ts'
import { quotedAll } from './arguments.ts'
import { aside } from './aside.ts'
import { Dice } from './dice.ts'
import type { Told, World } from './leaks.ts'
import { WORDS } from './payloads.ts'
import { pointOver } from './points.ts'
import { CHRONICLE, dayOf, SOURCES, SUBJECTS, storyOf } from './stories.ts'

/** The two domains that are asked everything: what may be asked of each, and random chronicles of it. */

const days = quotedAll([dayOf(0), dayOf(4), dayOf(9)])
const common: readonly (readonly [string, readonly string[]])[] = [
  ['Date', days],
  // Words that are told, and words that only what cannot be seen has in one of two tellings: see unseen.ts.
  [
    'search',
    quotedAll([
      'one',
      'two',
      'x',
      'misread',
      'otherwise',
      'something',
      'elsewhere',
      'what source',
      'words as it',
    ]),
  ],
  ['from', quotedAll([dayOf(0), dayOf(3)])],
  ['to', quotedAll([dayOf(4), dayOf(9)])],
  [
    'DateRange',
    [`{ from: "${dayOf(3)}" }`, `{ to: "${dayOf(4)}" }`, `{ from: "${dayOf(2)}", to: "${dayOf(8)}" }`],
  ],
  // Which sides and languages there are is asked of the whole ledger, as it is for those whom one trusts.
  ['Relationship.sources.side', []],
  ['Library.sources.side', []],
  ['Relationship.sources.language', []],
  ['Library.sources.language', []],
  ['first', ['1', '3', '50']],
  ['dueWithin', ['3', '400']],
  ['plannedWithin', ['3', '400']],
  ['turnsWithin', ['3', '400']],
  // Pages are turned by the cursors of an answer: see follow-ups.ts.
  ['last', []],
  ['after', []],
  ['before', []],
  // Each kind has fields of its own, so that no one name suits all: see bitemporal-grid.test.ts.
  ['History.picture.field', []],
  ['EvidenceRole', ['STATEMENT', 'DATE']],
]

/** The words that the filters of each list accept, as they are written in a document: enums bare. */
function listWords(): readonly (readonly [string, readonly string[]])[] {
  return filtersOf(bilateral).flatMap((filter) => {
    if (filter.type !== 'words' || !('words' in filter.accepts)) return []
    const { accepts } = filter
    const written = (words: readonly string[]) =>
      'choice' in accepts ? words.map((word) => word.toUpperCase().replaceAll('-', '_')) : quotedAll(words)
    const wordsOf = (kinds: readonly AnyKind[]) =>
      written([...new Set(kinds.flatMap(({ name }) => accepts.words.get(name) ?? []))])
    const happening = bilateral.kinds.filter(({ happens }) => happens !== undefined)
    const lists = bilateral.kinds.flatMap(({ name, list }) =>
      both(list, filter.name, written(accepts.words.get(name) ?? [])),
    )
    return [
      ...lists,
      [`RelationshipState.happened.${filter.name}`, wordsOf(happening)] as const,
      [filter.name, wordsOf(bilateral.kinds)] as const,
    ]
  })
}

export const relationship: World = {
  schema: createSchema(bilateral),
  vocabulary: bilateral.vocabulary,
  chronicle: CHRONICLE,
  field: 'relationship',
  root: 'Relationship',
  aside: aside('Relationship'),
  pools: new Map([
    ...common,
    ['subject', quotedAll(SUBJECTS.filter((subject) => !subject.startsWith('disagreement')))],
    ['about', quotedAll(SUBJECTS)],
    ['source', quotedAll(SOURCES)],
    ['ID', quotedAll(SOURCES)],
    ['RelationshipState.count.kind', quotedAll([...bilateral.vocabulary.kinds.keys()])],
    ['RelationshipState.conflicts.field', quotedAll(singleFields(bilateral.vocabulary))],
    ['kinds', quotedAll([...bilateral.vocabulary.kinds.keys()])],
    ...listWords(),
    // Counted by an argument that any of these kinds takes.
    ['of', quotedAll(['kind', 'stage', 'country'])],
    ['what', quotedAll(['kinds', 'years', 'certainty', 'sources', 'kind', 'topic', 'actor', 'place'])],
    ['RelationshipState.facets.kinds', quotedAll(['meeting', 'instrument'])],
    ['side', quotedAll(['jp', 'vn'])],
    ['country', quotedAll(['jp', 'vn'])],
    ['person', quotedAll([...WORDS, 'person/x', 'person/y'])],
    ['actor', quotedAll([...WORDS, 'jp', 'person/x', 'office/y'])],
    ['place', quotedAll([...WORDS, 'jp', 'place/x'])],
    ['types', quotedAll([...bilateral.vocabulary.catalogue.keys()])],
    ['at', quotedAll(['15:30', '09:10'])],
    ['String', quotedAll([...WORDS, 'jp', 'person/x', 'summit', 'held'])],
  ]),
}

export const lending: World = {
  schema: librarySchema,
  vocabulary: library,
  chronicle: TALE,
  field: 'library',
  root: 'Library',
  aside: aside('Library'),
  pools: new Map([
    ...common,
    ['subject', quotedAll(['book/a', 'book/b', 'reader/m', 'loan/1', 'shelf/x'])],
    ['about', quotedAll(['book/a', 'loan/1'])],
    ['source', quotedAll(['north', 'source/south'])],
    ['ID', quotedAll(['north', 'source/south'])],
    ['LibraryState.count.kind', quotedAll([...library.kinds.keys()])],
    ['LibraryState.conflicts.field', quotedAll(singleFields(library))],
    ['kinds', quotedAll([...library.kinds.keys()])],
    ['of', quotedAll(['status'])],
    ['what', quotedAll(['kinds', 'months', 'certainty', 'sides', 'status', 'book', 'overdue'])],
    ['LibraryState.facets.kinds', quotedAll(['loan'])],
    ['status', quotedAll(LOAN_STAGES.flat())],
    ['tier', quotedAll(['gold', 'plain'])],
    ['book', quotedAll(['book/a', 'one'])],
    ['types', quotedAll([...library.catalogue.keys()])],
    ['String', quotedAll(['place', 'status', 'tier'])],
  ]),
}

/** A pool for an argument of a list, and of the changes of that list. */
function both(list: string, argument: string, words: readonly string[]) {
  return ['RelationshipState', 'Comparison'].map((type) => [`${type}.${list}.${argument}`, words] as const)
}

/** The fields of which two values are a disagreement, and that of contested sameness. */
function singleFields({ kinds }: Vocabulary): readonly string[] {
  const fields = [...kinds.values()].flatMap((kind) => kind.fields)
  return [...fields.filter(({ single }) => single).map(({ name }) => name), IDENTITY]
}

export function storyAt(seed: number): Told {
  const { events, texts } = storyOf(seed)
  const dice = new Dice(seed + 1_000_000)
  return { events, texts, points: [pointOver(events, dice), pointOver(events, dice)] }
}

export function taleAt(seed: number): Told {
  const tales = fc.sample(fc.tuple(preface, moves), { seed, numRuns: 20 })
  const told = tales.map(([first, steps]) => caseOf(first, steps, []).events)
  const envelopes = (told.find((events) => !someRestOnActs(events)) ?? []).map(({ event }) => event)
  const dice = new Dice(seed + 1_000_000)
  return {
    events: envelopes,
    texts: new Map(),
    points: [pointOver(envelopes, dice), pointOver(envelopes, dice)],
  }
}

/** Whether something is inferred from an act: of which nothing follows that does not follow from what it acts on. */
function someRestOnActs(events: Tale['events']): boolean {
  const acts = new Set(events.filter(({ event }) => event.target !== undefined).map(({ id }) => id))
  return events.some(({ event }) => event.premises?.some((id) => acts.has(id)))
}
