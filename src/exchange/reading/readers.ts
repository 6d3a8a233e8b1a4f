import type { Reader } from './reader.ts'

/** Every format of a foreign file, with its reader. Only the process that reads one loads it, and only that one. */
export const READERS = {
  bibtex: () => import('./bibtex.ts'),
  'csl-json': () => import('./csl-json.ts'),
  csv: () => import('./csv.ts'),
  docx: () => import('./docx.ts'),
  html: () => import('./html.ts'),
  md: () => import('./markdown.ts'),
  pdf: () => import('./pdf.ts'),
  txt: () => import('./plain-text.ts'),
  xlsx: () => import('./xlsx.ts'),
} as const satisfies Readonly<Record<string, () => Promise<{ readonly read: Reader }>>>

export type ForeignKind = keyof typeof READERS

export function isForeignKind(word: string): word is ForeignKind {
  return Object.hasOwn(READERS, word)
}
