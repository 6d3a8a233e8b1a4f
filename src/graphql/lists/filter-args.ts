import type { InputShapeFromFields } from '@pothos/core'
import type { Answer } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import type { CertaintyRef } from '../valid-time.ts'
import { addDateRange } from './date-range.ts'
import { appliesTo, type Facet } from './facet.ts'
import { addOrder } from './order.ts'

/**
 * The arguments by which lists are narrowed and put in order: the same name means the same everywhere. What a domain
 * can ask of its subjects beside, its facets, joins the arguments of each list that has such subjects.
 */
export function addFilterArgs(builder: Builder, facets: readonly Facet[], certainty: CertaintyRef) {
  const range = addDateRange(builder)
  const order = addOrder(builder, 'ListOrder', 'How a list is put in order.', [
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
  const { kinds } = builder.args((t) => ({
    kinds: t.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.kinds }),
  }))
  return {
    range,
    order,
    common,
    /** Of a list of subjects of several kinds. */
    kinds,
    /** Those of any list of subjects of these kinds. */
    of: (subjects: readonly string[]): typeof common => ({
      ...common,
      ...facetArgs(builder, facets, subjects),
    }),
    /** How far what is listed is there. */
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

export type FilterArgsApi = ReturnType<typeof addFilterArgs>

/** What a list is to be narrowed to; a domain's facets stand beside. */
export type FilterArgs = Partial<InputShapeFromFields<FilterArgsApi['common']>>

/** What the arguments mean, wherever they stand. */
export const ARGUMENT_DESCRIPTIONS = {
  certainty: 'Only those of which the answer is one of these.',
  kinds:
    'Only of these kinds of subjects, each the part of a key before the slash. One that is none is refused.',
  types: 'Only these event types. One that is none is refused.',
  side: 'Only those of one of these sides, like `jp`. One that is none is refused.',
  subject: 'Only this one, by any key that it goes by here, `kind/name`.',
  search:
    'Only what has all these words, or words that begin so, in a key, name, title or text that can be seen: in any order, case and spelling, with or without diacritics, hyphens and spaces. At most 20 words.',
  source:
    'Only what this source, by its id or label, says something of. A name that no source has is refused.',
  valid:
    'Only what may have happened, or held, on some day of this range, its last day included. What is not dated may have on any.',
  order: 'In which order they come.',
  known:
    'Only what the public may have come to know by some source of it on some day of this range, its last day included.',
} as const

function facetArgs(builder: Builder, facets: readonly Facet[], kinds: readonly string[]): object {
  const applying = facets.filter((facet) => appliesTo(facet, kinds))
  return builder.args((t) =>
    Object.fromEntries(
      applying.map((facet) => {
        const about = { required: false, description: facet.description } as const
        if (facet.type === 'name') return [facet.name, t.string(about)]
        const type = 'enum' in facet.accepts ? facet.accepts.enum : 'String'
        return [facet.name, t.field({ ...about, type: [type] })]
      }),
    ),
  )
}
