import { useEffect, useRef } from 'preact/hooks'
import { type Address, formatAddress } from '../address.ts'
import { daysInWords } from '../parts/mark-words.ts'
import { withDatesInWords } from '../parts/written-dates.ts'
import { strings } from '../strings.ts'
import { dayHref } from './lane-links.ts'
import { headingOf } from './lane-words.ts'
import type { Arrangement, Lane, LaneContext } from './lanes.ts'
import { idOf, stackIdOf } from './lanes-drawing.tsx'
import type { Shape } from './shapes.ts'
import { linesOfDay } from './stack.ts'

/** Several items of one mark, for they are of the very same days, or of a stack, which begin on one day: no closer look parts them. */
export type Bundle = {
  readonly lane: Lane
  /** The first of them. */
  readonly shape: Shape
  readonly items: readonly number[]
  /** Below what the list stands, px from the top of the lanes. */
  readonly y: number
  readonly isStack: boolean
}

/** How wide the list is at most, px, and how many items it names. */
const WIDEST = 420
const MOST_LISTED = 100

/** The bundle of an id, while it is drawn. */
export function bundleIn({ lanes }: Arrangement, id: string): Bundle | undefined {
  for (const [nth, lane] of lanes.entries()) {
    for (const { shape, items, y } of lane.marks)
      if (items.length > 1 && idOf(shape, items) === id) return { lane, shape, items, y, isStack: false }
    const { lines = [], top = 0, height = 0 } = lane.stack ?? {}
    const day = lines.find(({ shape }) => stackIdOf(nth, shape.day) === id)?.shape.day
    const shapes = day === undefined ? [] : linesOfDay(lines, day)
    const [shape] = shapes
    if (shape !== undefined)
      return { lane, shape, items: shapes.map(({ item }) => item), y: top + height, isStack: true }
  }
  return undefined
}

type BundleListProps = {
  readonly bundle: Bundle
  readonly context: LaneContext
  readonly address: Address
  /** How wide the lanes are, and where below their top the list begins, px. */
  readonly width: number
  readonly top: number
  /** `hasFocus`: whether one was in it, and goes on from its mark. */
  readonly close: (hasFocus: boolean) => void
}

/** What a bundle holds, under its mark: each thing by its name, and the way to that day in the lists. */
export function BundleList({ bundle, context, address, width, top, close }: BundleListProps) {
  const { lane, shape, items, isStack } = bundle
  const { table, knownAt, words } = context
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
    panel.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  useEffect(() => {
    const onPointer = ({ target }: Event) => {
      if (target instanceof Node && panel.current?.contains(target) === true) return
      close(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [close])
  const room = Math.min(WIDEST, width)
  const left = Math.max(0, Math.min(Math.max(shape.x0, context.scale.left) - 12, width - room))
  const { bundle: said } = strings.lanes
  const { days } = shape
  const count = isStack
    ? strings.lanes.since(items.length, strings.day(shape.day))
    : days === undefined || days.earliest === days.latest
      ? said.onDay(items.length, strings.day(days?.earliest ?? shape.day))
      : said.of(items.length, daysInWords(days, strings))
  const more = items.length - MOST_LISTED
  return (
    <div
      ref={panel}
      class="bundle"
      role="dialog"
      aria-labelledby="bundle"
      style={{ left: `${left}px`, top: `${top}px`, width: `${room}px` }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close(true)
      }}
    >
      <div class="head">
        <p id="bundle">
          <b>{headingOf(lane.name, address.lanes)}</b>: {count}
        </p>
        <button type="button" class="q" onClick={() => close(true)}>
          {said.close}
        </button>
      </div>
      <ul>
        {items.slice(0, MOST_LISTED).map((item) => {
          const own = table.items[item]
          const detail = own?.at(shape.day, knownAt)?.detail ?? ''
          return (
            <li key={item}>
              <a href={formatAddress({ ...address, view: 'thing', subject: own?.subject ?? '' })} dir="auto">
                {words.nameOf(item, shape.day)}
              </a>
              {detail !== '' && <small dir="auto">{withDatesInWords(detail, strings)}</small>}
            </li>
          )
        })}
      </ul>
      <p>
        {more > 0 && `${strings.lanes.andOthers(more)} · `}
        <a href={dayHref(address, lane.name, shape.day)} onClick={() => close(false)}>
          {said.inLists}
        </a>
      </p>
    </div>
  )
}
