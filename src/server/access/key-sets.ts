import type { JWTVerifyGetKey } from 'jose'
import { localKeys } from './local-keys.ts'
import { remoteKeys } from './remote-keys.ts'

/**
 * The public keys at a URL, or in a file: a JSON Web Key Set (RFC 7517). Of a URL they are fetched when first needed,
 * and asked for again by and by. Throws E_JWT_KEYS for a file that holds none, or what must not be known here; the keys
 * themselves throw E_AUTH_UNAVAILABLE where they cannot be had, and `onFault` hears why.
 */
export async function keysAt(place: string, onFault: (error: unknown) => void): Promise<JWTVerifyGetKey> {
  return /^https?:\/\//i.test(place) ? remoteKeys(new URL(place), onFault) : localKeys(place)
}
