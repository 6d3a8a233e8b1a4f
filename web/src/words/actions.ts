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
  citeView: 'This view',
  citeAnswer: 'The answer behind it, with its digest',
  citeJson: 'The same for reference managers (CSL-JSON)',
  citeSources: 'The sources heard',
  citation: (of: CitationOf) =>
    `“${of.title}”, recorded up to position ${of.position}, ${of.program}, ${of.address} (accessed ${of.accessed}).`,
} as const

type CitationOf = {
  readonly title: string
  readonly position: number
  readonly program: string
  readonly address: string
  readonly accessed: string
}
