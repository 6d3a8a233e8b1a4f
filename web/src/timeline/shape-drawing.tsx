import type { Part, Point, Shape } from './shapes.ts'

/** The patterns of a drawing: hatching, and what fades it. */
export function Patterns() {
  return (
    <defs>
      <pattern
        id="lane-hatch"
        width="4"
        height="4"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="1.7" height="4" class="ht" />
      </pattern>
      <linearGradient id="lane-growing">
        <stop offset="0" stop-color="#fff" stop-opacity="0.12" />
        <stop offset="1" stop-color="#fff" />
      </linearGradient>
      <linearGradient id="lane-fading">
        <stop offset="0" stop-color="#fff" />
        <stop offset="1" stop-color="#fff" stop-opacity="0.12" />
      </linearGradient>
      <mask id="lane-grows" maskContentUnits="objectBoundingBox">
        <rect width="1" height="1" fill="url(#lane-growing)" />
      </mask>
      <mask id="lane-fades" maskContentUnits="objectBoundingBox">
        <rect width="1" height="1" fill="url(#lane-fading)" />
      </mask>
    </defs>
  )
}

/** What is drawn of an item, `y` the middle of its line, between the edges of what is shown. */
export function ShapeDrawing({
  shape,
  y,
  room,
  isThin = false,
  count = 1,
}: {
  readonly shape: Shape
  readonly y: number
  readonly room: { readonly left: number; readonly right: number }
  /** Whether it is one of a stack. */
  readonly isThin?: boolean
  readonly count?: number
}) {
  const { parts, points, brackets, likely, dues } = shape
  const isIn = (x: number) => x >= room.left - 6 && x <= room.right + 6
  return (
    <>
      {parts.map((part, nth) => drawPart(part, nth, { y, room, isThin }))}
      {brackets.map(({ x, opens }, nth) =>
        isIn(x) ? (
          <path
            key={`b${nth}`}
            d={`M${x + (opens ? 3 : -3)} ${y - 5}h${opens ? -3 : 3}v10h${opens ? 3 : -3}`}
            class="br"
          />
        ) : null,
      )}
      {likely.map((x, nth) =>
        isIn(x) ? <path key={`l${nth}`} d={`M${x} ${y - 6.5}l5 6.5l-5 6.5l-5-6.5z`} class="lk" /> : null,
      )}
      {dues.map((x, nth) =>
        isIn(x) && !isThin ? <path key={`d${nth}`} d={`M${x} ${y - 6}v12`} class="due" /> : null,
      )}
      {points.map((point, nth) => (isIn(point.x) ? drawPoint(point, `p${nth}`, y, isThin) : null))}
      {count > 1 && points[0] !== undefined && isIn(points[0].x) && (
        <path d={`M${points[0].x + 5.5} ${y - 4}a4 4 0 0 1 0 8`} class="br" />
      )}
    </>
  )
}

type Place = {
  readonly y: number
  readonly room: { readonly left: number; readonly right: number }
  readonly isThin: boolean
}

/** Keys are by place: what only moves while one pans is the same element. */
function drawPart({ x0, x1, look }: Part, nth: number, { y, room, isThin }: Place) {
  const [from, to] = [Math.max(x0, room.left), Math.min(x1, room.right)]
  if (to <= from) return null
  const key = `${look} ${nth}`
  const width = to - from
  const line = (style: string) => <path key={key} d={`M${from} ${y}H${to}`} class={style} />
  switch (look) {
    case 'solid':
      return <rect key={key} x={from} y={y - 5} width={width} height="10" class="solid" />
    case 'begin':
    case 'by':
      return hatch('url(#lane-grows)')
    case 'end':
    case 'from':
      return hatch('url(#lane-fades)')
    case 'window':
      return hatch()
    case 'dashes':
      return line('thp')
    case 'plan':
      return line('thr')
    case 'open':
      return line(isThin ? 'th' : 'th2')
    case 'record':
      return line(isThin ? 'thr' : 'thr2')
  }

  function hatch(mask?: string) {
    return (
      <rect
        key={key}
        x={from}
        y={y - 5}
        width={width}
        height="10"
        fill="url(#lane-hatch)"
        {...(mask !== undefined && { mask })}
      />
    )
  }
}

function drawPoint({ x, look }: Point, key: string, y: number, isThin: boolean) {
  switch (look) {
    case 'filled':
      return <circle key={key} cx={x} cy={y} r={isThin ? 1.7 : 4} class="pt" />
    case 'half':
      return isThin ? null : (
        <g key={key}>
          <circle cx={x} cy={y} r="4" class="pth" />
          <path d={`M${x} ${y - 4}a4 4 0 0 0 0 8z`} class="pt" />
        </g>
      )
    case 'planned':
      return <circle key={key} cx={x} cy={y} r="3.6" class="pth" />
    case 'off':
      return (
        <g key={key}>
          <circle cx={x} cy={y} r="3.6" class="pth" />
          <path d={`M${x - 5} ${y + 5}l10-10`} class="br" />
        </g>
      )
    case 'begin':
      return isThin ? null : <circle key={key} cx={x} cy={y} r="2.6" class="pt" />
    case 'dropped':
      return <path key={key} d={`M${x} ${y - (isThin ? 1.5 : 4)}v${isThin ? 3 : 8}`} class="br" />
  }
}
