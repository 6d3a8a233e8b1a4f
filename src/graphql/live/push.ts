import type { Pin, Snapshot } from '../../engine/index.ts'
import type { RecordedEvent } from '../../event/index.ts'

/** Something to be told to one who subscribed: an event that was recorded, or that a chronicle stands elsewhere now. */
export class Push<Recorded extends RecordedEvent | undefined = RecordedEvent | undefined> {
  /** From where it is told. */
  readonly snapshot: Snapshot
  readonly recorded: Recorded

  constructor(snapshot: Snapshot, recorded: Recorded) {
    this.snapshot = snapshot
    this.recorded = recorded
  }

  /** How far the ledger has been told with it: whoever comes back goes on from there. */
  get position(): number {
    return this.recorded?.position ?? this.snapshot.pin.position
  }

  /** Whether it is told only where the answer is another than at the last one. */
  get ifChanged(): boolean {
    return this.recorded === undefined
  }

  get pins(): ReadonlyMap<string, Pin> {
    return new Map([[this.snapshot.name, this.snapshot.pin]])
  }
}
