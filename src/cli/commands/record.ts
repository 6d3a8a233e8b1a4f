import { join } from 'node:path'
import { type Command, Option } from 'commander'
import {
  checkChronicleName,
  chronicleIn,
  chronicleOfDraft,
  type DraftPreviews,
  draftPreviews,
  eventsInDraft,
  placesOf,
  previewDraft,
  type Sealing,
  sealDraft,
} from '../../archive/index.ts'
import { faultsOf, RegestaError } from '../../errors.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains, domainOfChronicle } from '../domains.ts'
import { faultLines } from '../exit.ts'
import { textOf } from '../files.ts'
import { type ChronicleFlags, chronicleFlags, openOptions, readSourcesIfAny, sourcesFlag } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { recordingJson, recordingPage } from '../recording-page.ts'
import { type Round, watchDraft } from '../watch-draft.ts'

type Flags = ChronicleFlags & {
  readonly sources?: string
  readonly slug?: string
  readonly dryRun?: boolean
  readonly watch?: boolean
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
      .addOption(
        new Option(
          '--watch',
          'write nothing; show faults, warnings and what it would change, anew each time the draft is saved, until Ctrl-C',
        ).conflicts('json'),
      )
      .option('--slug <name>', 'the batch’s name, 0005-<name>.yaml (default: the draft’s own)'),
  ).action((draft: string, flags: Flags) =>
    flags.watch === true ? watch(draft, flags, io) : record(draft, flags, io),
  )
  helpWith(chronicleFlags(command), {
    examples: [
      'record joint-press.draft.yaml --sources DIR --watch',
      'record joint-press.draft.yaml --sources DIR --dry-run',
      'record joint-press.draft.yaml --sources DIR',
    ],
    json: `{ chronicle, dryRun, batch, recordedAt, positions: { first, last }, recorded, already, warnings:
  [{ code, message, place }], changes }; warnings, also on standard error, are of what is recorded but probably a slip;
  batch and positions are null where everything stood recorded already; changes as in compare`,
  })
}

async function record(file: string, flags: Flags, io: Io): Promise<void> {
  const { options, dir, sealing } = await readDraft(file, await textOf(file), flags, io)
  const dryRun = flags.dryRun === true
  const recording = await (dryRun ? previewDraft(options, dir, sealing) : sealDraft(options, dir, sealing))
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

/** What a draft is sealed by: its chronicle, the texts at hand, and what the flags say. */
async function readDraft(file: string, text: string, flags: Flags, io: Io) {
  const texts = await readSourcesIfAny(flags.sources, io)
  const { eventsDir } = placesOf(flags, io.env)
  const chronicle = flags.chronicle ?? (await chronicleOf(eventsDir, chronicleOfDraft(file, text)))
  checkChronicleName(chronicle)
  const sealing: Sealing = {
    file,
    text,
    catalogue: catalogueOfDomains(flags),
    now: io.clock.now(),
    ...(texts === undefined ? {} : { texts }),
    ...(flags.slug === undefined ? {} : { slug: flags.slug }),
  }
  const options = { ...openOptions(flags, io, 'write'), chronicle }
  return { options, dir: join(eventsDir, chronicle), sealing }
}

/** Shows what recording the draft would come to, at each save. The chronicle stays open from one save to the next. */
async function watch(file: string, flags: Flags, io: Io): Promise<void> {
  let open: { readonly dir: string; readonly previews: DraftPreviews } | undefined
  const round = async (text: string): Promise<Round> => {
    const events = eventsInDraft(file, text)
    try {
      const { options, dir, sealing } = await readDraft(file, text, flags, io)
      if (open?.dir !== dir) {
        await open?.previews.close()
        open = { dir, previews: draftPreviews(options, dir) }
      }
      const recording = await open.previews.preview(sealing)
      const { warnings } = recording.plan
      const page = recordingPage(recording, domainOfChronicle(recording.chronicle), { dryRun: true })
      return { events, faults: [], warnings, page }
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      return { events, faults: faultsOf(error), warnings: [], page: [] }
    }
  }
  try {
    await watchDraft(file, io, round)
  } finally {
    await open?.previews.close()
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
