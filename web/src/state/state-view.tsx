import type { Grid } from '../../../src/exchange/read-grid.ts'
import { useNarrowed } from '../search/use-narrowed.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { Lede } from './lede.tsx'
import { StateLists } from './state-lists.tsx'
import { useStateAtPoint } from './use-state-at-point.ts'

/** What stood on a day, as known by a day: the heading, the timeline with its sliders, and the state. */
export function StateView() {
  const { grid, chronicle, point } = usePage()
  const { on, asKnownBy, byAllSources } = strings.heading
  return (
    <div class="state">
      <h1>
        {chronicle?.question} {on} {strings.day(point.date)},{' '}
        {point.known === undefined ? byAllSources : `${asKnownBy} ${strings.day(point.known)}`}
      </h1>
      {grid.status === 'loading' && <p class="lede">{strings.loading}</p>}
      {grid.status === 'failed' && <p class="lede">{grid.message}</p>}
      {grid.status === 'ready' && <StateOf grid={grid.grid} />}
    </div>
  )
}

function StateOf({ grid }: { readonly grid: Grid }) {
  const { point } = usePage()
  const items = useNarrowed(grid)
  const state = useStateAtPoint(grid, items, point.date, point.known)
  return (
    <>
      {state === undefined ? <p class="lede">{strings.state.working}</p> : <Lede grid={grid} state={state} />}
      <Timeline grid={grid} />
      {state !== undefined && <StateLists grid={grid} state={state} />}
    </>
  )
}
