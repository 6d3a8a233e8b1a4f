import { useMemo, useState } from 'preact/hooks'
import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type ComparedSource, isTrusted, withHeard, withSideHeard } from './heard.ts'
import { sideNames } from './side-names.ts'
import { addressOf, isSameTrust, type TwoPoints, trustOf, withoutSource } from './two-points.ts'

const { compare } = strings

/** Beyond so many sources, they are folded. */
const MOST_SHOWN = 24

/** Whom one hears: each source and each side on and off, at both points or at one alone; and what falls if a source falls. */
export function Hearing({
  points,
  sources,
  go,
}: {
  readonly points: TwoPoints
  readonly sources: readonly ComparedSource[]
  readonly go: (points: TwoPoints) => void
}) {
  const { address, grid } = usePage()
  const isSame = isSameTrust(points.from, points.to)
  const [where, setWhere] = useState<'both' | 'from' | 'to'>(isSame ? 'both' : 'to')
  const at = where === 'from' ? points.from : points.to
  const sides = [...new Set(sources.flatMap(({ side }) => (side === undefined ? [] : [side])))]
  const names = useMemo(
    () => (grid.status === 'ready' ? sideNames(grid.grid, sides) : new Map<string, string>()),
    [grid, sides.join()],
  )
  const choose = (trust: ReturnType<typeof trustOf>) =>
    go({
      from: where === 'to' ? points.from : { ...points.from, ...trust },
      to: where === 'from' ? points.to : { ...points.to, ...trust },
    })
  if (sources.length === 0) return null
  return (
    <fieldset class="tog">
      <legend class="sr">{compare.hear}</legend>
      <span aria-hidden="true">{compare.hear}</span>
      {sources.slice(0, MOST_SHOWN).map((source) => (
        <label key={source.subject}>
          <input
            type="checkbox"
            checked={isTrusted(source, at)}
            onChange={(event) => choose(withHeard(at, source, event.currentTarget.checked, sources))}
          />
          [{source.label}] {dayOfSource(source)}
        </label>
      ))}
      {sides.map((side) => {
        const own = sources.filter((source) => source.side === side)
        const heard = own.filter((source) => isTrusted(source, at)).length
        return (
          <label key={side}>
            <input
              type="checkbox"
              checked={heard === own.length}
              ref={(box) => {
                if (box !== null) box.indeterminate = heard > 0 && heard < own.length
              }}
              onChange={(event) => choose(withSideHeard(at, side, event.currentTarget.checked, sources))}
            />
            {compare.side(names.get(side) ?? side)}
          </label>
        )
      })}
      <span class="where">
        {(['both', 'from', 'to'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="hear-at"
              checked={where === each}
              onChange={() => {
                setWhere(each)
                if (each === 'both' && !isSame)
                  go({ from: { ...points.from, ...trustOf(at) }, to: { ...points.to, ...trustOf(at) } })
              }}
            />
            {compare.hearAt[each]}
          </label>
        ))}
      </span>
      {!isSame && (
        <span class="unlike">
          {compare.unlike(
            sources.flatMap((source) =>
              isTrusted(source, points.from) === isTrusted(source, points.to) ? [] : [`[${source.label}]`],
            ),
          )}
        </span>
      )}
      <span class="falls">
        {compare.fallsOf}{' '}
        {sources.slice(0, MOST_SHOWN).map((source, nth) => (
          <span key={source.subject}>
            {nth > 0 && ' '}
            <a
              href={formatAddress({ ...address, ...addressOf(withoutSource(points, source.label)) })}
              aria-label={compare.falls(source.label)}
            >
              [{source.label}]
            </a>
          </span>
        ))}
      </span>
    </fieldset>
  )
}

/** The day on which a source came out, as far as it is certain. */
function dayOfSource({ earliest, latest }: ComparedSource): string {
  return earliest === latest ? strings.shortDay(earliest) : compare.undated
}
