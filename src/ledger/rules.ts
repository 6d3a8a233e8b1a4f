import { hash } from 'node:crypto'
import { RegestaError } from '../errors.ts'
import { type Frontier, rootOf } from './merkle.ts'
import type { Batch, Head, NewEvent, Range } from './port.ts'

/** Refuses a batch that no ledger could take: E_NAME, E_EMPTY_BATCH, E_RECORDED_AT, E_ID, E_DUPLICATE_IN_BATCH. */
export function checkBatch(batch: Batch): void {
  checkName('chronicle', batch.chronicle)
  checkName('name', batch.name)
  // The reader may be left out.
  if (batch.reader) checkName('reader', batch.reader)
  if (batch.events.length === 0) {
    const message = `batch "${batch.name}" has no events; give at least one`
    throw new RegestaError('E_EMPTY_BATCH', 'invalid', message, { batch: batch.name })
  }
  checkInstant(batch)
  const seen = new Set<string>()
  for (const [index, event] of batch.events.entries()) {
    checkId(event, index)
    if (seen.has(event.id)) {
      const message = `event ${event.id} is twice in batch "${batch.name}"; an event is recorded once`
      throw new RegestaError('E_DUPLICATE_IN_BATCH', 'invalid', message, {
        batch: batch.name,
        id: event.id,
        index,
      })
    }
    seen.add(event.id)
  }
}

/**
 * Refuses a batch that does not follow on this head: E_POSITION, E_ALREADY_RECORDED, E_RECORDED_AT.
 * `recorded` is the first event of the batch that is recorded already, if any.
 */
export function checkFollows(
  batch: Batch,
  head: Head,
  recorded: { readonly id: string; readonly position: number } | undefined,
): void {
  const { chronicle, expectedPosition, recordedAt } = batch
  if (expectedPosition !== undefined && expectedPosition !== head.position) {
    const message = `expected the head of ${chronicle} at ${expectedPosition}, it is at ${head.position}; read on and try again`
    throw new RegestaError('E_POSITION', 'conflict', message, {
      chronicle,
      expected: expectedPosition,
      actual: head.position,
    })
  }
  if (recorded !== undefined) {
    const message = `event ${recorded.id} is recorded in ${chronicle} already, at position ${recorded.position}`
    throw new RegestaError('E_ALREADY_RECORDED', 'conflict', message, {
      chronicle,
      id: recorded.id,
      position: recorded.position,
    })
  }
  if (head.recordedAt !== undefined && recordedAt <= head.recordedAt) {
    const message = `batch "${batch.name}" is recorded at ${iso(recordedAt)}; expected later than the head of ${chronicle}, ${iso(head.recordedAt)}`
    throw new RegestaError('E_RECORDED_AT', 'conflict', message, {
      chronicle,
      recordedAt,
      head: head.recordedAt,
    })
  }
}

function checkName(argument: 'chronicle' | 'name' | 'reader', name: string): void {
  if (name === '' || !name.isWellFormed()) {
    const message = `${argument} ${JSON.stringify(name)}: expected well-formed text that is not empty`
    throw new RegestaError('E_NAME', 'invalid', message, { argument, name })
  }
}

function checkInstant({ name, recordedAt }: Batch): void {
  if (!Number.isInteger(recordedAt) || Number.isNaN(new Date(recordedAt).getTime())) {
    const message = `batch "${name}" is recorded at ${recordedAt}; expected a UTC instant in whole milliseconds`
    throw new RegestaError('E_RECORDED_AT', 'invalid', message, { batch: name, recordedAt })
  }
}

/** A lone surrogate would be hashed and stored as U+FFFD, and so read back as another text. */
function checkId({ id, body }: NewEvent, index: number): void {
  const actual = body.isWellFormed() ? hash('sha256', body) : undefined
  if (actual !== id)
    throw new RegestaError(
      'E_ID',
      'invalid',
      `event ${index + 1} of the batch has id "${id}"; ${
        actual === undefined ? 'its body is not well-formed Unicode' : `the SHA-256 of its body is ${actual}`
      }`,
      { index, id, actual },
    )
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}

/** The range with its defaults, cut to a chronicle of `head` positions: `after` is out, `upTo` in. Throws E_RANGE. */
export function resolveRange(range: Range, head: number): Required<Range> {
  const { after = 0, upTo = head } = range
  for (const [argument, position] of Object.entries({ after, upTo }))
    if (!(position === Number.POSITIVE_INFINITY || isPosition(position))) {
      const message = `${argument} is ${position}; expected a position: 0, 1, 2 …`
      throw new RegestaError('E_RANGE', 'invalid', message, { argument, position })
    }
  return { after: Math.min(after, head), upTo: Math.min(upTo, head) }
}

/** Refuses, with E_NO_POSITION, a position that a chronicle has not reached. */
export function checkPosition(chronicle: string, position: number, head: number): void {
  if (isPosition(position) && position <= head) return
  const message = `${chronicle} has no position ${position}; it goes from 0 (empty) to ${head}`
  throw new RegestaError('E_NO_POSITION', 'notFound', message, { chronicle, position, head })
}

function isPosition(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/** The error of a ledger that is used after `close()`. */
export function ledgerClosed(): RegestaError {
  return new RegestaError('E_LEDGER_CLOSED', 'fault', 'the ledger was closed; open it again')
}

/** The callbacks that wait for a chronicle to grow. */
export class Watchers {
  readonly #wakes = new Map<string, Set<() => void>>()

  /** Calls `wake` at every {@link wake} of the chronicle, until the function it answers is called. */
  add(chronicle: string, wake: () => void): () => void {
    const own = () => wake()
    const wakes = this.#wakes.get(chronicle) ?? new Set()
    this.#wakes.set(chronicle, wakes.add(own))
    return () => {
      wakes.delete(own)
      if (wakes.size === 0 && this.#wakes.get(chronicle) === wakes) this.#wakes.delete(chronicle)
    }
  }

  /** Calls them in a microtask, so that an error in one fails no append. */
  wake(chronicle: string): void {
    for (const wake of this.#wakes.get(chronicle) ?? []) queueMicrotask(wake)
  }

  /** The chronicles that are watched. */
  get watched(): readonly string[] {
    return [...this.#wakes.keys()]
  }

  clear(): void {
    this.#wakes.clear()
  }
}

/** The head of a chronicle as stores keep it: the Merkle frontier, from which the next append goes on. */
export type HeadState = { readonly frontier: Frontier; readonly recordedAt: number | undefined }

export function headOf(chronicle: string, { frontier, recordedAt }: HeadState): Head {
  return { chronicle, position: frontier.size, recordedAt, root: rootOf(frontier) }
}

/** For a column of a store's tables that holds something else than a ledger keeps there. */
export function unexpectedColumn(column: string, expected: string, actual: string): RegestaError {
  const message = `the ledger is damaged: column ${column} has ${actual}, expected ${expected}`
  return new RegestaError('E_LEDGER_DAMAGED', 'fault', message, { column })
}
