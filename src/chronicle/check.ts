import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import {
  applyCorrection,
  type Catalogue,
  type CorrectionPayload,
  type Envelope,
  type EventId,
  eventCorrected,
  type Path,
  parseEvent,
  payloadOf,
} from '../event/index.ts'
import type { Annals } from '../timeline/index.ts'

/** An event that is about to be recorded, with its id. */
export type Fresh = { readonly id: EventId; readonly event: Envelope }

/**
 * Checks what can be known only beside other events: that premises and targets stand recorded before, that an act
 * names the last act on its target, and that a correction leaves an event of its type. Throws
 * {@link InvalidInput} with every fault; `E_NOT_HEAD`, a conflict, where the only fault is that someone else
 * acted first.
 */
export function checkBeside(fresh: readonly Fresh[], annals: Annals, catalogue: Catalogue): void {
  const before = new Map<EventId, Envelope>()
  const acts = new Map<EventId, readonly Envelope[]>()
  const find = (id: EventId) => before.get(id) ?? annals.event(id)?.event
  const actsOn = (id: EventId) => acts.get(id) ?? annals.actsOn(id).map(({ event }) => event)
  const last = new Map<EventId, EventId>()
  const faults: Fault[] = []
  const conflicts: Fault[] = []
  fresh.forEach(({ id, event }, index) => {
    for (const [at, premise] of (event.premises ?? []).entries()) {
      const found = find(premise)
      if (found === undefined) faults.push(unknown(premise, [index, 'premises', at]))
      else if (found.target !== undefined)
        faults.push(
          fault('E_PREMISES', [index, 'premises', at], `${premise} is an act: name the event it acts on`),
        )
    }
    if (event.target !== undefined) {
      const { event: target, after } = event.target
      const original = find(target)
      const head = last.get(target) ?? annals.actsOn(target).at(-1)?.id
      if (original === undefined) faults.push(unknown(target, [index, 'target', 'event']))
      else if (original.target !== undefined)
        faults.push(
          fault('E_TARGET', [index, 'target', 'event'], `${target} is itself an act: act on its target`),
        )
      else if (after !== head) conflicts.push(notHead(head, after, [index, 'target', 'after']))
      else faults.push(...brokenBy(event, original, actsOn(target), catalogue, index))
      acts.set(target, [...actsOn(target), event])
      last.set(target, id)
    }
    before.set(id, event)
  })
  if (faults.length > 0) throw new InvalidInput([...faults, ...conflicts])
  const [first] = conflicts
  if (first !== undefined)
    throw new RegestaError(first.code, 'conflict', first.message, { faults: conflicts })
}

/** What is wrong with the event as the correction, after all acts before it, has it read. */
function brokenBy(
  act: Envelope,
  original: Envelope,
  acts: readonly Envelope[],
  catalogue: Catalogue,
  index: number,
): readonly Fault[] {
  if (act.type !== eventCorrected.type) return []
  const read = [...acts, act]
    .filter(({ type }) => type === eventCorrected.type)
    .reduce((event, each) => applyCorrection(event, setOf(each)), original)
  const parsed = parseEvent(catalogue, read)
  if (parsed.ok) return []
  return parsed.faults.map(({ code, message, place }) =>
    fault('E_CORRECTION', [index, 'payload', 'set', ...(place?.path ?? [])], `${code} ${message}`),
  )
}

function setOf(act: Envelope): CorrectionPayload['set'] {
  return payloadOf(eventCorrected, act).set
}

function unknown(id: EventId, path: Path): Fault {
  return fault('E_UNKNOWN_EVENT', path, `expected an event recorded before; ${id} is not`)
}

function notHead(head: EventId | undefined, after: EventId | undefined, path: Path): Fault {
  const expected =
    head === undefined ? 'no after, for nothing has acted on it yet' : `after: ${head}, the last act on it`
  return fault('E_NOT_HEAD', path, `conflict: expected ${expected}; ${after ?? 'none'} arrived`)
}

function fault(code: string, path: Path, message: string): Fault {
  return { code, message, place: { path } }
}
