import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { formatDraft, placesOf, type WritableDraft } from '../../archive/index.ts'
import { counted } from '../../domain/index.ts'
import type { Fault } from '../../errors.ts'
import {
  chronicleOfOwnEvents,
  DATE_FORMATS,
  draftOfOwnEvents,
  draftOfTable,
  type HeadedTable,
  headedTable,
  isOwnEvents,
  PLAIN_FORMATS,
  proposeMap,
  READING_LIMITS,
  readTable,
  readTableMap,
} from '../../exchange/index.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains } from '../domains.ts'
import { forDraft } from '../draft-target.ts'
import { faultLines } from '../exit.ts'
import { bytesUpTo, textOf, writeNew } from '../files.ts'
import { type ChronicleFlags, chronicleFlags, readSourcesIfAny, sourcesFlag } from '../flags.ts'
import { answer, type Io, print } from '../io.ts'
import { line } from '../page/layout.ts'

type Flags = ChronicleFlags & {
  readonly map?: string
  readonly out?: string
  readonly sheet?: string
  readonly encoding?: string
  readonly sources?: string
}

/** `regesta draft table <file>`: the draft of the events in a table, or a map to be completed. */
export function fillTable(command: Command, io: Io): void {
  sourcesFlag(
    command
      .description(
        'Makes a draft of the rows of a table (.csv, .xlsx), by a map of its columns: which is which field, how dates are written, on which source and place a row rests. Without --map it prints one, filled in as far as the header and the cells tell. An export of events (.csv) needs none. Every bad cell is named, and then nothing is written; nor is it ever over a file.',
      )
      .argument('<file>', 'a table; only what is a workbook by its content is read as one')
      .option('--map <file>', 'the map of its columns, in YAML')
      .option(
        '--out <file>',
        'the draft, or without --map the map (default: the draft beside the table, the map here)',
      )
      .option('--sheet <name>', 'the sheet of a workbook, where the map names none (default: the first)')
      .option('--encoding <name>', 'how a CSV is encoded that is not UTF-8, like shift_jis or windows-1258'),
  )
    .addHelpText('after', `\n${MAP_HELP}`)
    .action((file: string, _: Flags, typed: Command) => draftTable(file, typed.optsWithGlobals(), io))
  helpWith(chronicleFlags(command), {
    examples: [
      'draft table meetings.xlsx --out meetings.map.yaml',
      'draft table meetings.xlsx --map meetings.map.yaml --chronicle japan-viet-nam',
      'draft table japan-viet-nam.events.csv --events copy',
    ],
    json: `{ file, draft, chronicle, events, remarks, warnings: [{ code, message, place }] }, of which events is their
  number; without --map { file, map, columns }`,
  })
}

const MAP_HELP = `A map (YAML):
  sheet, header   the sheet, by its name or number, and the row of its header
  source          source/… of one that is registered, { column } of labels or keys, or { key, register } for a new one
  locator         where in the source a row is, like "row {row}, page {Page}"; {sheet} and {file} too
  quote           { column } of words in the text of the source, in place of a locator
  role, reader    the role of that evidence (default: statement); who read the table
  century         20 for years in two digits, which are refused without it
  events          what a row gives, a list of:
    type          the type of event
    subject       { from: [columns], kind } for a key made of their cells, or { column } of keys
    valid         { column, as, basis }, or { begin: { … }, end: { … } }
    payload       for each field, place.city or delegations.*.side: { value } for all rows, or { column } with
                  split (what parts several), words (what is written for each), key (a kind: person/…), as.
                  key also drafts an event that names each new subject, as its cell prints it. A number in
                  place of * gives columns items of their own in one list, of which what is not split is the same in each;
                  where all its columns are empty it gives none:
                    participants.0.person: { column: Who from Japan, split: ";", key: person }
                    participants.0.side: { value: jp }
                    participants.1.person: { column: Who from Viet Nam, split: ";", key: person }
                    participants.1.side: { value: vn }
    where         { column, is }: present, absent, or a text
Dates are read in the first format that fits, as: [dmy, words] (default: ${PLAIN_FORMATS.join(', ')}):
${Object.entries(DATE_FORMATS)
  .map(([name, says]) => `  ${name.padEnd(15)} ${says}`)
  .join('\n')}`

async function draftTable(file: string, flags: Flags, io: Io): Promise<void> {
  const bytes = await bytesUpTo(READING_LIMITS.fileBytes, file)
  const map = flags.map === undefined ? undefined : readTableMap(flags.map, await textOf(flags.map))
  const sheet = map?.map.sheet ?? flags.sheet
  const read = await readTable(file, bytes, {
    ...(sheet !== undefined && { sheet }),
    ...(flags.encoding !== undefined && { encoding: flags.encoding }),
  })
  const table = headedTable(read, map?.map.header)
  const catalogue = catalogueOfDomains(flags)
  if (map !== undefined) {
    const texts = map.map.quote === undefined ? undefined : await readSourcesIfAny(flags.sources, io)
    const draft = await forDraft(flags, io, undefined, (target) =>
      draftOfTable({ file, table, map, catalogue, ...target, ...(texts !== undefined && { texts }) }),
    )
    await write({ file, table, draft, warnings: [] }, flags, io)
  } else if (isOwnEvents(table)) {
    const { draft, warnings } = await forDraft(flags, io, chronicleOfOwnEvents(table), ({ recorded }) =>
      draftOfOwnEvents({ file, table, catalogue, recorded }),
    )
    await write({ file, table, draft, warnings }, flags, io)
  } else await propose(file, table, proposeMap(file, table, catalogue), { flags, io })
}

/** Shows the map, or writes it where it is to go. */
async function propose(
  file: string,
  table: HeadedTable,
  map: string,
  { flags, io }: { readonly flags: Flags; readonly io: Io },
): Promise<void> {
  const { out } = flags
  if (out !== undefined) await writeNew(out, map)
  for (const remark of table.remarks) io.err.write(`${file} ${remark}\n`)
  if (flags.json === true || out !== undefined)
    answer(io, flags.json, {
      value: () => ({ file, map, columns: [...table.columns.keys()] }),
      page: () => [
        line([`${file}: a map of its ${counted(table.columns.size, 'column')} is in ${out}; complete it`]),
      ],
    })
  else print(io, map)
}

type Drafted = {
  readonly file: string
  readonly table: HeadedTable
  readonly draft: WritableDraft
  readonly warnings: readonly Fault[]
}

async function write({ file, table, draft, warnings }: Drafted, flags: Flags, io: Io): Promise<void> {
  const out = flags.out ?? `${file.replace(/\.\w+$/, '')}.draft.yaml`
  const schema = join(relative(join(out, '..'), placesOf(flags, io.env).eventsDir), 'draft.schema.json')
  const from = `made of ${file}${flags.map === undefined ? '' : ` by ${flags.map}`}`
  await writeNew(out, formatDraft(draft, [`yaml-language-server: $schema=${schema}`, from]))
  if (warnings.length > 0) io.err.write(`${faultLines(warnings)}\n`)
  const { remarks } = table
  const { chronicle, events } = draft
  answer(io, flags.json, {
    value: () => ({ file, draft: out, chronicle, events: events.length, remarks, warnings }),
    page: () => [
      line([
        `${file} → ${out}: ${counted(events.length, 'event')} for ${chronicle}; check it, then: regesta record ${out}`,
      ]),
      ...remarks.map((remark) => line([remark], 2, 4)),
    ],
  })
}
