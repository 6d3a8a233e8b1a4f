/** The lists of a state. */
export const state = {
  lastTold: 'Last told of:',
  nothingTold: 'No source is known to have come out by then.',
  knownNow: 'What is known now of this day',
  lists: 'The state, kind by kind',
  parts: {
    due: 'With a due date',
    undue: 'Without one, newest first',
    undueAlone: 'Without a due date, newest first',
    settled: 'Settled',
    all: '',
    ahead: 'Planned, or called off',
  },
  counts: ({ definitely, possibly, unknown }: Record<'definitely' | 'possibly' | 'unknown', number>) =>
    [
      ...(definitely > 0 ? [`${definitely} definitely`] : []),
      ...(possibly > 0 ? [`${possibly} possibly`] : []),
      ...(unknown > 0 ? [`${unknown} unknown on this day`] : []),
    ].join(', '),
  countsOfDue: (due: number, overdue: number) =>
    `; ${due} with a due date, ${overdue === 0 ? 'none' : overdue} overdue`,
  due: {
    by: (when: string) => `Due ${when}`,
    in: (when: string, least: number, most: number) =>
      most === 0
        ? `Due ${when}, on this day`
        : least === most
          ? `Due ${when}, in ${days(most)}`
          : `Due ${when}, in ${least < 0 ? 'up' : least} to ${days(most)}`,
    perhapsOverdue: (when: string, since: string) =>
      `Was due ${when}; possibly overdue since ${since}, for it may have been done`,
    overdue: (since: string, newest: string) =>
      `Overdue since ${since}, as far as sources say. No source used here says that it was done, and none is newer than ${newest}.`,
    overdueUntold: (since: string) =>
      `Overdue since ${since}, as far as sources say. No source used here says that it was done.`,
    overdueAndDone: (since: string, done: string) => `Overdue since ${since}. ${done}.`,
  },
  plannedFor: (stage: string, when: string) => `${stage} for ${when}`,
  lastAttested: (what: string, when: string) => `last mentioned ${what === '' ? '' : `${what}, `}${when}`,
  nextAttested: (what: string, when: string) => `next ${what === '' ? '' : `${what}, `}${when}`,
  /** Each with its own word before it. */
  attestedOn: (days: readonly string[]) =>
    days.length > 3
      ? `mentioned on ${days.length} days, the first ${days[0]}, the last ${days.at(-1)}`
      : `mentioned ${days.length < 2 ? days.join('') : `${days.slice(0, -1).join(', ')} and ${days.at(-1)}`}`,
  neverAttested: 'no date is given',
  knownSince: (day: string) => `known since ${day}`,
  more: (left: number, next: number) => (left === next ? `${left} more` : `${next} of ${left} more`),
  show: (count: number) => `Show ${count}`,
  hide: 'Hide',
  differ: 'Where sources differ',
  differCount: (count: number) => `${count} noted`,
  differAbout: (fields: readonly string[]) => `about ${fields.join(', ')}`,
  working: 'Working out this day …',
} as const

/** The summary under the heading. Each ends with a space or a full stop, so that they can follow each other. */
export const summary = {
  noLead: (one: string): readonly [string, string] => [
    `No ${one.charAt(0).toLowerCase()}${one.slice(1)}`,
    ' is known for this day. ',
  ],
  count: (count: number, tally: { readonly one: string; readonly other: string }) =>
    `${count} ${count === 1 ? tally.one : tally.other}`,
  possibly: (count: number) => `and ${count} possibly`,
  allPossibly: 'possibly',
  due: (count: number, day: string | undefined, inDays: number) =>
    day === undefined
      ? `${count} with a due date`
      : `${count} with a due date, ${count === 1 ? 'on' : 'the next on'} ${day}, ${inDays === 0 ? 'this day' : `in ${days(inDays)}`}`,
  overdue: (count: number) => `${count} overdue as far as sources say`,
  unknown: (headings: readonly string[]) => `Unknown on this day: ${list(headings)}. `,
  newest: (day: string) => `The newest source used here is of ${day}.`,
  noSource: 'No source used here has a date that is known for certain.',
  emptyDay: 'No source used here tells of this day. ',
  beforeFirst: 'Sources tell of no day before ',
  possibleBefore: (counts: readonly string[]) =>
    `No source says when these happened or began at the earliest, so they are possible on this day: ${list(counts)}. `,
  emptyNarrowed: 'Nothing of what is shown stands on this day. ',
  searching: (search: string) => `Searching for “${search}” …`,
  nothingFound: (search: string) => `Nothing found for “${search}”. `,
  nothingKept: 'Nothing is of all that is asked for. ',
  ofNone: (filter: string, word: string) => `No ${filter} “${word}” is known here. `,
  clearSearch: 'Clear the search',
  clearFilters: 'Show all',
  before: 'Nearest before: ',
  after: '; after: ',
  emptyChronicle: 'Nothing is recorded yet.',
} as const

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}

function list(words: readonly string[]): string {
  const plain = words.map((word) => `${word.charAt(0).toLowerCase()}${word.slice(1)}`)
  return plain.length < 2 ? plain.join('') : `${plain.slice(0, -1).join(', ')} and ${plain.at(-1)}`
}
