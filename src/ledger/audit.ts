import { hash } from 'node:crypto'
import { type Fault, RegestaError } from '../errors.ts'
import { hashOfLeaf } from './merkle.ts'
import { MerkleTree } from './merkle-tree.ts'
import {
  type Entry,
  type Head,
  type Leaf,
  type Ledger,
  noProgress,
  type Progress,
  type RecordedBatch,
} from './port.ts'

/** What a ledger holds of a chronicle, recomputed from its events alone, and every contradiction in it. */
export type ChronicleAudit = {
  readonly head: Head
  /** Of every event that can be read, in order. */
  readonly leaves: readonly Leaf[]
  /** Over the events before the first that cannot be read. */
  readonly tree: MerkleTree
  readonly faults: readonly Fault[]
}

/** Why a body cannot have been recorded in a chronicle after the events of which `isRecorded` holds; empty if it can. */
export type CheckBody = (
  body: string,
  chronicle: string,
  isRecorded: (id: string) => boolean,
) => readonly string[]

export type AuditOptions = { readonly progress?: Progress; readonly check?: CheckBody }

/**
 * Replays a chronicle and recomputes everything the ledger keeps of it: ids from bodies, leaves from ids, and from leaves
 * the root after each batch. Goes on to the end; each fault names an event by position and id, and the ledger by `name`:
 * - E_AUDIT_BODY: the SHA-256 of the body is not the id
 * - E_AUDIT_GAP: the event cannot be read, or is of another position or chronicle
 * - E_AUDIT_TWICE: the id was recorded before
 * - E_AUDIT_EVENT: what `check` finds in a body, of which a ledger itself knows nothing
 * - E_AUDIT_BATCH: the event is of no batch or another one, or a batch does not follow on the last
 * - E_AUDIT_ROOT: the first batch after which the kept root differs
 * - E_AUDIT_HEAD: the head is not the end of the last batch
 *
 * Does not find a ledger that was rewritten as a whole: {@link historyFaults} does, by signed checkpoints. Cost an event:
 * two hashes, a look-up, some 250 bytes of memory.
 */
export async function auditChronicle(
  ledger: Ledger,
  chronicle: string,
  name: string,
  { progress = noProgress, check = () => [] }: AuditOptions = {},
): Promise<ChronicleAudit> {
  const [head, batches] = [await ledger.head(chronicle), await ledger.batches(chronicle)]
  const auditor = new Auditor(name, head, batches, check)
  for await (const { position, entry, reason } of everyPosition(ledger, head)) {
    if (entry === undefined) auditor.unreadable(position, reason)
    else auditor.take(position, entry)
    if (position % 1000 === 0) progress({ doing: 'proving', chronicle, done: position, of: head.position })
  }
  await auditor.checkRoots((position) => ledger.rootAt(chronicle, position))
  return auditor.end()
}

class Auditor {
  readonly #name: string
  readonly #check: CheckBody
  readonly #head: Head
  readonly #batches: readonly RecordedBatch[]
  readonly #tree = new MerkleTree()
  readonly #leaves: Leaf[] = []
  readonly #faults: Fault[] = []
  readonly #positions = new Map<string, number>()
  #batch = 0
  #isWhole = true

  constructor(name: string, head: Head, batches: readonly RecordedBatch[], check: CheckBody) {
    this.#name = name
    this.#check = check
    this.#head = head
    this.#batches = batches.filter(({ last }) => last <= head.position)
    this.#checkBatches()
  }

  unreadable(position: number, reason = 'there is none'): void {
    this.#isWhole = false
    this.#fault('E_AUDIT_GAP', `event ${position} cannot be read: ${reason}`)
  }

  take(position: number, entry: Entry): void {
    const { chronicle, id, recordedAt, body } = entry
    this.#leaves.push({ chronicle, id, position: entry.position, recordedAt })
    const at = `event ${position}, ${id},`
    if (entry.position !== position || chronicle !== this.#head.chronicle)
      this.#fault('E_AUDIT_GAP', `${at} says that it is event ${entry.position} of ${chronicle}`)
    const actual = body.isWellFormed() ? hash('sha256', body) : 'none, for it is not well-formed Unicode'
    if (actual !== id)
      this.#fault('E_AUDIT_BODY', `${at} does not match its id: the SHA-256 of its body is ${actual}`)
    const before = this.#positions.get(id)
    if (before !== undefined) {
      const message = `${at} was recorded at position ${before} already; an event is recorded once`
      this.#fault('E_AUDIT_TWICE', message)
    }
    for (const reason of this.#check(body, chronicle, (other) => this.#positions.has(other)))
      this.#fault('E_AUDIT_EVENT', `${at} is not as events are recorded: ${reason}`)
    this.#positions.set(id, position)
    this.#checkBatchOf(position, entry, at)
    if (!isInstant(recordedAt)) this.#isWhole = false
    if (this.#isWhole) this.#tree.append(hashOfLeaf(entry))
  }

  /** Compares the roots that were kept with the tree, up to the first that differs: all later ones differ as well. */
  async checkRoots(rootAt: (position: number) => Promise<string>): Promise<void> {
    for (const { name, first, last } of this.#batches) {
      if (last > this.#tree.size) return
      const [kept, root] = [await rootAt(last), this.#tree.rootAt(last)]
      if (kept === root) continue
      const which = first === last ? `event ${first}` : `one of events ${first} to ${last}`
      this.#fault(
        'E_AUDIT_ROOT',
        `${which}, or what was kept of batch ${name}, is not as it was recorded: the root after it is ${root}; expected ${kept}`,
      )
      return
    }
  }

  end(): ChronicleAudit {
    const [head, tree] = [this.#head, this.#tree]
    const last = this.#batches.at(-1)
    if ((last?.last ?? 0) !== head.position || last?.recordedAt !== head.recordedAt)
      this.#fault(
        'E_AUDIT_HEAD',
        `the last batch ends at ${last?.last ?? 0}; expected position ${head.position}, the head`,
      )
    else if (tree.size === head.position && tree.rootAt(tree.size) !== head.root && this.#agreesSoFar())
      this.#fault('E_AUDIT_HEAD', `the head has root ${head.root}; expected ${tree.rootAt(tree.size)}`)
    return { head, leaves: this.#leaves, tree, faults: this.#faults }
  }

  #agreesSoFar(): boolean {
    return this.#faults.every(({ code }) => code !== 'E_AUDIT_ROOT')
  }

  #checkBatches(): void {
    let before: RecordedBatch | undefined
    for (const batch of this.#batches) {
      if (batch.first !== (before?.last ?? 0) + 1 || batch.last < batch.first) {
        const message = `batch ${batch.name} goes from ${batch.first} to ${batch.last}; expected it to begin at ${(before?.last ?? 0) + 1}`
        this.#fault('E_AUDIT_BATCH', message)
      }
      if (before !== undefined && batch.recordedAt <= before.recordedAt) {
        const message = `batch ${batch.name} is no later than ${before.name}; expected instants to rise`
        this.#fault('E_AUDIT_BATCH', message)
      }
      before = batch
    }
  }

  #checkBatchOf(position: number, entry: Entry, at: string): void {
    while ((this.#batches[this.#batch]?.last ?? Infinity) < position) this.#batch += 1
    const batch = this.#batches[this.#batch]
    if (batch === undefined || batch.first > position) this.#fault('E_AUDIT_BATCH', `${at} is of no batch`)
    else if (entry.batch !== batch.name || entry.recordedAt !== batch.recordedAt) {
      const message = `${at} was recorded in ${entry.batch} at ${instant(entry.recordedAt)}; expected ${batch.name} at ${instant(batch.recordedAt)}`
      this.#fault('E_AUDIT_BATCH', message)
    }
  }

  #fault(code: string, message: string): void {
    this.#faults.push({ code, message, place: { file: this.#name } })
  }
}

/** An altered instant may be no instant at all; then there is no leaf. */
function isInstant(recordedAt: number): boolean {
  return Number.isInteger(recordedAt) && !Number.isNaN(new Date(recordedAt).getTime())
}

function instant(recordedAt: number): string {
  return isInstant(recordedAt) ? new Date(recordedAt).toISOString() : String(recordedAt)
}

/**
 * The heads of all chronicles, after an audit of each (see {@link auditChronicle}). Throws E_LEDGER_DAMAGED with the first
 * fault of the first chronicle that has one; `name` is what to call the ledger.
 */
export async function auditLedger(
  ledger: Ledger,
  name: string,
  progress: Progress = noProgress,
): Promise<readonly Head[]> {
  const heads: Head[] = []
  for (const chronicle of await ledger.chronicles()) {
    const { head, faults } = await auditChronicle(ledger, chronicle, name, { progress })
    const [first] = faults
    if (first !== undefined)
      throw new RegestaError(
        'E_LEDGER_DAMAGED',
        'fault',
        `${name} is damaged: ${chronicle}: ${first.code} ${first.message}. Keep it as it is, and restore a backup to another path`,
        { name, chronicle, faults },
      )
    heads.push(head)
  }
  return heads
}

/** The event at a position, or why it cannot be read. */
export type Found = { readonly position: number; readonly entry?: Entry; readonly reason?: string }

/** Reading stops after so many events that cannot be read. */
const MOST_MISSING = 20

/** Every position from 1 to the head, in order; goes on after one that cannot be read. */
async function* everyPosition(ledger: Ledger, { chronicle, position: last }: Head): AsyncGenerator<Found> {
  let next = 1
  for (let missing = 0; next <= last && missing < MOST_MISSING; next += 1) {
    try {
      for await (const entry of ledger.read(chronicle, { after: next - 1, upTo: last })) {
        yield { position: next, entry }
        next += 1
      }
    } catch {
      // A page is read whole or not at all. Reading its events one by one tells which of them is bad.
    }
    if (next > last) return
    const found = await single(ledger, chronicle, next)
    if (found.entry === undefined) missing += 1
    yield found
  }
}

async function single(ledger: Ledger, chronicle: string, position: number): Promise<Found> {
  try {
    for await (const entry of ledger.read(chronicle, { after: position - 1, upTo: position }))
      return { position, entry }
    return { position, reason: 'there is none' }
  } catch (error) {
    return { position, reason: error instanceof Error ? error.message : String(error) }
  }
}
