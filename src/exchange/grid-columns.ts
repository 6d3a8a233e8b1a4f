import { type AnyKind, type Domain, labelBy, type Role, valueInWords } from '../domain/index.ts'
import type { Field } from '../state/index.ts'
import type { Answer } from '../time/index.ts'
import type { Place } from './grid-place.ts'

/** A value in words, whether the field has it in any case, and the value itself where its words are others. */
export type GridValue = readonly [words: string, answer: Answer, value?: unknown]

/** What a column holds at a place of the plane: words, or an answer and the values that may stand. */
export type Content = string | readonly [answer: Answer, ...values: readonly GridValue[]]

const ALONE: Readonly<Record<Answer, Content>> = {
  definitely: ['definitely'],
  possibly: ['possibly'],
  no: ['no'],
  unknown: ['unknown'],
}

/** A column of the items of a kind. */
export type Column = {
  readonly name: string
  readonly of: 'existence' | 'headline' | 'field' | 'turning'
  readonly says?: string
  readonly roles?: readonly Role[]
  /** Undefined where nothing is known of it. */
  readonly read: (place: Place) => Content | undefined
}

/**
 * The columns of a kind: whether one is there, what it is called, each field that a line shows, that has a role or that lists
 * are narrowed by, and what turns on days of its own.
 */
export function columnsOf(domain: Domain, kind: AnyKind): readonly Column[] {
  const { existence, derived = [] } = kind.engine
  return [
    {
      name: existence.name,
      of: 'existence',
      read: ({ item }) => {
        const { answer } = item.valuesOf(existence)
        return answer === 'unknown' ? undefined : ALONE[answer]
      },
    },
    { name: 'headline', of: 'headline', read: (place) => labelBy(domain, place) },
    ...kind.tokens.flatMap((field) => fieldColumn(kind, field)),
    ...derived.map(
      ({ name, value, days }): Column => ({
        name,
        of: 'turning',
        read: ({ item, valid }) => {
          const turning = days(item)
          if (turning.length > 0)
            valid.cut(
              turning.filter(Number.isFinite).sort((a, b) => a - b),
              item.point.date,
            )
          return value(item)
        },
      }),
    ),
  ]
}

function fieldColumn(kind: AnyKind, field: Field<never>): readonly Column[] {
  const declared = kind.declared.get(field.name)
  if (declared === undefined || declared.existence) return []
  const { roles, filter, facts, says } = declared
  if (roles.length === 0 && filter === undefined && !kind.shownFields.includes(field.name)) return []
  return [
    {
      name: field.name,
      of: 'field',
      says,
      ...(roles.length > 0 && { roles }),
      read: ({ item, say }) => {
        if (!item.mayHave(field)) return undefined
        const { answer, values } = item.valuesOf(field)
        if (answer === 'unknown' && values.length === 0) return undefined
        return [
          answer,
          ...values.map(({ value, answer }): GridValue => {
            const words = valueInWords(facts, value, say)
            return words === value ? [words, answer] : [words, answer, value]
          }),
        ]
      },
    },
  ]
}
