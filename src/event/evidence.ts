import { hash } from 'node:crypto'
import { z } from 'zod'

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits')

/**
 * Where a source says it: a span of its text, or a locator for a source without one.
 *
 * A span is a Web Annotation `TextPositionSelector`: `[start, end)` in UTF-16 code units of the source's
 * text, half-open. `digest` is the hex SHA-256 of that span in UTF-8, so that whoever holds the text can
 * prove the span and whoever does not learns none of its words. `text` is the digest of the text whose words they are, where
 * they stand only in a text that the source was published with later: they are known from that revision on.
 */
export const spanSchema = z
  .strictObject({
    source: z.string().regex(/^source\/[a-z0-9][a-z0-9-]*$/, 'expected a source, like source/vns-2025-12-04'),
    start: z.int32().nonnegative(),
    end: z.int32().positive(),
    digest,
    text: digest
      .exactOptional()
      .meta({ description: 'hex SHA-256 of the text it is in, where only a revision has the words' }),
    role: z.enum(['statement', 'date', 'place', 'name', 'title', 'ordinal', 'quotation', 'context']),
  })
  .refine((span) => span.start < span.end, { message: 'expected start before end', path: ['end'] })

/** A page or paragraph of a source that has no text of record. */
export const locatorSchema = z.strictObject({
  source: spanSchema.shape.source,
  locator: z.string().min(1),
  role: spanSchema.shape.role,
})

export const evidenceSchema = z.union([spanSchema, locatorSchema])

export type Span = z.infer<typeof spanSchema>
export type Locator = z.infer<typeof locatorSchema>
export type Evidence = z.infer<typeof evidenceSchema>

export function isSpan(evidence: Evidence): evidence is Span {
  return 'start' in evidence
}

/** The digest of the text that evidence is from, where it names one. */
export function citedText(evidence: Evidence): string | undefined {
  return isSpan(evidence) ? evidence.text : undefined
}

/** The span's own words as the text has them; `undefined` where the span reaches past the text's end. */
export function spanText(span: Pick<Span, 'start' | 'end'>, text: string): string | undefined {
  return span.end <= text.length ? text.slice(span.start, span.end) : undefined
}

/** True if the text has, at the span's place, the very characters that were read, and is the text that the span names, if any. */
export function proves(text: string, span: Span): boolean {
  const words = spanText(span, text)
  const isNamed = span.text === undefined || sha256Hex(text) === span.text
  return words !== undefined && sha256Hex(words) === span.digest && isNamed
}

/** The hex SHA-256 of a text in UTF-8. */
export function sha256Hex(text: string): string {
  return hash('sha256', text)
}
