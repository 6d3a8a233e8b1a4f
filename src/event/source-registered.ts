import { z } from 'zod'
import type { EventType } from './catalogue.ts'
import { boundSchema, type Payload, type Subject, subjectSchema } from './envelope.ts'
import { spanSchema } from './evidence.ts'
import { keysNamed } from './payload-part.ts'

/** What sort of document a source is, with what each word means. */
export const SOURCE_KINDS = {
  'press-release': 'What an office or a company gave to the press.',
  report: 'A report, a study or a survey.',
  transcript:
    'Words spoken by several, as someone took them down: an interview, a press conference, a debate.',
  statement: 'What someone has to say on a matter, issued in writing.',
  speech: 'What one person said to an audience.',
  article: 'An article of a newspaper, a news agency or a magazine.',
  'legal-text': 'The wording of an agreement, a law or a decree itself.',
  book: 'A book.',
  letter: 'A letter or a note from one to another.',
  other: 'Something else; `medium` may say what.',
} as const

export type SourceKind = keyof typeof SOURCE_KINDS

const isSourceKind = (word: string): word is SourceKind => Object.hasOwn(SOURCE_KINDS, word)

const kindsInWords = Object.entries(SOURCE_KINDS)
  .map(([word, meaning]) => `${word}: ${meaning.charAt(0).toLowerCase()}${meaning.slice(1, -1)}`)
  .join('; ')

const otherSource = subjectSchema.regex(/^source\//, 'expected a source, like source/vns-2025-12-04')

const expectedAddress = 'expected an address on the web, like https://example.org/news/1'

/** An address on the web. Without a user or a password, for whoever may read the source sees it. */
const webAddress = z
  .string()
  .regex(/^https?:\/\/[^\s/?#@]+(?:[/?#]\S*)?$/, expectedAddress)
  .refine((text) => URL.canParse(text), expectedAddress)

/**
 * A language tag of BCP 47 in the case that RFC 5646 §2.1.1 recommends. Only the form is checked: which languages there are
 * changes with the years, and what was recorded once must stay valid.
 */
const languageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*$/,
    'expected a language tag of BCP 47, like ja, en-GB or zh-Hant',
  )
  .refine((tag) => new Set(tag.split('-')).size === tag.split('-').length, 'expected each part of it once')

export const sourceRegistered = {
  type: 'SourceRegistered',
  summary: 'A document was taken into use, with what it prints of itself and what it lacks',
  kinds: ['source'],
  aspect: 'happened',
  ground: 'evidence',
  payload: z.strictObject({
    label: z.string().min(1).meta({ description: 'a short name to cite it by, like 002' }),
    title: z.string().min(1).exactOptional(),
    publisher: z.string().min(1).exactOptional(),
    byline: z
      .array(z.string().min(1))
      .exactOptional()
      .meta({ description: 'its authors, as printed and in that order: a citation begins with them' }),
    dateline: z
      .strictObject({ city: z.string().exactOptional(), date: z.string().exactOptional() })
      .exactOptional(),
    kind: z
      .enum(Object.keys(SOURCE_KINDS).filter(isSourceKind))
      .exactOptional()
      .meta({ description: `what sort of document it is; ${kindsInWords}` }),
    medium: z
      .string()
      .min(1)
      .exactOptional()
      .meta({ description: 'the sort of document in other words, like news report' }),
    language: languageTag.exactOptional().meta({ description: 'its language, as a tag of BCP 47, like ja' }),
    address: webAddress.exactOptional().meta({ description: 'where it is on the web, http or https' }),
    accessed: z.iso
      .date('expected a day, like 2026-11-29')
      .exactOptional()
      .meta({ description: 'the day on which it was read there' }),
    side: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'expected a side in lower case, like jp')
      .exactOptional()
      .meta({ description: 'whose voice it is, where that is known' }),
    published: boundSchema.meta({ description: 'when the public could know; open where nothing is printed' }),
    text: z
      .strictObject({
        digest: spanSchema.shape.digest,
        length: z.int32().positive('expected the length of a text that is not empty'),
      })
      .exactOptional()
      .meta({ description: 'hex SHA-256 of its text in UTF-8, and the length in UTF-16 code units' }),
    original: z
      .strictObject({
        digest: spanSchema.shape.digest,
        mediaType: z
          .string()
          .regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/, 'expected a media type, like application/pdf'),
      })
      .exactOptional()
      .meta({
        description: 'the file that its text was taken from: hex SHA-256 of its bytes, and what it is',
      }),
    copyOf: otherSource
      .exactOptional()
      .meta({ description: 'the source that it prints again, with which it counts as one' }),
    translationOf: otherSource.exactOptional().meta({
      description:
        'the source that it translates, with which it counts as one; where copyOf is given too, that goes first',
    }),
    partOf: otherSource.exactOptional().meta({
      description: 'the source that it is a part of, like a chapter of a book; each counts for itself',
    }),
    absent: z
      .array(z.string().min(1))
      .exactOptional()
      .meta({ description: 'what one would expect and the document does not give' }),
  }),
  partsOf: (payload: Payload) => keysNamed(payload, 'copyOf', 'translationOf', 'partOf'),
} as const satisfies EventType

export type SourcePayload = z.infer<typeof sourceRegistered.payload>

/** The source with which this one counts as one: the one that it prints again, else the one that it translates. */
export function originNamed({ copyOf, translationOf }: SourcePayload): Subject | undefined {
  return copyOf ?? translationOf
}

/** The address of a source without its fragment, as every spelling of it comes to; undefined where it has none. */
export function documentAddress({ address }: Payload): string | undefined {
  const url = typeof address === 'string' ? URL.parse(address) : null
  if (url === null) return undefined
  url.hash = ''
  return url.href
}
