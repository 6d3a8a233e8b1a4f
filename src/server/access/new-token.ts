import { randomBytes } from 'node:crypto'
import { RegestaError } from '../../errors.ts'
import type { Role } from '../../graphql/index.ts'
import { digestOf } from './digest.ts'
import { EXPECTED_NAME, TOKEN_NAME } from './token-name.ts'

/** A token that no one can guess, and the line by which a file lets it in. */
export type NewToken = { readonly token: string; readonly line: string }

/** 256 random bits; what it begins with tells it, where it turns up in a text, from other secrets. Throws E_NAME. */
export function newToken(name: string, role: Role): NewToken {
  if (!TOKEN_NAME.test(name))
    throw new RegestaError('E_NAME', 'invalid', `${JSON.stringify(name)}: ${EXPECTED_NAME}`, { name })
  const token = `regesta_${randomBytes(32).toString('base64url')}`
  return { token, line: `- { name: ${name}, role: ${role}, sha256: "${digestOf(token).toString('hex')}" }` }
}
