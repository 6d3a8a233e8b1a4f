import { z } from 'zod'
import { oneOf, record, text, valueType } from '../../domain/index.ts'
import { spelled } from './terms.ts'

/** Amounts: a number of a plain unit or of money, as exactly as a source gives it. */

const exactness = oneOf(
  {
    exact: 'To the last digit.',
    rounded: 'To a round number.',
    approximate: 'About so much.',
    'at-most': 'So much at the most: “up to six”.',
    'at-least': 'So much at the least: “more than 600”.',
    range: 'From `value` to `to`, both in.',
  },
  { name: 'Exactness', says: 'How exactly a source gives a number.' },
)

/** The codes of ISO 4217 that the platform knows. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

export const currency = valueType(
  z.string().superRefine((code, { addIssue }) => {
    if (!CURRENCIES.has(code))
      addIssue(`expected a currency by its code (ISO 4217), like JPY${nearCode(code)}`)
  }),
  { shape: { type: 'text' } },
)

/** Words for money, by the currency that they mean where they mean one. */
const MONEY: ReadonlyMap<string, string | undefined> = new Map([
  ['yen', 'JPY'],
  ['dong', 'VND'],
  ['đồng', 'VND'],
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['us dollar', 'USD'],
  ['us dollars', 'USD'],
  ['dollar', undefined],
  ['dollars', undefined],
  ['peso', undefined],
  ['pesos', undefined],
  ['pound', undefined],
  ['pounds', undefined],
  ['franc', undefined],
  ['francs', undefined],
  ['rupee', undefined],
  ['rupees', undefined],
  ['won', undefined],
  ['yuan', 'CNY'],
  ['renminbi', 'CNY'],
  ['baht', 'THB'],
  ['ringgit', 'MYR'],
  ['rupiah', 'IDR'],
  ['¥', undefined],
  ['$', undefined],
  ['€', 'EUR'],
  ['₫', 'VND'],
])

const PARTS_OF_A_WHOLE: ReadonlySet<string> = new Set(['percent', 'per cent', '%'])

/** The parts of an amount, for the payload of an event that is one itself. */
export const amountParts = {
  value: z.number(),
  to: z.number().exactOptional().meta({ description: 'of a range, its upper end' }),
  unit: text
    .exactOptional()
    .meta({ description: 'what it counts, like `vessels`; `percent` for parts of a whole' }),
  currency: currency.exactOptional().meta({ description: 'of money: its code (ISO 4217), like `JPY`' }),
  exactness: exactness.exactOptional().meta({ description: 'by default `exact`' }),
}

const schema = z.strictObject(amountParts)

export type Amount = z.infer<typeof schema>

/** Adds a fault for each part that does not go with the others, with what would do. */
export function checkAmount(
  { value, to, unit, currency, exactness = 'exact' }: Amount,
  fault: (part: string, message: string) => void,
): void {
  const money = unit === undefined ? undefined : moneyIn(unit)
  if (unit === undefined && currency === undefined)
    fault('unit', 'expected what it is of: `unit`, or for money `currency`, like JPY')
  if (unit !== undefined && currency !== undefined)
    fault('unit', 'expected either `unit` or `currency`, for money has its currency and no unit')
  else if (money !== undefined)
    fault('unit', `expected \`currency: ${money}\` in place of the unit "${unit}", for this is money`)
  if (unit !== undefined && PARTS_OF_A_WHOLE.has(unit.toLowerCase()) && Math.max(value, to ?? value) > 100)
    fault(
      'value',
      'expected at most 100 where parts of a whole are meant; growth has the unit "percent growth"',
    )
  if ((to !== undefined) !== (exactness === 'range'))
    fault('to', 'expected `to` with `exactness: range`, and with no other')
  if (to !== undefined && to <= value) fault('to', `expected an upper end above ${value}`)
}

export const amount = record(
  'Amount',
  'A number as a source gives it, with its precision.',
  schema.superRefine((written, { addIssue }) =>
    checkAmount(written, (part, message) => addIssue({ code: 'custom', path: [part], message })),
  ),
  {
    value: 'The number, in that unit or currency; of a range, the lower end.',
    to: 'Of a range, the upper end. Null of a single number.',
    unit: 'What the number is of. Null of money.',
    currency: 'The currency by its code (ISO 4217), like `JPY`. Null where it is not money.',
    exactness: 'How exactly it is given. Null where the source gives it plainly, as EXACT.',
  },
  {
    spelling: (value) => {
      const { low, high } = boundsOf(value)
      return `${low === high ? low : `${low}..${high}`} ${value.currency ?? spelled(value.unit ?? '')}`
    },
    words: (value) => amountInWords(value),
  },
)

/** The least and the most that it may be, both in; a rounded or approximate number is taken as it stands. */
export function boundsOf({ value, to, exactness }: Amount): { readonly low: number; readonly high: number } {
  if (exactness === 'at-most') return { low: -Infinity, high: value }
  if (exactness === 'at-least') return { low: value, high: Infinity }
  return { low: value, high: to ?? value }
}

/** `about 1,500 persons`, `up to JPY 800,000,000`, `3 to 5 vessels`. */
export function amountInWords({ value, to, unit, currency, exactness }: Amount): string {
  const numbers = [value, to].filter((each) => each !== undefined).map((each) => each.toLocaleString('en'))
  const number = numbers.join(' to ')
  return [HOW[exactness ?? 'exact'], currency, number, unit].filter(Boolean).join(' ')
}

const HOW = {
  exact: '',
  rounded: 'roughly',
  approximate: 'about',
  'at-most': 'up to',
  'at-least': 'at least',
  range: '',
} as const satisfies Record<NonNullable<Amount['exactness']>, string>

/** Whether two amounts can be reckoned with one another: of one currency, or of one unit. */
export function isOfOneMeasure(one: Amount, other: Amount): boolean {
  return one.currency === other.currency && spelled(one.unit ?? '') === spelled(other.unit ?? '')
}

/** The currency that a unit names, or what one would look like; undefined where it is not money. */
function moneyIn(unit: string): string | undefined {
  const word = unit
    .trim()
    .toLowerCase()
    .replace(/^(million|billion|thousand)s? (of )?/, '')
  if (CURRENCIES.has(unit.trim())) return unit.trim()
  if (/\b(yen|dollars?|euros?|dong|pesos?|yuan|baht)\b/.test(word))
    return [...MONEY].find(([each]) => word.includes(each))?.[1] ?? 'USD (or whichever it is)'
  return MONEY.has(word) ? (MONEY.get(word) ?? 'USD (or whichever it is)') : undefined
}

function nearCode(code: string): string {
  const upper = code.toUpperCase()
  if (CURRENCIES.has(upper)) return `; ${upper} is one`
  const near = MONEY.get(code.toLowerCase())
  return near === undefined ? `; "${code}" is none` : `; ${near} is one`
}
