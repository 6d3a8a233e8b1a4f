import { parse } from 'node:path'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import {
  citationAt,
  citeInTexts,
  type PublishedSourceText,
  type Texts,
  textNamed,
} from '../../admission/index.ts'
import { readYaml, slugOf } from '../../archive/index.ts'
import { RegestaError } from '../../errors.ts'
import { type Span, type Subject, sourceRegistered, spanSchema } from '../../event/index.ts'
import { helpWith } from '../command-line.ts'
import { textOf } from '../files.ts'
import { type ChronicleFlags, chronicleFlags, readChronicle, readSources, sourcesFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { type Source, sourceNamed } from '../sources.ts'

type Flags = ChronicleFlags & {
  readonly source?: string
  readonly sources?: string
  readonly role: Span['role']
  readonly draft?: string
}

/** `regesta cite <source> <words>`: the evidence for words that stand once in a source’s text. With `--source`, a footnote. */
export function fill(command: Command, io: Io): void {
  const roles = spanSchema.shape.role.options
  sourcesFlag(
    command
      .description(
        'Prints the evidence for words that stand exactly once in a text of a source; or a source as a footnote cites it.',
      )
      .argument('[source]', 'its label or id; of a text that no source has yet, the name of its file')
      .argument('[words]', 'as the text has them')
      .option('--source <key>', 'in place of both: cites this source in a footnote, with --json as CSL-JSON')
      .addOption(new Option('--role <role>', 'what the words attest').choices(roles).default('statement'))
      .option('--draft <file>', 'a draft that registers the source, or begins the chronicle'),
  ).action((source: string | undefined, words: string | undefined, flags: Flags) => {
    if (flags.source === undefined)
      return source === undefined || words === undefined
        ? command.error(`error: missing: ${source === undefined ? '<source>, ' : ''}<words>`)
        : showCitation(source, words, flags, io)
    return source === undefined
      ? showSource(flags.source, flags, io)
      : command.error('error: expected --source alone, or a source and words of it')
  })
  helpWith(chronicleFlags(command), {
    examples: [
      'cite 002 "hosted a reception" --sources DIR',
      'cite new "hosted a reception" --draft first.draft.yaml --sources DIR',
      'cite --source 002',
    ],
    json: `{ source, start, end, digest, text?, role, line, column, context }; of --source
  CSL-JSON, a list of one item`,
  })
}

/** A source in a footnote, or as CSL-JSON, as it reads now. */
async function showSource(name: string, flags: Flags, io: Io): Promise<void> {
  return readChronicle(flags, io, async (chronicle) => {
    const { footnote, csl } = sourceNamed(chronicle, name).citation
    if (flags.json === true) printJson(io, [csl])
    else print(io, footnote)
  })
}

async function showCitation(name: string, words: string, flags: Flags, io: Io): Promise<void> {
  const texts = await readSources(flags.sources, io)
  const { source, texts: published } =
    (flags.draft === undefined ? undefined : await inDraft(flags.draft, name, texts)) ??
    (await inChronicle(name, flags, texts, io))
  const { text, span } = cited(published, source, words, flags.role)
  const { line, column, context } = citationAt(text, span.start, span.end)
  if (flags.json === true) printJson(io, { ...span, line, column, context })
  else print(io, evidenceLine(span))
}

/** A source that can be cited, and its texts, the earliest first. */
type Citable = { readonly source: Subject; readonly texts: readonly PublishedSourceText[] }

/** A source as a draft registers it, whatever else is wrong with that; undefined where it registers no such one. */
async function inDraft(file: string, name: string, texts: Texts): Promise<Citable | undefined> {
  const { events = [] } = draftSchema.safeParse(readYaml(file, await textOf(file)).value).data ?? {}
  const registering = events.find(
    ({ type, subject, payload }) =>
      type === sourceRegistered.type &&
      [subject, subject.replace(/^source\//, ''), payload.label].includes(name),
  )
  if (registering === undefined) return undefined
  const { subject: source, payload } = registering
  const { digest = '' } =
    (typeof payload.text === 'string' ? textNamed(payload.text, texts) : payload.text) ?? {}
  const text = texts.get(digest)
  if (text !== undefined) return { source, texts: [{ ...text, revised: false }] }
  const message = `the text that ${file} registers for ${source} is not there`
  throw new RegestaError('E_NO_TEXT', 'notFound', message, { source })
}

const draftSchema = z.looseObject({
  events: z.array(
    z.looseObject({
      type: z.string().catch(''),
      subject: z.string().catch(''),
      payload: z
        .looseObject({
          label: z.string().optional().catch(undefined),
          text: z
            .union([z.string(), z.looseObject({ digest: z.string().catch('') })])
            .optional()
            .catch(undefined),
        })
        .catch({}),
    }),
  ),
})

/** A source of the chronicle, or a text of the folder that is of no source yet, by the name of its file. */
async function inChronicle(name: string, flags: Flags, texts: Texts, io: Io): Promise<Citable> {
  try {
    return await readChronicle(flags, io, async (chronicle) => {
      const source = sourceNamed(chronicle, name)
      return { source: source.id, texts: textsOf(source, texts) }
    })
  } catch (error) {
    const isNew = error instanceof RegestaError && NOT_YET.has(error.code)
    const text = isNew ? [...texts.values()].find(({ file }) => isCalled(file, name)) : undefined
    if (text === undefined) throw error
    return { source: `source/${slugOf(parse(text.file).name)}`, texts: [{ ...text, revised: false }] }
  }
}

/** What is refused where a source, or its chronicle, is only to come. */
const NOT_YET: ReadonlySet<string> = new Set(['E_NO_CHRONICLE', 'E_WHICH_CHRONICLE', 'E_UNKNOWN_SOURCE'])

function isCalled(file: string, name: string): boolean {
  const { base, name: stem } = parse(file)
  return [file, base, stem, `source/${stem}`].includes(name)
}

/** The texts at hand that a source was published with, the earliest first; throws E_NO_TEXT. */
function textsOf({ id: source, text, texts: facts }: Source, texts: Texts): readonly PublishedSourceText[] {
  const found = facts
    .flatMap(({ digest }) => texts.get(digest) ?? [])
    .map((each) => ({ ...each, revised: each.digest !== text?.digest }))
  if (found.length > 0) return found
  const wanted = facts.map(({ digest }) => `a file with sha256 ${digest}`).join(' or ')
  throw new RegestaError(
    'E_NO_TEXT',
    'notFound',
    facts.length === 0
      ? `${source} is registered without a text; cite it by a locator`
      : `the text of ${source} is not there; expected ${wanted}`,
    { source },
  )
}

/** Words that do not stand there are not found; those that stand there more than once are for the caller to mend. */
function cited(texts: readonly PublishedSourceText[], source: string, quote: string, role: Span['role']) {
  try {
    return citeInTexts(texts, { source, quote, role })
  } catch (error) {
    if (error instanceof RegestaError && error.code === 'E_QUOTE_NOT_FOUND')
      throw new RegestaError(error.code, 'notFound', error.message, error.facts, error)
    throw error
  }
}

/** Evidence as a batch file has it, in flow style; a digest that YAML would take for a number is quoted. */
function evidenceLine({ source, start, end, digest, text, role }: Span): string {
  const written = (hex: string) => (/^[\d_]+(e\d+)?$/i.test(hex) ? `"${hex}"` : hex)
  const of = text === undefined ? '' : `, text: ${written(text)}`
  return `{ source: ${source}, start: ${start}, end: ${end}, digest: ${written(digest)}${of}, role: ${role} }`
}
