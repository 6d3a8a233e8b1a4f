import { type Chronicle, type Chronicles, openIn } from '../engine/index.ts'
import { type Clock, formatDay } from '../time/index.ts'
import { type AnswerSource, cite, cslOf, digestOfTexts, footnoteOf, ledgerPositionsOf } from './citation.ts'
import { type ErrorEntry, errorResponse } from './error-response.ts'

export type CiteOptions = {
  /** Answers by the API, with what the answer was made from; undefined if the same answer cannot be had again. */
  readonly answer: (
    request: Request,
  ) => Promise<{ readonly response: Response; readonly source: AnswerSource | undefined }>
  /** The path of that API; by default `graphql` beside the citation's own. */
  readonly path?: string
  readonly chronicles: Chronicles
  /** The digests of the texts that are at hand when it is called. */
  readonly texts: () => Iterable<string>
  /** With its version, like `Regesta 1.0.0`. */
  readonly program: string
  readonly clock: Clock
  /** Where others reach the API, like `https://example.org/graphql`; by itself the request says so; empty: nowhere. */
  readonly address?: string | undefined
}

const FORMATS = ['csl-json', 'text'] as const

/**
 * Answers `GET /cite?query=…&variables=…&at=…&format=csl-json|text` with a citation of the answer that `/graphql` gives
 * to the same. Without `at`, as it is now: what is cited is pinned. `/cite?source=004&chronicle=…` cites a source by its label,
 * key or id instead, as its registration reads; without `chronicle` in all of them. What cannot be cited is refused as JSON,
 * `{ errors: [{ code, category, message }] }`: E_FORMAT; E_NOT_CITABLE; E_ARGUMENT; and as the API refuses it.
 */
export function createCite(options: CiteOptions): (request: Request) => Promise<Response> {
  const { program } = options
  return async (request) => {
    const url = new URL(request.url)
    const format = formatIn(url.searchParams)
    const faults = [
      ...(format === undefined ? [FORMAT_FAULT] : []),
      ...(url.searchParams.has('source') ? argumentFaults(url.searchParams) : []),
    ]
    if (format === undefined || faults.length > 0)
      return errorResponse(400, faults, { 'cache-control': 'no-store' })
    url.searchParams.delete('format')
    url.pathname = options.path ?? url.pathname.replace(/[^/]*$/, 'graphql')
    if (url.searchParams.has('source')) return citeSourceBy(options, request, url, format)
    const { response, source } = await options.answer(graphqlRequest(request, url))
    const { data, errors }: Body = await response.json()
    if (errors !== undefined) return refusedAs(response, errors)
    if (source === undefined)
      return refused(400, 'E_NOT_CITABLE', 'invalid', 'this answer is of its moment: no address has it again')
    const accessed = formatDay(options.clock.today())
    const base = options.address ?? `${url.origin}${url.pathname}`
    const address = source.address === undefined || base === '' ? undefined : `${base}${source.address}`
    const chronicles = await openedFor(source, options.chronicles)
    const texts = digestOfTexts(options.texts())
    const item = cslOf(cite(source, data, { texts, program, chronicles }), source.name, accessed, address)
    return citation(format, footnoteOf(item), item)
  }
}

const FORMAT_FAULT = {
  code: 'E_FORMAT',
  category: 'invalid',
  message: `expected one format of ${FORMATS.join(', ')}`,
}

const SOURCE_ARGUMENTS: readonly string[] = ['source', 'chronicle', 'format']

/** A source is cited by its name alone, each argument given once. */
function argumentFaults(search: URLSearchParams): readonly ErrorEntry[] {
  const fault = (argument: string, message: string) => ({
    ...{ code: 'E_ARGUMENT', category: 'invalid' },
    ...{ message, argument: argument.slice(0, 80) },
  })
  return [...new Set(search.keys())].flatMap((name) => {
    if (name === 'query') return [fault(name, 'expected query or source, got both')]
    if (!SOURCE_ARGUMENTS.includes(name))
      return [fault(name, `beside source, expected one of ${SOURCE_ARGUMENTS.slice(1).join(', ')}`)]
    return name !== 'format' && search.getAll(name).length > 1
      ? [fault(name, 'expected once, got it more often')]
      : []
  })
}

const SOURCE =
  'query Cited($source: ID!, $chronicle: ID) { source(id: $source, chronicle: $chronicle) { citation csl } }'

type CitedSource = { readonly citation: string; readonly csl: unknown }

/** Asks the API, which decides who may read. */
async function citeSourceBy(
  { answer }: CiteOptions,
  request: Request,
  { origin, pathname, searchParams }: URL,
  format: (typeof FORMATS)[number],
): Promise<Response> {
  const variables = { source: searchParams.get('source'), chronicle: searchParams.get('chronicle') }
  const url = new URL(pathname, origin)
  url.search = String(new URLSearchParams({ query: SOURCE, variables: JSON.stringify(variables) }))
  const { response } = await answer(graphqlRequest(request, url))
  const { data, errors }: SourceBody = await response.json()
  if (errors !== undefined) return refusedSource(response, errors)
  const found = data?.source
  return found == null
    ? refused(404, 'E_NOT_FOUND', 'notFound', 'no such source is here')
    : citation(format, found.citation, found.csl)
}

type SourceBody = { readonly data?: { readonly source?: CitedSource | null } } & Pick<Body, 'errors'>

function citation(format: (typeof FORMATS)[number], footnote: string, item: unknown): Response {
  return format === 'text'
    ? textResponse(`${footnote}\n`, 'text/plain; charset=utf-8')
    : textResponse(`${JSON.stringify([item], undefined, 2)}\n`, 'application/vnd.citationstyles.csl+json')
}

/** The chronicles that an answer rests on. */
async function openedFor(
  source: AnswerSource,
  chronicles: Chronicles,
): Promise<ReadonlyMap<string, Chronicle>> {
  const opened = new Map<string, Chronicle>()
  for (const name of ledgerPositionsOf(source).keys()) {
    const chronicle = await openIn(chronicles, name)
    if (chronicle !== undefined) opened.set(name, chronicle)
  }
  return opened
}

type Body = { readonly data?: unknown; readonly errors?: readonly Shown[] }
type Shown = {
  readonly message: string
  readonly extensions?: {
    readonly code?: string
    readonly category?: string
    readonly faults?: readonly {
      readonly code: string
      readonly message: string
      readonly argument?: string
    }[]
  }
}

function formatIn(search: URLSearchParams): (typeof FORMATS)[number] | undefined {
  const [format = 'csl-json', ...more] = search.getAll('format')
  return more.length > 0 ? undefined : FORMATS.find((each) => each === format)
}

/** The same question to the API, by the same one who asks; a page of another site has nothing of it either. */
function graphqlRequest({ headers, signal }: Request, url: URL): Request {
  const own = new Headers(headers)
  for (const name of ['content-length', 'content-type', 'if-none-match', 'origin']) own.delete(name)
  own.set('accept', 'application/graphql-response+json')
  own.set('graphql-require-preflight', '1')
  return new Request(url, { headers: own, signal })
}

function textResponse(text: string, type: string): Response {
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-store' } })
}

function refused(status: number, code: string, category: string, message: string): Response {
  return errorResponse(status, [{ code, category, message }], { 'cache-control': 'no-store' })
}

/** The errors of the API, every fault of each, with its status; an answer with some errors is none to cite. */
function refusedAs({ status, headers }: Response, errors: readonly Shown[]): Response {
  return refusedWith(status < 400 ? 400 : status, headers, entriesOf(errors))
}

/** The same of a source, in the names of its own arguments. */
function refusedSource({ status, headers }: Response, errors: readonly Shown[]): Response {
  const entries = entriesOf(errors).map(({ message, ...entry }) => ({
    ...entry,
    ...(entry.argument === 'id' && { argument: 'source' }),
    message: message
      .replace(/^argument "id":/, 'argument "source":')
      .replace('source(id, chronicle)', 'the argument chronicle'),
  }))
  const isNowhere = entries.every(({ category }) => category === 'notFound')
  return refusedWith(status < 400 ? (isNowhere ? 404 : 400) : status, headers, entries)
}

type Refused = Extract<ErrorEntry, { readonly code: string }>

function entriesOf(errors: readonly Shown[]): readonly Refused[] {
  return errors.flatMap(({ message, extensions = {} }) => {
    const { code = 'E_INVALID', category = 'invalid', faults = [{ code, message }] } = extensions
    return faults.map((fault) => ({
      code: fault.code,
      category,
      message: fault.message,
      ...(fault.argument !== undefined && { argument: fault.argument }),
    }))
  })
}

function refusedWith(status: number, headers: Headers, entries: readonly Refused[]): Response {
  const challenge = headers.get('www-authenticate')
  return errorResponse(status, entries, {
    'cache-control': 'no-store',
    ...(challenge !== null && { 'www-authenticate': challenge }),
  })
}
