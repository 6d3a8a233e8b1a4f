/** First steps, and what helps where there is nothing to show. */
export const help = {
  skip: 'Skip to the view',
  chronicles: 'Chronicles on this server',
  titleOfAll: 'Regesta: chronicles',
  what: 'Each says what stood on a day, as known by a day, and who says so.',
  asks: (question: string) => `${question}, on any day, as known by any day.`,
  recorded: (position: number) =>
    position === 1 ? '1 event is recorded.' : `${position.toLocaleString('en-GB')} events are recorded.`,
  sources: (count: number) => (count === 1 ? 'One source.' : `${count} sources.`),
  tells: (first: string, last: string) => `They tell of days from ${first} on; the newest is of ${last}.`,
  today: (day: string) => `Today, ${day}`,
  lastTold: (day: string) => `Last told of: ${day}`,
  yearBefore: 'What changed in the year before that',
  itsSources: 'Its sources',
  noSuch: 'There is no such chronicle',
  noChronicles: 'No chronicle is on this server yet. Here is how to begin one.',
  firstChronicle: [
    {
      says: 'Write down what a source says: a draft of events, whose chronicle may be new.',
      command: 'npm run -s regesta -- draft FILE',
    },
    {
      says: 'See what it would change, with every fault at once; without the last word it is recorded.',
      command: 'npm run -s regesta -- record mine/first.draft.yaml --chronicle NAME --dry-run',
    },
  ],
  empty: 'Nothing is recorded yet. Here is how to record the first event.',
  firstEvent: (chronicle: string) => [
    {
      says: 'Register a source, and write down what it says: a draft of events.',
      command: 'npm run -s regesta -- draft FILE',
    },
    {
      says: 'See what it would change, with every fault at once; without the last word it is recorded.',
      command: `npm run -s regesta -- record mine/first.draft.yaml --chronicle ${chronicle} --dry-run`,
    },
    {
      says: 'Or record by the API, with a credential that may write. This page shows it at once.',
      command: 'mutation { recordEvents(…) { … } }',
    },
  ],
  playground: 'Open the API with its documentation',
  faults: 'What of the address was not understood',
  notUnderstood: 'Not all of this address was understood. What follows is what the rest of it says.',
  fault: {
    E_PATH: (_: string, text: string) =>
      `“${text}” leads to no view: there are compare, sources, and kinds with a name.`,
    E_KIND: (part: string, text: string) =>
      `“${part}” knows nothing of “${text}”: there is no such kind here.`,
    E_ARGUMENT: (part: string, text: string) =>
      `“${part}” is no part of an address, or is given twice: “${text}”.`,
    E_DATE: (part: string, text: string) =>
      `“${part}” is no day: “${text}”. A day is written like 2025-05-01.`,
    E_POSITION: (part: string, text: string) =>
      `“${part}” is no position: “${text}”. A position is a whole number.`,
    E_CHOICE: (part: string, text: string) =>
      `“${part}” knows nothing of “${text}”: it may be kind, side, topic or source.`,
  },
} as const
