import { eventCorrected, sourceRegistered, sourceRevised } from '../event/index.ts'
import { type Item, isItem } from './parse-batch.ts'
import type { Texts } from './texts.ts'

/**
 * An event of a draft's file with its short forms written out. Words in place of evidence are a quote; evidence without a
 * role is a statement. A date in place of a valid time, of its begin or end, or of the date on which a source was published
 * is stated: printed as it is. The name of a file in place of a text is the digest and the length of that text. In a correction, a `set` or a `payload` of
 * it below which nothing stands sets nothing. What is no short form comes back as it was.
 */
export function writtenOut(item: Item, texts: Texts | undefined): Item {
  const { type, payload } = item
  const parts = { ...item, ...partsWrittenOut(item) }
  if (!isItem(payload)) return parts
  if (type === eventCorrected.type && isItem(payload.set ?? {})) {
    const { payload: fields, ...others }: Item = isItem(payload.set) ? payload.set : {}
    const set = { ...others, ...partsWrittenOut(others), ...(fields == null ? {} : { payload: fields }) }
    return { ...parts, payload: { ...payload, set } }
  }
  if (type !== sourceRegistered.type && type !== sourceRevised.type) return parts
  const { published, text } = payload
  return {
    ...parts,
    payload: {
      ...payload,
      ...(published === undefined ? {} : { published: stated(published) }),
      ...(typeof text === 'string' ? { text: textNamed(text, texts) ?? text } : {}),
    },
  }
}

/** What an event and the `set` of a correction have both. */
function partsWrittenOut({ evidence, valid }: Item): Item {
  return {
    ...(evidence === undefined ? {} : { evidence: evidenceList(evidence) }),
    ...(valid === undefined ? {} : { valid: validTime(valid) }),
  }
}

function evidenceList(evidence: unknown): unknown {
  if (isWords(evidence)) return [{ quote: evidence, role: 'statement' }]
  if (!Array.isArray(evidence)) return evidence
  return evidence.map((each: unknown) => {
    if (isWords(each)) return { quote: each, role: 'statement' }
    return isItem(each) && !Object.hasOwn(each, 'role') ? { ...each, role: 'statement' } : each
  })
}

function validTime(valid: unknown): unknown {
  if (!isItem(valid)) return stated(valid)
  const { begin, end } = valid
  return {
    ...valid,
    ...(begin === undefined ? {} : { begin: stated(begin) }),
    ...(end === undefined ? {} : { end: stated(end) }),
  }
}

function stated(date: unknown): unknown {
  return isWords(date) ? { edtf: date, basis: 'stated' } : date
}

/** The digest and the length of the text in the file of that name; undefined where none is at hand. */
export function textNamed(file: string, texts: Texts | undefined) {
  const all = [...(texts?.values() ?? [])]
  const found = all.find((each) => each.file === file || each.file.split(/[\\/]/).at(-1) === file)
  return found && { digest: found.digest, length: found.text.length }
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
