import { z } from 'zod'
import {
  country,
  either,
  oneOf,
  ownWords,
  record,
  reference,
  text,
  valueType,
  type WordFilter,
} from '../../domain/index.ts'

/** The types of value that several kinds of fact share. */

export { ownWords, text }

export const person = reference('person', 'expected a person, like person/kano-koji')
export const meeting = reference('meeting')
export const mechanism = reference('mechanism')
export const undertaking = reference('undertaking', 'expected an undertaking')
export const office = reference('office', 'expected an office')

export const body = reference('body', 'expected a body, like body/mod-jp')
export const instrument = reference('instrument', 'expected an instrument')
export const placeKey = reference('place', 'expected a place, like place/tokyo')

/** A side as a whole, a person, or a body: whoever speaks, signs, undertakes or meets. */
export const actor = either(country, person, body)

/**
 * The spelling by which two printed forms of one thing agree: without diacritics, case, hyphens or
 * apostrophes, in British spelling, Việt Nam in two words. It decides which claims agree and is kept with them, so it does
 * not follow the folding of a search (`graphql/lists/search.ts`), which splits words and may be widened at any time.
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

/** A name or title as a source prints it. */
export const printed = valueType(text.meta({ description: 'as the source prints it' }), {
  shape: { type: 'text' },
  spelling: spelled,
})

const part = z.string().min(1)

/** A place as the source prints it: what is absent is not told. */
export const place = record(
  'Place',
  'A place, as far as the sources give it.',
  z.strictObject({
    country: country.exactOptional(),
    city: part.exactOptional(),
    venue: part.exactOptional(),
  }),
  {
    country: 'In two letters (ISO 3166-1 alpha-2, lower case), like `jp`. Null where no source says.',
    city: 'As the source spells it. Null where no source says.',
    venue: 'The building or hall. Null where no source says.',
  },
  {
    words: ({ venue, city, country }, say) =>
      [venue, city, country && say.country(country)].filter((each) => each !== undefined).join(', '),
  },
)

export type Place = z.infer<typeof place>

export const level = oneOf(
  {
    'prime-ministerial': 'Heads of government.',
    ministerial: 'Ministers.',
    'vice-ministerial': 'Deputies of ministers.',
    working: 'Officials.',
    party: 'Parties, not governments.',
  },
  { name: 'Level', says: 'The rank of those involved.' },
)

/** How far something has come: each kind has stages of its own, which are one enum of the API together. */
export const STAGE = { name: 'Stage', says: 'How far something has come.' }

/** The filter `kind` of all lists whose items have one. */
export const byKind: WordFilter = {
  name: 'kind',
  says: 'Only those whose `kind` is one of these, like `summit` or `memorandum`. An unknown one is refused.',
}

/** The filter `level` of all lists whose items have one. */
export const byLevel: WordFilter = {
  name: 'level',
  says: 'Only those of one of these levels, like MINISTERIAL.',
}

/** The filter `stage` of all lists whose items have stages. */
export const byStage: WordFilter = {
  name: 'stage',
  says: 'Only those that are possibly at one of these `stages`. One that none here can have is refused.',
  standing: true,
}
