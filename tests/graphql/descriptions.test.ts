import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isSpecifiedScalarType,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema } from '../../src/graphql/index.ts'

type Named = { readonly at: string; readonly text: string }

const types = Object.values(createSchema(bilateral).getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)
const outputs = types.filter((type) => isObjectType(type) || isInterfaceType(type))
const fields = outputs.flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    type,
    field,
    ...named(`${type.name}.${field.name}`, field),
  })),
)
const args = fields.flatMap(({ at, field }) =>
  field.args.map((arg) => ({ arg, ...named(`${at}(${arg.name})`, arg) })),
)
const inputs = types.filter(isInputObjectType).flatMap((type) =>
  Object.values(type.getFields()).map((field) => ({
    field,
    ...named(`${type.name}.${field.name}`, field),
  })),
)
const values = types
  .filter(isEnumType)
  .flatMap((type) => type.getValues().map((value) => named(`${type.name}.${value.name}`, value)))

function named(at: string, { description }: { readonly description?: string | null | undefined }): Named {
  return { at, text: description ?? '' }
}

const at = (all: readonly Named[]) => all.map((each) => each.at)

describe('the description', () => {
  test.each([
    ['type', types.map((type) => named(type.name, type))],
    ['field', fields],
    ['argument', args],
    ['input field', inputs],
    ['enum value', values],
  ] satisfies [string, Named[]][])('of every %s is there, and is a sentence', (_, all) => {
    expect(all.length).toBeGreaterThan(5)
    expect(at(all.filter(({ text }) => !/^[\p{Lu}`].*[.?]$/su.test(text)))).toEqual([])
  })

  test('of every field that may be null says when it is', () => {
    const nullable = fields.filter(({ field }) => !isNonNullType(field.type))
    expect(nullable.length).toBeGreaterThan(50)
    expect(at(nullable.filter(({ text }) => !/\bnull\b/i.test(text)))).toEqual([])
  })

  test('of a field that is never null speaks of none of its own', () => {
    const never = fields.filter(({ field }) => isNonNullType(field.type))
    expect(at(never.filter(({ text }) => /\bnull (where|unless)\b/i.test(text)))).toEqual([])
  })

  test('of everything that may be left out says what it narrows, or what leaving it out means', () => {
    const optional = [
      ...args.filter(({ arg }) => !isRequiredArgument(arg) && arg.defaultValue === undefined),
      ...inputs.filter(({ field }) => !isNonNullType(field.type)),
    ].filter(({ text }) => !/^(Only|Not) |Omitted/.test(text))
    expect(at(optional)).toEqual([])
  })

  test('of every day that bounds something says whether it is in or out', () => {
    const edges = /^(from|to|earliest|latest|validFrom|validTo|knownFrom|knownTo|overdueSince)$/
    const days: readonly (Named & {
      readonly of: GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField
    })[] = [
      ...fields.map(({ field, ...each }) => ({ ...each, of: field })),
      ...args.map(({ arg, ...each }) => ({ ...each, of: arg })),
    ]
    const bounding = days.filter(({ of }) => edges.test(of.name) && /^Date!?$/.test(String(of.type)))
    expect(bounding.length).toBeGreaterThan(8)
    expect(at(bounding.filter(({ text }) => !/this day is (in|out)/.test(text)))).toEqual([])
  })

  test('does not begin by saying the name again', () => {
    const again = fields.filter(({ field, text }) =>
      text.toLowerCase().startsWith(`the ${field.name.toLowerCase()} of `),
    )
    expect(at(again)).toEqual([])
  })
})
