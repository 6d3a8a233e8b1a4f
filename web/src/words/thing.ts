import type { EvidenceRole, HiddenBy } from '../operations.ts'

/** The words of a thing: its answer, what is said of it, its history, why it is here or not. */
export const thing = {
  untoldDay: 'an unknown day',
  sure: (task: string) => task,
  perhaps: (task: string) => `Possibly there; if so: ${task.replace(/^./, (first) => first.toLowerCase())}`,
  there: (whens: readonly string[], happens: boolean) => {
    const sure = happens ? 'Definitely happened' : 'Definitely'
    return whens.length === 0 ? `${sure}.` : `${sure}: ${whens.join('; ')}.`
  },
  perhapsThere: (whens: readonly string[]) =>
    whens.length === 0 ? 'Possibly.' : `Possibly: ${whens.join('; ')}.`,
  planned: (stage: string, isOff: boolean) =>
    isOff ? `${stage}: no longer planned for this time.` : `${stage}: not known to have happened.`,
  unknown: (last: string | undefined, next: string | undefined) =>
    `${[
      'Unknown on this day',
      ...(last === undefined ? [] : [`last mentioned ${last}`]),
      ...(next === undefined ? [] : [`next ${next}`]),
    ].join('; ')}.`,
  notThere: 'No, not on this day.',
  notYet: (when: string) => `No, not yet on this day: ${when}.`,
  over: (when: string) => `No, over by this day: ${when}.`,
  task: {
    open: 'Open as far as sources say; no due date is given.',
    due: (when: string, days: number) => `Open, due ${when}, ${inDays(days)}.`,
    dueOpen: (when: string) => `Open, due ${when}.`,
    dueEither: (whens: readonly string[]) =>
      `Open; sources differ on when it is due: ${whens.join(', or ')}.`,
    overdue: (since: string) => `Open, and overdue since ${since}, as far as sources say.`,
    done: (when: string | undefined, inferred: string | undefined) => {
      const day = when === undefined ? '' : ` ${when}`
      return inferred === undefined
        ? `Done${day}.`
        : `Done${day} (inferred${inferred === '' ? '' : ` from ${inferred}`}).`
    },
    dropped: 'No longer to be done.',
  },
  silence: (known: string | undefined, ends: string | undefined, isPast: boolean) =>
    `No source ${known === undefined ? 'at all' : `out by ${known}`} says that it was done${
      ends === undefined ? '' : `, and none is newer than ${ends}`
    }.${isPast ? ' Whether it was done since is unknown.' : ''}`,
  doneLater: {
    surely: (when: string, labels = '', isInferred = false) => {
      const by = labels === '' ? '' : isInferred ? ` (inferred from ${labels})` : ` ${labels}`
      return `Done later: ${when}${by}`
    },
    possibly: (when: string) => `Possibly done later: from ${when} on`,
  },
  likely: 'An estimate makes it likely on this day.',
  eventNumber: (position: number) => `Event ${position}`,
  andMore: (count: number) => `and ${count} more`,
  event: (position: number, type: string) => `Event ${position}, ${type}`,
  eventNotFound: 'This event cannot be shown: the server does not have it, or not at this point.',
  whenOf: (when: string) => `When: ${when}.`,
  recorded: (day: string, position: number) => `Recorded ${day}, as event ${position}.`,
  visible: {
    definitely: 'Neither retracted nor hidden at this point.',
    possibly: 'At this point it is only possibly known, or possibly retracted.',
    no: 'Retracted at this point.',
    unknown: 'Not visible at this point.',
  },
  acts: 'Corrections, inferences and other acts on it',
  premises: 'Inferred from',
  target: 'Acts on',
  digest: 'Checksum (SHA-256):',
  yesNo: { yes: 'yes', no: 'no' },
  noEvidence: 'No source is cited for it: it is inferred, or an act on another event.',
  besideWords: (count: number) =>
    count === 1
      ? 'One more passage that dates, names or places it'
      : `${count} more passages that date, name or place it`,
  noOthers: 'No other fact rests on this sentence.',
  others: (count: number) =>
    count === 1 ? 'One other fact from the same sentence' : `${count} other facts from the same sentence`,
  failed: (message: string) => `The server could not answer all of this: ${message}`,
  moreEvents: 'Read more events',
  nothingRests: 'Nothing yet: no event seen here names it.',
  moreRests: (total: number) => `Show more of ${total}`,
  asAtHead: 'Not visible at the point of this page: it is shown as it reads by all that is recorded.',
  about: 'About',
  sourcePlace: 'Source',
  noPublisher: 'publisher not told',
  byAuthors: (names: string) => `by ${names}`,
  roles: {
    CONTEXT: 'how it is read',
    DATE: 'dates it',
    NAME: 'names it',
    ORDINAL: 'counts it',
    PLACE: 'places it',
    QUOTATION: 'quotes it',
    STATEMENT: 'says it',
    TITLE: 'gives its title',
  } satisfies Record<EvidenceRole, string>,
  /** What a passage is for: `Undertaking made, 28 April 2025`, `Undertaking fulfilled; dates it`. */
  passageOf: (events: string, roles: string) => (roles === '' ? `${events}:` : `${events}; ${roles}:`),
  passageAlone: (roles: string) => `${roles}:`,
  sourceNamed: (label: string) => `Source [${label}]`,
  characters: (spans: string, length: number | null) =>
    `characters ${spans}${length === null ? '' : ` of ${length}`}`,
  noWords: 'The words are not on this server.',
  whereToLook: 'Where to look:',
  openSource: 'Open it there',
  likelyValue: 'likely on this day, by an estimate',
  inferred: 'inferred: no source says it by itself',
  lastAttested: (value: { readonly words: string; readonly when: string }) =>
    `last mentioned ${value.words}, ${value.when}`,
  nextAttested: (value: { readonly words: string; readonly when: string }) =>
    `next ${value.words}, ${value.when}`,
  claimHeads: { field: 'Field', value: 'Value', certainty: 'Certainty', sources: 'Sources' },
  headings: {
    words: 'The words',
    said: 'What is said of it',
    history: 'Its history on both clocks',
    why: 'Why it is here',
    whyNot: 'Why it is not certain here',
    whyNotThere: 'Why it is not here',
    rests: 'What rests on it',
    differ: 'Where sources differ',
    names: 'Other names',
  },
  knownSince: 'Known since',
  oneSource: 'rests on one source alone',
  differNot: (sources: number) =>
    sources === 1
      ? 'They do not: one source tells of it.'
      : `They do not: its ${sources} sources agree, as far as they speak.`,
  differKinds: {
    CONFLICT: 'different values for the same time.',
    TENSION: 'different values for different times.',
  },
  notedKinds: {
    CONFLICT: 'They contradict each other',
    TENSION: 'Not the same',
    GAP: 'Not told',
    REMARK: 'Remark',
  },
  key: 'Its key:',
  /** What nothing names at the point. */
  ofKey: (kind: string, name: string) => `${kind} “${name}”`,
  nameBefore: (name: string) => `${name} (an earlier name)`,
  nameOfOtherDay: (name: string) => `${name} (its name on another day)`,
  aliases: 'Also under',
  possiblySame: 'Possibly the same',
  distinctFrom: 'Said to be another',
  missing: {
    title: 'No source used here speaks of this.',
    noKind: (kind: string) => `There is no kind “${kind}” here.`,
    kinds: 'The kinds that there are',
    allSources: 'All sources',
    unknown: (subject: string) => subject,
    near: 'Names that are near it',
    elsewhere: 'Where it is known',
    point: (date: string, known: string | undefined) =>
      `on ${date}, ${known === undefined ? 'by all sources' : `as known by ${known}`}`,
    back: 'What stood on this day',
    failed: 'The server could not answer this',
  },
  plane: {
    says: 'Across: the day in question. Up: what had come out by then.',
    nothing: 'Nothing to draw: no source used here speaks of it.',
    onTheRecord: 'as far as sources say',
    page: 'this page',
    pageOfAll: 'this page, by all sources',
    all: 'by all sources, those that no day makes certain too',
    between: (from: string, to: string) => `from ${from} to ${to}`,
    from: (day: string) => `from ${day} on`,
    until: (day: string) => `until ${day}`,
    always: 'always',
    row: (known: string, runs: string) => `As known ${known}: ${runs}.`,
    up: '↑ As known by',
    across: 'On this day →',
    asTable: 'As a table',
    heads: { known: 'As known', days: 'On these days', answer: 'Answer' },
  },
  kicker: { on: 'on', known: 'as known by', all: 'by all sources' },
  hiddenBy: {
    CORRECTED: () => 'It was corrected, and no longer claims this.',
    MAY_BE_OTHERWISE: ({ when }) =>
      `Its date is not exact (${when}): on this day it holds possibly, not definitely.`,
    NOT_KNOWN: ({ labels, known }) => `Not known yet: its source ${labels} came out later, ${known}.`,
    NOT_RECORDED: () => 'It was recorded later than what this page shows.',
    NOT_TRUSTED: ({ labels }) => `Its source ${labels} is not used here.`,
    NOT_YET: ({ when }) => `Not yet: its date is later, ${when}.`,
    OTHER_DAYS: ({ when }) => `It tells of other days: ${when}.`,
    OUTDONE: () => 'Another event replaced it.',
    OVER: ({ when }) => `Over: its dates end before this day, ${when}.`,
    POSSIBLY_KNOWN: ({ labels, known }) =>
      `Its source ${labels} may not have come out by then: it came out ${known}, for certain by no earlier day.`,
    PREMISE_MISSING: () => 'It is inferred from an event that is not certain here.',
    REPORTED_EARLY: ({ labels }) =>
      `Its date is later than the source ${labels} that tells of it: possible at most.`,
    RETRACTED: () => 'It was retracted.',
    UNREGISTERED: () => 'Its source was not registered by then.',
    WITHDRAWN: ({ labels }) => `Its source ${labels} was withdrawn.`,
  } satisfies Record<HiddenBy, (given: HiddenWords) => string>,
} as const

/** What a sentence names on why an event is hidden. */
type HiddenWords = { readonly labels: string; readonly when: string; readonly known: string }

function inDays(days: number): string {
  if (days === 0) return 'on this day'
  return days === 1 ? 'in 1 day' : `in ${days.toLocaleString('en-GB')} days`
}
