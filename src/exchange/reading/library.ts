import { z } from 'zod'

const part = z.union([z.string(), z.number()])
const date = z.object({
  'date-parts': z.array(z.array(part).min(1).max(3)).min(1).max(2).exactOptional(),
  season: part.exactOptional(),
  circa: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
  literal: z.string().exactOptional(),
  raw: z.string().exactOptional(),
})
const name = z.object({
  family: z.string().exactOptional(),
  given: z.string().exactOptional(),
  'dropping-particle': z.string().exactOptional(),
  'non-dropping-particle': z.string().exactOptional(),
  suffix: z.string().exactOptional(),
  literal: z.string().exactOptional(),
})

/** An item of CSL-JSON (Citation Style Language 1.0.2), as far as it is read: what else it has is left out. */
export const cslItemSchema = z.object({
  id: part,
  type: z.string().exactOptional(),
  'citation-key': z.string().exactOptional(),
  'citation-label': z.string().exactOptional(),
  title: z.string().exactOptional(),
  'original-title': z.string().exactOptional(),
  'container-title': z.string().exactOptional(),
  publisher: z.string().exactOptional(),
  genre: z.string().exactOptional(),
  language: z.string().exactOptional(),
  author: z.array(name).exactOptional(),
  issued: date.exactOptional(),
  accessed: date.exactOptional(),
  URL: z.string().exactOptional(),
  DOI: z.string().exactOptional(),
})

/** What the reader of a library finds in its file: its entries, in order. */
export const librarySchema = z.object({
  entries: z.array(
    z.object({
      /** As the library names it. */
      key: z.string(),
      item: cslItemSchema,
      /** The date as BibLaTeX writes it, which is EDTF. */
      date: z.string().exactOptional(),
      /** What else the entry has, as it is written. */
      others: z.record(z.string(), z.string()),
    }),
  ),
})

export type CslItemRead = z.infer<typeof cslItemSchema>
export type CslDateRead = z.infer<typeof date>
export type CslNameRead = z.infer<typeof name>
export type Library = z.infer<typeof librarySchema>
export type LibraryEntry = Library['entries'][number]
