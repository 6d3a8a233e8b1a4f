import { readFile } from 'node:fs/promises'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  type FetchImplementation,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose'
import { z } from 'zod'
import { InvalidInput, RegestaError } from '../../errors.ts'

/**
 * The public keys at a URL, or in a file: a JSON Web Key Set (RFC 7517). Those at a URL are fetched when first needed,
 * and again from time to time. Throws E_JWT_KEYS for a file without keys or with private ones; the returned function
 * throws E_AUTH_UNAVAILABLE if keys cannot be fetched, and `onFault` is called with the reason.
 */
export async function keysAt(place: string, onFault: (error: unknown) => void): Promise<JWTVerifyGetKey> {
  return /^https?:\/\//i.test(place) ? remoteKeys(new URL(place), onFault) : localKeys(place)
}

/** The keys in a file, read once. */
async function localKeys(file: string): Promise<JWTVerifyGetKey> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw noKeys(`${file} cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`)
  })
  const read = jsonOf(text)
  if (!isPublicKeySet(read)) throw noKeys(`${file} is no JSON Web Key Set of public keys`)
  return createLocalJWKSet(read)
}

/** Keys that can only verify: one that can sign does not belong on a server. */
function isPublicKeySet(value: unknown): value is JSONWebKeySet {
  return keySet.safeParse(value).success
}

const publicKey = z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP', 'AKP']) })
const keySet = z.object({ keys: z.array(publicKey.refine((key) => !('d' in key || 'priv' in key))).min(1) })

function noKeys(why: string): InvalidInput {
  const message = `${why}; expected {"keys":[…]} as RFC 7517 has it, without private parts`
  return new InvalidInput([{ code: 'E_JWT_KEYS', message }])
}

/** The timeout for fetching keys, ms. */
const TIMEOUT = 5_000
/** For how long keys are cached, ms; and how soon they are fetched again for a key that is not among them. */
const MAX_AGE = 600_000
const COOLDOWN = 30_000
/** How soon they are fetched again after a failure, ms. */
const RETRY_AFTER = 5_000

function remoteKeys(url: URL, onFault: (error: unknown) => void): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT,
    cacheMaxAge: MAX_AGE,
    cooldownDuration: COOLDOWN,
    [customFetch]: fetchWithBackoff(onFault),
  })
  return async (header, token) => {
    try {
      return await remote(header, token)
    } catch (error) {
      if (isAboutToken(error)) throw error
      if (!(error instanceof FetchFailed)) onFault(error)
      const message = 'whether the token holds cannot be found out now; try again'
      throw new RegestaError('E_AUTH_UNAVAILABLE', 'fault', message, {}, error)
    }
  }
}

/** Whether the key set has no key for a token, which is the fault of the token. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}

/** No keys were fetched; `onFault` was called with the reason. */
class FetchFailed extends Error {}

/** Fetches; after a failure it fails without a request for some seconds, so that callers cannot cause a flood of them. */
function fetchWithBackoff(onFault: (error: unknown) => void): FetchImplementation {
  let failedAt = Number.NEGATIVE_INFINITY
  return async (url, options) => {
    if (performance.now() - failedAt < RETRY_AFTER) throw new FetchFailed()
    try {
      return Response.json(await fetchKeys(url, options))
    } catch (error) {
      failedAt = performance.now()
      onFault(error)
      throw new FetchFailed()
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

/** The value of a JSON text; undefined if it is not valid. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
