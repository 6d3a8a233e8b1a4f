import { z } from 'zod'

/**
 * What CSL-JSON lets an item hold (Citation Style Language 1.0.2, `csl-data.json`): these variables of these types and
 * no others, of which an id and one of these types must be there.
 */

const TYPES =
  'article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review review-book software song speech standard thesis treaty webpage'

const TEXTS =
  'abstract annote archive archive_collection archive_location archive-place authority call-number citation-key citation-label collection-title container-title container-title-short dimensions division DOI event event-place event-title genre ISBN ISSN journalAbbreviation jurisdiction keyword language license medium note original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre reviewed-title scale shortTitle source status title title-short URL version volume-title volume-title-short year-suffix'

const NUMBERS =
  'chapter-number citation-number collection-number edition first-reference-note-number issue locator number number-of-pages number-of-volumes page page-first part printing section supplement volume'

const DATES = 'accessed available-date event-date issued original-date submitted'

const NAMES =
  'author chair collection-editor compiler composer container-author contributor curator director editor editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author performer producer recipient reviewed-author script-writer series-creator translator'

const written = z.union([z.string(), z.number()])
const flag = z.union([z.string(), z.number(), z.boolean()])

const date = z.strictObject({
  'date-parts': z.array(z.array(written).min(1).max(3)).min(1).max(2).optional(),
  season: written.optional(),
  circa: flag.optional(),
  literal: z.string().optional(),
  raw: z.string().optional(),
})

const person = z.strictObject({
  family: z.string().optional(),
  given: z.string().optional(),
  'dropping-particle': z.string().optional(),
  'non-dropping-particle': z.string().optional(),
  suffix: z.string().optional(),
  'comma-suffix': flag.optional(),
  'static-ordering': flag.optional(),
  literal: z.string().optional(),
  'parse-names': flag.optional(),
})

export const cslItems = z.array(
  z.strictObject({
    type: z.enum(TYPES.split(' ')),
    id: written,
    categories: z.array(z.string()).optional(),
    custom: z.record(z.string(), z.unknown()).optional(),
    ...each(TEXTS, z.string()),
    ...each(NUMBERS, written),
    ...each(DATES, date),
    ...each(NAMES, z.array(person)),
  }),
)

function each<T extends z.ZodType>(names: string, type: T) {
  return Object.fromEntries(names.split(' ').map((name) => [name, type.optional()] as const))
}
