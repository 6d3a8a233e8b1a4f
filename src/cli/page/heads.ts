import type { Head } from '../../ledger/index.ts'

/** A line for each chronicle: how far it goes, and its root in full, to be kept elsewhere. */
export function headLines(heads: readonly Head[]): readonly string[] {
  if (heads.length === 0) return ['  it holds nothing yet']
  return heads.map(
    ({ chronicle, position, root }) => `  ${chronicle}: through position ${position}, root ${root}`,
  )
}

/** The same for programs. */
export function headsJson(heads: readonly Head[]) {
  return heads.map(({ chronicle, position, root }) => ({ chronicle, position, root }))
}
