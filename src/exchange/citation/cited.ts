import { z } from 'zod'
import { sha256Hex } from '../../event/index.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256: 64 hexadecimal digits')
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day, like 2026-11-21')
const position = z.int().nonnegative()
const names = z.array(z.string())

/**
 * What a citation of an answer holds, and all that it takes to have the answer again: in CSL-JSON it stands as
 * `custom.regesta`.
 */
export const citedSchema = z.strictObject({
  /** Of this form. */
  citation: z.literal(1),
  /** The question, as GraphQL. */
  query: z.string().min(1),
  variables: z.record(z.string(), z.json()).exactOptional(),
  /** What counted as today, if the answer leant on that. */
  today: day.exactOptional(),
  /** Every point that was asked about, all clocks resolved. */
  points: z.array(
    z.strictObject({
      chronicle: z.string(),
      date: day,
      knownAt: day.exactOptional(),
      position,
      trusting: z
        .strictObject({
          only: names.exactOptional(),
          sides: names.exactOptional(),
          without: names.exactOptional(),
        })
        .exactOptional(),
    }),
  ),
  /** How much of which ledger it rests on; `pinned` where its address says so, and not the question. */
  ledger: z
    .array(
      z.strictObject({
        chronicle: z.string(),
        position,
        root: hex,
        recordedAt: z.string().exactOptional(),
        pinned: z.boolean(),
      }),
    )
    .min(1),
  /** The SHA-256 of the canonical JSON (RFC 8785) of the answer's `data`. */
  answer: hex,
  /** Of the texts of sources that were at hand, where the answer quotes from them, or says that it cannot. */
  texts: hex.exactOptional(),
  /** Who answered: the program with its version. */
  program: z.string(),
})

export type Cited = z.infer<typeof citedSchema>

/** The query of the address that is cited: where the question stood, as far as the question does not say so itself. */
export function searchOf({ query, variables, today, ledger }: Cited): URLSearchParams {
  const places = ledger.filter(({ pinned }) => pinned).map((each) => `${each.chronicle}:${each.position}`)
  const at = [...(today === undefined ? [] : [today]), ...places.sort()].join(',')
  return new URLSearchParams({
    query,
    ...(variables && { variables: JSON.stringify(variables) }),
    ...(at !== '' && { at }),
  })
}

/** A digest of which texts there are, by theirs. */
export function digestOfTexts(texts: Iterable<string>): string {
  return sha256Hex([...texts].sort().join('\n'))
}
