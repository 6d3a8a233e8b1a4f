import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { strings } from '../strings.ts'

/** How many of a long list are shown before one asks for all; one more is no reason to fold. */
const AT_FIRST = 5

/** A list of which the first are shown, and the others when one asks for them. */
export function Folded<Thing>({
  things,
  draw,
}: {
  readonly things: readonly Thing[]
  readonly draw: (thing: Thing, nth: number) => ComponentChildren
}) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole || things.length <= AT_FIRST + 1 ? things : things.slice(0, AT_FIRST)
  const left = things.length - shown.length
  return (
    <>
      {shown.map(draw)}
      {left > 0 && (
        <div>
          <button type="button" class="q" onClick={() => setWhole(true)}>
            {strings.thing.andMore(left)}
          </button>
        </div>
      )}
    </>
  )
}
