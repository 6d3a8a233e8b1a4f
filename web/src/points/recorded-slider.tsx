import { useEffect, useState } from 'preact/hooks'
import { ask } from '../api.ts'
import { instantDay } from '../days.ts'
import { keepPlaceOnceMoved } from '../keep-place.ts'
import { RecordedDaysDocument } from '../operations.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { useTimeView } from '../timeline/time-view.ts'
import { textWidth } from './placed-labels.ts'
import { Slider } from './slider.tsx'
import { type Key, positionByKey } from './step.ts'

const { points } = strings
const HEIGHT = 84
const BAND = 32
const THICK = 12

/** The band of what had been recorded: position by position, for who wants to stand on that clock, too. */
export function RecordedSlider() {
  const page = usePage()
  const { scale, width, isNarrow } = useTimeView()
  const head = page.headPosition ?? 0
  const days = useRecordedDays(head)
  const position = Math.min(page.position ?? head, head)
  const { left, right } = scale
  const x = (of: number) => (head === 0 ? right : left + ((right - left) * of) / head)
  const at = x(position)
  const words = strings.heading.position(position)
  const half = textWidth(`${strings.heading.asRecordedAt} ${words}`, 14.5) / 2
  return (
    <Slider
      class="as-recorded"
      label={points.asRecorded}
      value={position}
      min={0}
      max={head}
      words={words}
      x={at}
      valueAt={(place) =>
        Math.round(((Math.min(Math.max(place, left), right) - left) / (right - left || 1)) * head)
      }
      height={HEIGHT}
      handleAt={BAND + THICK / 2}
      drag={(to) => page.drag({ position: to })}
      release={() => page.release()}
      cancel={() => page.cancelDrag()}
      press={(key: Key) => {
        const to = positionByKey(key, position, head)
        if (to !== undefined) page.step({ position: to })
        return to !== undefined
      }}
    >
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <text x={0} y={isNarrow ? 12 : BAND + 10} class="ln2">
          {points.asRecorded}
        </text>
        {isNarrow || (
          <text x={0} y={BAND + 27} class="lc">
            {points.positions}
          </text>
        )}
        <rect x={left} y={BAND} width={right - left} height={THICK} class="kt" />
        <rect x={left} y={BAND} width={at - left} height={THICK} class="kf" />
        {days.map(({ position: of, words: day }, nth) => {
          const isLast = nth === days.length - 1
          // Above a narrow band stands its name: there is room for one day, at its end.
          const anchor = isNarrow || (isLast && nth > 0) ? 'end' : 'start'
          return (
            <g key={of}>
              <path d={`M${x(of)} ${BAND - 3}v18`} class={of <= position ? 'ks' : 'kso'} />
              {(isLast || !isNarrow) && (
                <text x={isNarrow ? right : x(of)} y={BAND - 14} class="kl" text-anchor={anchor}>
                  {day}
                </text>
              )}
            </g>
          )
        })}
        <path d={`M${at} ${BAND - 6}v24M${at} ${BAND - 6}h-6M${at} ${BAND + 18}h-6`} class="kh2" />
        <text
          x={Math.min(Math.max(at, left + half), right - half)}
          y={BAND + 40}
          class="fl"
          text-anchor="middle"
        >
          <tspan class="flw">{strings.heading.asRecordedAt} </tspan>
          {words}
        </text>
      </svg>
    </Slider>
  )
}

type RecordedDay = { readonly position: number; readonly words: string }
const NONE: readonly RecordedDay[] = []

/** The days on which four positions were recorded, from the first to the last; each day once. */
function useRecordedDays(head: number): readonly RecordedDay[] {
  const { chronicle } = usePage()
  const [days, setDays] = useState(NONE)
  const { api, name } = chronicle ?? {}
  useEffect(() => {
    if (api === undefined || name === undefined || head === 0) return
    const controller = new AbortController()
    const [first, second, third] = [1, Math.ceil(head / 3), Math.ceil((head * 2) / 3)]
    const variables = { chronicle: name, first, second, third, last: head }
    ask(api, RecordedDaysDocument, variables, controller.signal).then(
      ({ chronicle: answer }) => {
        const found = [answer?.first, answer?.second, answer?.third, answer?.last].flatMap((state) => {
          const { position, recordedAt } = state?.point ?? {}
          if (position === undefined || typeof recordedAt !== 'string') return []
          return [{ position, words: strings.shortDay(instantDay(recordedAt)) }]
        })
        keepPlaceOnceMoved(() =>
          setDays(
            found.filter(({ words }, nth) => found.findIndex((other) => other.words === words) === nth),
          ),
        )
      },
      // The band does without days.
      () => {},
    )
    return () => controller.abort()
  }, [api, name, head])
  return days
}
