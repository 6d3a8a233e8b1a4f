import { isAscii, isUtf8 } from 'node:buffer'
import { InvalidInput } from '../../errors.ts'
import { unreadable } from './reader.ts'

/** The marks with which a text may begin to say how it is encoded. */
const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/**
 * The characters of a text. How it is encoded is taken from `encoding`, else from its mark, else from what it says of itself
 * (`declared`); else it is UTF-8. It is never guessed. Line ends become LF and a mark goes; nothing else is changed. Throws
 * InvalidInput, E_ENCODING, where the bytes are not in that encoding, or may be in another as well.
 */
export function decodeText(bytes: Uint8Array, encoding?: string, declared?: string): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1]
  const label = encoding ?? marked ?? declared ?? 'utf-8'
  const decoder = decoderOf(label)
  const isNamed = encoding !== undefined || marked !== undefined
  if (!isNamed && isUtf8(bytes) !== (decoder.encoding === 'utf-8') && !isAscii(bytes))
    throw unreadable(
      'E_ENCODING',
      decoder.encoding === 'utf-8'
        ? `is not in UTF-8, ${declared === undefined ? 'and nothing in it says what else it is in' : 'although it says so'}; name its encoding, as --encoding shift_jis`
        : `says that it is in ${declared}, but reads as UTF-8; name the one that it is in, as --encoding utf-8`,
    )
  try {
    const text = decoder.decode(bytes).replaceAll(/\r\n?/g, '\n')
    if (text.includes('\0'))
      throw unreadable(
        'E_ENCODING',
        'holds characters that no text has; it is no text, or in another encoding (--encoding)',
      )
    return text
  } catch (error) {
    if (error instanceof InvalidInput) throw error
    throw unreadable(
      'E_ENCODING',
      `is not in ${label} throughout; name the encoding that it is in by --encoding`,
    )
  }
}

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    throw unreadable(
      'E_ENCODING',
      `"${label}" is no encoding that is known; expected one like utf-8, shift_jis or windows-1258`,
    )
  }
}
