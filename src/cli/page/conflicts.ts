import { counted, type Domain, fieldValueInWords, hedge } from '../../domain/index.ts'
import { disagreementsOf, type NotedDisagreement, notedIn, type State } from '../../state/index.ts'
import { citation } from './citation.ts'
import { type Line, type PageSection, type Piece, point } from './layout.ts'
import { titleOf } from './values.ts'

/** Where sources say different things of one field, or a reader noted that they do; nobody wins by being later. */
export function conflictSection(state: State, domain: Domain): PageSection {
  const disagreements = domain.pages.flatMap(({ name: kind }) => state.list(kind).flatMap(disagreementsOf))
  const computed = disagreements.map(({ kind, subject, field, certainty, sides }) => {
    const told = sides.flatMap(({ value, because }, index): readonly Piece[] => [
      index === 0 ? ' “' : ' against “',
      fieldValueInWords(domain, state, { subject }, field, value),
      '”',
      ...citation(state.view, because),
    ])
    const what = kind === 'tension' ? ' (said of different times)' : ''
    return point('≠', [
      hedge(certainty),
      `${titleOf(state, domain, subject)}, ${fieldInWords(field)}${what}:`,
      ...told,
    ])
  })
  const noted = notedIn(state).filter(({ kind }) => kind !== 'gap')
  return {
    heading: 'Where sources differ',
    lines: [...computed, ...noted.map((note) => noteLine(state, domain, '≠', note))],
  }
}

/** What one would expect to be told and no source tells, as a reader noted it; how often, unless all is asked for. */
export function gapSection(state: State, domain: Domain, { all }: { readonly all: boolean }): PageSection {
  const gaps = notedIn(state).filter(({ kind }) => kind === 'gap')
  const [first] = gaps
  return {
    heading: 'What is not told',
    lines:
      all || first === undefined
        ? gaps.map((note) => noteLine(state, domain, '∅', note))
        : [point('∅', [`${counted(gaps.length, 'gap')} noted by readers; --all lists them.`])],
  }
}

/** A note under the title of the chief subject that it is about. */
function noteLine(state: State, domain: Domain, mark: string, note: NotedDisagreement): Line {
  const { certainty, about, summary, because } = note
  const title = about[0] === undefined ? '' : `${titleOf(state, domain, about[0])}: `
  return point(mark, [hedge(certainty), title, summary, ...citation(state.view, because)])
}

/** `upgradedFrom` as `upgraded from`. */
export function fieldInWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
