import { type Fault, InvalidInput } from '../errors.ts'
import { isKeyName, readBase64, type Signer, type Verifier } from './note-key.ts'

/** A text with signatures, in the format of transparency logs (C2SP signed-note). */
export type Note = {
  /** Ends in a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export type NoteSignature = {
  readonly name: string
  readonly keyId: string
  readonly signature: Uint8Array
}

/** More signatures are refused; the format asks for at least 16. */
const MAX_SIGNATURES = 100
const KEY_ID_LENGTH = 4

/** The note as text: the signed text, an empty line, and a line for each signature. */
export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, keyId, signature }) => {
    const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), signature])
    return `— ${name} ${bytes.toString('base64')}\n`
  })
  return `${text}\n${lines.join('')}`
}

/**
 * Reads what {@link formatNote} writes, strictly. Throws InvalidInput with every fault and its line: E_NOTE_TEXT for what is
 * not text, E_NOTE_FORM for a note without signatures, E_NOTE_SIGNATURE for a line that is no signature. Does not verify
 * them: {@link noteFaults} does.
 */
export function readNote(file: string, written: string | Uint8Array): Note {
  const text = typeof written === 'string' ? written : decoded(written)
  const fault = (code: string, message: string, line = 1): Fault => ({ code, message, place: { file, line } })
  if (text === undefined || !text.isWellFormed() || hasControls(text))
    throw new InvalidInput([
      fault('E_NOTE_TEXT', 'expected a text in UTF-8 without control characters other than newlines'),
    ])
  const end = text.lastIndexOf('\n\n')
  const lines = end === -1 ? [] : text.slice(end + 2).split('\n')
  if (lines.pop() !== '' || lines.length === 0)
    throw new InvalidInput([
      fault(
        'E_NOTE_FORM',
        'expected a text, an empty line, and lines of signatures, each ended by a newline',
      ),
    ])
  if (lines.length > MAX_SIGNATURES)
    throw new InvalidInput([
      fault('E_NOTE_FORM', `expected at most ${MAX_SIGNATURES} signatures; ${lines.length} arrived`),
    ])
  const before = text.slice(0, end + 1).split('\n').length
  const read = lines.map((line) => signatureOf(line))
  const faults = read.flatMap((signature, index) =>
    signature === undefined
      ? [fault('E_NOTE_SIGNATURE', 'expected a signature: — name base64', before + index + 1)]
      : [],
  )
  if (faults.length > 0) throw new InvalidInput(faults)
  return { text: text.slice(0, end + 1), signatures: read.filter((each) => each !== undefined) }
}

/** The note with one more signature, which replaces an earlier one of the same key. */
export function signNote({ text, signatures }: Note, signer: Signer): Note {
  const { name, keyId } = signer.verifier
  const others = signatures.filter((each) => each.name !== name || each.keyId !== keyId)
  return { text, signatures: [...others, { name, keyId, signature: signer.sign(text) }] }
}

/**
 * Which of these keys have not signed the note: E_UNSIGNED for a missing signature, E_SIGNATURE for an invalid one.
 * Signatures by other keys are ignored.
 */
export function noteFaults(file: string, note: Note, verifiers: readonly Verifier[]): readonly Fault[] {
  return verifiers.flatMap((verifier): Fault[] => {
    const own = note.signatures.filter(
      ({ name, keyId }) => name === verifier.name && keyId === verifier.keyId,
    )
    const key = `${verifier.name}+${verifier.keyId}`
    if (own.length === 0) return [{ code: 'E_UNSIGNED', message: `is not signed by ${key}`, place: { file } }]
    if (own.every(({ signature }) => verifier.verify(note.text, signature))) return []
    return [
      {
        code: 'E_SIGNATURE',
        message: `expected a signature of ${key} over this text; the one here is over another, or of another key`,
        place: { file },
      },
    ]
  })
}

function signatureOf(line: string): NoteSignature | undefined {
  const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = readBase64(base64)
  if (!isKeyName(name) || bytes === undefined || bytes.length <= KEY_ID_LENGTH) return undefined
  return {
    name,
    keyId: bytes.toString('hex', 0, KEY_ID_LENGTH),
    signature: bytes.subarray(KEY_ID_LENGTH),
  }
}

/** UTF-8, strictly: invalid bytes are refused, and a byte order mark is kept. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function hasControls(text: string): boolean {
  return [...text].some((character) => character < ' ' && character !== '\n')
}
