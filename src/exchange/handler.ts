import type { Chronicle } from '../engine/index.ts'
import { type ErrorCategory, type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { thereAre } from '../graphql/index.ts'
import { responseOf } from './caching.ts'
import { pointIn } from './point-in.ts'
import { timelineFeed } from './timeline-feed.ts'

/**
 * Answers `GET /feeds/<chronicle>.json` with the timeline as JSON Feed. `date`, `knownAt` and `position` stand for
 * the point. Errors are JSON, `{ errors: [{ code, category, message, argument }] }`, all of them at once.
 */
export function createFeeds(chronicles: ReadonlyMap<string, Chronicle>): (request: Request) => Response {
  return (request) => {
    try {
      const url = new URL(request.url)
      const chronicle = chronicleAt(url.pathname, chronicles).snapshot()
      const feed = timelineFeed(chronicle, chronicle.asOf(pointIn(url.searchParams)), url.href)
      return responseOf(request, JSON.stringify(feed), 'application/feed+json', chronicle)
    } catch (error) {
      if (!(error instanceof RegestaError) || error.category === 'fault') throw error
      const headers = { 'cache-control': 'no-store' }
      return Response.json({ errors: errorsOf(error) }, { status: STATUS[error.category], headers })
    }
  }
}

const STATUS: Readonly<Record<Exclude<ErrorCategory, 'fault'>, number>> = {
  invalid: 400,
  conflict: 409,
  notFound: 404,
}

function chronicleAt(path: string, chronicles: ReadonlyMap<string, Chronicle>): Chronicle {
  const name = /^\/feeds\/([^/]+)\.json$/.exec(path)?.[1]
  const chronicle = name === undefined ? undefined : chronicles.get(name)
  if (chronicle !== undefined) return chronicle
  const there = thereAre([...chronicles.keys()].map((each) => `/feeds/${each}.json`))
  throw new RegestaError('E_NOT_FOUND', 'notFound', `no feed is here; ${there}`)
}

function errorsOf(error: RegestaError) {
  const faults: readonly Fault[] = error instanceof InvalidInput ? error.faults : [error]
  return faults.map(({ code, message, place }) => ({
    code,
    category: error.category,
    message,
    ...(place?.argument !== undefined && { argument: place.argument }),
  }))
}
