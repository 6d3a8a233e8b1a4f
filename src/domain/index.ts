/**
 * How is a kind of subject declared, and what follows from the declaration?
 *
 * A *kind* says once what its subjects are, which events tell of them, what these claim of which fields, how the fields
 * resolve and are shown, and what one is called. A *value type* is a zod schema that says once how its values are spelled
 * and worded. A *domain* is a list of kinds and what its chronicles are called.
 *
 * ```ts
 * import { checkDomain, country, domain, existence, kind, one, text } from 'regesta/domain'
 *
 * const gift = kind('gift', {
 *   says: 'Something that was given.',
 *   type: 'Gift',
 *   list: 'gifts',
 *   listSays: 'Gifts made.',
 *   heading: 'Gifts',
 *   fields: {
 *     given: existence(),
 *     what: one(text, 'What it was; null where sources differ.', { role: 'topic' }),
 *     from: one(country, 'Who gave it; null where sources differ.', { role: 'side' }),
 *   },
 *   label: { en: ({ what, from }) => [what, `from ${from}`] },
 *   shows: ['from'],
 *   events: {
 *     GiftMade: {
 *       says: 'Something was given',
 *       payload: { what: text, from: country },
 *       claims: (claim, { what, from }) => claim.given().what(what).from(from),
 *     },
 *   },
 * })
 * const gifts = domain('gifts', {
 *   chronicle: { type: 'Exchange', field: 'exchange', list: 'exchanges' },
 *   kinds: [gift],
 * })
 * console.log(checkDomain(gifts).length, gifts.vocabulary.catalogue.has('GiftMade'))
 * ```
 *
 * What a presenter gets (pure: it needs a state and no more):
 * - `labelOf(domain, state, item, language?)` is a headline that can be read alone, `nameOf` the first part of it, for where
 *   the rest stands beside it; both fall back on the key without its kind. `sayIn` words what a value names.
 * - `sectionsOf(domain, state, { all })` gives the sections of a page: each line has a mark and pieces, and `{ cites }` names the
 *   events that what stands before it rests on. `briefOf` says in a few words how an item stands.
 * - `fieldValueInWords(domain, state, item, field, value)` words one value; `kind.extras(item)` is what JSON adds to an item’s fields.
 * - `kind.derived`, `kind.elsewhere`, `kind.inState` and `outputsOf(kind)` are what an API shows, as data.
 */

/** The library that value types are schemas of, for payloads with lists: `z.array(person)`. A domain needs this one. */
export { z } from 'zod'
export {
  CHANGE_LEGEND,
  causesInWords,
  changeSections,
  fieldChangesInWords,
  firstChangeSections,
  standingInWords,
} from './change-page.ts'
export { checkDomain, isDomain } from './check.ts'
export { type CitedPlace, citedBy, placesCitedBy, sourceLabel, titleOf } from './cited.ts'
export { countryCode, sidesNamed, whatStoodBetween } from './country-names.ts'
export {
  anchorOf,
  boundInWords,
  boundsOfValues,
  datesInWords,
  datesOf,
  firstDay,
  means,
  publishedInWords,
  type Span,
  spanInWords,
  whenInWords,
} from './dates.ts'
export { boundsInWords, dayInWords, windowInWords, withDaysInWords } from './day-words.ts'
export type {
  AheadWords,
  AnyKind,
  Claim,
  Doubt,
  Kind,
  KindDeclaration,
  Narrowing,
  Plan,
  Sibling,
  Tally,
  Task,
  Touch,
} from './declaration.ts'
export { narrowing } from './declaration.ts'
export {
  briefOf,
  type ChronicleNames,
  chronicleQuestion,
  chronicleTitle,
  type Domain,
  datelessLabel,
  detailBy,
  domain,
  domainOf,
  fieldValueInWords,
  kindNamed,
  labelBy,
  labelOf,
  nameBy,
  nameOf,
  notingSay,
  sayIn,
  sectionsOf,
  type Worded,
} from './domain.ts'
export { eventTypesPage } from './event-types-page.ts'
export {
  all,
  attested,
  existence,
  type Fields,
  lifecycle,
  newest,
  one,
  type Role,
  type Shown,
  staged,
  succession,
  type Tokens,
  type WordFilter,
} from './field.ts'
export type { FieldValues, Labelled, Language, ReadValues } from './field-values.ts'
export { claimedValues, firstClaimed, printedForms, standingValues } from './field-values.ts'
export { filtersOf, type KindFilter, type NameFilter, type WordsFilter } from './filters.ts'
export { headingAt, headingOfTwo, type PointNames, placeInWords } from './heading.ts'
export { kind, on } from './kind.ts'
export { type Occurrence, occurredDuring, occurredOn, occurrence } from './occurrence.ts'
export {
  type Arg,
  type Args,
  type At,
  arg,
  type Form,
  type ObjectType,
  type Output,
  type OutputBuilder,
  type OutputType,
  object,
} from './output.ts'
export { outputsOf } from './outputs.ts'
export {
  cites,
  counted,
  hedge,
  LEGEND,
  type Line,
  MARKS,
  omission,
  type Piece,
  point,
  remark,
  type Section,
  type SectionContext,
  type Style,
  subtitle,
} from './page.ts'
export { groundInWords, pointInWords, reachInWords } from './point-words.ts'
export {
  aheadInPlainWords,
  attestationWords,
  happenedLines,
  plainLine,
  whenInPlainWords,
} from './sections.ts'
export { type CslSource, citeSource } from './source-citation.ts'
export { conflictSection, statePageSections } from './state-page.ts'
export { summarySteps } from './summary.ts'
export {
  announced,
  anySubject,
  type Choice,
  country,
  date,
  either,
  factsOf,
  leavesOf,
  oneOf,
  ownWords,
  ownWordsOf,
  record,
  reference,
  type Say,
  type SubjectOf,
  text,
  valueType,
  wordsOf,
  yesNo,
} from './value.ts'
export {
  countryName,
  eitherOf,
  fieldInWords,
  listed,
  listedWithAnd,
  sayBy,
  shapeInWords,
  spaced,
  typeInWords,
  valueInWords,
} from './words.ts'
