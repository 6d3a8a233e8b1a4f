import { type Duplex, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createBrotliDecompress, createGunzip, createGzip } from 'node:zlib'
import { isStreamed, streamedResponse } from '../exchange/index.ts'
import { type CacheEntry, SharedCache } from '../state/index.ts'
import { addVary, ENCODINGS, type Encoding, nameEncoding, preferredEncoding, tagIn } from './encoding.ts'

type Bytes = Uint8Array<ArrayBuffer>

type KeptBody = CacheEntry & { readonly body: Bytes; readonly encoding: Encoding }

/**
 * Encodes bodies that are streamed as they are made. Whole ones are kept as they were sent, in a cache that others may share,
 * by their entity tags: a strong tag names all that its body depends on. What is kept in one encoding is sent in another without
 * being made again.
 */
export class EncodedStreams {
  readonly #cache: SharedCache
  readonly #bodies = new Map<string, KeptBody>()

  constructor(cache = new SharedCache()) {
    this.#cache = cache
  }

  /** Whether the body with an entity tag need not be made for a request that prefers some encoding. */
  has(request: Request, tag: string): boolean {
    const encoding = preferredEncoding(request.headers.get('accept-encoding'))
    return encoding !== undefined && this.#keptIn(encoding, tag) !== undefined
  }

  /** A streamed response in the encoding that the request prefers, and any other as it is. */
  async encode(request: Request, response: Response): Promise<Response> {
    const { body, headers, status } = response
    if (body === null || !isStreamed(response)) return response
    addVary(headers, 'accept-encoding')
    const encoding = preferredEncoding(request.headers.get('accept-encoding'))
    if (encoding === undefined) return response
    const kept = this.#keptIn(encoding, headers.get('etag') ?? '')
    nameEncoding(headers, encoding)
    if (kept !== undefined) {
      await body.cancel()
      this.#cache.use(kept)
      if (kept.encoding === encoding) return new Response(kept.body, { status, headers })
    }
    const tag = headers.get('etag') ?? ''
    const keep = (parts: readonly Bytes[]) => this.#keep(tag, encoding, parts)
    const whole = request.method === 'GET' ? keep : undefined
    // What was never read has no reader yet that would cancel the body that it encodes.
    const ended = () => void (body.locked || body.cancel().catch(() => {}))
    const source: Source = kept === undefined ? [Readable.from(partsOf(body))] : decoding(kept)
    return streamedResponse(encoded(source, encoding, whole), { status, headers, ended })
  }

  /** The body with an entity tag, in that encoding if it is kept so, else in another. */
  #keptIn(encoding: Encoding, tag: string): KeptBody | undefined {
    const kept = (each: Encoding) => this.#bodies.get(tagIn(tag, each))
    return kept(encoding) ?? ENCODINGS.map(kept).find((each) => each !== undefined)
  }

  #keep(tag: string, encoding: Encoding, parts: readonly Bytes[]): void {
    if (!tag.startsWith('"')) return
    const body = new Uint8Array(Buffer.concat(parts))
    const kept = { body, encoding, bytes: body.length, dropped: () => this.#bodies.delete(tag) }
    this.#bodies.set(tag, kept)
    this.#cache.keep(kept)
  }
}

/** Streams of which each reads what the one before it gives. */
type Source = readonly [Readable, ...Duplex[]]

/** The streams that give a body as it was before it was encoded. */
function decoding({ body, encoding }: KeptBody): Source {
  return [Readable.from([body]), encoding === 'gzip' ? createGunzip() : createBrotliDecompress()]
}

/** The parts of a body, encoded; `whole` gets all of them once the last was taken, and nothing where making one fails. */
async function* encoded(
  source: Source,
  encoding: Encoding,
  whole?: (parts: readonly Bytes[]) => void,
): AsyncGenerator<Bytes> {
  const encoder =
    encoding === 'gzip'
      ? createGzip()
      : createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  const piped = pipeline([...source, encoder])
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
