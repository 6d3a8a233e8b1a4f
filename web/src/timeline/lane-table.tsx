import { useState } from 'preact/hooks'
import { type Address, formatAddress } from '../address.ts'
import { strings } from '../strings.ts'
import { headingOf } from './lane-words.ts'
import { type Arrangement, drawnItems, type Lane } from './lanes.ts'
import { COLUMN } from './outline.ts'

/** How many rows a table has. */
const MOST_ROWS = 500

type Told = { readonly arrangement: Arrangement; readonly date: number; readonly address: Address }

/** What is drawn, lane by lane, as tables: for those who do not see it, and for whoever reads better than they look. */
export function LaneTables(drawn: Told) {
  const [isOpen, open] = useState(false)
  return (
    <details class="lane-tables" onToggle={({ currentTarget }) => open(currentTarget.open)}>
      <summary>{strings.laneTable.summary}</summary>
      {isOpen &&
        drawn.arrangement.lanes.map((lane) => <LaneTable key={lane.name.key} lane={lane} {...drawn} />)}
    </details>
  )
}

function LaneTable({ lane, arrangement, date, address }: Told & { readonly lane: Lane }) {
  const { table, knownAt, words } = arrangement.context
  const { laneTable, answer } = strings
  const items = drawnItems(lane)
  const rows = items.slice(0, MOST_ROWS)
  return (
    <>
      {(rows.length > 0 || lane.outlines.length === 0) && (
        <table>
          <caption>{headingOf(lane.name, address.lanes)}</caption>
          <thead>
            <tr>
              <th scope="col">{laneTable.what}</th>
              <th scope="col">{laneTable.when}</th>
              <th scope="col">{laneTable.answer(strings.day(date))}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ item, day }) => {
              const subject = table.items[item]?.subject ?? ''
              return (
                <tr key={subject} data-subject={subject}>
                  <td>
                    <a href={formatAddress({ ...address, view: 'thing', subject })}>
                      {words.nameOf(item, day)}
                    </a>
                  </td>
                  <td>{words.whenOf(item)}</td>
                  <td>{answer[table.items[item]?.at(date, knownAt)?.exists ?? 'unknown']}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {items.length > rows.length && <p>{laneTable.more(items.length - rows.length)}</p>}
      {lane.outlines.map((outline) => (
        <OutlineTable key={`${outline.isTask}`} {...{ lane, outline, arrangement, address }} />
      ))}
    </>
  )
}

/** How many there are, by the ticks of the axis. */
function OutlineTable({
  lane,
  outline: { outline },
  arrangement: { context },
  address,
}: Pick<Told, 'arrangement' | 'address'> & {
  readonly lane: Lane
  readonly outline: Lane['outlines'][number]
}) {
  const { scale } = context
  const { laneTable, day, answer } = strings
  const ticks = [
    scale.span[0],
    ...scale.ticks(24).filter((tick) => tick > scale.span[0] && tick <= scale.span[1]),
  ]
  const most = (counts: Float64Array, from: number, to: number) => {
    const [first, last] = [from, to].map((tick) => Math.floor((scale.begin(tick) - scale.left) / COLUMN))
    return counts.subarray(first, Math.max((first ?? 0) + 1, last ?? 0)).reduce((a, b) => Math.max(a, b), 0)
  }
  return (
    <table>
      <caption>{headingOf(lane.name, address.lanes)}</caption>
      <thead>
        <tr>
          <th scope="col">{laneTable.period}</th>
          <th scope="col">{strings.lanes.atMost(answer.definitely)}</th>
          <th scope="col">{strings.lanes.onRecord}</th>
          <th scope="col">{strings.lanes.atMost(answer.possibly)}</th>
        </tr>
      </thead>
      <tbody>
        {ticks.map((tick, nth) => {
          const end = ticks[nth + 1] ?? scale.span[1] + 1
          return (
            <tr key={tick}>
              <th scope="row">{strings.lanes.shown(day(Math.ceil(tick)), day(Math.ceil(end) - 1))}</th>
              <td>{most(outline.sure, tick, end)}</td>
              <td>{most(outline.record, tick, end)}</td>
              <td>{most(outline.possible, tick, end)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
