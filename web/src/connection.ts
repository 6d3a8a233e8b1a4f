/** Why something did not come from the server; each has words that help. */
export type Trouble =
  /** Nothing answers. */
  | { readonly type: 'gone' }
  /** It asks to come back later. */
  | { readonly type: 'busy'; readonly seconds: number }
  /** It wants a token, or another than it got. */
  | { readonly type: 'token'; readonly wasGiven: boolean }
  | { readonly type: 'forbidden' }
  | { readonly type: 'notFound'; readonly message: string }
  /** The address names a position that this server does not have, or not yet. */
  | { readonly type: 'noPosition'; readonly message: string }
  /** It holds another history than what was read from it before. */
  | { readonly type: 'otherHistory' }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }

/** What a request ends with that was not answered. */
export class TroubleError extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super('message' in trouble ? trouble.message : trouble.type)
    this.name = 'TroubleError'
    this.trouble = trouble
  }
}

/** Whether it may pass by itself, so that trying again helps. */
export function mayPass({ type }: Trouble): boolean {
  return type === 'gone' || type === 'busy'
}

/** What any failure comes to: whatever is not said by the server is that nothing answers. */
export function troubleOf(error: unknown): Trouble {
  return error instanceof TroubleError ? error.trouble : { type: 'gone' }
}

const PASSING_STATUSES = new Set([429, 502, 503, 504])
/** Streams are refused after their status was sent. */
const PASSING_CODES = new Set(['E_BUSY', 'E_STOPPING', 'E_STORAGE', 'E_LEDGER_CLOSED', 'E_TOO_MANY_STREAMS'])

type Refusal = { readonly code?: string; readonly message?: string }

/** What the first error of a refusal comes to, by its code and the status of the answer. */
export function troubleOfRefusal(
  status: number,
  { code = `HTTP ${status}`, message = '' }: Refusal,
  { retryAfter, hadToken = false }: { readonly retryAfter?: string | null; readonly hadToken?: boolean } = {},
): Trouble {
  if (status === 401 || code === 'E_UNAUTHENTICATED') return { type: 'token', wasGiven: hadToken }
  if (status === 403 || code === 'E_FORBIDDEN') return { type: 'forbidden' }
  if (PASSING_STATUSES.has(status) || PASSING_CODES.has(code))
    return { type: 'busy', seconds: Math.min(600, Math.max(1, Number(retryAfter ?? 5) || 5)) }
  if (code === 'E_DIVERGED') return { type: 'otherHistory' }
  if (code === 'E_POSITION') return { type: 'noPosition', message }
  if (status === 404 || code === 'E_NOT_FOUND') return { type: 'notFound', message }
  return { type: 'refused', code, message }
}

/** The answer, if it is one. Throws {@link TroubleError} where it is a refusal. */
export async function accepted(response: Response, hadToken: boolean): Promise<Response> {
  if (response.ok) return response
  const text = await response.text().catch(() => '')
  throw new TroubleError(
    troubleOfRefusal(response.status, firstError(text), {
      retryAfter: response.headers.get('retry-after'),
      hadToken,
    }),
  )
}

function firstError(text: string): Refusal {
  try {
    const body: { errors?: readonly (Refusal & { extensions?: { code?: string } })[] } = JSON.parse(text)
    const [first] = body.errors ?? []
    const code = first?.code ?? first?.extensions?.code
    return { ...(code !== undefined && { code }), message: first?.message ?? '' }
  } catch {
    return { message: text.slice(0, 200) }
  }
}

/** How long to wait before the next try, ms: longer each time, up to half a minute; `chance` from 0 to 1 spreads those who wait. */
export function backoff(failures: number, chance: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(failures, 10)) * (0.5 + chance / 2)
}

/** Waits that end early when there is reason to try at once. */
export class Retries {
  readonly #waiting = new Set<() => void>()

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#waiting.delete(end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      this.#waiting.add(end)
      signal?.addEventListener('abort', end, { once: true })
    })
  }

  now(): void {
    for (const end of [...this.#waiting]) end()
  }
}
