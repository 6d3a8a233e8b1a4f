/** What may be done with a view. */
export const actions = {
  menu: 'Menu',
  link: 'Link',
  cite: 'Cite',
  download: 'Download',
  graphql: 'GraphQL',
  print: 'Print',
  copy: 'Copy',
  copied: 'Copied.',
  selected: 'Selected: copy it with your keyboard.',
  linkLive: 'This view, with what is recorded later',
  linkPinned: 'This view for good, as it reads now',
  linkEmbed: 'In a page of your own',
  ofComparison: 'The comparison',
  ofPoint: (point: string, day: string, known: string | undefined) =>
    `These give ${point} alone: ${day}, ${known === undefined ? 'by all sources' : `as known by ${known}`}`,
  citeView: 'This view',
  citeAnswer: {
    whole: 'The answer behind it, with a checksum that proves it',
    compare:
      'The answer behind it, with a checksum that proves it: how many of each sort, and the first 100 differences',
    state: 'The answer behind it, with a checksum that proves it: how many there are, and the first 100',
  },
  upTo: (positions: readonly number[]) =>
    positions.length > 1
      ? `A recorded up to event ${positions[0]}, B up to ${positions[1]}`
      : `recorded up to event ${positions[0]}`,
  citeJson: 'The same for reference managers (CSL-JSON)',
  citeSources: 'The sources used',
  citation: (of: CitationOf) =>
    `“${of.title}”, ${of.upTo}, ${of.program}, ${of.address} (accessed ${of.accessed}).`,
} as const

type CitationOf = {
  readonly title: string
  /** Through which positions it is recorded. */
  readonly upTo: string
  readonly program: string
  readonly address: string
  readonly accessed: string
}
