import { HEADING_WORDS } from '../../src/domain/heading.ts'
import { dayInWords, monthInWords, shortDay } from './days.ts'
import { actions } from './words/actions.ts'
import { compare } from './words/compare.ts'
import { help } from './words/help.ts'
import { search } from './words/search.ts'
import { sources } from './words/sources.ts'
import { state, summary } from './words/state.ts'
import { thing } from './words/thing.ts'

/*
 * Every word that the page says by itself. What it says of a chronicle comes from the server. Another language is another
 * object of this shape.
 */

export const en = {
  language: 'en-GB',
  program: 'Regesta',
  day: (day: number) => dayInWords(day, 'en-GB'),
  shortDay: (day: number, withYear = true) => shortDay(day, 'en-GB', withYear),
  month: (day: number) => monthInWords(day, 'en-GB'),
  /** The heading: what stood on one day, as known by another. */
  heading: {
    ...HEADING_WORDS,
    by: 'by',
    asRecordedAt: 'as recorded up to',
    position: (position: number) => `event ${position}`,
  },
  /** Where one stands on each clock, and how one moves. */
  points: {
    onThisDay: 'On this day',
    inTheWorld: 'in the world',
    asKnownBy: 'As known by',
    sourcesOut: 'sources out by then',
    asRecorded: 'As recorded',
    positions: 'event by event',
    changeDay: (clock: string, day: string) => `${clock} ${day}, change`,
    pickDay: 'or pick it',
    go: 'Go',
    cancel: 'Cancel',
    allSources: 'all sources',
    hearAll: 'Use all sources',
    allHeard: 'all sources are used',
    allSourcesTaken: 'by all sources, whenever they came out',
    atAnyPosition: 'the latest event',
    units: { day: 'day', month: 'month', year: 'year', position: 'event' },
    earlier: (unit: string, clock: string) => `one ${unit} earlier: ${clock}`,
    later: (unit: string, clock: string) => `one ${unit} later: ${clock}`,
    changeBefore: (day: string) => `‹ change before: ${day}`,
    changeAfter: (day: string) => `change after: ${day} ›`,
    noChangeBefore: 'no change before',
    noChangeAfter: 'no change after',
    findingChange: 'finding changes …',
    heard: (definitely: number, possibly: number) =>
      `${definitely === 1 ? '1 source' : `${definitely} sources`} used${possibly === 0 ? '' : `, ${possibly} possibly`}`,
    undated: (label: string, day: string | undefined) =>
      day === undefined ? `${label} undated` : `${label} undated, not before ${day}`,
    example: 'like 1 May 2025, 2025-05, yesterday',
    readAs: {
      endOfMonth: (day: string) => `Read as the last day of that month, ${day}.`,
      endOfYear: (day: string) => `Read as the last day of that year, ${day}.`,
      sameYear: (day: string) => `Read as of the same year, ${day}.`,
    },
    faults: {
      empty: 'No day is written here.',
      notUnderstood: (text: string) =>
        `“${text}” was not understood as a day. Write it like 1 May 2025, 2025-05-01, May 2025, yesterday or 3 weeks ago.`,
      twoDigitYear: 'The year needs four digits.',
      noSuchDay: (text: string) => `There is no such day as “${text}”.`,
      outOfRange: 'Years go from 1 to 9999.',
      ambiguous: (text: string) => `“${text}” may be two days. Which one?`,
      otherWeekday: (day: string, weekday: string) => `${day} was a ${weekday}.`,
      noPosition: (last: number) => `Events go from 0 to ${last}.`,
    },
    moreUndated: (count: number) => `and ${count} more without a date`,
  },
  /** What does not come, and what helps. */
  troubles: {
    gone: 'The server does not answer. This page tries again by itself.',
    busy: (seconds: number) =>
      `The server is busy. This page tries again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
    token: 'This server shows its chronicles to those who have a token. Ask whoever runs it for one.',
    otherToken: 'The server does not know this token, or it has expired. Another may help.',
    forbidden: 'Your token does not open this chronicle. Ask whoever runs the server, or use another.',
    otherHistory:
      'The server holds another history than the one that you see: its ledger was restored, or is another. Load this page again to see that.',
    notFound: (message: string) => `The server does not find this: ${message}.`,
    noPosition: (message: string) => `The server does not have this event, or not yet: ${message}.`,
    refused: (code: string, message: string) => `The server refuses this (${code}): ${message}`,
    noChronicle: (name: string) => `There is no chronicle of the name “${name}” here. There are these:`,
    tryNow: 'Try now',
    showLatest: 'Show what is recorded here by now',
    tokenLabel: 'Token',
    tokenKept: 'It is kept until this page is closed, and sent to this server alone.',
  },
  /** What is recorded while the page is open. */
  live: {
    label: 'What is new',
    recorded: (count: number, time: string) =>
      count === 1 ? `1 event was recorded since ${time}.` : `${count} events were recorded since ${time}.`,
    compare: 'Compare before and after',
    close: 'Close',
    lost: (time: string, position: number | undefined) =>
      `Not connected since ${time}.${position === undefined ? '' : ` What you see is as recorded up to event ${position}.`}`,
    behind: (head: number, position: number | undefined) =>
      `This server is behind: it has events up to ${head}, and what you see goes up to event ${position}.`,
  },
  views: {
    all: 'Views',
    state: 'State',
    compare: 'Compare',
    sources: 'Sources',
    thing: 'Details',
    source: 'Source',
  },
  loading: 'Reading the chronicle …',
  loadingOther: 'Reading the chronicle as it is asked for now. What you see is of before.',
  loadingItems: (read: number) => `Reading the chronicle … ${read.toLocaleString('en-GB')} items so far`,
  answer: { definitely: 'definitely', possibly: 'possibly', no: 'no', unknown: 'unknown' },
  none: 'none',
  sourceOf: (label: string) => `source ${label}`,
  /** The lanes of the timeline. */
  lanes: {
    title: (by: string) => `Timeline: lanes by ${by}. The same follows as tables.`,
    by: 'Lanes by',
    bys: { kind: 'kind', side: 'side', topic: 'topic', source: 'source' },
    none: { kind: '', side: 'of no side', topic: 'of no topic', source: 'of no source' },
    others: (lanes: number) => `${lanes} smaller lanes`,
    definitely: (count: number) => `${count} definitely`,
    possibly: (count: number) => `${count} possibly`,
    unknown: (count: number) => `${count} unknown`,
    noneAt: 'none on this day',
    open: (count: number) => `${count} open`,
    due: (count: number) => `${count} with a due date`,
    overdue: (count: number) => `${count} overdue`,
    on: 'on',
    after: 'after this day',
    thenUnknown: 'then unknown',
    likelyFrom: (day: string) => `likely from ${day}`,
    due1: (day: string) => `due ${day}`,
    done: (day: string) => `done ${day}`,
    dropped: (day: string) => `no longer to be done from ${day}`,
    onRecord: 'open as far as sources say',
    several: (count: number, first: string) => `${count}: ${first} …`,
    since: (count: number, day: string) => `${count} since ${day}`,
    bundle: {
      onDay: (count: number, day: string) => `${count} on ${day}`,
      of: (count: number, when: string) => `${count}, ${when}`,
      inLists: 'Show this day in the lists',
      close: 'Close',
    },
    withoutName: (count: number) => `${count} without a name here`,
    atMost: (count: string) => `at most ${count} at once`,
    before: (count: number) => `‹ ${count}`,
    later: (count: number) => `${count} ›`,
    beforeHere: (count: number) => `${count} before what is shown`,
    laterHere: (count: number) => `${count} after what is shown`,
    many: (lane: string, count: string) =>
      `${lane}: ${count}, too many to draw apart; look closer at this day`,
    undated: (lane: string) => `${lane} without a date:`,
    andOthers: (count: number) => `and ${count} more`,
    acts: { closer: 'closer', wider: 'wider', earlier: 'earlier', later: 'later', all: 'all' },
    choose: 'choose days',
    choosing: 'drag over the days to show',
    keys: 'Plus and minus look closer and wider, Shift with the arrow keys moves, 0 shows all; arrow keys go from mark to mark.',
    zoom: 'Days shown',
    shown: (from: string, to: string) => `${from} to ${to}`,
  },
  /** How lanes are read. */
  laneKey: {
    title: 'How to read this',
    certain: 'held for certain',
    begin: 'possibly: the window of its begin',
    within: 'once, some day within',
    likely: 'the likely day',
    day: 'happened, or mentioned (attested), on this day',
    possibly: 'only possibly known',
    planned: 'planned; crossed out, called off',
    record: 'open as far as sources say: none has said since',
    due: 'due',
    nothing: 'nothing drawn: unknown',
  },
  /** The same as tables. */
  laneTable: {
    summary: 'The lanes as tables',
    what: 'What',
    when: 'When',
    answer: (day: string) => `On ${day}`,
    period: 'Days',
    count: 'How many',
    more: (count: number) => `${count} more are not listed: look closer, or narrow the lanes.`,
  },
  /** When something was, by the words of its sources. */
  marks: {
    untold: 'no date is given',
    /** With the word that leads to it, as in *attested on a day in September 2021*. */
    on: {
      day: (day: string) => `on ${day}`,
      within: (period: string) => `on a day in ${period}`,
      between: (from: string, to: string) => `on a day from ${from} to ${to}`,
      untold: 'on an unknown day',
    },
    by: (day: string) => `by ${day}`,
    notBefore: (day: string) => `not before ${day}`,
    within: (period: string) => `one day in ${period}`,
    between: (from: string, to: string) => `some day from ${from} to ${to}`,
    since: (day: string) => `since ${day}`,
    begun: (when: string) => `begun ${when}`,
    begunUntold: 'begun on an unknown day',
    heldUntil: (begun: string, day: string) => `${begun}; held until ${day} at least`,
    until: (begun: string, end: string) => `${begun}, until ${end}`,
    likely: (when: string, day: string) => `${when}, likely ${day}`,
    thisDayOnly: 'mentioned on this day only',
    ofOneDayOnly: (onWhen: string) => `mentioned ${onWhen} only`,
    uncertain: (when: string) => `${when}, by a source that may have come out later`,
  },
  or: ' or ',
  sources,
  thing,
  compare,
  state,
  summary,
  search,
  actions,
  help,
} as const

/** The words of the page in the language of the reader, as far as there are any. */
export const strings: Strings = en

export type Strings = typeof en
