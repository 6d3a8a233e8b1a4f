import type { SealedDraft } from '../../archive/index.ts'
import type { Domain } from '../../domain/index.ts'
import { formatInstant } from '../../time/index.ts'
import { changesJson } from './change.ts'

/** What was recorded, or would be; `batch`, `recordedAt` and `positions` are null where nothing is new. */
export function recordingJson({ chronicle, plan, comparison }: SealedDraft, domain: Domain, dryRun: boolean) {
  const { sealed, alreadyRecorded } = plan
  const events = sealed?.batch.events ?? []
  const [first, last] = [events[0]?.position, events.at(-1)?.position]
  return {
    chronicle: chronicle.name,
    dryRun,
    batch: sealed?.name ?? null,
    recordedAt: sealed === undefined ? null : formatInstant(sealed.batch.recordedAt),
    positions: first === undefined || last === undefined ? null : { first, last },
    recorded: events.map(({ id }) => id),
    already: alreadyRecorded,
    changes: changesJson(comparison, domain),
  }
}
