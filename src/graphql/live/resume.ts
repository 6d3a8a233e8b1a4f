import type { Chronicle, Snapshot } from '../../engine/index.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, type Faults, quoted } from '../faults.ts'
import { ROOT_DIGITS } from './pushes.ts'

/** What a follower says that it got last; null means omitted. */
type ResumeArgs = {
  readonly after?: number | null | undefined
  readonly afterRoot?: string | number | null | undefined
  readonly afterEvent?: string | number | null | undefined
}

/** Where a stream of events goes on. */
type Resumed = {
  /** The position after which it does; it may not be recorded here yet. */
  readonly after: number
  /** To be called once it is: throws E_DIVERGED where the follower had seen another ledger, E_UNKNOWN_EVENT. */
  readonly check: (chronicle: Chronicle) => void
}

/**
 * Where a stream goes on: by the arguments or by the header Last-Event-ID (HTML standard), the later of the two. A browser that
 * reconnects sends its first query again, with that header. Without either: at the current position. Adds E_POSITION,
 * E_ARGUMENT, and E_UNKNOWN_EVENT for an event without a position.
 */
export function resumeFrom(
  { after, afterRoot, afterEvent }: ResumeArgs,
  { lastEventId = '' }: Pick<ApiContext, 'lastEventId'>,
  snapshot: Snapshot,
  faults: Faults,
): Resumed {
  const positions: number[] = []
  const checks: ((chronicle: Chronicle) => void)[] = []
  if (after != null) {
    if (after < 0) faults.add('E_POSITION', 'after', `${after} is no position; expected 0, 1, 2 …`)
    positions.push(after)
  }
  if (afterRoot != null) {
    const root = String(afterRoot)
    if (!ROOT.test(root))
      faults.add(
        'E_ARGUMENT',
        'afterRoot',
        `${quoted(root)}: expected ${ROOT_DIGITS} to 64 first digits of a root`,
      )
    if (after == null) faults.add('E_ARGUMENT', 'afterRoot', 'is the root at a position: give `after` too')
    else checks.push((chronicle) => checkRoot(chronicle, after, root, 'afterRoot'))
  }
  if (afterEvent != null) {
    const event = String(afterEvent)
    if (after != null) checks.push((chronicle) => checkEvent(chronicle, after, event))
    else {
      const position = snapshot.event(event)?.position
      if (position === undefined) faults.add('E_UNKNOWN_EVENT', 'afterEvent', noSuchEvent(event))
      else positions.push(position)
    }
  }
  if (lastEventId !== '') {
    const [, written, root] = STREAM_ID.exec(lastEventId) ?? []
    if (written === undefined)
      faults.add(
        'E_POSITION',
        'after',
        `Last-Event-ID ${quoted(lastEventId)} is no position; expected the id of an event of this stream`,
      )
    const position = Number(written ?? 0)
    positions.push(position)
    if (root !== undefined) checks.push((chronicle) => checkRoot(chronicle, position, root, 'after'))
  }
  return {
    after: positions.length === 0 ? snapshot.pin.position : Math.max(...positions),
    check: (chronicle) => {
      for (const check of checks) check(chronicle)
    },
  }
}

const ROOT = new RegExp(`^[0-9a-f]{${ROOT_DIGITS},64}$`)
const STREAM_ID = new RegExp(`^(\\d{1,10})(?:\\.([0-9a-f]{${ROOT_DIGITS}}))?$`)

function checkRoot(chronicle: Chronicle, position: number, root: string, argument: string): void {
  const here = chronicle.rootAt(position)
  if (here.startsWith(root)) return
  throw diverged(
    argument,
    `at position ${position} the root is ${here} here, and was ${root} where you followed`,
  )
}

function checkEvent(chronicle: Chronicle, position: number, event: string): void {
  const found = chronicle.event(event)
  if (found === undefined) throw badArgument('E_UNKNOWN_EVENT', 'afterEvent', noSuchEvent(event), 'notFound')
  if (found.position === position) return
  const here = chronicle.eventAt(position)?.id ?? 'nothing'
  throw diverged(
    'afterEvent',
    `at position ${position} is ${here} here, and was ${found.id} where you followed, which is at ${found.position} here`,
  )
}

function diverged(argument: string, message: string) {
  const why = 'this ledger was restored from a backup, or is another; begin anew with after: 0'
  return badArgument('E_DIVERGED', argument, `${message}: ${why}`, 'conflict')
}

function noSuchEvent(event: string): string {
  return `${quoted(event)} is no event here: this ledger was restored from a backup, is another, or has not read that far; with its position as \`after\` it is waited for`
}
