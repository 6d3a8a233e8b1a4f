import type { Ways } from '../compare/sort-words.ts'
import type { Sort } from '../compare/sorts.ts'

/** What lies between two points that are compared. */
export type Between = {
  readonly days: number
  /** How many more sources are heard for certain; fewer where negative. */
  readonly certain: number
  /** How many more are possibly heard. */
  readonly open: number
  readonly isSameTrust: boolean
  /** Undefined where both are of one position. */
  readonly positions: readonly (number | undefined)[] | undefined
}

/** The words of two points side by side. */
export const compare = {
  title: (question: string, from: string, to: string) => {
    const changed = question.replace(/^What stood(?= )/, 'What changed')
    return `${changed === question ? `${question}: what changed` : changed} from A (${from}) to B (${to})`
  },
  download: 'Every difference as CSV, a row each',
  making: 'Reading every difference …',
  notAll: 'the server refused a part of it',
  columns: ['change', 'kind', 'thing', 'subject', 'at A', 'at B', 'why', 'events'],
  a: 'A',
  b: 'B',
  from: 'at A',
  to: 'at B',
  why: 'why, and the events behind',
  on: 'On',
  asKnownBy: 'as known by',
  by: 'by',
  allSources: 'all sources',
  byAll: 'by all sources',
  recordedAt: (position: number | undefined) =>
    position === undefined ? 'the latest event' : `event ${position}`,
  asRecorded: 'as recorded up to',
  hearingOnly: (labels: readonly string[]) => `using only ${list(labels)}`,
  hearingSides: (sides: readonly string[]) => `using the sources of ${list(sides)}`,
  hearingWithout: (labels: readonly string[]) => `without ${list(labels)}`,
  swap: 'Swap A and B',
  sameDay: 'B on A’s day',
  sameKnownDay: 'B as known at A',
  loading: 'Comparing …',
  again: 'Comparing anew. What you see is of the points before.',
  failed: (why: string) => `This could not be compared: ${why}`,
  retry: 'Try again',
  inTheWorld: 'In the world',
  inTheSources: 'In the sources',
  bands: 'Above, in the world; below, in the sources.',
  lit: 'Lit is what lies between A and B;',
  handle: {
    date: (point: string) => `${point}, on this day`,
    known: (point: string) => `${point}, as known by`,
    position: (point: string) => `${point}, as recorded up to`,
  },
  flag: {
    date: (day: string) => ` on ${day}`,
    known: (day: string) => ` as known by ${day}`,
    all: ' by all sources',
  },
  cameOut: (certain: readonly string[], open: readonly string[]) => {
    if (certain.length + open.length === 0) return 'no source came out in between'
    return [
      ...(certain.length === 0 ? [] : [`came out in between: ${certain.join(', ')}`]),
      ...(open.length === 0 ? [] : [`possibly ${open.join(', ')}`]),
    ].join(', and ')
  },
  hear: 'Sources used:',
  hearAt: { both: 'at A and B', from: 'at A only', to: 'at B only' },
  unlike: (labels: readonly string[]) => `A and B do not use the same: ${labels.join(', ')}`,
  side: (side: string) => `all of ${side}`,
  undated: 'undated',
  fallsOf: 'What falls if a source falls:',
  falls: (label: string) => `what falls if [${label}] falls`,
  /** What differs: on the way forward, and back. Of what is only known otherwise, by what one learned it. */
  sorts: {
    happened: { known: ['Happened or begun', 'Ended by A, still so at B'] },
    ended: { known: ['Ended', 'Not yet at B'] },
    doneWithin: { known: ['Taken on and done in between', 'Taken on and done in between'] },
    done: { known: ['Done in between', 'Done in between'] },
    missed: {
      known: [
        'Given up, or past the day by which it was due',
        'Given up, or past the day by which it was due',
      ],
    },
    changed: { known: ['Changed', 'Otherwise at B'] },
    planned: { known: ['Planned, put off or called off', 'Planned otherwise'] },
    learned: {
      known: ['Learned since', 'Held to be so at B, and no longer at A'],
      position: ['Recorded since', 'Recorded at B, and withdrawn by A'],
      trust: ['Said by the sources of B only', 'Said by the sources of B only'],
    },
    unlearned: {
      known: ['No longer held to be so', 'Not yet known at B'],
      position: ['No longer recorded as so', 'Not yet recorded at B'],
      trust: ['Said by the sources of A only', 'Said by the sources of A only'],
    },
    otherwise: {
      known: ['Held to be otherwise since', 'Held to be otherwise at B'],
      position: ['Recorded otherwise since', 'Recorded otherwise at B'],
      trust: ['Otherwise by the sources of B', 'Otherwise by the sources of B'],
    },
    told: {
      known: [
        'Mentioned for B; nothing says that they began after A',
        'Mentioned for B; nothing says that they ended before A',
      ],
    },
    untold: {
      known: [
        'Mentioned for A; nothing says that they ended by B',
        'Mentioned for A; nothing says that they began after B',
      ],
    },
    certainty: {
      known: [
        'Only more or less certain, or under other names',
        'Only more or less certain, or under other names',
      ],
    },
  } satisfies Record<Sort, Ways>,
  /** What a group is about, where its heading does not say enough. */
  about: {
    doneWithin: 'At A nobody had taken it on, and by B it was done.',
    told: 'Sources mention these on days between A and B, and say of no day that they began.',
    untold: 'No source mentions these for B: how they stand there is unknown.',
    certainty: 'Nothing is known to have changed in the world.',
  } as Readonly<Partial<Record<Sort, string>>>,
  none: {
    happened: 'Nothing is known to have happened or begun.',
    ended: 'Nothing that stood at A is excluded at B by any source.',
    changed: 'Nothing that stands at both points is known to have changed.',
    learned: 'Nothing was learned that was not known at A.',
    unlearned: 'Nothing that was held at A was given up.',
    otherwise: 'Nothing that is held at both is held otherwise.',
  },
  nothing: 'Nothing differs between A and B.',
  found: 'What differs',
  show: (count: number) => (count === 1 ? 'Show it' : `Show these ${count}`),
  hide: 'Hide them again',
  tooManyToSort:
    'These are too many to look at each: they are sorted by where they stand alone. Narrow by a kind or a search to see which were done, and which are only more certain.',
  tooMany: (count: number) =>
    `the filters keep ${count} things, which is too many to compare by; narrow by a kind as well`,
  aside: (what: readonly string[]) => `Not understood and left aside: ${what.join('; ')}.`,
  noKind: (name: string) => `there is no kind “${name}”`,
  noSource: (name: string) => `there is no source “${name}”`,
  noSide: (name: string) => `no source speaks for “${name}”`,
  noPosition: (position: number, head: number) => `event ${position} is not recorded, the last is ${head}`,
  showAll: 'Show everything',
  more: (shown: number, left: number) =>
    shown < left ? `Show ${shown} of ${left} more` : `Show ${left} more`,
  moreEvents: (count: number) => `and ${count} more`,
  causes: {
    WORLD_CHANGED: 'the world changed',
    WINDOW_PASSED: 'a possible period began or ended in between',
    DUE_PASSED: 'a due date passed',
    LEARNED: 'we learned',
    CORRECTED: 'it was corrected',
    RETRACTED: 'it was retracted',
    RECORDED: 'we recorded',
    TRUST: 'a source behind it is used at one point only',
    ATTESTED: 'it is mentioned for one of the two points only',
  },
  plansChanged: 'plans changed',
  certainByNow: 'by now certain: a possible period is over',
  dueBetween: 'a due date lies in between',
  notYetLearned: 'not yet known at B',
  notYetRecorded: 'not yet recorded at B',
  namesJoined: 'two names turned out to be one',
  namesParted: 'what had one name turned out to be two',
  windowWithin: (from: string | undefined, to: string) =>
    from === undefined
      ? `certain by now: it was by ${to}`
      : `certain by now: the day lay within ${from} to ${to}`,
  windowAhead: 'not certain yet: a possible period is not over',
  allOfThese: (causes: readonly string[]) => `Of each of these: ${causes.join('; ')}.`,
  nothingChanged: 'nothing is known to have changed',
  learnedFrom: (labels: readonly string[]) => `from ${labels.join(', ')}`,
  mayHaveLearnedFrom: (labels: readonly string[]) =>
    `possibly from ${labels.join(', ')}, whose day is not certain`,
  event: (position: number) => `event ${position}`,
  inferred: 'inferred',
  absent: {
    notHeard: 'not told by any source used here',
    notRecorded: 'not yet recorded',
    notTrusted: 'no source used here tells of it',
    retracted: 'what said so is retracted',
    excluded: 'excluded on this day',
    notPlanned: 'no plan that counts on this day',
    oneWith: (name: string) => `one with “${name}” here`,
    notYet: (when: string) => `not yet on this day: ${when}`,
    over: (when: string) => `not on this day: ${when}`,
    lastAttested: (what: string) => `last mentioned ${what}`,
    nextAttested: (what: string) => `next ${what}`,
  },
  knownAs: 'known as',
  yes: 'yes',
  no: 'no',
  possibly: (words: string) => `possibly ${words}`,
  sameToo: (count: number) => `and ${count} as before`,
  inTheWorldAlone: (days: number) => `${inTheWorld(days)}.`,
  between: (between: Between) =>
    `${inTheWorld(between.days)}, and ${inTheSources(between)}${between.isSameTrust ? '' : '; they do not use the same sources'}${positionsInWords(between.positions)}.`,
} as const

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function inTheWorld(days: number): string {
  if (days === 0) return 'A and B are the same day in the world'
  const many = Math.abs(days) === 1 ? 'one day' : `${Math.abs(days)} days`
  return days > 0 ? `From A to B the world went on for ${many}` : `From A to B the world goes ${many} back`
}

function inTheSources({ certain, open, isSameTrust }: Between): string {
  const sources = (count: number) => (count === 1 ? 'one' : `${count}`)
  const parts = [
    ...(certain > 0 ? [`${sources(certain)} more came out for certain`] : []),
    ...(certain < 0 ? [`${sources(-certain)} fewer had come out for certain`] : []),
    ...(open > 0 ? [`${sources(open)} more possibly`] : []),
    ...(open < 0 ? [`${sources(-open)} fewer possibly`] : []),
  ]
  return parts.length > 0
    ? `of the sources ${parts.join(', ')}`
    : isSameTrust
      ? 'the same sources are used'
      : 'no source came out in between'
}

function positionsInWords(positions: Between['positions']): string {
  if (positions === undefined) return ''
  const words = positions.map((position) => (position === undefined ? 'the latest event' : `${position}`))
  return `; A is recorded through ${words[0]}, B through ${words[1]}`
}
