/** What an address of the page names, as far as what answers it has to know. */
export type PageAddress = {
  /** The name of a chronicle, as it is written; without one, the page of all. */
  readonly chronicle: string | undefined
  /** What stands behind that: `compare`, `sources`, or a kind and what it names. */
  readonly view: readonly string[]
  readonly search: URLSearchParams
  /** Whether pages of others may show it. */
  readonly isEmbedded: boolean
}

/** Where paths begin that are not the page’s. A chronicle of such a name is reached by `/?chronicle=<name>`. */
const OTHERS: ReadonlySet<string> = new Set([
  'assets',
  'chronicles.json',
  'cite',
  'feeds',
  'graphql',
  'health',
  'metrics',
  'playground',
  'ready',
])

/** Reads an address of the page; undefined where its path is another’s. */
export function readPageAddress({ pathname, searchParams }: URL): PageAddress | undefined {
  const segments = pathname.split('/').filter((each) => each !== '')
  if (segments[0] !== undefined && OTHERS.has(segments[0])) return undefined
  const [named, ...view] = segments.map(decoded)
  return {
    chronicle: named ?? (searchParams.get('chronicle') || undefined),
    view,
    search: searchParams,
    isEmbedded: searchParams.has('embed'),
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
