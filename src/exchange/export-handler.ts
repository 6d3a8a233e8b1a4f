import { type Chronicles, openIn } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import {
  ANYONE,
  Budget,
  type ExportLimits,
  exportLimitsWith,
  limitsWith,
  thereAre,
  type Viewer,
} from '../graphql/index.ts'
import { Semaphore } from '../stores/index.ts'
import { refusalOfExport } from './error-response.ts'
import { fileNameOf } from './export-address.ts'
import { ExportQuestion } from './export-request.ts'
import type { Format, Written } from './format.ts'
import { FORMATS, formatAt } from './formats.ts'
import { streamedResponse } from './streamed.ts'

export type ExportOptions = {
  /** The chronicles of each domain: names are unique within a process. */
  readonly chronicles: readonly Chronicles[]
  /** The texts that whoever asks may read, by hex SHA-256; none by default. */
  readonly textsFor?: (viewer: Viewer) => ReadonlyMap<string, string>
  /** With its version, like `Regesta 1.0.0`. */
  readonly program?: string
  /** Where others reach the exports, like `https://example.org/feeds`; by default where the request went. */
  readonly address?: string | undefined
  readonly limits?: Partial<ExportLimits> | undefined
  /** Whether the whole of a body that is streamed is kept, by its tag: then nothing is written, and nobody has to wait for that. */
  readonly isKept?: (request: Request, etag: string) => boolean
}

/** The largest page of an export. */
const LARGEST_PAGE = 1_000

/**
 * Answers `GET /feeds/<chronicle>.<format>` and `/feeds/<chronicle>/<format>` with what a chronicle holds, written for other
 * programs. Arguments stand for the point (`date`, `knownAt`, `recordedAt`, `position`, `only`, `sides`, `without`), for the
 * filters of lists, and for what a format has of its own. Errors are JSON, `{ errors: [{ code, category, message, argument }] }`,
 * all of them at once: E_NOT_FOUND, E_FORMAT, E_ARGUMENT and those of each argument; E_TIME, E_SIZE, E_BUSY beyond the limits.
 */
export function createExports(
  options: ExportOptions,
): (request: Request, viewer?: Viewer) => Promise<Response> {
  const limits = exportLimitsWith(options.limits)
  const desk = new WritingDesk(limits)
  return async (request, viewer = ANYONE) => {
    try {
      const question = await questionOf(request, viewer, limits, options)
      const shown = tagsIn(request.headers.get('if-none-match'))
      if (shown.includes(question.etag))
        return new Response(null, { status: 304, headers: question.headers() })
      if (options.isKept?.(request, question.etag) === true)
        return await answerTo(question, request, limits, { desk, ended: () => {} })
      return await desk.run(question.budget, (ended) => answerTo(question, request, limits, { desk, ended }))
    } catch (error) {
      const refused = refusalOfExport(error)
      if (refused === undefined) throw error
      return refused
    }
  }
}

type Question = {
  readonly format: Format
  readonly read: ExportQuestion
  readonly budget: Budget
  readonly etag: string
  /** Those of the answer, once it is written; before that, those of one that is not sent again. */
  readonly headers: (written?: Written) => Record<string, string>
}

async function questionOf(
  request: Request,
  viewer: Viewer,
  limits: ExportLimits,
  { chronicles: all, textsFor = () => new Map(), program = 'Regesta', address }: ExportOptions,
): Promise<Question> {
  const url = new URL(request.url)
  const { name, path } = placeOf(url.pathname)
  const chronicles = all.find((each) => each.has(name))
  const chronicle = chronicles && (await openIn(chronicles, name))
  if (chronicle === undefined) throw noSuchExport(all)
  const format = formatAt(path)
  const { searchParams: search } = url
  const budget = new Budget({ ...limitsWith(), time: limits.time, things: Infinity }, request.signal)
  const read = new ExportQuestion({
    chronicle: chronicle.snapshot(),
    format,
    given: {
      names: [...new Set(search.keys())],
      all: (argument) => search.getAll(argument),
      say: (argument) => argument,
    },
    place: { feeds: address ?? `${url.origin}/feeds`, chronicle: name, search: url.search },
    texts: textsFor(viewer),
    program,
    budget,
    largestPage: LARGEST_PAGE,
  })
  const etag = `"${read.tag}"`
  const whose = request.headers.has('authorization') ? 'private' : 'public'
  const headers = (written?: Written) => {
    const { state, chronicle } = read.at
    const { position, today } = chronicle.dependsOn
    const isPinned = written !== undefined && !position && !today && !read.usesTexts
    const { canonical, pageAfter } = read.address
    const next = written?.next === undefined ? '' : `, <${pageAfter(written.next)}>; rel="next"`
    return {
      etag,
      'cache-control': `${whose}, ${isPinned ? `max-age=${FOR_EVER}, immutable` : 'no-cache'}`,
      vary: 'authorization',
      link: `<${canonical}>; rel="canonical"${next}`,
      'content-disposition': `inline; filename="${fileNameOf(name, state.point, format)}"`,
      ...(written && { 'content-type': format.type }),
      // A page of its own has its style in itself, and says by a digest which.
      ...(format.type.startsWith('text/html') && { 'content-security-policy': PAGE_POLICY }),
    }
  }
  return { format, read, budget, etag, headers }
}

/** What a page may do in a browser: show its own style, and nothing else. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** A year, in seconds: no cache keeps anything for longer. */
const FOR_EVER = 31_536_000

/** The chronicle and the rest of a path: `/feeds/japan-viet-nam.csv`, `/feeds/japan-viet-nam/events.csv`. */
function placeOf(path: string): { readonly name: string; readonly path: string } {
  const [, name = '', rest = ''] = /^\/feeds\/([^/.]+)(.*)$/.exec(path) ?? []
  return { name, path: rest }
}

function noSuchExport(all: readonly Chronicles[]): RegestaError {
  const [path, ...others] = FORMATS.map((format) => format.path)
  const there = thereAre(all.flatMap((each) => [...each.keys()]).map((each) => `/feeds/${each}${path}`))
  const message = `no feed is here; ${there}; in place of ${path} there may be ${others.join(', ')}`
  return new RegestaError('E_NOT_FOUND', 'notFound', message)
}

function tagsIn(header: string | null): readonly string[] {
  return (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
}

/** The answer that is written. `ended` is called once all of it is, for a stream when that ends or its reader is gone. */
async function answerTo(
  { format, read, budget, headers }: Question,
  { method }: Request,
  { bytes }: ExportLimits,
  { desk, ended }: { readonly desk: WritingDesk; readonly ended: () => void },
): Promise<Response> {
  const write = await format.load()
  const written = await write(await read.request())
  const { body } = written
  if (typeof body === 'string' || body instanceof Uint8Array) {
    ended()
    checkSize(Buffer.byteLength(body), bytes)
    return new Response(body, { headers: headers(written) })
  }
  const atPlace: AtPlace = (make) => desk.atPlace(budget, make)
  const parts = method === 'HEAD' ? noParts() : partsOf(body, bytes, atPlace)
  return streamedResponse(parts, { headers: headers(written), ended })
}

async function* noParts(): AsyncGenerator<Uint8Array<ArrayBuffer>> {}

type AtPlace = <T>(make: () => Promise<T>) => Promise<T>

/** The parts of a body as they are made, each at a place. Throws E_SIZE where it becomes too long. */
async function* partsOf(
  body: AsyncIterable<string>,
  most: number,
  atPlace: AtPlace,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  const each = body[Symbol.asyncIterator]()
  let sent = 0
  try {
    for (;;) {
      const part = await atPlace(() => each.next())
      if (part.done === true) return
      const bytes = encoder.encode(part.value)
      sent += bytes.length
      checkSize(sent, most)
      yield bytes
    }
  } finally {
    await each.return?.()
  }
}

function checkSize(bytes: number, most: number): void {
  if (bytes <= most) return
  const message = `the export takes ${bytes} bytes; limit bytes is ${most}: ask for fewer kinds or a smaller page, or use the command line, which has no limit`
  throw new RegestaError('E_SIZE', 'invalid', message)
}

/**
 * Lets so many exports be written at once; of the others so many wait, and no more. What is streamed has a place while a part of it
 * is made, and none while its reader takes that: who reads slowly keeps nobody from writing.
 */
class WritingDesk {
  readonly #limits: ExportLimits
  readonly #places: Semaphore
  #here = 0

  constructor(limits: ExportLimits) {
    this.#limits = limits
    this.#places = new Semaphore(limits.working)
  }

  /** The result of `work`, which is here until it calls `ended`, or throws. Throws E_BUSY where too many are here. */
  async run<T>(budget: Budget, work: (ended: () => void) => Promise<T>): Promise<T> {
    const { working, waiting } = this.#limits
    if (this.#here >= working + waiting)
      throw new RegestaError(
        'E_BUSY',
        'conflict',
        `${waiting} exports wait to be written; come back in a second`,
      )
    this.#here += 1
    let isHere = true
    const ended = () => {
      if (isHere) this.#here -= 1
      isHere = false
    }
    try {
      return await this.atPlace(budget, () => work(ended))
    } catch (error) {
      ended()
      throw error
    }
  }

  /** The result of `work`, which begins once a place is free; until then its time does not run. */
  async atPlace<T>(budget: Budget, work: () => Promise<T>): Promise<T> {
    const begun = Promise.withResolvers<void>()
    const done = this.#places.run(() => {
      begun.resolve()
      return work()
    })
    await budget.waitFor(begun.promise)
    return done
  }
}
