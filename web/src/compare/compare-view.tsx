import { useEffect, useState } from 'preact/hooks'
import { FacetsPanel } from '../search/facets-panel.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { Bands } from './bands.tsx'
import { comparisonTitle } from './comparison-title.ts'
import { Found } from './found.tsx'
import { Group } from './group.tsx'
import { Hearing } from './hearing.tsx'
import { Narrowed } from './narrowed.tsx'
import { PointControls } from './point-controls.tsx'
import { requestOf, thereOf } from './request-of.ts'
import { noneInWords } from './sort-words.ts'
import { LESSER_SORTS, type Sort } from './sorts.ts'
import { betweenInWords } from './summary-words.ts'
import { addressOf, type TwoPoints, twoPoints } from './two-points.ts'
import { useComparison } from './use-comparison.ts'

const { compare } = strings
const NONE: readonly never[] = []

/** Two points side by side: what lies between them, what differs, and why. */
export function CompareView() {
  const page = usePage()
  const { address, chronicle, today, grid } = page
  const points = twoPoints(address, today)
  const [dragged, setDragged] = useState<TwoPoints>()
  const kinds = grid.status === 'ready' ? grid.grid.kinds : NONE
  const status = useComparison(requestOf(page), thereOf(page))
  const { loaded, isLoading, fault } = status
  const go = (to: TwoPoints) => page.navigate(addressOf(to))
  const title = comparisonTitle(chronicle?.question ?? address.chronicle ?? '', points, strings)
  useEffect(() => {
    document.title = title
  }, [title])
  const shown = dragged ?? points
  const sources = loaded?.sources ?? NONE
  const [open, setOpen] = useState<ReadonlySet<Sort>>(new Set())
  const hasMain = loaded?.groups.some(({ sort }) => !LESSER_SORTS.has(sort)) === true
  const isFolded = (sort: Sort) => hasMain && LESSER_SORTS.has(sort)
  return (
    <section class="compare" aria-busy={isLoading}>
      <h1 class="sr">{title}</h1>
      <PointControls points={shown} go={go} />
      <Narrowed aside={loaded?.aside ?? NONE} />
      <p class="lede">{betweenInWords(shown, loaded?.sources, strings)}</p>
      {loaded && (
        <Found
          groups={loaded.groups}
          points={loaded.request.points}
          open={(sort) => setOpen(new Set([...open, sort]))}
        />
      )}
      <Bands
        points={shown}
        sources={sources}
        drag={setDragged}
        release={(to) => {
          setDragged(undefined)
          go(to)
        }}
      />
      <Hearing points={points} sources={sources} go={go} />
      {grid.status === 'ready' && (
        <FacetsPanel grid={grid.grid} points={[points.from, points.to]} hasCounts={false} />
      )}
      <p class="said" role="status">
        {isLoading && (loaded === undefined ? compare.loading : compare.again)}
      </p>
      {fault !== undefined && (
        <p role="alert">
          {compare.failed(fault)}{' '}
          <button type="button" class="q" onClick={status.retry}>
            {compare.retry}
          </button>
        </p>
      )}
      {loaded && (
        <div class={isLoading ? 'old' : undefined}>
          {loaded.isRough && <p class="cap">{compare.tooManyToSort}</p>}
          {loaded.groups.length > 0 && (
            <div class="ab colhead" aria-hidden="true">
              <span>{compare.from}</span>
              <span>{compare.to}</span>
              <span>{compare.why}</span>
            </div>
          )}
          {loaded.groups.map((group) => (
            <Group
              key={group.sort}
              group={group}
              loaded={loaded}
              kinds={kinds}
              isOpen={!isFolded(group.sort) || open.has(group.sort)}
              toggle={
                isFolded(group.sort)
                  ? () => setOpen(open.symmetricDifference(new Set([group.sort])))
                  : undefined
              }
              more={() => status.more(group.sort)}
            />
          ))}
          <p class="nothing">{noneInWords(loaded.groups, loaded.request.points, strings).join(' ')}</p>
        </div>
      )}
    </section>
  )
}
