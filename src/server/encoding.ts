import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { isStreamed } from '../exchange/index.ts'

/** A content coding (RFC 9110, 8.4.1) that answers are sent in. */
export type Encoding = 'br' | 'gzip'

/** All of them, offered in this order: Brotli is smaller. */
export const ENCODINGS: readonly Encoding[] = ['br', 'gzip']

/** Shorter bodies are sent as they are, bytes: a packet holds them anyway. */
const SHORTEST = 1_024

const COMPRESS: Readonly<Record<Encoding, (bytes: Uint8Array<ArrayBuffer>) => Promise<Buffer<ArrayBuffer>>>> =
  {
    br: (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 5,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    gzip: promisify(gzip),
  }

/** A body that is sent more than once: each encoding of it that is not given is computed at its first use, and kept. */
export class EncodedBody {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly #encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>

  constructor(
    bytes: Uint8Array<ArrayBuffer>,
    encoded: ReadonlyMap<Encoding, Uint8Array<ArrayBuffer>> = new Map(),
  ) {
    this.bytes = bytes
    this.#encoded = new Map([...encoded].map(([encoding, whole]) => [encoding, Promise.resolve(whole)]))
  }

  in(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
    return this.#encoded.getOrInsertComputed(encoding, async () => {
      // What Node gives is a small part of a buffer of 64 KB, which would be kept whole.
      return new Uint8Array(await COMPRESS[encoding](this.bytes))
    })
  }
}

/**
 * The encoding that an `Accept-Encoding` header prefers (RFC 9110, 12.5.3); undefined for the body as it is: without a
 * header, where none that we have is accepted, or where `identity` has a greater weight.
 */
export function preferredEncoding(header: string | null): Encoding | undefined {
  const weights = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2)
      return [name, weight === undefined ? 1 : Number(weight) || 0] as const
    }),
  )
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0
  const best = ENCODINGS.reduce((one, other) => (weightOf(other) > weightOf(one) ? other : one))
  return weightOf(best) > 0 && weightOf(best) >= (weights.get('identity') ?? 0) ? best : undefined
}

/**
 * The response in the encoding that the request prefers, if its body is text of some length and no stream. Its strong
 * entity tag then names the encoding (`"abc.br"`), and `vary` the header. With `kept`, an encoding is computed once. `If-None-Match: *`
 * gives 304 for whatever has a tag.
 */
export async function encodeResponse(
  request: Request,
  response: Response,
  { kept, respond = (body, init) => new Response(body, init) }: EncodeOptions = {},
): Promise<Response> {
  const { headers, status } = response
  if (status === 304) restoreTag(request, headers)
  const isThere = status === 200 && headers.has('etag') && wantsNothingThere(request)
  const unchanged = () => {
    for (const name of ['content-type', 'content-encoding', 'content-length']) headers.delete(name)
    return respond(null, { status: 304, headers })
  }
  if (response.body === null || isStreamed(response) || !isCompressible(headers)) {
    if (isThere) await response.body?.cancel()
    return isThere ? unchanged() : response
  }
  const body = kept ?? new EncodedBody(new Uint8Array(await response.arrayBuffer()))
  const whole = () => (kept === undefined ? respond(body.bytes, { status, headers }) : response)
  const encoding = chooseEncoding(body, headers, request.headers.get('accept-encoding'))
  if (isThere) return unchanged()
  if (encoding === undefined) return whole()
  headers.delete('content-length')
  return respond(await body.in(encoding), { status, headers })
}

/** The encoding of a body for those who accept such encodings, which the headers then say; undefined for it as it is. */
export function chooseEncoding(
  { bytes }: EncodedBody,
  headers: Headers,
  accepted: string | null,
): Encoding | undefined {
  if (bytes.length < SHORTEST) return undefined
  addVary(headers, 'accept-encoding')
  const encoding = preferredEncoding(accepted)
  if (encoding !== undefined) nameEncoding(headers, encoding)
  return encoding
}

/** Names the encoding of a body in its headers, and in its entity tag where that is strong. */
export function nameEncoding(headers: Headers, encoding: Encoding): void {
  headers.set('content-encoding', encoding)
  const tag = headers.get('etag')
  if (tag?.startsWith('"')) headers.set('etag', tagIn(tag, encoding))
}

/** The entity tag of a body in an encoding. */
export function tagIn(tag: string, encoding: Encoding): string {
  return `${tag.slice(0, -1)}.${encoding}"`
}

type EncodeOptions = {
  /** The same body as the response's. */
  readonly kept?: EncodedBody | undefined
  /** Makes the response, by default one of this platform. */
  readonly respond?: (body: Uint8Array<ArrayBuffer> | null, init: ResponseInit) => Response
}

/** The request without the encodings that its entity tags name: for a handler that knows its own tags alone. */
export function withPlainTags(request: Request): Request {
  const shown = request.headers.get('if-none-match')
  if (shown === null) return request
  const headers = new Headers(request.headers)
  headers.set('if-none-match', [...tagsIn(shown)].join(', '))
  return new Request(request, { headers })
}

/** Whether a request is for a place where there is nothing yet (RFC 9110, 13.1.2). */
function wantsNothingThere({ headers }: Request): boolean {
  return headers.get('if-none-match')?.trim() === '*'
}

/** The entity tags of an `If-None-Match` header, without what makes them weak, and without the encodings that they name. */
export function tagsIn(ifNoneMatch: string | null): ReadonlySet<string> {
  const tags = ifNoneMatch === null ? [] : ifNoneMatch.split(',').map((tag) => tag.trim())
  return new Set(tags.map((tag) => tag.replace(/^W\//, '').replace(NAMED_ENCODING, '"')))
}

/** No tag of ours has a full stop of its own. */
const NAMED_ENCODING = /\.(br|gzip)"$/

/** Gives a 304 the tag that the caller showed, with its encoding. What has none may be given to any caller: it varies by none. */
function restoreTag(request: Request, headers: Headers): void {
  const tag = headers.get('etag')
  const shown = (request.headers.get('if-none-match') ?? '').split(',').map((each) => each.trim())
  const same = shown.find((each) => tagsIn(each).has(tag ?? '') && NAMED_ENCODING.test(each))
  if (same === undefined) return
  headers.set('etag', same.replace(/^W\//, ''))
  addVary(headers, 'accept-encoding')
}

/** What gets shorter, is not streamed, and not encoded yet. */
function isCompressible(headers: Headers): boolean {
  const type = headers.get('content-type') ?? ''
  return !headers.has('content-encoding') && COMPRESSIBLE.test(type) && !type.startsWith('text/event-stream')
}

const COMPRESSIBLE = /^(text\/|image\/x-icon|application\/([\w.-]+\+)?(json|xml)\b)/

/** Adds names to `vary`, each once. */
export function addVary(headers: Headers, ...names: readonly string[]): void {
  const before = (headers.get('vary') ?? '').split(',').map((name) => name.trim().toLowerCase())
  headers.set('vary', [...new Set([...before, ...names])].filter((name) => name !== '').join(', '))
}
