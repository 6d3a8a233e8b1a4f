import type { Fault } from '../../errors.ts'
import { type Difference, differencesOf, type Leaf } from '../../ledger/index.ts'
import { formatInstant } from '../../time/index.ts'
import type { Copy } from './copies.ts'

/** So many events are named; of the rest their number is told. */
const MOST = 20

/**
 * The events in which a copy that was found wanting differs from one that was found sound, each by position and id:
 * E_APART_REWRITTEN, E_APART_DROPPED, E_APART_ADDED, E_APART_MOVED, E_APART_REDATED, and E_APART_MORE for the rest.
 */
export function apartFaults(sound: Copy, wanting: Copy): readonly Fault[] {
  const differences = differencesOf(sound.leaves, withoutGrowth(sound.leaves, wanting.leaves))
  const told = differences.slice(0, MOST).map((difference): Fault => {
    const { code, message } = toldOf(difference, sound.name)
    return { code, message, place: { file: wanting.fileAt(difference.position) } }
  })
  if (differences.length <= MOST) return told
  const message = `${differences.length - MOST} further events are not as in ${sound.name}`
  return [...told, { code: 'E_APART_MORE', message, place: { file: wanting.name } }]
}

/**
 * The batches of a ledger that say another read them than their files do, which were sealed with it: E_APART_READER.
 * No root binds that; a ledger that was made before it kept readers says nothing.
 */
export function readerFaults(files: Copy, ledger: Copy): readonly Fault[] {
  const sealed = new Map(files.batches.map((batch) => [batch.last, batch]))
  return ledger.batches.flatMap(({ name, reader, last }): Fault[] => {
    const expected = sealed.get(last)?.reader
    if (reader === '' || expected === undefined || expected === reader) return []
    const message = `batch ${name} is said to be read by ${JSON.stringify(reader)}; expected ${JSON.stringify(expected)}, as in its file`
    return [{ code: 'E_APART_READER', message, place: { file: ledger.name } }]
  })
}

/** What comes after all that the sound one has is not apart from it: it may just be further. */
function withoutGrowth(sound: readonly Leaf[], wanting: readonly Leaf[]): readonly Leaf[] {
  const ids = new Set(sound.map(({ id }) => id))
  const last = wanting.findLastIndex(({ id }) => ids.has(id))
  return wanting.slice(0, Math.max(last + 1, sound.length))
}

function toldOf(difference: Difference, as: string): { readonly code: string; readonly message: string } {
  const { position, id } = difference
  switch (difference.type) {
    case 'rewritten':
      return {
        code: 'E_APART_REWRITTEN',
        message: `event ${position}: ${difference.found} stands there; expected ${id}, as in ${as}`,
      }
    case 'dropped':
      return { code: 'E_APART_DROPPED', message: `event ${position}, ${id}, is missing; it stands in ${as}` }
    case 'added':
      return { code: 'E_APART_ADDED', message: `event ${position}, ${id}, was added; it is not in ${as}` }
    case 'moved':
      return {
        code: 'E_APART_MOVED',
        message: `event ${position}, ${id}, stands at ${difference.found}; expected the order of ${as}`,
      }
    case 'redated':
      return {
        code: 'E_APART_REDATED',
        message: `event ${position}, ${id}, was recorded ${formatInstant(difference.found)}; expected ${formatInstant(difference.recordedAt)}, as in ${as}`,
      }
  }
}
