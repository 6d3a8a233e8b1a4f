import type { Subject } from '../event/index.ts'
import { sourcesOfAll } from './resolve.ts'
import type { Standing } from './standing.ts'
import type { Item } from './state.ts'

/**
 * Which of the sources that can be seen give the value of these claims, at whatever date, and which speak of the
 * item without giving it.
 */
export function whoSays(
  item: Item,
  standings: readonly Standing[],
): { readonly saying: readonly string[]; readonly silent: readonly string[] } {
  const same = item.standings.filter(
    ({ claim, visible }) =>
      visible !== 'no' &&
      standings.some((one) => one.claim.field === claim.field && one.claim.spelling === claim.spelling),
  )
  const saying = sourcesOfAll(same)
  return { saying, silent: sourcesOfAll(item.standings).filter((source) => !saying.includes(source)) }
}
