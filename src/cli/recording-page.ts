import type { SealedDraft } from '../archive/index.ts'
import { counted, type Domain, firstChangeSections, kindNamed, nameOf } from '../domain/index.ts'
import type { Comparison } from '../engine/index.ts'
import type { Envelope } from '../event/index.ts'
import { changeSteps, inOneGo, stands } from '../state/index.ts'
import { formatDay, formatInstant } from '../time/index.ts'
import { gap, type Line, line, markedLine } from './page/layout.ts'
import { sectionLines } from './page/state.ts'
import { changesJson } from './state-json.ts'

/** A draft that was sealed, or would be. */
type Recorded = Omit<SealedDraft, 'close'>

/** What was recorded, or would be, and what that changes in the state today. */
export function recordingPage(
  { chronicle, plan, comparison }: Recorded,
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
  const { sections, isCut } = firstChangeSections(comparison, domain, MOST_SHOWN)
  const changes = sections.flatMap((section) => sectionLines(comparison.to, section))
  const today = dryRun ? 'In the state today this would change:' : 'In the state today this changes:'
  return [
    line([
      `${dryRun ? 'Would seal' : 'Sealed'} ${sealed.name}: ${counted(events.length, 'event')}, ${positions}, recorded at ${formatInstant(recordedAt)}.${already}`,
    ]),
    gap,
    ...(changes.length === 0 ? [line(['The state today is the same.'])] : [line([today]), ...changes]),
    ...besides(comparison, domain, events),
    ...(isCut
      ? [gap, line([dryRun ? 'All of it: --json' : compareCommand(chronicle.name, comparison)])]
      : []),
  ]
}

/** What the batch speaks of that is no part of the state today, and in which nothing differs: planned, or attested on other days. */
function besides(
  { from, to }: Comparison,
  domain: Domain,
  events: readonly { readonly event: Envelope }[],
): readonly Line[] {
  const subjects = new Set(events.map(({ event }) => event.subject))
  const lines = [...subjects].slice(0, MOST_SHOWN).flatMap((subject) => {
    const [was, is] = [from.item(subject), to.item(subject)]
    const item = is ?? was
    if (item === undefined || [was, is].some((each) => each !== undefined && stands(each))) return []
    if (inOneGo(changeSteps([subject], from, to)).length > 0) return []
    const state = is === undefined ? from : to
    const ahead = kindNamed(domain, item.kind.kind)?.ahead?.words(item)?.words
    const words = [nameOf(domain, state, item), ahead].filter((each) => each !== undefined)
    return [markedLine('·', [words.join('; ')])]
  })
  return lines.length === 0 ? [] : [gap, line(['It also speaks of what does not stand today:']), ...lines]
}

/** Of a kind, how many subjects are compared for the page: a person does not read more. */
const MOST_SHOWN = 100

/** How what {@link recordingPage} leaves out is shown. */
function compareCommand(chronicle: string, { from, to }: Comparison): string {
  const date = formatDay(to.point.date)
  const sides = [from, to].map(
    ({ point }, side) => `--${side === 0 ? 'from' : 'to'}-position ${point.position}`,
  )
  return `All of it: regesta compare ${date} ${date} --chronicle ${chronicle} ${sides.join(' ')} --all`
}

/** What was recorded, or would be; `batch`, `recordedAt` and `positions` are null where nothing is new. */
export function recordingJson({ chronicle, plan, comparison }: Recorded, domain: Domain, dryRun: boolean) {
  const { sealed, alreadyRecorded, warnings } = plan
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
    warnings,
    changes: changesJson(comparison, domain),
  }
}
