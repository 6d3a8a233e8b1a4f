import { disagreementsOf, type State } from '../../projection/index.ts'
import type { Section, Wording } from '../wording.ts'
import { citation } from './citation.ts'
import { type Piece, point } from './layout.ts'
import { hedge } from './marks.ts'
import { titleOf, valueInWords } from './values.ts'

/** Where sources say different things of one field; nobody wins by being later. */
export function conflictSection(state: State, wording: Wording): Section {
  const disagreements = wording.kinds.flatMap(({ kind }) => state.list(kind).flatMap(disagreementsOf))
  return {
    heading: 'Where sources differ',
    lines: disagreements.map(({ kind, subject, field, certainty, sides }) => {
      const told = sides.flatMap(({ value, because }, index): readonly Piece[] => [
        index === 0 ? ' “' : ' against “',
        valueInWords(state, wording, value),
        '”',
        ...citation(state.view, because),
      ])
      const what = kind === 'tension' ? ' (said of different times)' : ''
      return point('≠', [
        hedge(certainty),
        `${titleOf(state, wording, subject)}, ${fieldInWords(field)}${what}:`,
        ...told,
      ])
    }),
  }
}

/** `upgradedFrom` as `upgraded from`. */
export function fieldInWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
