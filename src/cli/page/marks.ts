import type { Answer } from '../../time/index.ts'

/** The sign before a line that says how certain it is. */
export const MARKS: Readonly<Record<Answer, string>> = {
  definitely: '●',
  possibly: '○',
  unknown: '?',
  no: '–',
}

/** What the signs mean, for the foot of a page. */
export const LEGEND = '● definitely   ○ possibly   ? unknown'

/** `possibly: ` before what only possibly stands; nothing before what surely does. */
export function hedge(answer: Answer): string {
  return answer === 'definitely' ? '' : `${answer}: `
}

/** `1 batch`, `2 batches`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
