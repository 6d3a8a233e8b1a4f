import type { Chronicle } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { Faults, type Pins, quoted, Snapshots, thereAre } from '../../graphql/index.ts'
import { type CivilDay, formatDay, parseDay } from '../../time/index.ts'

/**
 * Where a whole request stands, as `at` in its address says: `2026-11-21,japan-viet-nam:143`. The day is what counts as
 * today. Where chronicles are named, each stands at its position and there are no others; where none is, all that are
 * open stand at their heads.
 */
export type At = { readonly today?: CivilDay; readonly positions: ReadonlyMap<string, number> }

export const NOWHERE: At = { positions: new Map() }

/** The one spelling of it: the day, then the chronicles by their names; empty where nothing is said. */
export function formatAt({ today, positions }: At): string {
  const places = [...positions].map(([name, position]) => `${name}:${position}`).sort()
  return [...(today === undefined ? [] : [formatDay(today)]), ...places].join(',')
}

/**
 * Reads what the address of a request says, in any order; nothing where it says nothing. A position that is not here
 * yet is looked for in the ledger. Throws InvalidInput with every fault: E_AT, E_DATE, E_NOT_FOUND, E_POSITION.
 */
export async function readAt(
  said: readonly string[],
  chronicles: ReadonlyMap<string, Chronicle>,
): Promise<At> {
  const [text, ...more] = said
  if (text === undefined) return NOWHERE
  const faults = new Faults()
  const fault = (code: string, message: string) => faults.add(code, 'at', message)
  if (more.length > 0) fault('E_AT', `expected once, got it ${said.length} times`)
  let today: CivilDay | undefined
  const positions = new Map<string, number>()
  for (const part of text.split(',').slice(0, MOST)) {
    const colon = part.lastIndexOf(':')
    if (colon === -1) {
      const day = dayIn(part, fault)
      if (day !== undefined && today !== undefined) fault('E_AT', `${part} is a second day; expected one`)
      today ??= day
    } else {
      const [name, position] = [part.slice(0, colon), part.slice(colon + 1)]
      if (positions.has(name)) fault('E_AT', `${quoted(name)} is named twice`)
      positions.set(name, await positionIn(name, position, chronicles, fault))
    }
  }
  faults.check()
  return { ...(today !== undefined && { today }), positions }
}

/** The chronicles as they are for a request that stands there; all of them on one day. */
export function snapshotsAt(at: At, chronicles: ReadonlyMap<string, Chronicle>): Snapshots {
  const there = [...chronicles].filter(([name]) => at.positions.size === 0 || at.positions.has(name))
  const today = at.today ?? there[0]?.[1].clock.today()
  const pins: Pins = new Map(
    there.map(([name]) => {
      const position = at.positions.get(name)
      return [name, { ...(today !== undefined && { today }), ...(position !== undefined && { position }) }]
    }),
  )
  return new Snapshots(new Map(there), pins)
}

/** No more parts than this are looked at: nobody has as many chronicles. */
const MOST = 1_000

type Fault = (code: string, message: string) => void

function dayIn(part: string, fault: Fault): CivilDay | undefined {
  try {
    return parseDay(part)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    fault(
      part === '' ? 'E_AT' : error.code,
      `${quoted(part)} is neither a day, like 2026-11-21, nor a chronicle with a position, like name:143`,
    )
    return undefined
  }
}

async function positionIn(
  name: string,
  written: string,
  chronicles: ReadonlyMap<string, Chronicle>,
  fault: Fault,
): Promise<number> {
  const chronicle = chronicles.get(name)
  const position = /^\d{1,15}$/.test(written) ? Number(written) : undefined
  if (chronicle === undefined)
    fault('E_NOT_FOUND', `${quoted(name)} is no chronicle here; ${thereAre(chronicles.keys())}`)
  if (position === undefined) fault('E_POSITION', `${quoted(written)}: expected a position: 0, 1, 2 …`)
  if (chronicle === undefined || position === undefined) return 0
  if (!chronicle.reaches(position)) await chronicle.follow()
  if (!chronicle.reaches(position))
    fault('E_POSITION', `${name} has no position ${position} yet: its ledger goes to ${chronicle.position}`)
  return position
}
