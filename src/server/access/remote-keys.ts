import { createRemoteJWKSet, customFetch, errors, type FetchImplementation, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { RegestaError } from '../../errors.ts'
import { jsonOf } from './json-of.ts'

/** How long one waits for keys, ms. */
const PATIENCE = 5_000
/** How long keys are taken for what they were, ms; and how soon one asks again for a key that is not among them. */
const FRESH = 600_000
const AGAIN = 30_000
/** How soon one asks again where no answer could be had, ms. */
const AFTER_FAILURE = 5_000

/** Keys at a URL, fetched when first needed; see `keysAt`. */
export function remoteKeys(url: URL, onFault: (error: unknown) => void): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: PATIENCE,
    cacheMaxAge: FRESH,
    cooldownDuration: AGAIN,
    [customFetch]: notAtOnceAgain(onFault),
  })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      if (isAboutToken(error)) throw error
      if (!(error instanceof NoAnswer)) onFault(error)
      throw new RegestaError(
        'E_AUTH_UNAVAILABLE',
        'fault',
        'whether the token holds cannot be found out now; try again',
        {},
        error,
      )
    }
  }
}

/** That a key set has no key for a token, which is not the key set's fault. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}

/** That no keys came; who listens for faults has heard why. */
class NoAnswer extends Error {}

/** Fetches; after a failure it fails for some seconds without asking, so that callers cannot make it ask and ask. */
function notAtOnceAgain(onFault: (error: unknown) => void): FetchImplementation {
  let failedAt = Number.NEGATIVE_INFINITY
  return async (url, options) => {
    if (performance.now() - failedAt < AFTER_FAILURE) throw new NoAnswer()
    try {
      return Response.json(await fetchKeys(url, options))
    } catch (error) {
      failedAt = performance.now()
      onFault(error)
      throw new NoAnswer()
    }
  }
}

async function fetchKeys(...[url, options]: Parameters<FetchImplementation>): Promise<object> {
  const response = await fetch(url, options)
  const { origin, pathname } = new URL(url)
  if (response.status !== 200) throw new Error(`${origin}${pathname} answered ${response.status}`)
  const read = anyKeySet.safeParse(jsonOf(await response.text()))
  if (!read.success) throw new Error(`${origin}${pathname} answered with what is no JSON Web Key Set`)
  return read.data
}

const anyKeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })
