import type { ComponentChildren } from 'preact'
import type { Address } from '../address.ts'
import { formatAddress } from '../address.ts'
import { strings } from '../strings.ts'
import { dayHref } from './lane-links.ts'
import type { Arrangement, Lane, LaneLabels, PlacedMark } from './lanes.ts'
import { areaPath } from './outline.ts'
import type { Label } from './rows.ts'
import type { Span } from './scale.ts'
import { ShapeDrawing } from './shape-drawing.tsx'
import type { Shape } from './shapes.ts'
import { movedSpan, zoomedSpan } from './span.ts'
import { yOfSlot } from './stack.ts'

/** How many names the title of a mark lists. */
const MOST_NAMES = 12
/** How much closer one looks at a lane that is too full to draw its items apart. */
const CLOSER = 1 / 8

type Drawn = { readonly arrangement: Arrangement; readonly address: Address; readonly date: number }

/** Opens the list of what is drawn as one mark, which goes by its id. */
type OpenBundle = (id: string) => void

/** Everything in the lanes that does not depend on the valid day, lane by lane: links to the things themselves. */
export function LaneMarks({ arrangement, address, date, open }: Drawn & { readonly open: OpenBundle }) {
  const { lanes, context } = arrangement
  const room = { left: context.scale.left, right: context.scale.right }
  return (
    <>
      {lanes.map((lane, nth) => (
        <g key={lane.name.key} data-lane={nth}>
          {lane.outlines.map((outline) => (
            <LaneOutline key={`${outline.isTask}`} {...{ lane, outline, arrangement, address, date }} />
          ))}
          {lane.stack?.lines.map(({ shape, slot }) => (
            <MarkLink
              key={`s${shape.item}`}
              {...{ arrangement, address, lane, shape, items: [shape.item], open }}
            >
              <ShapeDrawing
                shape={shape}
                y={(lane.stack?.top ?? 0) + yOfSlot(slot, lane.stack?.height ?? 0)}
                room={room}
                isThin
              />
            </MarkLink>
          ))}
          {lane.marks.map(({ shape, items, y }) => (
            <MarkLink
              key={`${shape.item} ${shape.day} ${items.length}`}
              {...{ arrangement, address, lane, shape, items, open }}
            >
              <ShapeDrawing shape={shape} y={y} room={room} count={items.length} />
              <rect
                class="reach"
                x={Math.max(shape.x0, room.left) - 2}
                y={y - 9}
                width={Math.max(Math.min(shape.x1, room.right) - Math.max(shape.x0, room.left), 0) + 4}
                height="18"
              />
            </MarkLink>
          ))}
          <Edges
            lane={lane}
            address={address}
            span={context.scale.span}
            room={room}
            isNarrow={context.isNarrow}
          />
        </g>
      ))}
    </>
  )
}

/** What makes of a link to a day in the lists one that opens the list of what it stands for; in another tab it is that link. */
function opening(open: OpenBundle, id: string) {
  return {
    'aria-haspopup': 'dialog' as const,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      open(id)
    },
  }
}

/** A mark that leads to its thing; of several at one place, to the list of them. */
function MarkLink({
  arrangement: { context },
  address,
  lane,
  shape,
  items,
  open,
  children,
}: {
  readonly arrangement: Arrangement
  readonly address: Address
  readonly lane: Lane
  readonly shape: Shape
  readonly items: readonly number[]
  readonly open: OpenBundle
  readonly children: ComponentChildren
}) {
  const words = titleOf(shape, items, context)
  const id = idOf(shape, items)
  const isBundle = items.length > 1
  const subject = context.table.items[shape.item]?.subject ?? ''
  return (
    <a
      href={
        isBundle
          ? dayHref(address, lane.name, shape.day)
          : formatAddress({ ...address, view: 'thing', subject })
      }
      tabindex={-1}
      data-mark={shape.item}
      data-id={id}
      data-x={shape.x0}
      aria-label={words}
      {...(isBundle && opening(open, id))}
    >
      <title>{words}</title>
      {children}
    </a>
  )
}

function titleOf(shape: Shape, items: readonly number[], { words }: Arrangement['context']): string {
  const names = items.slice(0, MOST_NAMES).map((item) => words.nameOf(item, shape.day))
  const more = items.length - names.length
  const when = words.whenOf(shape.item)
  return `${names.join('; ')}${more > 0 ? ` ${strings.lanes.andOthers(more)}` : ''}: ${when}`
}

/** How many there are of what is too many to be drawn apart; it leads closer. */
function LaneOutline({
  lane,
  outline: { outline, isTask, top, height, count },
  arrangement: { context },
  address,
  date,
}: Drawn & { readonly lane: Lane; readonly outline: Lane['outlines'][number] }) {
  const { sure, record, possible, most } = outline
  const { span, left, right } = context.scale
  const bottom = top + height
  const size = { left, bottom, perItem: Math.min(height / Math.max(1, most), 4) }
  const columns = sure.length
  const sureAt = (at: number) => sure[at] ?? 0
  const recordAt = (at: number) => sureAt(at) + (record[at] ?? 0)
  const allAt = (at: number) => recordAt(at) + (possible[at] ?? 0)
  const isIn = span[0] <= date && date <= span[1]
  const about = isIn ? date : Math.round((span[0] + span[1]) / 2)
  const number = new Intl.NumberFormat(strings.language)
  const words = strings.lanes.many(lane.name.heading ?? '', number.format(count))
  return (
    <a
      href={formatAddress({
        ...address,
        view: 'state',
        subject: undefined,
        span: zoomedSpan(span, CLOSER, about),
      })}
      tabindex={-1}
      data-mark="outline"
      data-x={left}
      aria-label={words}
    >
      <title>{words}</title>
      <rect class="reach" x={left} y={top} width={right - left} height={height} />
      <path d={areaPath(() => 0, sureAt, columns, size)} class={isTask ? 'outline' : 'outline full'} />
      <path d={areaPath(sureAt, recordAt, columns, size)} class="outline record" />
      <path d={areaPath(recordAt, allAt, columns, size)} fill="url(#lane-hatch)" />
      <text x={left + 2} y={top - 4} class="tn">
        {strings.lanes.atMost(number.format(most))}
      </text>
    </a>
  )
}

/** What lies outside of what is shown: how many, leading to the nearest. */
function Edges({
  lane,
  address,
  span,
  room,
  isNarrow,
}: {
  readonly lane: Lane
  readonly address: Address
  readonly span: Span
  readonly room: { readonly left: number; readonly right: number }
  readonly isNarrow: boolean
}) {
  const { before, after, top, height } = lane
  const y = top + height - 5
  const link = (days: number) =>
    formatAddress({ ...address, view: 'state', subject: undefined, span: movedSpan(span, days) })
  const size = span[1] - span[0]
  return (
    <>
      {before.count > 0 && (
        <a
          href={link(Math.floor(before.nearest - span[0] - size / 4))}
          tabindex={-1}
          data-mark="before"
          data-x={room.left}
          aria-label={strings.lanes.beforeHere(before.count)}
        >
          <text x={room.left + (isNarrow ? 0 : 2)} y={y} class="tn">
            {strings.lanes.before(before.count)}
          </text>
        </a>
      )}
      {after.count > 0 && (
        <a
          href={link(Math.ceil(after.nearest - span[1] + size / 4))}
          tabindex={-1}
          data-mark="after"
          data-x={room.right}
          aria-label={strings.lanes.laterHere(after.count)}
        >
          <text x={room.right} y={y} class="tn" text-anchor="end">
            {strings.lanes.later(after.count)}
          </text>
        </a>
      )}
    </>
  )
}

/** The names beside the marks: they lead where their marks do, which say them aloud. */
export function LaneNames({
  arrangement: { lanes },
  labels,
  address,
  open,
}: {
  readonly arrangement: Arrangement
  readonly address: Address
  readonly labels: readonly LaneLabels[]
  readonly open: OpenBundle
}) {
  return (
    <g>
      {lanes.map((lane, nth) => {
        const own = labels[nth]
        if (own === undefined) return null
        return (
          <g key={lane.name.key}>
            {lane.marks.flatMap((mark, at) => {
              const [label, trail] = [own.marks[at], own.trails[at]]
              const id = idOf(mark.shape, mark.items)
              return [
                label && labelText(label, baselineOf(mark), 'tl', id, id),
                trail && labelText(trail, mark.y + 4, 'tn', `${id} trail`),
              ]
            })}
            {own.stack.map((label) => {
              const text = labelText(label, (lane.stack?.top ?? 0) + label.y, 'tl', label.text)
              return (
                <a
                  key={`${label.text} ${label.x0}`}
                  href={dayHref(address, lane.name, label.day)}
                  data-id={stackIdOf(nth, label.day)}
                  aria-label={label.text}
                  {...opening(open, stackIdOf(nth, label.day))}
                >
                  {text}
                </a>
              )
            })}
          </g>
        )
      })}
    </g>
  )
}

function baselineOf({ shape, y }: PlacedMark): number {
  return shape.isLong ? y - 10 : y + 4
}

function labelText({ text, x0, x1, anchor }: Label, y: number, style: string, key: string, of?: string) {
  return (
    <text
      key={key}
      x={anchor === 'start' ? x0 : x1}
      y={y}
      class={style}
      text-anchor={anchor}
      aria-hidden
      {...(of !== undefined && { 'data-of': of })}
    >
      {text}
    </text>
  )
}

/** By what a mark is found again while others are drawn. */
export function idOf({ item, day }: Shape, items: readonly number[]): string {
  return `${item} ${day} ${items.length}`
}

/** By what the label of a stack is found: of the lane of a number, and of what begins on a day. */
export function stackIdOf(lane: number, day: number): string {
  return `stack ${lane} ${day}`
}

/** Follows the link of a mark whose name was clicked. */
export function followName(event: MouseEvent & { readonly currentTarget: SVGSVGElement }): void {
  const name = event.target instanceof Element ? event.target.getAttribute('data-of') : null
  if (name === null) return
  const link = event.currentTarget.querySelector(`a[data-id="${name}"]`)
  const { ctrlKey, metaKey, shiftKey, button } = event
  link?.dispatchEvent(
    new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey, button }),
  )
}
