import { type Fault, InvalidInput } from '../../errors.ts'
import { documentSchema, type ForeignDocument } from './document.ts'
import { type ReadingLimits, readForeign } from './read-foreign.ts'
import { unreadable } from './reader.ts'

/** A file that is read as a document, by its name and its bytes. */
export type DocumentFile = {
  readonly name: string
  readonly bytes: Buffer
  /** The encoding of its text, where the file does not say it. */
  readonly encoding?: string
  readonly limits?: Partial<ReadingLimits>
}

/** The formats of documents. */
const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html',
  md: 'text/markdown',
  pdf: 'application/pdf',
  txt: 'text/plain',
} as const

type DocumentKind = keyof typeof MEDIA_TYPES

/** Characters of a text: a thousand-page book has two millions. */
const LONGEST = 5_000_000

/**
 * The text of a document, and what its file says of itself. What sort of file it is is told by its bytes; where its name says
 * otherwise, that is a remark. Throws InvalidInput with the faults of the file, each placed in it.
 */
export async function readDocument({
  name,
  bytes,
  encoding,
  limits,
}: DocumentFile): Promise<{ readonly document: ForeignDocument; readonly mediaType: string }> {
  try {
    const kind = kindOf(bytes, name)
    const document = await readForeign(kind, bytes, {
      result: documentSchema,
      ...(encoding !== undefined && { encoding }),
      ...(limits && { limits }),
    })
    if (document.text.trim() === '') throw unreadable('E_EMPTY', 'holds no text')
    if (document.text.length > LONGEST)
      throw unreadable(
        'E_TOO_LARGE',
        `has a text of ${document.text.length} characters; expected ${LONGEST} at most`,
      )
    const remarks = [...namedOtherwise(name, kind), ...document.remarks]
    return { document: { ...document, remarks }, mediaType: MEDIA_TYPES[kind] }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    throw new InvalidInput(error.faults.map((fault): Fault => ({ ...fault, place: { file: name } })))
  }
}

/** How files that are no documents begin, and what to do with them. */
const OTHERS: readonly (readonly [beginning: string | RegExp, fault: Fault])[] = [
  [
    '\xd0\xcf\x11\xe0',
    {
      code: 'E_FORMAT',
      message: 'is a file of Word or Excel of the old sort; save it as .docx or .xlsx',
    },
  ],
  ['{\\rtf', { code: 'E_FORMAT', message: 'is rich text (RTF); save it as .docx' }],
  [
    /^(?:\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP)/s,
    {
      code: 'E_SCAN',
      message: 'is a picture (a scan); its words are to be typed, or recognised by another program',
    },
  ],
  [
    /^(?:From: <Saved by|MIME-Version:|Content-Type: multipart)/i,
    { code: 'E_FORMAT', message: 'is a page saved as one file (MHTML); save it as a web page, .html' },
  ],
  [/^(?:BZh|7z\xbc\xaf|Rar!|\xfd7zXZ)/, { code: 'E_FORMAT', message: 'is compressed; unpack it first' }],
]

const IS_HTML =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1|table)\b/i

/** What texts with these names are, and what reads them. */
const READ_ELSEWHERE: readonly (readonly [ending: RegExp, message: string])[] = [
  [/\.csv$/i, 'is a table; its rows are read by: regesta draft table'],
  [/\.bib$/i, 'is a library; its sources are read by: regesta draft bibliography'],
  [/\.json$/i, 'is JSON; if it is a library (CSL-JSON), its sources are read by: regesta draft bibliography'],
]

/** What sort of document it is, by its bytes, and by its name where those say nothing. Throws E_FORMAT or E_SCAN, with what to do, where it is none. */
function kindOf(bytes: Buffer, name: string): DocumentKind {
  const head = headOf(bytes)
  const other = OTHERS.find(([begins]) =>
    typeof begins === 'string' ? head.startsWith(begins) : begins.test(head),
  )
  if (other !== undefined) {
    if (bytes.includes(ENCRYPTED)) throw unreadable('E_PASSWORD', 'has a password; save it without one')
    throw new InvalidInput([other[1]])
  }
  if (head.slice(0, 1_024).includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK')) return kindOfZip(bytes)
  if (IS_HTML.test(head)) return 'html'
  const elsewhere = READ_ELSEWHERE.find(([ending]) => ending.test(name))
  if (elsewhere !== undefined) throw unreadable('E_FORMAT', elsewhere[1])
  return /\.(?:md|markdown)$/i.test(name) ? 'md' : 'txt'
}

/** A part of every file of Office with a password, which is packed as those of the old sort are. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')

function kindOfZip(bytes: Buffer): DocumentKind {
  if (bytes.includes('word/document.xml')) return 'docx'
  throw unreadable(
    'E_FORMAT',
    bytes.includes('xl/workbook.xml')
      ? 'is a workbook; its rows are read by: regesta draft table'
      : 'is packed (zip) and no document of Word; unpack it, or save it as .docx',
  )
}

/** How the file begins, a byte a character; of UTF-16 the characters. */
function headOf(bytes: Buffer): string {
  const head = bytes.subarray(0, 4_096)
  if (head[0] === 0xff && head[1] === 0xfe) return head.subarray(2).toString('utf16le')
  if (head[0] === 0xfe && head[1] === 0xff)
    return Buffer.from(head.subarray(2, head.length & ~1))
      .swap16()
      .toString('utf16le')
  return head.toString('latin1').replace(/^\xef\xbb\xbf/, '')
}

/** The kinds of file that a name says, by its ending. */
const ENDINGS: Readonly<Record<DocumentKind, RegExp>> = {
  docx: /\.docx$/i,
  html: /\.x?html?$/i,
  md: /\.(?:md|markdown)$/i,
  pdf: /\.pdf$/i,
  txt: /\.(?:txt|text)$/i,
}

function namedOtherwise(name: string, kind: DocumentKind): readonly string[] {
  const ending = /\.[^.\s]{1,8}$/.exec(name)?.[0]
  if (ending === undefined || ENDINGS[kind].test(name)) return []
  return [`it is named ${ending}, but what it holds is ${MEDIA_TYPES[kind]}`]
}
