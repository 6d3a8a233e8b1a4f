import type { Grid } from '../../../src/exchange/read-grid.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { useTimeView } from '../timeline/time-view.ts'
import { daysForKey, useDaysOfChange } from './change-days.ts'
import { Slider } from './slider.tsx'
import { dayByKey } from './step.ts'

const { points } = strings
const HEIGHT = 46
/** How far below the top of the slider the axis is. */
const AXIS = 9

/** The handle of the valid day, on its axis. */
export function DaySlider({ grid }: { readonly grid: Grid }) {
  const page = usePage()
  const { scale, width, isNarrow } = useTimeView()
  const { date } = page.point
  const days = useDaysOfChange(grid, 'date')
  const x = Math.min(Math.max(scale.x(date), scale.left), scale.right)
  return (
    <Slider
      class="on-this-day"
      label={points.onThisDay}
      value={date}
      min={Math.min(days[0] ?? date, date)}
      max={Math.max(days.at(-1) ?? date, date)}
      words={strings.day(date)}
      x={x}
      valueAt={(at) => Math.min(Math.max(scale.dayAt(at), scale.span[0]), scale.span[1])}
      height={HEIGHT}
      handleAt={AXIS + 3}
      grabbedAbove={scale.left <= x && x <= scale.right}
      drag={(day) => page.drag({ date: day })}
      release={() => page.release()}
      cancel={() => page.cancelDrag()}
      press={(key) => {
        const day = dayByKey(key, date, daysForKey(grid, 'date', page.point, key, days))
        if (day !== undefined) page.step({ date: day })
        return day !== undefined
      }}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        {isNarrow || (
          <>
            <text x={0} y={AXIS + 16} class="ln2">
              {points.onThisDay}
            </text>
            <text x={0} y={AXIS + 32} class="lc">
              {points.inTheWorld}
            </text>
          </>
        )}
        <path d={`M${x - 7} ${AXIS}l7-8l7 8v5a7 7 0 0 1-14 0z`} class="vh" />
      </svg>
    </Slider>
  )
}
