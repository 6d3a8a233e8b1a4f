import { z } from 'zod'
import { countryCode } from '../../domain/index.ts'
import { type Catalogue, type EventType, neededFields } from '../../event/index.ts'
import { type DateFormat, PLAIN_FORMATS, readCellDate } from './dates.ts'
import { type HeadedTable, textInCell } from './header.ts'
import {
  type Candidate,
  candidates,
  cellsOf,
  isCountry,
  keyKindAt,
  type Leaf,
  optionsAt,
  schemasIn,
  wordsIn,
} from './propose-fields.ts'
import { slugOfTexts } from './subject-key.ts'

/**
 * A map for a table, as far as its header and its dates tell, to be completed by hand: YAML that says in comments what it
 * does not know. The type of event is that of whose fields the most columns are named.
 */
export function proposeMap(file: string, table: HeadedTable, catalogue: Catalogue): string {
  const names = [...table.columns.keys()]
  const dates = names.filter((name) => isDateColumn(table, name))
  const [best, ...others] = candidates(table, dates, catalogue)
  const fields = best?.fields ?? new Map<string, Leaf>()
  const used = new Set([...fields.keys(), ...dates])
  const from = names.find((name) => /(^|\.)(name|title)$/.test(fields.get(name)?.path ?? ''))
  const key = [
    ...dates.slice(0, 1),
    ...(from === undefined ? names.filter((name) => !dates.includes(name)).slice(0, 1) : [from]),
  ]
  const source = slugOfTexts([file.replace(/^.*[/\\]/, '').replace(/\.\w+$/, '')]) || 'table'
  const sourceColumn = names.find((name) => /^(source|reference|ref|nguồn|出典)s?\.?$/i.test(name))
  const unused = names.filter((name) => !used.has(name))
  const lines = [
    `# Which column of ${file} is which field. Complete it, then: regesta draft table ${file} --map <this file>`,
    `# Columns: ${names.join(', ')}`,
    ...(unused.length === 0 ? [] : [`# Not used yet: ${unused.join(', ')}`]),
    ...(table.sheet === undefined ? [] : [`sheet: ${JSON.stringify(table.sheet)}`]),
    `header: ${table.header}`,
    '# The source of every row: this file, registered here; or source: source/… of one that is registered already, or',
    `# source: { column: ${JSON.stringify(sourceColumn ?? '…')} } of labels or keys.`,
    'source:',
    `  key: source/${source}`,
    `  register: { label: ${JSON.stringify(source)}, published: { edtf: "[..]", basis: stated } }`,
    `locator: ${JSON.stringify(table.sheet === undefined ? 'row {row}' : '{sheet}, row {row}')}`,
    'events:',
    `  - type: ${best?.type.type ?? '""'}${
      others.length === 0
        ? ''
        : ` # or ${others
            .slice(0, 5)
            .map(({ type }) => type.type)
            .join(', ')} …`
    }`,
    `    subject: { from: ${JSON.stringify(key)}${kindIn(best?.type)} }`,
    ...validLines(table, dates),
    '    payload:',
    ...missingLines(best),
    ...names.flatMap((name) => {
      const leaf = fields.get(name)
      if (leaf === undefined) return []
      const beside = Object.entries(leaf.beside ?? {})
      return [
        `      ${leaf.path}: ${fieldIn(table, name, leaf, { type: best?.type, catalogue })}`,
        ...beside.map(([path, value]) => `      ${path}: { value: ${value} }`),
      ]
    }),
  ]
  return `${lines.map((line) => line.replace(/[\p{Cc}]+/gu, ' ')).join('\n')}\n`
}

function fieldIn(
  table: HeadedTable,
  name: string,
  { path, isList }: Leaf,
  { type, catalogue }: { readonly type: EventType | undefined; readonly catalogue: Catalogue },
): string {
  const sign = isList ? separatorIn(table, name) : undefined
  const split = sign === undefined ? '' : `, split: ${JSON.stringify(sign)}`
  const found = wordsIn(table, name, sign)
  const kind = keyKindAt(type, path, catalogue)
  const key = kind === undefined || found.some((word) => word.startsWith(`${kind}/`)) ? '' : `, key: ${kind}`
  const words = wordsFor(found, type, path).map(
    ([word, value]) => `${JSON.stringify(word)}: ${value ?? '""'}`,
  )
  const listed = words.length === 0 ? '' : `, words: { ${words.join(', ')} }`
  return `{ column: ${JSON.stringify(name)}${split}${listed}${key} }`
}

/** Words of a vocabulary beyond which none is proposed for what stands in a column. */
const MOST_WORDS = 40

/** What is written for the words in a column, as far as that shows; none where they are written so already. */
function wordsFor(
  found: readonly string[],
  type: EventType | undefined,
  path: string,
): readonly (readonly [word: string, value: string | undefined])[] {
  if (schemasIn(type, path).some(isCountry)) {
    if (found.every((word) => /^[a-z]{2}$/.test(word))) return []
    return found.map((word) => [word, /^[a-z]{2}$/.test(word) ? word : countryCode(word)])
  }
  const options = optionsAt(type, path)
  if (options.length === 0 || found.length > MOST_WORDS || found.every((word) => options.includes(word)))
    return []
  const plain = (word: string) => word.toLowerCase().replace(/[\s_-]+/g, '-')
  return found.map((word) => [word, options.find((option) => plain(option) === plain(word))])
}

function kindIn(type: EventType | undefined): string {
  if (type === undefined || (type.kinds !== 'any' && type.kinds.length === 1)) return ''
  return `, kind: ${type.kinds === 'any' ? '""' : (type.kinds[0] ?? '""')}`
}

/** What the type needs and no column is named after. */
function missingLines(best: Candidate | undefined): readonly string[] {
  if (best === undefined) return []
  const given = new Set([...best.fields.values()].map(({ path }) => path.split('.')[0]))
  return neededFields(best.type.payload).flatMap((name) => {
    if (given.has(name)) return []
    const schema: unknown = best.type.payload.shape[name]
    const words = optionsAt(best.type, name)
    const hint =
      words.length === 0
        ? schema instanceof z.ZodType
          ? (schema.description ?? '')
          : ''
        : `one of ${words.join(', ')}`
    return [`      ${name}: { value: "" } # needed${hint === '' ? '' : `: ${hint}`}`]
  })
}

const SERIAL = /^[234]\d{4}(\.\d+)?$/
const THREE_NUMBERS = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/

/** Whether most of its cells are dates, of whatever notation. */
function isDateColumn(table: HeadedTable, name: string): boolean {
  const cells = cellsOf(table, name)
  const dates = cells.filter((cell) => {
    if (typeof cell === 'object') return 'date' in cell
    const text = textInCell(cell).trim()
    if (SERIAL.test(text) || THREE_NUMBERS.test(text)) return true
    return !/^\d+$/.test(text) && 'written' in readCellDate(cell, { as: PLAIN_FORMATS, century: undefined })
  })
  return cells.length > 0 && dates.length * 2 > cells.length
}

function validLines(table: HeadedTable, dates: readonly string[]): readonly string[] {
  const [first, second] = dates
  if (first === undefined)
    return ['    # valid: { column: … } # no column holds dates, as far as one can tell']
  const isSpan = second !== undefined && /end|until|\bto\b|finish|終|kết thúc/i.test(second)
  if (!isSpan) return [`    valid: ${dateIn(table, first)}`]
  return ['    valid:', `      begin: ${dateIn(table, first)}`, `      end: ${dateIn(table, second)}`]
}

/** How the dates of a column are written, as far as they show it. */
function dateIn(table: HeadedTable, name: string): string {
  const texts = cellsOf(table, name).flatMap((cell) =>
    typeof cell === 'object' ? [] : [textInCell(cell).trim()],
  )
  const numbers = texts.flatMap((text) => {
    const [, one = '', other = '', year = ''] = THREE_NUMBERS.exec(text) ?? []
    return one === '' ? [] : [{ one: Number(one), other: Number(other), isShort: year.length === 2 }]
  })
  const isDayFirst = numbers.some(({ one }) => one > 12)
  const isMonthFirst = numbers.some(({ other }) => other > 12)
  const serial: readonly DateFormat[] = texts.some((text) => SERIAL.test(text)) ? ['serial-1900'] : []
  const order: readonly DateFormat[] = isDayFirst === isMonthFirst ? [] : [isDayFirst ? 'dmy' : 'mdy']
  const plain = serial.length > 0 ? PLAIN_FORMATS.filter((format) => format !== 'edtf') : PLAIN_FORMATS
  const as = [...serial, ...order, ...plain]
  const remarks = [
    ...(numbers.length > 0 && order.length === 0
      ? ['add dmy or mdy, by what comes first in 03/04/2024']
      : []),
    ...(numbers.some(({ isShort }) => isShort) ? ['years have two digits: add century: 20 at the top'] : []),
  ]
  const formats = as.length === PLAIN_FORMATS.length ? '' : `, as: [${as.join(', ')}]`
  const remark = remarks.length === 0 ? '' : ` # ${remarks.join('; ')}`
  return `{ column: ${JSON.stringify(name)}${formats} }${remark}`
}

/** What parts the values in the cells of a column: `;`, `,` or `/`, whichever more of them have. */
function separatorIn(table: HeadedTable, name: string): string {
  const texts = cellsOf(table, name).map(textInCell)
  const counts = [';', ',', '/', '、'].map(
    (sign) => [sign, texts.filter((text) => text.includes(sign)).length] as const,
  )
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0]
}
