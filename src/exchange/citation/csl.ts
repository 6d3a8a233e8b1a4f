import { z } from 'zod'
import { sha256Hex } from '../../event/index.ts'
import { type Cited, citedSchema } from './cited.ts'
import { titleOf } from './title.ts'

type Date = { readonly 'date-parts': readonly (readonly number[])[] }

/** An answer as an item of CSL-JSON, the form that reference managers exchange (Citation Style Language 1.0.2). */
export type CslItem = {
  readonly id: string
  readonly type: 'dataset'
  readonly title: string
  readonly 'container-title': string
  readonly source: string
  readonly version: string
  readonly genre: string
  readonly issued?: Date
  readonly accessed: Date
  readonly URL?: string
  readonly note: string
  readonly custom: { readonly regesta: Cited }
}

/** The item of a cited answer, had on a day, at an address if there is one that can be told. */
export function cslOf(cited: Cited, name: string | undefined, accessed: string, url?: string): CslItem {
  const { ledger, answer, program } = cited
  const issued = ledger
    .flatMap(({ recordedAt }) => recordedAt ?? [])
    .sort()
    .at(-1)
  const places = ledger.map((each) => `${each.chronicle}:${each.position}`)
  const digest = sha256Hex(JSON.stringify([cited.query, cited.variables, cited.today, places]))
  return {
    id: `${ledger.map(({ chronicle }) => chronicle).join('-')}-${digest.slice(0, 12)}`,
    type: 'dataset',
    title: titleOf(cited, name),
    'container-title': ledger.map(({ chronicle }) => chronicle).join(', '),
    source: program,
    version: places.join(', '),
    genre: 'answer to a GraphQL query',
    ...(issued !== undefined && { issued: dateOf(issued) }),
    accessed: dateOf(accessed),
    ...(url !== undefined && { URL: url }),
    note: [
      `answer SHA-256 ${answer}`,
      ...ledger.map(({ chronicle, position, root }) => `root of ${chronicle} at ${position} ${root}`),
    ].join('; '),
    custom: { regesta: cited },
  }
}

/** As much of an item as tells what it cites: what else a reference manager adds or takes away is its own. */
export const cslSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).exactOptional(),
  URL: z.url().exactOptional(),
  version: z.string().exactOptional(),
  note: z.string().exactOptional(),
  issued: z.unknown().exactOptional(),
  custom: z.looseObject({ regesta: citedSchema }),
})

/** `2026-11-21`, with or without a time after it, as CSL has dates. */
function dateOf(text: string): Date {
  return { 'date-parts': [text.slice(0, 10).split('-').map(Number)] }
}
