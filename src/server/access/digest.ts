import { createHash } from 'node:crypto'

/** The SHA-256 that a file has of a token: of 256 random bits nothing slower is needed. */
export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}
