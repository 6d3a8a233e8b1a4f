import { z } from 'zod'
import { withoutMarks } from '../../admission/index.ts'
import { countryCode } from '../../domain/index.ts'
import { type Catalogue, type EventType, kernelTypes, neededFields, schemasAt } from '../../event/index.ts'
import type { Cell } from '../reading/index.ts'
import { type DateFormat, PLAIN_FORMATS, readCellDate } from './dates.ts'
import { cellIn, type HeadedTable, textInCell } from './header.ts'
import { stepsOf } from './map.ts'
import { slugOfTexts } from './subject-key.ts'

/** A field that a column may be: its path as a map writes it, and whether its cell may hold several. */
type Leaf = { readonly path: string; readonly name: string; readonly isList: boolean }

/**
 * A map for a table, as far as its header and its dates tell, to be completed by hand: YAML that says in comments what it
 * does not know. The type of event is that of whose fields the most columns are named.
 */
export function proposeMap(file: string, table: HeadedTable, catalogue: Catalogue): string {
  const names = [...table.columns.keys()]
  const dates = names.filter((name) => isDateColumn(table, name))
  const [best, ...others] = candidates(names, catalogue)
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
    ...[...fields].map(([name, leaf]) => `      ${leaf.path}: ${fieldIn(table, name, leaf, best?.type)}`),
  ]
  return `${lines.map((line) => line.replace(/[\p{Cc}]+/gu, ' ')).join('\n')}\n`
}

function fieldIn(
  table: HeadedTable,
  name: string,
  { path, isList }: Leaf,
  type: EventType | undefined,
): string {
  const sign = isList ? separatorIn(table, name) : undefined
  const split = sign === undefined ? '' : `, split: ${JSON.stringify(sign)}`
  const steps = stepsOf(path).map((step) => (step === '*' ? 0 : step))
  const countries = schemasAt(type?.payload, steps).some(isCountry) ? countriesIn(table, name, sign) : []
  const words = countries.map(([word, code]) => `${JSON.stringify(word)}: ${code ?? '""'}`)
  return `{ column: ${JSON.stringify(name)}${split}${words.length === 0 ? '' : `, words: { ${words.join(', ')} }`} }`
}

/** Whether a field takes countries in two letters. */
function isCountry(schema: unknown): boolean {
  const takes = (text: string) => schema instanceof z.ZodType && schema.safeParse(text).success
  return takes('jp') && !takes('Japan') && !takes('j')
}

/** The names in a column with the countries that they are of; none where it has codes already. */
function countriesIn(
  table: HeadedTable,
  name: string,
  sign: string | undefined,
): readonly (readonly [word: string, code: string | undefined])[] {
  const texts = cellsOf(table, name).flatMap((cell) =>
    sign === undefined ? [textInCell(cell)] : textInCell(cell).split(sign),
  )
  const words = [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '')
  if (words.every((word) => /^[a-z]{2}$/.test(word))) return []
  return words.map((word) => [word, /^[a-z]{2}$/.test(word) ? word : countryCode(word)])
}

type Candidate = { readonly type: EventType; readonly fields: ReadonlyMap<string, Leaf> }

/** The types that rest on a source alone, those of whose fields the most columns are named first. */
function candidates(names: readonly string[], catalogue: Catalogue): readonly Candidate[] {
  const kernel = new Set<string>(kernelTypes.map(({ type }) => type))
  return [...catalogue.values()]
    .filter(({ type, ground }) => ground === 'evidence' && !kernel.has(type))
    .map((type) => ({ type, fields: fieldsNamed(names, type) }))
    .toSorted(
      (a, b) =>
        b.fields.size - a.fields.size || Number(a.type.foretells ?? 0) - Number(b.type.foretells ?? 0),
    )
}

/** Which column is which field of a type: the first column that is named so, and each field once. */
function fieldsNamed(names: readonly string[], type: EventType): ReadonlyMap<string, Leaf> {
  const leaves = leavesOf(type.payload, [])
  const taken = new Set<string>()
  const found = new Map<string, Leaf>()
  for (const name of names) {
    const plain = plainName(name)
    // A column that is called as the kind is, `Meeting`, has its name.
    const isKind = type.kinds !== 'any' && type.kinds.map(plainName).includes(plain)
    const leaf = leaves.find(
      ({ path, name }) =>
        !taken.has(path) &&
        ([path, name].map(plainName).includes(plain) || (isKind && /^(name|title)$/.test(path))),
    )
    if (leaf === undefined) continue
    taken.add(leaf.path)
    found.set(name, leaf)
  }
  return found
}

function plainName(name: string): string {
  return withoutMarks(name)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .replace(/s$/, '')
}

/** How deep fields are looked for: `delegations.*.side`. */
const DEEPEST = 3

function leavesOf(schema: unknown, steps: readonly (string | number)[]): readonly Leaf[] {
  return schemasAt(schema, []).flatMap((part): readonly Leaf[] => {
    const path = steps.join('.')
    if (part instanceof z.ZodArray) {
      const items = schemasAt(part.element, []).filter((item) => item instanceof z.ZodObject)
      if (items.length === 0) return [leaf(path, steps, true)]
      if (steps.includes('*')) return []
      // Only what makes an item by itself: a column of people needs no other beside it.
      const within = [...steps, '*']
      return items.flatMap((item) =>
        Object.keys(item.shape)
          .filter((name) => neededFields(item).every((needed) => needed === name))
          .flatMap((name) => leavesOf(item.shape[name], [...within, name]))
          .map((each) => ({ ...each, isList: true })),
      )
    }
    if (!(part instanceof z.ZodObject)) return [leaf(path, steps, false)]
    if ('edtf' in part.shape) return [leaf(path, steps, false)]
    return steps.length >= DEEPEST
      ? []
      : Object.entries(part.shape).flatMap(([name, each]) => leavesOf(each, [...steps, name]))
  })
}

function leaf(path: string, steps: readonly (string | number)[], isList: boolean): Leaf {
  return { path, name: String(steps.at(-1) ?? ''), isList }
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
    const words = schemasAt(schema, []).flatMap((part) =>
      part instanceof z.ZodEnum ? part.options.map(String) : [],
    )
    const hint =
      words.length === 0
        ? schema instanceof z.ZodType
          ? (schema.description ?? '')
          : ''
        : `one of ${words.join(', ')}`
    return [`      ${name}: { value: "" } # needed${hint === '' ? '' : `: ${hint}`}`]
  })
}

/** Rows that are looked at to see what a column holds. */
const SAMPLE = 200

function cellsOf(table: HeadedTable, name: string): readonly Cell[] {
  return table.rows.slice(0, SAMPLE).flatMap((row) => cellIn(table, row, name) ?? [])
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
