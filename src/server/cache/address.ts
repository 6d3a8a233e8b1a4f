import { type Chronicle, type Chronicles, openIn } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { Faults, quoted, Snapshots, thereAre } from '../../graphql/index.ts'
import { type CivilDay, formatDay, parseDay } from '../../time/index.ts'
import { encodeInAddress, type NormalizedQuery } from '../document/normal-form.ts'

/**
 * The day and positions that the `at` of an address pins: `2026-11-21,japan-viet-nam:143`. The day counts as today. If
 * chronicles are named, only those are open, each at its position; otherwise all are, at their heads.
 */
export type PinnedAt = {
  readonly today?: CivilDay
  readonly positions: ReadonlyMap<string, number>
  /** The chronicles that are named, if any are. */
  readonly named?: ReadonlyMap<string, Chronicle>
}

const UNPINNED: PinnedAt = { positions: new Map() }

/** Its canonical spelling: the day, then the chronicles by name; empty if nothing is pinned. */
export function formatPinnedAt({ today, positions }: PinnedAt): string {
  const places = [...positions].map(([name, position]) => `${name}:${position}`).sort()
  return [...(today === undefined ? [] : [formatDay(today)]), ...places].join(',')
}

/**
 * Parses the values of `at`, its parts in any order. A position beyond the head is looked for in the ledger. Throws
 * InvalidInput with every fault: E_AT, E_DATE, E_NOT_FOUND, E_POSITION.
 */
export async function readPinnedAt(values: readonly string[], chronicles: Chronicles): Promise<PinnedAt> {
  const [text, ...more] = values
  if (text === undefined) return UNPINNED
  const faults = new Faults()
  const fault = (code: string, message: string) => faults.add(code, 'at', message)
  if (more.length > 0) fault('E_AT', `expected once, got it ${values.length} times`)
  let today: CivilDay | undefined
  const positions = new Map<string, number>()
  const named = new Map<string, Chronicle>()
  for (const part of text.split(',').slice(0, MAX_PARTS)) {
    const colon = part.lastIndexOf(':')
    if (colon === -1) {
      const day = dayIn(part, fault)
      if (day !== undefined && today !== undefined) fault('E_AT', `${part} is a second day; expected one`)
      today ??= day
    } else {
      const [name, position] = [part.slice(0, colon), part.slice(colon + 1)]
      if (positions.has(name)) fault('E_AT', `${quoted(name)} is named twice`)
      const chronicle = await openIn(chronicles, name)
      if (chronicle === undefined)
        fault('E_NOT_FOUND', `${quoted(name)} is no chronicle here; ${thereAre(chronicles.keys())}`)
      else named.set(name, chronicle)
      positions.set(name, await positionIn(chronicle, position, fault))
    }
  }
  faults.check()
  return {
    ...(today !== undefined && { today }),
    positions,
    ...(named.size > 0 && { named: inOrder(named, chronicles) }),
  }
}

function inOrder(
  named: ReadonlyMap<string, Chronicle>,
  chronicles: Chronicles,
): ReadonlyMap<string, Chronicle> {
  if (named.size === 1) return named
  return new Map(
    [...chronicles.keys()].flatMap((name) => {
      const chronicle = named.get(name)
      return chronicle === undefined ? [] : [[name, chronicle] as const]
    }),
  )
}

/** The chronicles as pinned, all on the same day. */
export function snapshotsAt({ today, positions, named }: PinnedAt, chronicles: Chronicles): Snapshots {
  const pins = new Map([...positions].map(([name, position]) => [name, { position }]))
  return new Snapshots(named ?? chronicles, pins, today)
}

/** More parts than this are ignored: nobody has as many chronicles. */
const MAX_PARTS = 1_000

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

async function positionIn(chronicle: Chronicle | undefined, written: string, fault: Fault): Promise<number> {
  const position = /^\d{1,15}$/.test(written) ? Number(written) : undefined
  if (position === undefined) fault('E_POSITION', `${quoted(written)}: expected a position: 0, 1, 2 …`)
  if (chronicle === undefined || position === undefined) return 0
  if (!chronicle.reaches(position)) await chronicle.follow()
  if (!chronicle.reaches(position))
    fault(
      'E_POSITION',
      `${chronicle.name} has no position ${position} yet: its ledger goes to ${chronicle.position}`,
    )
  return position
}

/** The longest address that is given, in characters: many servers and readers accept no longer one. */
const MAX_LENGTH = 6_000

/** A query in an address: by its text, or by the id of a trusted document and the name of an operation. */
type AddressedQuery = (
  | { readonly query: Pick<NormalizedQuery, 'inAddress'> }
  | { readonly documentId: string; readonly operationName?: string | undefined }
) & {
  /** Canonical JSON; empty if there are none. */
  readonly variables: string
  readonly at: string
}

/** The query of an answer's own address, `?query=…&variables=…&at=…`; undefined if it would be too long. */
export function addressOf({ variables, at, ...query }: AddressedQuery): string | undefined {
  const named =
    'query' in query
      ? `query=${query.query.inAddress}`
      : pairsOf([
          ['documentId', query.documentId],
          ['operationName', query.operationName],
        ])
  const rest = pairsOf([
    ['variables', variables],
    ['at', at],
  ])
  const address = `?${[named, rest].filter((each) => each !== '').join('&')}`
  return address.length > MAX_LENGTH ? undefined : address
}

/** Those that have a value, as in a query string. */
function pairsOf(pairs: readonly (readonly [string, string | undefined])[]): string {
  return pairs
    .flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [`${name}=${encodeInAddress(value)}`],
    )
    .join('&')
}
