import { type Chronicle, type Chronicles, openIn } from '../engine/index.ts'
import { type Clock, formatDay } from '../time/index.ts'
import { type AnswerSource, cite, cslOf, digestOfTexts, footnoteOf, ledgerPositionsOf } from './citation.ts'
import { errorResponse } from './error-response.ts'

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
 * to the same. Without `at`, as it is now: what is cited is pinned. What cannot be cited is refused as JSON,
 * `{ errors: [{ code, category, message }] }`: E_FORMAT; E_NOT_CITABLE; and as the API refuses it.
 */
export function createCite(options: CiteOptions): (request: Request) => Promise<Response> {
  const { program } = options
  return async (request) => {
    const url = new URL(request.url)
    const format = formatIn(url.searchParams)
    if (format === undefined)
      return refused(400, 'E_FORMAT', 'invalid', `expected one format of ${FORMATS.join(', ')}`)
    url.searchParams.delete('format')
    url.pathname = options.path ?? url.pathname.replace(/[^/]*$/, 'graphql')
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
    return format === 'text'
      ? textResponse(`${footnoteOf(item)}\n`, 'text/plain; charset=utf-8')
      : textResponse(`${JSON.stringify([item], undefined, 2)}\n`, 'application/vnd.citationstyles.csl+json')
  }
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
  const entries = errors.flatMap(({ message, extensions = {} }) => {
    const { code = 'E_INVALID', category = 'invalid', faults = [{ code, message }] } = extensions
    return faults.map((fault) => ({
      code: fault.code,
      category,
      message: fault.message,
      ...(fault.argument !== undefined && { argument: fault.argument }),
    }))
  })
  const challenge = headers.get('www-authenticate')
  return errorResponse(status < 400 ? 400 : status, entries, {
    'cache-control': 'no-store',
    ...(challenge !== null && { 'www-authenticate': challenge }),
  })
}
