import { useMemo } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { formatAddress, NOWHERE } from '../address.ts'
import { comparedWith } from '../compare/two-points.ts'
import { EmptyChronicle } from '../first-steps.tsx'
import { usePinned } from '../parts/use-pinned.ts'
import { Arriving } from '../points/arriving.tsx'
import { DaySlider } from '../points/day-slider.tsx'
import { Heading } from '../points/heading.tsx'
import { KnownSlider } from '../points/known-slider.tsx'
import { RecordedSlider } from '../points/recorded-slider.tsx'
import { Steppers } from '../points/steppers.tsx'
import { FacetsPanel } from '../search/facets-panel.tsx'
import { NarrowedLine } from '../search/narrowed-line.tsx'
import { useIsAnswered } from '../search/use-found.ts'
import { useNarrowed } from '../search/use-narrowed.ts'
import { usePage, usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { Timeline } from '../timeline/timeline.tsx'
import { LastTold } from './last-told.tsx'
import { Lede } from './lede.tsx'
import { StateLists } from './state-lists.tsx'
import { useStateAtPoint } from './use-state-at-point.ts'

const NONE: readonly GridItem[] = []

/** What stood on a day, as known by a day: the heading, the timeline with its sliders, and the state. */
export function StateView() {
  const { grid } = usePageAtRest()
  const shown = grid.status === 'ready' ? grid.grid : grid.status === 'loading' ? grid.partial : undefined
  const isWhole = grid.status === 'ready'
  const isEmpty = shown?.items.length === 0
  return (
    <div class="state">
      <Heading />
      <Arriving />
      {isWhole && isEmpty && <EmptyChronicle />}
      {shown !== undefined && !isEmpty && <StateOf grid={shown} isWhole={isWhole} />}
    </div>
  )
}

/** All of it; while a large grid still comes, the timeline of its first items, which says nothing of what stands. */
function StateOf({ grid, isWhole }: { readonly grid: Grid; readonly isWhole: boolean }) {
  const { point, address } = usePage()
  const { items, isCurrent } = useNarrowed(grid)
  const isAnswered = useIsAnswered()
  const worked = useStateAtPoint(grid, isWhole ? items : NONE, point.date, point.known)
  const state = worked?.items === NONE ? undefined : worked
  // What is the same is not looked through again at each move of a drag.
  const lede = useMemo(() => state && <Lede grid={grid} state={state} />, [grid, state])
  const narrowed = useMemo(() => <NarrowedLine grid={grid} items={items} />, [grid, items])
  const rest = useMemo(() => <AtRest />, [])
  const facets = useMemo(() => <FacetsPanel grid={grid} />, [grid])
  return (
    <>
      {isWhole && narrowed}
      {isWhole && <LastTold grid={grid} />}
      {isWhole && state === undefined && <p class="lede">{strings.state.working}</p>}
      {lede}
      {rest}
      <Timeline grid={grid} items={items}>
        <DaySlider grid={grid} />
        <KnownSlider grid={grid} />
        {address.showsRecorded && <RecordedSlider />}
        {address.isEmbedded || <Steppers grid={grid} />}
      </Timeline>
      {isWhole && facets}
      {state !== undefined && (
        <StateLists
          grid={grid}
          state={state}
          isCurrent={
            isCurrent &&
            isAnswered &&
            state.items === items &&
            state.date === point.date &&
            state.known === point.known
          }
        />
      )}
    </>
  )
}

/** The address as it is printed, and where one goes on from a known day. */
function AtRest() {
  const { address } = usePageAtRest()
  const pinned = usePinned()
  return (
    <>
      {pinned !== undefined && <p class="cap printed">{`${location.origin}${formatAddress(pinned)}`}</p>}
      {address.at.known !== undefined && (
        <p class="cap onward">
          <a
            href={formatAddress({
              ...address,
              ...comparedWith({ ...address, to: NOWHERE }),
              view: 'compare',
            })}
          >
            {strings.state.knownNow}
          </a>
        </p>
      )}
    </>
  )
}
