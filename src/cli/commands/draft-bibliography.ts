import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { formatDraft, placesOf } from '../../archive/index.ts'
import { counted } from '../../domain/index.ts'
import { draftOfLibrary, READING_LIMITS, readLibrary } from '../../exchange/index.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains } from '../domains.ts'
import { forDraft } from '../draft-target.ts'
import { faultLines } from '../exit.ts'
import { bytesUpTo, writeNew } from '../files.ts'
import { type ChronicleFlags, chronicleFlags } from '../flags.ts'
import { answer, type Io } from '../io.ts'
import { line } from '../page/layout.ts'

type Flags = ChronicleFlags & { readonly out?: string; readonly encoding?: string }

/** `regesta draft bibliography <file>`: the draft that registers the sources of a library. */
export function fillBibliography(command: Command, io: Io): void {
  command
    .description(
      'Makes a draft that registers the sources of a library: CSL-JSON, as Zotero writes it, or BibTeX and BibLaTeX, as JabRef does. What has no field stands above each as a comment. Sources that the chronicle has, by their key or address, are named and left out. Nothing is fetched, and nothing is written over.',
    )
    .argument('<file>', 'a library; JSON is read as CSL-JSON, any other text as BibTeX')
    .option('--out <file>', 'the draft (default: beside the library)')
    .option('--encoding <name>', 'how the library is encoded, if not in UTF-8')
    .action((file: string, _: Flags, typed: Command) => draftBibliography(file, typed.optsWithGlobals(), io))
  helpWith(chronicleFlags(command), {
    examples: [
      'draft bibliography library.json',
      'draft bibliography library.bib --chronicle japan-viet-nam',
    ],
    json: `{ file, draft, chronicle, sources, known: [{ code, message, place }] }, of which sources is their number;
  draft is null where all are known`,
  })
}

async function draftBibliography(file: string, flags: Flags, io: Io): Promise<void> {
  const { encoding } = flags
  const library = await readLibrary(file, await bytesUpTo(READING_LIMITS.fileBytes, file), {
    ...(encoding !== undefined && { encoding }),
  })
  const { draft, known } = await forDraft(flags, io, undefined, ({ recorded }) =>
    draftOfLibrary(library, { file, catalogue: catalogueOfDomains(flags), recorded }),
  )
  if (known.length > 0) io.err.write(`${faultLines(known)}\n`)
  const { chronicle, events } = draft
  const out = events.length === 0 ? undefined : (flags.out ?? `${file.replace(/\.\w+$/, '')}.draft.yaml`)
  if (out !== undefined) {
    const schema = join(relative(join(out, '..'), placesOf(flags, io.env).eventsDir), 'draft.schema.json')
    await writeNew(out, formatDraft(draft, [`yaml-language-server: $schema=${schema}`, `made of ${file}`]))
  }
  answer(io, flags.json, {
    value: () => ({ file, draft: out ?? null, chronicle, sources: events.length, known }),
    page: () => [
      line([
        out === undefined
          ? `${file}: ${chronicle} has all of its sources`
          : `${file} → ${out}: ${counted(events.length, 'source')} for ${chronicle}; check it, then: regesta record ${out}`,
      ]),
    ],
  })
}
