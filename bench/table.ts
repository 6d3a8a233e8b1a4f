import type { Figure, Timing } from './pairs.ts'

/** The table's head, in Markdown. */
export const HEAD = [
  '| events | shape | what / against what | µs a call | ratio (least–most) | same against same |',
  '|---:|---|---|---:|---:|---:|',
].join('\n')

/** A figure as a row of the table. */
export function rowOf(size: number, shape: string, { name, subjectMicros, ratio, control }: Figure): string {
  const cells = [size.toLocaleString('en'), shape, name, short(subjectMicros), range(ratio), range(control)]
  return `| ${cells.join(' | ')} |`
}

function range({ min, median, max }: Timing): string {
  return `${short(median)} (${short(min)}–${short(max)})`
}

/** Three digits that count, and no exponent. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 })
}
