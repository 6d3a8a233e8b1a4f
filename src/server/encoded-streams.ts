import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { isStreamed, streamedResponse } from '../exchange/index.ts'
import { type CacheEntry, SharedCache } from '../state/index.ts'
import { addVary, type Encoding, nameEncoding, preferredEncoding, tagIn } from './encoding.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Encodes bodies that are streamed as they are made. Whole ones are kept as they were sent, in a cache that others may share,
 * by their entity tags: a strong tag names all that its body depends on.
 */
export class EncodedStreams {
  readonly #cache: SharedCache
  readonly #bodies = new Map<string, CacheEntry & { readonly body: Bytes }>()

  constructor(cache = new SharedCache()) {
    this.#cache = cache
  }

  /** Whether the body with an entity tag is kept in the encoding that a request prefers. */
  has(request: Request, tag: string): boolean {
    const encoding = preferredEncoding(request.headers.get('accept-encoding'))
    return encoding !== undefined && this.#bodies.has(tagIn(tag, encoding))
  }

  /** A streamed response in the encoding that the request prefers, and any other as it is. */
  async encode(request: Request, response: Response): Promise<Response> {
    const { body, headers, status } = response
    if (body === null || !isStreamed(response)) return response
    addVary(headers, 'accept-encoding')
    const encoding = preferredEncoding(request.headers.get('accept-encoding'))
    if (encoding === undefined) return response
    nameEncoding(headers, encoding)
    const tag = headers.get('etag') ?? ''
    const kept = this.#bodies.get(tag)
    if (kept === undefined) {
      const whole = request.method === 'GET' ? (parts: readonly Bytes[]) => this.#keep(tag, parts) : undefined
      // What was never read has no reader yet that would cancel the body that it encodes.
      const ended = () => void (body.locked || body.cancel().catch(() => {}))
      return streamedResponse(encoded(body, encoding, whole), { status, headers, ended })
    }
    await body.cancel()
    this.#cache.use(kept)
    return new Response(kept.body, { status, headers })
  }

  #keep(tag: string, parts: readonly Bytes[]): void {
    if (!tag.startsWith('"')) return
    const body = new Uint8Array(Buffer.concat(parts))
    const kept = { body, bytes: body.length, dropped: () => this.#bodies.delete(tag) }
    this.#bodies.set(tag, kept)
    this.#cache.keep(kept)
  }
}

/** The parts of a body, encoded; `whole` gets all of them once the last was taken, and nothing where making one fails. */
async function* encoded(
  body: ReadableStream<Bytes>,
  encoding: Encoding,
  whole?: (parts: readonly Bytes[]) => void,
): AsyncGenerator<Bytes> {
  const encoder =
    encoding === 'gzip'
      ? createGzip()
      : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  const piped = pipeline(Readable.from(partsOf(body)), encoder)
  // Its fault is that of the encoder, which is read below.
  piped.catch(() => {})
  const parts: Bytes[] = []
  for await (const part of encoder) {
    const bytes = new Uint8Array(part)
    if (whole !== undefined) parts.push(bytes)
    yield bytes
  }
  await piped
  whole?.(parts)
}

/** The parts of a stream, which is cancelled where nobody reads on. */
async function* partsOf(body: ReadableStream<Bytes>): AsyncGenerator<Bytes> {
  const reader = body.getReader()
  let isDone = false
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
    isDone = true
  } finally {
    if (!isDone) await reader.cancel()
  }
}
