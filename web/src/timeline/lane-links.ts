import { type Address, formatAddress, type LanesBy, LISTS } from '../address.ts'
import type { LaneName } from './lanes-of.ts'

/** By which filter a lane is what its things are narrowed to. */
const FILTERS: Readonly<Record<LanesBy, string>> = {
  kind: 'kinds',
  side: 'side',
  topic: 'topic',
  source: 'source',
}

/** The lists of a day, narrowed to a lane where it is one of its own. */
export function dayHref(address: Address, name: LaneName, date: number): string {
  const plain = { ...address, view: 'state', subject: undefined, at: { ...address.at, date } } as const
  return laneHref(address, name, date) ?? `${formatAddress(plain)}#${LISTS}`
}

/** The lists that are narrowed to a lane, on a day if one is given; undefined for what shares a lane without being one. */
export function laneHref(address: Address, name: LaneName, date?: number): string | undefined {
  if (name.rest !== undefined || name.heading === undefined) return undefined
  const { filters, lanes, at } = address
  const word =
    lanes === 'kind' ? name.key : lanes === 'source' ? name.key.replace(/^source\//, '') : name.heading
  const narrowed = { ...filters, words: { ...filters.words, [FILTERS[lanes]]: [word] } }
  const place = formatAddress({
    ...address,
    view: 'state',
    subject: undefined,
    at: date === undefined ? at : { ...at, date },
    filters: narrowed,
  })
  return `${place}#${LISTS}`
}
