import type { EnumRef, InputShapeFromFields } from '@pothos/core'
import type { Choice } from '../../domain/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import type { CertaintyRef } from '../valid-time.ts'
import { addDateRange } from './date-range.ts'
import { appliesTo, type Facet } from './facet.ts'
import { addOrder } from './order.ts'

/**
 * The arguments that filter and order lists: a name means the same on every list. The facets of a domain join the
 * arguments of each list whose kinds they apply to.
 */
export function addFilterArgs(
  builder: Builder,
  facets: readonly Facet[],
  enums: Enums | undefined,
  certainty: CertaintyRef,
  kinds: readonly string[],
) {
  const range = addDateRange(builder)
  const order = addOrder(builder, 'ListOrder', 'The order of a list.', [
    'valid',
    'known',
    'recorded',
    'subject',
  ])
  const common = builder.args((t) => ({
    subject: t.string({ required: false, description: ARGUMENT_DESCRIPTIONS.subject }),
    search: t.string({ required: false, description: ARGUMENT_DESCRIPTIONS.search }),
    source: t.id({ required: false, description: ARGUMENT_DESCRIPTIONS.source }),
    valid: t.field({ type: range, required: false, description: ARGUMENT_DESCRIPTIONS.valid }),
    known: t.field({ type: range, required: false, description: ARGUMENT_DESCRIPTIONS.known }),
  }))
  const ofKinds = builder.args((t) => ({
    kinds: t.stringList({
      required: false,
      description: `${ARGUMENT_DESCRIPTIONS.kinds} Of items there are ${wordList(kinds)}.`,
    }),
  }))
  return {
    range,
    order,
    common,
    /** For lists of several kinds. */
    kinds: ofKinds.kinds,
    /** The arguments of a list of these kinds. */
    of: (subjects: readonly string[]): typeof common => ({
      ...common,
      ...facetArgs(builder, facets, enums, subjects),
    }),
    /** The argument `certainty` with its default. */
    certainty: (byDefault: readonly Answer[]) =>
      builder.args((t) => ({
        certainty: t.field({
          type: [certainty],
          required: true,
          defaultValue: [...byDefault],
          description: ARGUMENT_DESCRIPTIONS.certainty,
        }),
      })),
    ordered: builder.args((t) => ({
      order: t.field({
        type: order,
        required: true,
        defaultValue: 'valid-asc',
        description: ARGUMENT_DESCRIPTIONS.order,
      }),
    })),
  }
}

/** The enum types of vocabularies that have a name. */
export type Enums = { of(choice: Choice): EnumRef<SchemaTypes, string> }

export type FilterArgsApi = ReturnType<typeof addFilterArgs>

/** The values of the common arguments; those of facets are not typed. */
export type FilterArgs = Partial<InputShapeFromFields<FilterArgsApi['common']>> & {
  /** The texts at hand, by hex SHA-256: a search looks into the words that are cited from them. */
  readonly texts?: ReadonlyMap<string, string> | undefined
}

/** The descriptions of the arguments, the same on every list. */
export const ARGUMENT_DESCRIPTIONS = {
  certainty: 'Only entries with one of these certainties.',
  kinds:
    'Only these kinds of subjects, each the part of a key before the slash, or a `__typename`. An unknown kind is refused.',
  types:
    'Only these event types, like `SourceRegistered`: `eventTypes { name }` lists them. An unknown type is refused.',
  sourceKind: 'Only sources of these kinds.',
  language:
    'Only sources in one of these languages, like `ja`; `en` finds those in `en-GB` too. An unknown language is refused.',
  side: 'Only sources that speak for one of these sides, like `jp`. An unknown side is refused.',
  subject: 'Only this subject, by any of its keys, `kind/name`.',
  search:
    'Only entries with all these words, or words that begin so, in a visible key, name, title or text, or in the words that visible evidence cites, where the server has the text of the source. Order, case, diacritics, hyphens, spaces and variant spellings do not matter. Text without a word in it finds nothing. At most 20 words.',
  source:
    'Only entries that this source, by id or label, says something about. An unknown source is refused.',
  valid:
    'Only entries that may have happened, or held, on some day of this range, its last day included. Undated entries may have on any day.',
  order: 'The order of the list.',
  known:
    'Only entries with a source that may have been published on some day of this range, its last day included.',
} as const

/** Words that an argument takes, for its description. */
export function wordList(words: Iterable<string>): string {
  return [...new Set(words)].map((word) => `\`${word}\``).join(', ')
}

/** What it narrows by; with the words that it takes, where GraphQL does not know them. */
function describeFacet(facet: Facet): string {
  if (facet.type === 'name' || !('words' in facet.accepts) || 'choice' in facet.accepts) return facet.says
  const words = new Set([...facet.accepts.words.values()].flat())
  const named = [...words].every((word) => facet.says.includes(`\`${word}\``))
  return words.size === 0 || named ? facet.says : `${facet.says} There are ${wordList(words)}.`
}

function facetArgs(
  builder: Builder,
  facets: readonly Facet[],
  enums: Enums | undefined,
  kinds: readonly string[],
): object {
  const applying = facets.filter((facet) => appliesTo(facet, kinds))
  return builder.args((t) =>
    Object.fromEntries(
      applying.map((facet) => {
        const about = { required: false, description: describeFacet(facet) } as const
        if (facet.type === 'name') return [facet.name, facet.every ? t.stringList(about) : t.string(about)]
        const type = 'choice' in facet.accepts ? (enums?.of(facet.accepts.choice) ?? 'String') : 'String'
        return [facet.name, t.field({ ...about, type: [type] })]
      }),
    ),
  )
}
