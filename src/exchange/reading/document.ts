import { z } from 'zod'

/** What a document says of itself beside its text: which field of its registration, and by what, like `<title>`. */
const declaredSchema = z.object({
  field: z.enum(['title', 'publisher', 'byline', 'language', 'address', 'published']),
  value: z.string(),
  by: z.string(),
  /** That it says so only as far as the reader can guess. */
  guessed: z.boolean().exactOptional(),
})

/** What the reader of a document finds in its file. Offsets are UTF-16 code units in `text`, `[start, end)`. */
export const documentSchema = z.object({
  text: z.string(),
  declared: z.array(declaredSchema).readonly(),
  /** Where the article lies, if that is less than the whole text. */
  article: z.object({ start: z.number(), end: z.number() }).exactOptional(),
  /** Where each page lies, from the first. */
  pages: z
    .array(z.object({ start: z.number(), end: z.number() }))
    .readonly()
    .exactOptional(),
  /** What of the file is not in the text, or should be looked at, in sentences. */
  remarks: z.array(z.string()).readonly(),
})

export type ForeignDocument = z.infer<typeof documentSchema>
export type Declared = z.infer<typeof declaredSchema>
