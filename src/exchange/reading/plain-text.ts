import { decodeText } from './decode-text.ts'
import type { ForeignDocument } from './document.ts'
import type { ReaderOptions } from './reader.ts'

/** A text as it is, but for its encoding and its line ends. */
export function read(bytes: Uint8Array, { encoding }: ReaderOptions): ForeignDocument {
  return { text: decodeText(bytes, encoding), declared: [], remarks: [] }
}
