import { join } from 'node:path'
import type { Command } from 'commander'
import {
  checkChronicleName,
  chronicleIn,
  chronicleOfDraft,
  placesOf,
  previewDraft,
  type SealedDraft,
  type Sealing,
  sealDraft,
} from '../../archive/index.ts'
import { counted, type Domain, firstChangeSections } from '../../domain/index.ts'
import type { Comparison } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { formatDay, formatInstant } from '../../time/index.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains, domainOfChronicle } from '../domains.ts'
import { faultLines } from '../exit.ts'
import { textOf } from '../files.ts'
import { type ChronicleFlags, chronicleFlags, openOptions, readSourcesIfAny, sourcesFlag } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { gap, type Line, line } from '../page/layout.ts'
import { sectionLines } from '../page/state.ts'
import { changesJson } from '../state-json.ts'

type Flags = ChronicleFlags & {
  readonly sources?: string
  readonly slug?: string
  readonly dryRun?: boolean
}

/** `regesta record <draft>`: checks a draft and seals it as the next batch. */
export function fill(command: Command, io: Io): void {
  sourcesFlag(
    command
      .description(
        'Checks a draft (all faults in one go) and seals it as the next numbered batch of its chronicle. The chronicle is the one that the draft names; a new one is begun by --chronicle.',
      )
      .argument('<draft>', 'a YAML file; see events/draft.schema.json')
      .option('--dry-run', 'write nothing; show what it would change in the state today')
      .option('--slug <name>', 'the batch’s name, 0005-<name>.yaml (default: the draft’s own)'),
  ).action((draft: string, flags: Flags) => record(draft, flags, io))
  helpWith(chronicleFlags(command), {
    examples: [
      'record joint-press.draft.yaml --sources DIR --dry-run',
      'record joint-press.draft.yaml --sources DIR',
    ],
    json: `{ chronicle, dryRun, batch, recordedAt, positions: { first, last }, recorded, already, warnings:
  [{ code, message, place }], changes }; warnings, also on standard error, are of what is recorded but probably a slip;
  batch and positions are null where everything stood recorded already; changes as in compare`,
  })
}

async function record(file: string, flags: Flags, io: Io): Promise<void> {
  const text = await textOf(file)
  const catalogue = catalogueOfDomains(flags)
  const texts = await readSourcesIfAny(flags.sources, io)
  const { eventsDir } = placesOf(flags, io.env)
  const chronicle = flags.chronicle ?? (await chronicleOf(eventsDir, chronicleOfDraft(file, text)))
  checkChronicleName(chronicle)
  const sealing: Sealing = {
    file,
    text,
    catalogue,
    now: io.clock.now(),
    ...(texts === undefined ? {} : { texts }),
    ...(flags.slug === undefined ? {} : { slug: flags.slug }),
  }
  const options = { ...openOptions(flags, io, 'write'), chronicle }
  const dryRun = flags.dryRun === true
  const recording = await (dryRun
    ? previewDraft(options, join(eventsDir, chronicle), sealing)
    : sealDraft(options, join(eventsDir, chronicle), sealing))
  try {
    const domain = domainOfChronicle(recording.chronicle)
    const { warnings } = recording.plan
    if (warnings.length > 0) io.err.write(`${faultLines(warnings)}\n`)
    answer(io, flags.json, {
      value: () => recordingJson(recording, domain, dryRun),
      page: () => recordingPage(recording, domain, { dryRun }),
    })
  } finally {
    await recording.close()
  }
}

/** The chronicle that a draft names, or the only one there. Throws as `chronicleIn` does, and says how one is begun. */
async function chronicleOf(eventsDir: string, named: string | undefined): Promise<string> {
  if (named !== undefined) checkChronicleName(named)
  try {
    return await chronicleIn(eventsDir, named)
  } catch (error) {
    if (named === undefined || !(error instanceof RegestaError) || error.code !== 'E_NO_CHRONICLE')
      throw error
    const message = `${error.message}; if it is a new one, begin it with --chronicle ${named}`
    throw new RegestaError(error.code, error.category, message, error.facts, error)
  }
}

/** What was recorded, or would be, and what that changes in the state today. */
function recordingPage(
  { chronicle, plan, comparison }: SealedDraft,
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
    ...(isCut
      ? [gap, line([dryRun ? 'All of it: --json' : compareCommand(chronicle.name, comparison)])]
      : []),
  ]
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
function recordingJson({ chronicle, plan, comparison }: SealedDraft, domain: Domain, dryRun: boolean) {
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
