import { type Command, Option } from 'commander'
import { citationAt, citeInTexts, type PublishedSourceText, type Texts } from '../../admission/index.ts'
import { openRegesta } from '../../archive/index.ts'
import { RegestaError } from '../../errors.ts'
import { type Span, spanSchema } from '../../event/index.ts'
import { helpWith } from '../command-line.ts'
import { type ChronicleFlags, chronicleFlags, openOptions, readSources, sourcesFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { type Source, sourceNamed } from '../sources.ts'

type Flags = ChronicleFlags & { readonly sources?: string; readonly role: Span['role'] }

/** `regesta cite <source> <words>`: the evidence line for words that stand once in a source's text. */
export function addCite(command: Command, io: Io): void {
  const roles = spanSchema.shape.role.options
  sourcesFlag(
    command
      .description('Prints the evidence for words that stand exactly once in a text of a source.')
      .argument('<source>', 'its label or id')
      .argument('<words>', 'as the text has them')
      .addOption(new Option('--role <role>', 'what the words attest').choices(roles).default('statement')),
  ).action((source: string, words: string, flags: Flags) => showCitation(source, words, flags, io))
  helpWith(chronicleFlags(command), {
    examples: ['cite 002 "hosted a reception" --sources DIR'],
    json: '{ source, start, end, digest, text?, role, line, column, context }',
  })
}

async function showCitation(name: string, words: string, flags: Flags, io: Io): Promise<void> {
  const texts = await readSources(flags.sources, io)
  const { chronicle, close } = await openRegesta(openOptions(flags, io, 'read'))
  try {
    const source = sourceNamed(chronicle, name)
    const { text, span } = cited(textsOf(source, texts), source.id, words, flags.role)
    const { line, column, context } = citationAt(text, span.start, span.end)
    if (flags.json === true) printJson(io, { ...span, line, column, context })
    else print(io, evidenceLine(span))
  } finally {
    await close()
  }
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
