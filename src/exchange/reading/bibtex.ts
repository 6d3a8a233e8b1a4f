import { type Fault, InvalidInput } from '../../errors.ts'
import { decodeText } from './decode-text.ts'
import { cslItemSchema, type Library } from './library.ts'
import type { ReaderOptions } from './reader.ts'

/** An entry as it is written, before it is one of CSL. */
type RawEntry = {
  readonly type: string
  readonly label: string
  readonly properties: Readonly<Record<string, string>>
}

/** The reader of the library: as entries are written, and as items of CSL-JSON, in the same order. */
type Parse = (text: string) => { readonly raw: readonly RawEntry[]; readonly items: readonly unknown[] }

/** Fields that are read as members of CSL, or are of the program that keeps the library alone. */
const READ = new Set(
  `author title subtitle journal journaltitle booktitle publisher institution organization school howpublished url urldate
  doi language langid date year month file owner timestamp`.split(/\s+/),
)

/**
 * The entries of a library in BibTeX or BibLaTeX. They are read as BibLaTeX, of which BibTeX has less; the text itself is never
 * taken for an address. Throws InvalidInput, E_BIBTEX, with the fault of every entry that cannot be read, at its line.
 */
export async function read(bytes: Uint8Array, { encoding }: ReaderOptions): Promise<Library> {
  const text = decodeText(bytes, encoding)
  const { plugins } = await import('@citation-js/core')
  await import('@citation-js/plugin-bibtex')
  const parse: Parse = (bibtex) => ({
    raw: plugins.input.data(bibtex, FORM),
    items: plugins.input.chain(bibtex, {
      maxChainLength: 10,
      generateGraph: false,
      strict: true,
      forceType: FORM,
      target: '@csl/list+object',
    }),
  })
  const { raw, items } = entriesIn(text, parse)
  return {
    entries: items.map((value, at) => {
      const { type = '', label = '', properties = {} } = raw[at] ?? {}
      const { data: { genre, ...rest } = { id: label } } = cslItemSchema.safeParse(value)
      // What BibLaTeX calls an entry is nothing that it prints.
      const item = genre === undefined || genre === type ? rest : { ...rest, genre }
      const others = Object.entries({ 'entry type': type, ...properties }).filter(
        ([name]) => !READ.has(name.toLowerCase()),
      )
      return {
        key: label,
        item,
        ...(properties.date !== undefined && { date: properties.date }),
        others: Object.fromEntries(others.map(([name, member]) => [name, String(member)])),
      }
    }),
  }
}

/** Both forms are read by it: that of BibTeX alone would lose languages, and the days of access. */
const FORM = '@biblatex/text'

/** Throws the fault of each entry where the whole cannot be read. */
function entriesIn(text: string, parse: Parse): ReturnType<Parse> {
  const [whole] = attempt(text, parse, { line: 0, column: 0 })
  if (whole !== undefined && !('code' in whole)) return whole
  const parts = partsOf(text)
  const strings = parts.filter((part) => STRING.test(part.text)).map((part) => part.text.trim())
  const before = strings.length === 0 ? '' : `${strings.join(' ').replaceAll('\n', ' ')} `
  const faults = parts
    .filter((part) => !STRING.test(part.text))
    .flatMap((part) => attempt(before + part.text, parse, { line: part.line, column: before.length }))
    .flatMap((result) => ('code' in result ? [result] : []))
  throw new InvalidInput(faults.length > 0 || whole === undefined ? faults : [whole])
}

const STRING = /^\s*@string\b/i

/** What each part that begins with @ at the beginning of a line is, and the number of lines before it. */
function partsOf(text: string): readonly { readonly text: string; readonly line: number }[] {
  const starts = [...text.matchAll(/^[ \t]*@/gm)].map(({ index }) => index)
  let [line, counted] = [0, 0]
  return starts.map((start, at) => {
    for (let end = text.indexOf('\n', counted); end >= 0 && end < start; end = text.indexOf('\n', counted)) {
      line += 1
      counted = end + 1
    }
    return { text: text.slice(start, starts[at + 1] ?? text.length), line }
  })
}

/** The entries, or why there are none; lines and columns that stand before the text are counted. */
function attempt(
  text: string,
  parse: Parse,
  before: { readonly line: number; readonly column: number },
): readonly [ReturnType<Parse> | Fault] {
  try {
    return [parse(text)]
  } catch (error) {
    if (error instanceof RangeError) throw error // Nested too deep, which is said of the whole.
    const message = error instanceof Error ? error.message : String(error)
    const [reason = ''] = message.split('\n')
    const [, line, column] = / at line (\d+) col (\d+)/.exec(reason) ?? []
    const isAtEnd = line === undefined || /EOF/.test(reason)
    const place = {
      line: before.line + (isAtEnd ? 1 : Number(line)),
      column: isAtEnd ? 1 : Number(column) - (line === '1' ? before.column : 0),
    }
    const what = isAtEnd ? 'this entry has no end' : reason.replace(/ at line \d+ col \d+:?/, '')
    return [{ code: 'E_BIBTEX', message: `cannot be read as BibTeX: ${what}`, place }]
  }
}
