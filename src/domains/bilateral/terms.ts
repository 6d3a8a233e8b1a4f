import { z } from 'zod'
import { subjectSchema } from '../../event/index.ts'

/** The words that several kinds of fact share. */

/** One of the two sides, or another country: ISO 3166-1 alpha-2, in lower case. */
export const sideSchema = z.string().regex(/^[a-z]{2}$/, 'expected a country in two letters, like jp')

export const personSchema = subjectSchema.regex(/^person\//, 'expected a person, like person/kano-koji')
export const meetingSchema = subjectSchema.regex(/^meeting\//, 'expected a meeting')
export const mechanismSchema = subjectSchema.regex(/^mechanism\//, 'expected a mechanism')
export const undertakingSchema = subjectSchema.regex(/^undertaking\//, 'expected an undertaking')

/** A side as a whole, or a person who speaks for it. */
export const actorSchema = z.union([sideSchema, personSchema])

/** A place as far as the source prints it: what is absent is not told. */
export const placeSchema = z.strictObject({
  country: sideSchema.exactOptional(),
  city: z.string().min(1).exactOptional(),
  venue: z.string().min(1).exactOptional(),
})

export type Place = z.infer<typeof placeSchema>

export const levelSchema = z.enum([
  'prime-ministerial',
  'ministerial',
  'vice-ministerial',
  'working',
  'party',
])

export const text = z.string().min(1)
export const ownWords = text.meta({ description: 'in our own words, never the source’s' })
export const asPrinted = text.meta({ description: 'as the source prints it' })

/**
 * The spelling by which two printed forms of one thing agree: without diacritics, case, hyphens or
 * apostrophes, in British spelling, Việt Nam in two words.
 */
export function spelled(printed: string): string {
  return printed
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[’'“”"]/g, '')
    .replace(/[-‐‑–—\s.]+/g, ' ')
    .replace(/\bdefense\b/g, 'defence')
    .replace(/\bvietnam\b/g, 'viet nam')
    .trim()
}
