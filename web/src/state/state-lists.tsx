import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Grid } from '../../../src/exchange/read-grid.ts'
import { type Address, formatAddress, LISTS } from '../address.ts'
import { useAddress } from '../store.ts'
import { strings } from '../strings.ts'
import { fieldInWords } from './row-words.ts'
import { StateGroup } from './state-group.tsx'
import type { StateAtPoint } from './state-groups.ts'

/** The state at the point, kind by kind: what is to be done and what happens first, and beside that what holds. */
export function StateLists({ grid, state, isCurrent }: StateListsProps) {
  const lists = useRef<HTMLElement>(null)
  useArrival(lists, isCurrent)
  const address = useAddress()
  const at = { ...address.at, date: state.date, known: state.known }
  const here = useMemo(() => ({ ...address, at }), [formatAddress({ ...address, at })])
  // What did not change is the same, and is not looked through again at each move of a drag.
  const columns = useMemo(() => <Columns {...{ grid, state, here }} />, [grid, state, here])
  return (
    <section
      ref={lists}
      id={LISTS}
      class="cols"
      tabIndex={-1}
      aria-label={strings.state.lists}
      data-date={state.date}
      data-known={state.known}
    >
      {columns}
    </section>
  )
}

function Columns({
  grid,
  state,
  here,
}: Pick<StateListsProps, 'grid' | 'state'> & { readonly here: Address }) {
  const newest = grid.horizonAt(state.known)
  const isFirst = ({ kind }: (typeof state.groups)[number]) => (kind.task || kind.happens) && !kind.lesser
  const [first, beside] = [state.groups.filter(isFirst), state.groups.filter((group) => !isFirst(group))]
  return (
    <>
      {[first, beside].map((groups, column) => (
        <div key={column === 0 ? 'first' : 'beside'}>
          {groups.map((group) => (
            <StateGroup key={group.kind.name} group={group} newest={newest} here={here} />
          ))}
          {column === 1 && <Differing differing={state.differing} here={here} />}
        </div>
      ))}
    </>
  )
}

type StateListsProps = {
  readonly grid: Grid
  readonly state: StateAtPoint
  /** Whether it is the state of where one stands, and none of before that stays until that is there. */
  readonly isCurrent: boolean
}

/** Goes on at the first list where the address leads to the lists, once what it asks for is there. */
function useArrival(lists: { readonly current: HTMLElement | null }, isCurrent: boolean): void {
  const arrived = useRef<string>(undefined)
  useEffect(() => {
    if (!isCurrent || arrived.current === location.href) return
    arrived.current = location.href
    if (location.hash !== `#${LISTS}`) return
    const first = lists.current?.querySelector<HTMLElement>('h2') ?? lists.current
    first?.focus({ preventScroll: true })
    lists.current?.scrollIntoView({ block: 'start' })
  })
}

/** How many of what sources differ about are shown at first, and how many more whenever more are wanted. */
const AT_FIRST = 50

/** What sources say different things about, and about which of its fields. */
function Differing({
  differing,
  here,
}: Pick<StateAtPoint, 'differing'> & {
  readonly here: Address
}) {
  const [shown, setShown] = useState(AT_FIRST)
  const said = strings.state
  if (differing.length === 0) return null
  const left = differing.length - shown
  return (
    <section aria-labelledby="differing">
      <h2 id="differing">
        {said.differ} <small>{said.differCount(differing.length)}</small>
      </h2>
      <ul class="l plain">
        {differing.slice(0, shown).map(({ subject, name, kind, differs }) => (
          <li key={subject}>
            <div>
              <a href={formatAddress({ ...here, view: 'thing', subject })} dir="auto">
                {name}
              </a>
              <span class="m">
                {kind.heading}: {said.differAbout(differs.map(fieldInWords))}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <p class="more">
          <button type="button" class="q" onClick={() => setShown(shown + AT_FIRST)}>
            {said.more(left, Math.min(AT_FIRST, left))}
          </button>
        </p>
      )}
    </section>
  )
}
