import { InvalidInput } from '../../errors.ts'

/**
 * What reads a file of one format: its bytes to a value that JSON holds. Throws InvalidInput with every fault of the file; what
 * else it throws is reported as E_UNREADABLE.
 */
export type Reader = (bytes: Uint8Array, options: ReaderOptions) => unknown

/** What a reader may be given besides the bytes; small, for it is an argument of the process. */
export type ReaderOptions = {
  /** The encoding of a text, as `TextDecoder` names it; without it the text itself must show which it is in. */
  readonly encoding?: string
  readonly [more: string]: unknown
}

/** Why a file cannot be read: one fault, said of the file. */
export function unreadable(code: string, message: string): InvalidInput {
  return new InvalidInput([{ code, message }])
}
