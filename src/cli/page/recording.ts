import type { SealedDraft } from '../../archive/index.ts'
import { counted, type Domain } from '../../domain/index.ts'
import { formatInstant } from '../../time/index.ts'
import { changeSections } from './changes.ts'
import { gap, type Line, line } from './layout.ts'
import { sectionLines } from './state.ts'

/** What was recorded, or would be, and what that changes in the state today. */
export function recordingPage(
  { plan, comparison }: SealedDraft,
  domain: Domain,
  { dryRun }: { readonly dryRun: boolean },
): readonly Line[] {
  const { sealed, alreadyRecorded } = plan
  const already =
    alreadyRecorded.length === 0 ? '' : ` ${counted(alreadyRecorded.length, 'event')} stood recorded already.`
  if (sealed === undefined) return [line([`Nothing new to record.${already}`])]
  const { events, recordedAt } = sealed.batch
  const [first, last] = [events[0]?.position, events.at(-1)?.position]
  const positions = first === last ? `position ${first}` : `positions ${first} to ${last}`
  const sections = changeSections(comparison, domain, true).flatMap(sectionLines)
  const today = dryRun ? 'In the state today this would change:' : 'In the state today this changes:'
  return [
    line([
      `${dryRun ? 'Would seal' : 'Sealed'} ${sealed.name}: ${counted(events.length, 'event')}, ${positions}, recorded at ${formatInstant(recordedAt)}.${already}`,
    ]),
    gap,
    ...(sections.length === 0 ? [line(['The state today is the same.'])] : [line([today]), ...sections]),
  ]
}
