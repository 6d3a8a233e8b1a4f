import { useEffect, useRef, useState } from 'preact/hooks'
import { headingAt } from '../../../src/domain/heading.ts'
import { NamesTogether } from '../parts/names-together.tsx'
import { type Store, usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { DayField } from './day-field.tsx'
import { PositionField } from './position-field.tsx'
import type { DateReading } from './typed-date.ts'

const { heading, points } = strings

/** The sentence of where one stands, as text: the title of the page, and what is read aloud. */
export function headingText({ chronicle, address, point, position }: Store): string {
  const { date, known } = point
  const question = chronicle?.question ?? address.chronicle ?? ''
  const isPinned = address.at.position !== undefined
  return headingAt(
    question,
    {
      date: strings.day(date),
      knownAt: known === undefined ? undefined : strings.day(known),
      position: isPinned ? position : undefined,
    },
    heading,
  )
}

type Open = 'date' | 'known' | 'position'

/** The sentence of where one stands; its days are buttons that open a field to type another into. */
export function Heading() {
  const page = usePage()
  const { facts, chronicle, address, point, position } = page
  const [open, setOpen] = useState<Open>()
  const [read, setRead] = useState<{
    readonly clock: 'date' | 'known'
    readonly day: number
    readonly reading: DateReading
  }>()
  const sentence = useRef<HTMLHeadingElement>(null)
  const text = headingText(page)
  useEffect(() => {
    // Not at each move of a drag: the browser tells other processes of it.
    if (!page.isDragging) document.title = text
  }, [text, page.isDragging])
  // Nothing stands in a chronicle that is not there.
  if (facts !== undefined && chronicle === undefined) return null
  const close = () => {
    sentence.current?.querySelector<HTMLElement>(`[data-clock="${open}"]`)?.focus()
    setOpen(undefined)
  }
  const button = (clock: Open, label: string, words: string) => (
    <button
      type="button"
      data-clock={clock}
      aria-label={points.changeDay(label, words)}
      aria-expanded={open === clock}
      onClick={() => setOpen(open === clock ? undefined : clock)}
    >
      {words.replaceAll(' ', '\u00a0')}
    </button>
  )
  const knownWords = point.known === undefined ? points.allSources : strings.day(point.known)
  const isPinned = address.showsRecorded || address.at.position !== undefined
  return (
    <>
      <h1 ref={sentence}>
        <NamesTogether text={chronicle?.question ?? address.chronicle ?? ''} />{' '}
        <span class="nw">
          {heading.on} {button('date', points.onThisDay, strings.day(point.date))},
        </span>{' '}
        <span class="nw">
          {point.known === undefined ? heading.by : heading.asKnownBy}{' '}
          {button('known', points.asKnownBy, knownWords)}
          {isPinned && ','}
        </span>
        {isPinned && position !== undefined && (
          <>
            {' '}
            <span class="nw">
              {heading.asRecordedAt} {button('position', points.asRecorded, heading.position(position))}
            </span>
          </>
        )}
      </h1>
      {(open === 'date' || open === 'known') && (
        <DayField
          key={open}
          clock={open}
          close={close}
          readAs={(day, reading) => setRead(reading && { clock: open, day, reading })}
        />
      )}
      <p class="read-as" role="status">
        {read !== undefined &&
          read.day === point[read.clock] &&
          points.readAs[read.reading](strings.day(read.day))}
      </p>
      {open === 'position' && <PositionField close={close} />}
    </>
  )
}
