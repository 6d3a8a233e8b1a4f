import { formatAddress, LANES } from '../address.ts'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import type { Zoom } from './zoom.ts'

/** By what there are lanes, and which days are shown: all in words. */
export function LaneControls({ zoom, hasAll }: { readonly zoom: Zoom; readonly hasAll: boolean }) {
  const { address } = usePageAtRest()
  const { lanes } = strings
  const acts = ['closer', 'wider', 'earlier', 'later'] as const
  return (
    <div class="lane-controls">
      <nav aria-label={lanes.by}>
        {lanes.by}{' '}
        {LANES.map((by) => (
          <a
            key={by}
            href={formatAddress({ ...address, lanes: by })}
            {...(by === address.lanes && { 'aria-current': 'true' })}
          >
            {lanes.bys[by]}
          </a>
        ))}
      </nav>
      <fieldset title={lanes.keys}>
        <legend>{lanes.zoom}</legend>
        {acts.map((act) => (
          <button key={act} type="button" class="q" onClick={zoom[act]}>
            {lanes.acts[act]}
          </button>
        ))}
        <button type="button" class="q" onClick={zoom.all} disabled={hasAll}>
          {lanes.acts.all}
        </button>
        <button
          type="button"
          class="q"
          aria-pressed={zoom.isChoosing}
          onClick={() => zoom.choose(!zoom.isChoosing)}
        >
          {zoom.isChoosing ? lanes.choosing : lanes.choose}
        </button>
      </fieldset>
    </div>
  )
}
