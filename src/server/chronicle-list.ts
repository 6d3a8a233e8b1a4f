import { createHash } from 'node:crypto'
import { chronicleQuestion, chronicleTitle, type Domain, domainOf } from '../domain/index.ts'
import { type Chronicle, type Chronicles, openIn } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import { FORMATS } from '../exchange/index.ts'
import { atLatest, Budget, inSteps } from '../graphql/index.ts'
import type { Steps } from '../state/index.ts'
import { type Clock, formatDay } from '../time/index.ts'
import { tagsIn } from './encoding.ts'

export type ChronicleListOptions = {
  readonly apis: readonly {
    /** Where it is asked, like `/graphql`. */
    readonly path: string
    readonly chronicles: Chronicles
    /** What its chronicles are called by; by default the domain of each, once that is open. */
    readonly domain?: Domain | undefined
  }[]
  /** The texts of sources that whoever may read can have, by hex SHA-256. */
  readonly texts?: ReadonlyMap<string, string> | undefined
  /** With its version, like `Regesta 1.0.0`. */
  readonly program: string
  /** Gives today, where no chronicle does. */
  readonly clock: Clock
  /** The name of its zone. */
  readonly timezone: string
}

/**
 * Answers `GET /chronicles.json`: which chronicles there are, what each is called, what one asks of it and where, the last
 * position of those that are open, and the formats that there are of it. A cache has to ask again each time. Cost: opens as
 * many chronicles as the server keeps open, if there are no more; the registrations of those, where the server has texts.
 */
export function createChronicleList(options: ChronicleListOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const body = JSON.stringify(await factsOf(options, request.signal))
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
    const headers = { etag, 'cache-control': 'no-cache', vary: 'authorization' }
    if (tagsIn(request.headers.get('if-none-match')).has(etag))
      return new Response(null, { status: 304, headers })
    return new Response(body, { headers: { ...headers, 'content-type': 'application/json' } })
  }
}

async function factsOf({ apis, program, clock, timezone, texts }: ChronicleListOptions, signal: AbortSignal) {
  const budget = new Budget(undefined, signal)
  const listed = []
  for (const { path, chronicles, domain } of apis) {
    const mayOpen = chronicles.size <= (chronicles.limit ?? Infinity)
    for (const name of chronicles.keys()) {
      const open = mayOpen ? await openedOrDamaged(chronicles, name) : chronicles.get(name)
      const named = domain ?? (open && domainOf(open))
      const title = named ? chronicleTitle(named, name) : name
      listed.push({
        name,
        title,
        question: named ? chronicleQuestion(named, name) : `What stood in ${title}`,
        api: path,
        // Of those that are closed, or damaged, none is known.
        position: open?.position,
        texts: open !== undefined && texts !== undefined && (await inSteps(budget, hasTexts(open, texts))),
        formats: FORMATS.map(({ name: format, path: ending, says, type, ofAllDates, ofNoItems }) => ({
          ...{ name: format, says, type },
          path: `/feeds/${encodeURIComponent(name)}${ending}`,
          // Besides the position, the known day and whom one hears, which all take.
          takes: { date: ofAllDates !== true, filters: ofNoItems ? 'none' : ofAllDates ? 'kinds' : 'all' },
        })),
      })
    }
  }
  const today = apis[0]?.chronicles.today ?? clock.today()
  return { program, today: formatDay(today), timezone, chronicles: listed }
}

/** One that is found damaged is listed all the same: it says so to whoever asks it. */
async function openedOrDamaged(chronicles: Chronicles, name: string): Promise<Chronicle | undefined> {
  try {
    return await openIn(chronicles, name)
  } catch (error) {
    if (error instanceof RegestaError) return undefined
    throw error
  }
}

/** How many registrations are looked at in one step. */
const STEP = 50

/** Whether there is a text of any source of a chronicle. */
function* hasTexts(chronicle: Chronicle, texts: ReadonlyMap<string, string>): Steps<boolean> {
  if (texts.size === 0) return false
  const { state } = atLatest(chronicle.snapshot())
  let read = 0
  for (const { event } of state.view.registrations) {
    if (++read % STEP === 0) yield
    if (state.view.textsOf(event.subject).some(({ digest }) => texts.has(digest))) return true
  }
  return false
}
