import { readFile } from 'node:fs/promises'
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { InvalidInput } from '../../errors.ts'
import { jsonOf } from './json-of.ts'

/** The keys of a file, read once; throws E_JWT_KEYS for one that holds none, or what must not be known here. */
export async function localKeys(file: string): Promise<JWTVerifyGetKey> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw noKeys(`${file} cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`)
  })
  const read = jsonOf(text)
  if (!isPublicKeySet(read)) throw noKeys(`${file} is no JSON Web Key Set of public keys`)
  return createLocalJWKSet(read)
}

/** Keys that can only check: one that could sign does not belong on a server. */
function isPublicKeySet(value: unknown): value is JSONWebKeySet {
  return keySet.safeParse(value).success
}

const publicKey = z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP', 'AKP']) })
const keySet = z.object({ keys: z.array(publicKey.refine((key) => !('d' in key || 'priv' in key))).min(1) })

function noKeys(why: string): InvalidInput {
  const message = `${why}; expected {"keys":[…]} as RFC 7517 has it, without private parts`
  return new InvalidInput([{ code: 'E_JWT_KEYS', message }])
}
