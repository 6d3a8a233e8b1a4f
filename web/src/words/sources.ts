import type { SourceKind } from '../operations.ts'

/** The words of sources: all of them, and one. */
export const sources = {
  kicker: 'Sources',
  title: (chronicle: string) => `The sources of ${chronicle}`,
  summary: ({ total, heard, possibly, later, leftOut }: Counts) =>
    `${total === 1 ? 'One source is' : `${total} sources are`} registered. ${[
      `${heard} heard here`,
      ...(possibly > 0 ? [`${possibly} possibly, for no day makes it certain that they came out`] : []),
      ...(later > 0 ? [`${later} that came out later`] : []),
      ...(leftOut > 0 ? [`${leftOut} left out by choice`] : []),
    ].join('; ')}.`,
  dated: 'With a day on which they came out',
  undated: 'Without a certain day',
  untitled: 'without a title',
  heads: {
    source: 'Source',
    day: 'Came out',
    sort: 'Sort, side, language',
    items: 'Rests on it',
    heard: 'Here',
  },
  items: (definite: number, possible: number) =>
    possible === 0 ? `${definite} things` : `${definite} things, ${possible} possibly`,
  heard: { definitely: 'heard', possibly: 'possibly heard', later: 'came out later', leftOut: 'left out' },
  falls: 'What falls with it',
  only: 'Hear only this',
  empty: 'No source is registered yet.',
  more: 'Show more sources',
  kinds: {
    ARTICLE: 'article',
    BOOK: 'book',
    LEGAL_TEXT: 'legal text',
    LETTER: 'letter',
    OTHER: 'other',
    PRESS_RELEASE: 'press release',
    REPORT: 'report',
    SPEECH: 'speech',
    STATEMENT: 'statement',
    TRANSCRIPT: 'transcript',
  } satisfies Record<SourceKind, string>,
} as const

type Counts = Record<'total' | 'heard' | 'possibly' | 'later' | 'leftOut', number>
