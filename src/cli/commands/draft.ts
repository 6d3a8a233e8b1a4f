import { hash } from 'node:crypto'
import { readdir, stat, unlink } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import type { Command } from 'commander'
import { slugOfText } from '../../admission/index.ts'
import { checkChronicleName, chronicleIn, placesOf } from '../../archive/index.ts'
import { counted, nameOf } from '../../domain/index.ts'
import { type Fault, faultsOf, RegestaError } from '../../errors.ts'
import { type Subject, sha256Hex } from '../../event/index.ts'
import { draftOf, type KnownName, READING_LIMITS, readDocument } from '../../exchange/index.ts'
import { helpWith } from '../command-line.ts'
import { domainOfChronicle } from '../domains.ts'
import { Ended, EXIT, faultLines } from '../exit.ts'
import { bytesUpTo, makeFolder, writeNew } from '../files.ts'
import { type ChronicleFlags, chronicleFlags, readChronicle, sourcesFlag, sourcesFolder } from '../flags.ts'
import { answer, type Io, progress } from '../io.ts'
import { gap, line } from '../page/layout.ts'
import { sourcesIn } from '../sources.ts'
import { fillBibliography } from './draft-bibliography.ts'
import { fillTable } from './draft-table.ts'

type Flags = ChronicleFlags & {
  readonly sources?: string
  readonly out?: string
  readonly label?: string
  readonly encoding?: string
  readonly reader?: string
}

/** A document that was read: its draft, its text, and what is to be looked at. */
type Drafted = {
  readonly file: string
  readonly label: string
  readonly draft: string
  readonly text: { readonly file: string; readonly digest: string; readonly length: number }
  readonly remarks: readonly string[]
}

/** Files of a folder that are read in one go. */
const MOST_FILES = 500

/** `regesta draft <file>`: the text of a document as it will be cited, and the draft of its registration. */
export function fill(command: Command, io: Io): void {
  sourcesFlag(
    command
      .description(
        'Makes of a document (.txt, .md, .html, .pdf, .docx) the text that will be cited, in the folder of texts, and a draft that registers it: what it prints of itself with its places, what is guessed said to be, and every sentence with what may be a date or a name in it. Of a folder every file is read; those that cannot be are named, with why. Writes over nothing.',
      )
      .argument(
        '<file|folder>',
        'a document, or a folder of them (one called table or bibliography as ./table)',
      )
      .option('--out <folder>', 'where drafts go (default: here)')
      .option(
        '--label <name>',
        'the label of the source, and the name of its files (default: by the file’s name)',
      )
      .option('--encoding <name>', 'how a text is encoded that does not say so, like shift_jis')
      .option('--reader <name>', 'who reads it, for the head of the draft'),
  ).action((path: string, flags: Flags) => draft(path, flags, io))
  helpWith(chronicleFlags(command), {
    examples: [
      'draft press-release.html --sources DIR',
      'draft old.txt --encoding shift_jis --label gazette --sources DIR',
      'draft FOLDER --out drafts --sources DIR',
    ],
    json: `{ drafted: [{ file, label, draft, text: { file, digest, length }, remarks }], faults: [{ code,
  message, place }] }; ends with 5 where a file could not be read`,
  })
  // What is typed after `table` or `bibliography` is an option of theirs.
  const bibliography = command.enablePositionalOptions().command('bibliography')
  fillBibliography(bibliography.summary('make a draft that registers the sources of a library'), io)
  const table = command.command('table')
  fillTable(table.summary('make a draft of the rows of a table, by a map of its columns'), io)
}

async function draft(path: string, flags: Flags, io: Io): Promise<void> {
  const sources = sourcesFolder(flags.sources, io)
  const files = await filesAt(path)
  if (flags.label !== undefined && files.length > 1)
    throw new RegestaError(
      'E_USAGE',
      'invalid',
      '--label is of one file; those of a folder are named by their files',
    )
  const { names, registered, ...head } = await chronicleFor(flags, io)
  const labels = flags.label === undefined ? labelsOf(files) : [checkedLabel(flags.label)]
  const out = flags.out ?? '.'
  await makeFolder(sources)
  await makeFolder(out)
  const drafted: Drafted[] = []
  const faults: Fault[] = []
  for (const [index, file] of files.entries()) {
    progress(io, `${index + 1} of ${files.length}: ${file}`)
    const label = labels[index] ?? ''
    const places = { draft: join(out, `${label}.draft.yaml`), text: join(sources, `${label}.txt`) }
    try {
      const bytes = await bytesUpTo(READING_LIMITS.fileBytes, file)
      const { document, mediaType } = await readDocument({
        name: file,
        bytes,
        ...(flags.encoding !== undefined && { encoding: flags.encoding }),
      })
      const { text } = document
      const twin = registered.get(sha256Hex(text))
      const remarks = [
        ...(twin === undefined ? [] : [`its text is that of ${twin}, which is registered already`]),
        ...document.remarks,
      ]
      await writeBoth(places, {
        text,
        draft: draftOf(
          { ...document, remarks },
          {
            ...head,
            label,
            ...(flags.reader !== undefined && { reader: flags.reader }),
            original: { file, digest: hash('sha256', bytes), mediaType },
            schema: join(relative(out, placesOf(flags, io.env).eventsDir), 'draft.schema.json'),
            textFile: places.text,
            names,
          },
        ),
      })
      const facts = { file: places.text, digest: sha256Hex(text), length: text.length }
      drafted.push({ file, label, draft: places.draft, text: facts, remarks })
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      faults.push(...faultsOf(error).map((fault) => ({ place: { file }, ...fault })))
    }
  }
  if (faults.length > 0) io.err.write(`${faultLines(faults)}\n`)
  answer(io, flags.json, {
    value: () => ({ drafted, faults }),
    page: () => (drafted.length === 0 ? [] : [...drafted.flatMap(draftedLines), gap, line([NEXT])]),
  })
  if (faults.length > 0) throw new Ended(EXIT.invalid)
}

const NEXT = 'Check what stands behind "#?" in each draft, then: regesta record DRAFT --dry-run'

function draftedLines({ file, draft, text, remarks }: Drafted) {
  return [
    line([`${file} → ${draft}; its text is ${text.file}, ${counted(text.length, 'UTF-16 code unit')}`]),
    ...remarks.map((remark) => line([remark], 2, 4)),
  ]
}

/** The file, or every file of the folder but hidden ones, by name. Throws E_NO_FILE, E_TOO_MANY. */
async function filesAt(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isDirectory()) return [path]
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(path, name))
    .sort()
  if (names.length > 0 && names.length <= MOST_FILES) return names
  const [code, expected] =
    names.length === 0 ? ['E_NO_FILE', 'at least one'] : ['E_TOO_MANY', `${MOST_FILES} at most`]
  throw new RegestaError(
    code,
    'invalid',
    `${path} holds ${counted(names.length, 'file')}; expected ${expected}`,
  )
}

/**
 * A label for each file, by its name: two that would have the same have their endings too; one of no Latin letters is named by
 * a digest of its name.
 */
function labelsOf(files: readonly string[]): readonly string[] {
  const stems = files.map((file) => {
    const stem = basename(file, extname(file))
    return slugOf(stem) || `document-${sha256Hex(stem).slice(0, 8)}`
  })
  return stems.map((stem, index) => {
    const isShared = stems.filter((other) => other === stem).length > 1
    return isShared ? slugOf(`${stem}${extname(files[index] ?? '')}`) : stem
  })
}

/** `Họp báo (2).html` as `hop-bao-2-html`. */
function slugOf(name: string): string {
  return slugOfText(name).slice(0, 60)
}

function checkedLabel(label: string): string {
  if (/^[a-z0-9][a-z0-9-]*$/.test(label)) return label
  const message = `--label: expected a name in lower case, like vns-2025-12-04, not ${JSON.stringify(label)}`
  throw new RegestaError('E_LABEL', 'invalid', message)
}

/** The chronicle that a draft is for, the names that it knows, and its sources by the digests of their texts. */
type KnownBefore = {
  readonly chronicle?: string
  readonly names: readonly KnownName[]
  readonly registered: ReadonlyMap<string, Subject>
}

/** Of the chronicle that is named, or of the only one there. A new one knows nothing; an unclear one has no name. */
async function chronicleFor(flags: Flags, io: Io): Promise<KnownBefore> {
  if (flags.chronicle !== undefined) checkChronicleName(flags.chronicle)
  const { eventsDir } = placesOf(flags, io.env)
  const chronicle = await chronicleIn(eventsDir, flags.chronicle).catch((error: unknown) => {
    if (error instanceof RegestaError && error.category === 'notFound') return undefined
    throw error
  })
  if (chronicle === undefined)
    return { ...(flags.chronicle && { chronicle: flags.chronicle }), names: [], registered: new Map() }
  return readChronicle({ ...flags, chronicle }, io, async (open) => {
    const [domain, state] = [domainOfChronicle(open), open.asOf({})]
    const items = domain.kinds.flatMap(({ name }) => state.list(name))
    const names = items.map((item) => ({ name: nameOf(domain, state, item), subject: item.subject }))
    return {
      chronicle,
      names: names.filter(({ name }) => /^[\p{Lu}\p{Lo}].{2,60}$/u.test(name)),
      registered: new Map(
        sourcesIn(open).flatMap(({ id, texts }) => texts.map(({ digest }) => [digest, id] as const)),
      ),
    }
  })
}

const OTHER = 'name another by --label'

/** Writes both files or neither, over nothing. Throws E_EXISTS. */
async function writeBoth(
  places: { readonly text: string; readonly draft: string },
  written: { readonly text: string; readonly draft: string },
): Promise<void> {
  await writeNew(places.text, written.text, OTHER)
  try {
    await writeNew(places.draft, written.draft, OTHER)
  } catch (error) {
    await unlink(places.text)
    throw error
  }
}
