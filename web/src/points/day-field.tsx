import { useEffect, useRef, useState } from 'preact/hooks'
import { isoDay, parseIsoDay, weekdayInWords } from '../days.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { daysOfChange } from './change-days.ts'
import { type DateFault, type DateReading, parseTypedDate } from './typed-date.ts'

const { points } = strings

/** A field for the day of a clock on which one stands. */
export function DayField({
  clock,
  close,
  readAs,
}: {
  readonly clock: 'date' | 'known'
  readonly close: () => void
  /** Hears how the day was read where what was typed names none by itself. */
  readonly readAs: (day: number, reading: DateReading | undefined) => void
}) {
  const page = usePage()
  const { point, grid } = page
  const days = grid.status === 'ready' ? daysOfChange(grid.grid, clock, point) : []
  return (
    <TypedDay
      label={clock === 'date' ? points.onThisDay : points.asKnownBy}
      current={clock === 'date' ? point.date : point.known}
      days={days}
      mayBeAll={clock === 'known'}
      take={(day, reading) => {
        if (day !== undefined) readAs(day, reading)
        page.navigate({ at: { ...page.address.at, [clock]: day } })
        close()
      }}
      close={close}
    />
  )
}

/** A field for a day, in any form in which days are written; it says what was not understood. `days` are those of changes. */
export function TypedDay({
  label,
  current,
  days = [],
  mayBeAll,
  take,
  close,
}: {
  readonly label: string
  readonly current: number | undefined
  readonly days?: readonly number[]
  /** Whether no day may be chosen, too: what all sources say. */
  readonly mayBeAll: boolean
  readonly take: (day: number | undefined, reading?: DateReading) => void
  readonly close: () => void
}) {
  const { today } = usePage()
  const [fault, setFault] = useState<{ readonly text: string; readonly fault: DateFault }>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const submit = (event: Event) => {
    event.preventDefault()
    const text = field.current?.value ?? ''
    const [first, last] = [days[0], days.at(-1)]
    const found = parseTypedDate(text, {
      today,
      current: current ?? today,
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
      languages: ['en', ...navigator.languages],
      mayBeAll,
    })
    if (found.type === 'fault') setFault({ text, fault: found.fault })
    else if (found.type === 'all') take(undefined)
    else take(found.day, found.reading)
  }
  return (
    <form
      class="typed"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <label>
        {label}{' '}
        <input
          ref={field}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder={points.example}
          aria-invalid={fault !== undefined}
          aria-describedby="typed-fault"
          defaultValue={current === undefined ? '' : strings.day(current)}
        />
      </label>
      <button type="submit" class="q">
        {points.go}
      </button>
      <label>
        {points.pickDay}{' '}
        <input
          type="date"
          defaultValue={isoDay(current ?? today)}
          onChange={(event) => {
            const day = parseIsoDay(event.currentTarget.value)
            if (day !== undefined) take(day)
          }}
        />
      </label>
      {mayBeAll && current !== undefined && (
        <button type="button" class="q" onClick={() => take(undefined)}>
          {points.hearAll}
        </button>
      )}
      <button type="button" class="q" onClick={close}>
        {points.cancel}
      </button>
      <p id="typed-fault" role="alert">
        {fault && faultWords(fault.fault, fault.text)}
        {fault?.fault.code === 'ambiguous' &&
          fault.fault.either.map((day) => (
            <button key={day} type="button" class="q" onClick={() => take(day)}>
              {strings.day(day)}
            </button>
          ))}
      </p>
    </form>
  )
}

function faultWords(fault: DateFault, text: string): string {
  const { faults } = points
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  switch (fault.code) {
    case 'empty':
    case 'twoDigitYear':
    case 'outOfRange':
      return faults[fault.code]
    case 'notUnderstood':
    case 'noSuchDay':
    case 'ambiguous':
      return faults[fault.code](shown)
    case 'otherWeekday':
      return faults.otherWeekday(strings.day(fault.day), weekdayInWords(fault.day, strings.language))
  }
}
