import { useState } from 'preact/hooks'
import type { Address } from '../address.ts'
import { strings } from '../strings.ts'
import type { Group, Part, StateRows } from './state-groups.ts'
import { StateRow } from './state-row.tsx'

/** So many rows of a part are shown at first, and so many more whenever more are wanted. */
const AT_FIRST = 20
const MORE = 100

type GroupProps = { readonly group: Group; readonly newest: number | undefined; readonly here: Address }

/** What stands of one kind, with counts; of a lesser kind the rows are shown on demand. */
export function StateGroup({ group, newest, here }: GroupProps) {
  const { kind, parts } = group
  const isPlain = parts.length === 1 && parts[0]?.name === 'all'
  return (
    <section data-kind={kind.name} aria-labelledby={`kind-${kind.name}`}>
      <h2 id={`kind-${kind.name}`} tabIndex={-1}>
        {kind.heading} <small>{countsOf(group)}</small>
      </h2>
      {parts.map((part) => (
        <div key={part.name}>
          {isPlain || <h3>{partHeading(group, part)}</h3>}
          <Rows rows={part.rows} newest={newest} here={here} atFirst={kind.lesser ? 0 : AT_FIRST} />
        </div>
      ))}
    </section>
  )
}

function countsOf({ kind, counts, parts, overdue }: Group): string {
  const due = parts.find(({ name }) => name === 'due')?.rows.length ?? 0
  const said = strings.state
  return said.counts(counts) + (kind.task && due > 0 ? said.countsOfDue(due, overdue) : '')
}

function partHeading({ kind, parts }: Group, { name }: Part): string {
  const said = strings.state.parts
  if (name === 'ahead') return kind.ahead ?? said.ahead
  if (name === 'undue' && !parts.some((each) => each.name === 'due')) return said.undueAlone
  return said[name]
}

type RowsProps = {
  readonly rows: StateRows
  readonly newest: number | undefined
  readonly here: Address
  readonly atFirst: number
}

/** Rows, of which the first are shown; how many were opened stays as one moves through the days. */
function Rows({ rows, newest, here, atFirst }: RowsProps) {
  const [shown, setShown] = useState(atFirst)
  const states = rows.slice(0, shown)
  const left = rows.length - shown
  const said = strings.state
  const label = shown === 0 ? said.show(rows.length) : said.more(left, Math.min(MORE, left))
  return (
    <>
      <ul class="l">
        {states.map((state, nth) => (
          <StateRow
            key={state.subject}
            state={state}
            begins={states[nth - 1]?.exists !== state.exists}
            newest={newest}
            here={here}
          />
        ))}
      </ul>
      {left > 0 && (
        <p class="more">
          <button type="button" class="q" onClick={() => setShown(shown + Math.min(MORE, left))}>
            {label}
          </button>
        </p>
      )}
    </>
  )
}
