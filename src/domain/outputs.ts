import { type Field, type Item, onlyValue } from '../state/index.ts'
import type { AnyKind } from './declaration.ts'
import type { Domain } from './domain.ts'
import type { AnyDeclared, Shown } from './field.ts'
import { printedForms, standingValues } from './field-values.ts'
import { type Form, type Output, typeOfShape } from './output.ts'

/** What the API shows of the items of a kind, by name: its fields, what it derives, and what other kinds add to it. */
export function outputsOf(domain: Domain, kind: AnyKind): ReadonlyMap<string, Output> {
  const tokens = [kind.engine.existence, ...kind.tokens]
  const fields = [...kind.declared].flatMap(([name, declared]) => {
    const token = tokens.find((each) => each.name === name)
    if (declared.shown === false || token === undefined) return []
    return [[declared.as ?? name, outputOf(declared, declared.shown, token)] as const]
  })
  const added = domain.kinds.flatMap(({ elsewhere }) =>
    Object.entries(elsewhere).flatMap(([name, { on, output }]) =>
      on.includes(kind.name) ? [[name, output] as const] : [],
    ),
  )
  return new Map([...fields, ...Object.entries(kind.derived), ...added])
}

const FORMS: Readonly<Record<Shown, Form>> = {
  one: 'or-null',
  each: 'list',
  'each-or-null': 'list-or-null',
  first: 'or-null',
  any: 'one',
  nearest: 'or-null',
  'each-nearest': 'list',
  printed: 'list',
  'first-printed': 'or-null',
  joined: 'one',
  'one-or-printed': 'or-null',
}

function outputOf({ says, facts }: AnyDeclared, shown: Shown, field: Field<never>): Output {
  return {
    says,
    form: FORMS[shown],
    of: typeOfShape(facts.shape),
    args: {},
    // An output of a kind is given its items.
    values: (from) => valuesShown(from as Item, shown, field),
  }
}

/** The values of a field that are shown so; undefined for null. */
function valuesShown(item: Item, shown: Shown, field: Field<never>): readonly unknown[] | undefined {
  switch (shown) {
    case 'one':
      return orUndefined(onlyValue<unknown>(item.get(field)))
    case 'each':
      return standingValues(item, field)
    case 'each-or-null': {
      const values = standingValues(item, field)
      return values.length === 0 ? undefined : values
    }
    case 'first':
      return standingValues(item, field)
    case 'any': {
      const values: readonly unknown[] = standingValues(item, field)
      return [values.includes(true)]
    }
    case 'nearest':
    case 'each-nearest': {
      const { values, lastAttested } = item.get(field)
      const near = values.length > 0 ? values : lastAttested === undefined ? [] : [lastAttested]
      return near.map(({ value }) => value)
    }
    case 'printed':
    case 'first-printed':
      return printedForms(item, field)
    case 'joined':
      return [printedForms(item, field).join(' / ')]
    case 'one-or-printed':
      return orUndefined(onlyValue<unknown>(item.get(field)) ?? printedForms(item, field)[0])
  }
}

function orUndefined(value: unknown): readonly unknown[] | undefined {
  return value === undefined ? undefined : [value]
}
