import type { Grid } from '../../../src/exchange/read-grid.ts'
import { addMonths, FIRST_DAY, LAST_DAY } from '../days.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type DayClock, dayAfter, dayBefore, NO_DAYS, useDaysOfChange } from './change-days.ts'

const { points } = strings
const UNITS = [
  { name: points.units.day, stepped: (day: number, sign: number) => day + sign },
  { name: points.units.month, stepped: (day: number, sign: number) => addMonths(day, sign) },
  { name: points.units.year, stepped: (day: number, sign: number) => addMonths(day, 12 * sign) },
]

/** The steps of both clocks as buttons: by day, month and year, and to the change before and after. */
export function Steppers({ grid }: { readonly grid: Grid }) {
  const { address } = usePage()
  return (
    <div class="steps">
      <ClockSteps grid={grid} clock="date" label={points.onThisDay} />
      <ClockSteps grid={grid} clock="known" label={points.asKnownBy} />
      {address.showsRecorded && <RecordedSteps />}
    </div>
  )
}

type ClockProps = { readonly grid: Grid; readonly clock: DayClock; readonly label: string }

function ClockSteps({ grid, clock, label }: ClockProps) {
  const page = usePage()
  const { point } = page
  const days = useDaysOfChange(grid, clock)
  const isWorking = days === NO_DAYS
  const current = clock === 'date' ? point.date : point.known
  // Where all sources are heard, one steps back from the last day on which any came out.
  const from = current ?? days.at(-1) ?? page.today
  const go = (day: number) => page.step({ [clock]: Math.min(Math.max(day, FIRST_DAY), LAST_DAY) })
  const before = current === undefined ? days.at(-1) : dayBefore(days, current)
  const after = current === undefined ? undefined : dayAfter(days, current)
  return (
    <>
      <b>{label}</b>
      <span class="u">
        {UNITS.map(({ name, stepped }) => (
          <span key={name} class="st3">
            <button
              type="button"
              aria-label={points.earlier(name, label)}
              onClick={() => go(stepped(from, -1))}
            >
              ‹
            </button>
            {name}
            <button
              type="button"
              aria-label={points.later(name, label)}
              aria-disabled={current === undefined}
              onClick={() => current !== undefined && go(stepped(from, 1))}
            >
              ›
            </button>
          </span>
        ))}
      </span>
      <span class="ch">
        <ChangeButton
          day={before}
          go={go}
          words={points.changeBefore}
          none={isWorking ? points.findingChange : points.noChangeBefore}
        />
        <ChangeButton
          day={after}
          go={go}
          words={points.changeAfter}
          none={isWorking ? points.findingChange : points.noChangeAfter}
        />
        {clock === 'known' && (
          <button
            type="button"
            class="q"
            aria-disabled={current === undefined}
            onClick={() => page.step({ known: undefined })}
          >
            {current === undefined ? points.allHeard : points.hearAll}
          </button>
        )}
      </span>
    </>
  )
}

function RecordedSteps() {
  const page = usePage()
  const head = page.headPosition ?? 0
  const position = page.position ?? head
  const go = (to: number) => page.step({ position: Math.min(Math.max(to, 0), head) })
  const { position: unit } = points.units
  return (
    <>
      <b>{points.asRecorded}</b>
      <span class="u">
        <span class="st3">
          <button
            type="button"
            aria-label={points.earlier(unit, points.asRecorded)}
            aria-disabled={position === 0}
            onClick={() => go(position - 1)}
          >
            ‹
          </button>
          {unit}
          <button
            type="button"
            aria-label={points.later(unit, points.asRecorded)}
            aria-disabled={position >= head}
            onClick={() => go(position + 1)}
          >
            ›
          </button>
        </span>
      </span>
      <span class="ch">
        <button
          type="button"
          class="q"
          aria-disabled={page.address.at.position === undefined}
          onClick={() => page.step({ position: undefined })}
        >
          {points.atAnyPosition}
        </button>
      </span>
    </>
  )
}

type ChangeProps = {
  readonly day: number | undefined
  readonly go: (day: number) => void
  readonly words: (day: string) => string
  readonly none: string
}

/** It stays a button where there is no such day, so that focus is not lost on the way. */
function ChangeButton({ day, go, words, none }: ChangeProps) {
  return (
    <button
      type="button"
      class="q"
      aria-disabled={day === undefined}
      onClick={() => {
        if (day !== undefined) go(day)
      }}
    >
      {day === undefined ? none : words(strings.day(day))}
    </button>
  )
}
