import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { StateLists } from './state-lists.tsx'

/** What stood on a day, as known by a day: the heading, the timeline with its sliders, and the state. */
export function StateView() {
  const { grid, chronicle, point } = usePage()
  const { on, asKnownBy, byAllSources } = strings.heading
  return (
    <section>
      <h1>
        {chronicle?.question} {on} {strings.day(point.date)},{' '}
        {point.known === undefined ? byAllSources : `${asKnownBy} ${strings.day(point.known)}`}
      </h1>
      {grid.status === 'loading' && <p class="lede">{strings.loading}</p>}
      {grid.status === 'failed' && <p class="lede">{grid.message}</p>}
      {grid.status === 'ready' && <Timeline grid={grid.grid} />}
      {grid.status === 'ready' && <StateLists grid={grid.grid} />}
    </section>
  )
}
