/*
 * The scalars of plain YAML (see `plain-yaml.ts`): what a plain one stands for, and a quoted one.
 */

/** Thrown at whatever is not read as plain YAML. */
export const NOT_PLAIN = new Error('not plain YAML')

/** What YAML takes for no string, in any case of letters. */
export const NAMED = /^(?:null|true|false)$/i
const MAY_BE_NUMBER = /^[-\d][\d.eE+xXoOa-fA-F_-]*$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/
const DIGEST = /^(?=.*[a-df])[0-9a-f]{64}$/

/** Other white space belongs to a plain scalar. */
export function withoutEndSpaces(part: string | undefined): string {
  if (part === undefined) throw NOT_PLAIN
  let end = part.length
  while (part.charCodeAt(end - 1) === 32) end -= 1
  return part.slice(0, end)
}

/** A plain scalar as YAML's core schema has it. */
export function scalarValue(plain: string): unknown {
  if (NAMED.test(plain)) {
    if (plain === 'null') return null
    if (plain === 'true' || plain === 'false') return plain === 'true'
    throw NOT_PLAIN
  }
  if (!MAY_BE_NUMBER.test(plain) || DIGEST.test(plain)) return plain
  const number = Number(plain)
  if (!NUMBER.test(plain) || String(number) !== plain) throw NOT_PLAIN
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) throw NOT_PLAIN
  return number
}

/** What is written between double quotes, where its escapes are those of JSON. */
export function unescaped(written: string): string {
  if (!written.includes('\\')) return written
  try {
    const text: unknown = JSON.parse(`"${written}"`)
    if (typeof text === 'string' && text.isWellFormed()) return text
  } catch {}
  throw NOT_PLAIN
}
