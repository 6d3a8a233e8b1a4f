import { useRef, useState } from 'preact/hooks'
import { TypedDay } from '../points/day-field.tsx'
import { PositionField } from '../points/position-field.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type ComparedPoint, MOVES, type TwoPoints } from './two-points.ts'

const { compare } = strings

type Clock = 'date' | 'known' | 'position'
type Open = { readonly point: 'from' | 'to'; readonly clock: Clock }

/** The two sentences: where A stands and where B stands, each day a button that opens a field; and the ways to set them in relation. */
export function PointControls({
  points,
  go,
}: {
  readonly points: TwoPoints
  readonly go: (points: TwoPoints) => void
}) {
  const [open, setOpen] = useState<Open>()
  const head = useRef<HTMLDivElement>(null)
  const close = () => {
    head.current?.querySelector<HTMLElement>(`[data-of="${open?.point} ${open?.clock}"]`)?.focus()
    setOpen(undefined)
  }
  const isOpen = (at: Open) => open?.point === at.point && open.clock === at.clock
  const sentence = (point: 'from' | 'to') => (
    <PointSentence
      name={point === 'from' ? compare.a : compare.b}
      point={points[point]}
      isOpen={(clock) => isOpen({ point, clock })}
      of={point}
      toggle={(clock) => setOpen(isOpen({ point, clock }) ? undefined : { point, clock })}
    />
  )
  return (
    <div ref={head}>
      <div class="ab head">
        {sentence('from')}
        {sentence('to')}
        <p class="moves">
          {(['swap', 'sameDay', 'sameKnownDay'] as const).map((move) => (
            <button key={move} type="button" class="q" onClick={() => go(MOVES[move](points))}>
              {compare[move]}
            </button>
          ))}
        </p>
      </div>
      {open?.clock === 'position' && (
        <PositionField
          key={`${open.point} position`}
          given={points[open.point].position}
          set={(position) => go({ ...points, [open.point]: { ...points[open.point], position } })}
          close={close}
        />
      )}
      {open !== undefined && open.clock !== 'position' && (
        <TypedDay
          key={`${open.point} ${open.clock}`}
          label={compare.handle[open.clock](open.point === 'from' ? compare.a : compare.b)}
          current={points[open.point][open.clock]}
          mayBeAll={open.clock === 'known'}
          take={(day) => {
            go({ ...points, [open.point]: { ...points[open.point], [open.clock]: day } })
            close()
          }}
          close={close}
        />
      )}
    </div>
  )
}

function PointSentence({
  name,
  of,
  point,
  isOpen,
  toggle,
}: {
  readonly name: string
  readonly of: 'from' | 'to'
  readonly point: ComparedPoint
  readonly isOpen: (clock: Clock) => boolean
  readonly toggle: (clock: Clock) => void
}) {
  const { address } = usePage()
  const { date, known, position } = point
  const trust = [
    ...(point.only.length > 0 ? [compare.hearingOnly(point.only)] : []),
    ...(point.sides.length > 0 ? [compare.hearingSides(point.sides)] : []),
    ...(point.without.length > 0 ? [compare.hearingWithout(point.without)] : []),
  ]
  const button = (clock: Clock, words: string) => (
    <button
      type="button"
      data-of={`${of} ${clock}`}
      aria-expanded={isOpen(clock)}
      aria-label={`${compare.handle[clock](name)}: ${words}`}
      onClick={() => toggle(clock)}
    >
      {words.replaceAll(' ', '\u00a0')}
    </button>
  )
  return (
    <p class="pt2" data-point={of}>
      <i>{name}</i>
      {compare.on} {button('date', strings.day(date))}, {known === undefined ? compare.by : compare.asKnownBy}{' '}
      {button('known', known === undefined ? compare.allSources : strings.day(known))}
      {(position !== undefined || address.showsRecorded) && (
        <span class="further">
          {compare.asRecorded} {button('position', compare.recordedAt(position))}
        </span>
      )}
      {trust.length > 0 && <span class="further">{trust.join('; ')}</span>}
    </p>
  )
}
