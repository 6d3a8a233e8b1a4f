import type { Field } from '../state/index.ts'
import type { AnyKind } from './declaration.ts'
import type { Domain } from './domain.ts'
import type { AnyDeclared, Role } from './field.ts'
import type { FieldValues, ReadValues } from './field-values.ts'
import { type Choice, leavesOf, type Shape } from './value.ts'
import { countryName } from './words.ts'

/*
 * By what lists can be narrowed: each an argument that means the same on every list that has it. They follow from the roles
 * of fields and the types of their values; a kind adds by `foundBy` and `namesFor` what does not follow from its fields.
 */

type Common = {
  /** The argument's name, the same on every list. */
  readonly name: string
  readonly says: string
  /** By kind: a list of subjects has the argument if one of its kinds is here. */
  readonly reads: ReadonlyMap<string, ReadValues>
  /** By kind, how others print its subjects. */
  readonly named: ReadonlyMap<string, ReadValues>
  /** By kind, what its subjects lie in: whoever asks for that asks for those too, at any depth. */
  readonly within: ReadonlyMap<string, ReadValues>
}

/**
 * A filter by names: anything may be given, by key or by name in any spelling. `nameOf`: what a value is called besides, like a country by its code. `sides`: by kind, the sides that its subjects act
 * for, where whoever asks for a side asks for those too. `kind`: the kind that alone can be named. `every`: several names may be
 * given, each of which must match.
 */
export type NameFilter = Common & {
  readonly type: 'name'
  readonly nameOf: (value: string) => string
  readonly sides: ReadonlyMap<string, ReadValues>
  readonly kind?: string
  readonly every?: true
}

/** A filter by words that are few and known, or of a known look. */
export type WordsFilter = Common & {
  readonly type: 'words'
  readonly accepts:
    | { readonly words: ReadonlyMap<string, readonly string[]> }
    | { readonly like: RegExp; readonly expected: string }
    | { readonly words: ReadonlyMap<string, readonly string[]>; readonly choice: Choice }
  readonly code: string
  /** Whether what stands at the point is looked at, else what is claimed of whatever date. */
  readonly standing: boolean
}

export type KindFilter = NameFilter | WordsFilter

/** Every filter of a domain’s lists. */
export function filtersOf(domain: Domain): readonly KindFilter[] {
  return [...wordFilters(domain), ...nameFilters(domain), ...codeFilters(domain)]
}

type Leaf = { readonly shape: Shape; readonly value: string }

/** By which role a filter of names looks, what it is called and says, and which of the values it looks at. */
const BY_NAME: readonly {
  readonly name: string
  readonly role: Role
  readonly says: string
  readonly wanted: (leaf: Leaf) => boolean
  /** Whether what is of those who act for a side is the side's. */
  readonly withOfficers?: true
  /** Whether each of several names must match, and by which filter's words each is found. */
  readonly everyOf?: string
}[] = [
  {
    name: 'actor',
    role: 'actor',
    says: 'Only those that involve this side (like `jp` or `Japan`) or someone who acts for it, this person, office or body: by key, or by a name or title in any spelling. An unknown name is found nowhere.',
    wanted: ({ shape }) => shape.type !== 'choice',
    withOfficers: true,
  },
  {
    name: 'with',
    role: 'actor',
    says: 'Only those that involve every one of these sides, persons, offices or bodies, each as for `actor`. At most 20.',
    wanted: ({ shape }) => shape.type !== 'choice',
    withOfficers: true,
    everyOf: 'actor',
  },
  {
    name: 'by',
    role: 'by',
    says: 'Only those that this side (like `jp` or `Japan`), someone who acts for it, or this person undertook: by key, or by a name in any spelling. An unknown name is found nowhere.',
    wanted: () => true,
    withOfficers: true,
  },
  {
    name: 'addressee',
    role: 'addressee',
    says: 'Only those addressed to this side (like `vn`) or person, as listed: by key, or by a name in any spelling. An unknown name is found nowhere.',
    wanted: () => true,
  },
  {
    name: 'topic',
    role: 'topic',
    says: 'Only those about this topic, area or place: its whole name in any spelling, for a place any of its names. An unknown topic is found nowhere.',
    wanted: () => true,
  },
  {
    name: 'place',
    role: 'place',
    says: 'Only those at this place: a country (like `jp`), city or building in any spelling, or a named place by key or any of its names. An unknown name is found nowhere.',
    wanted: () => true,
  },
]

function nameFilters(domain: Domain): readonly NameFilter[] {
  const byRole = BY_NAME.map(({ name, role, says, wanted, withOfficers = false, everyOf }) => ({
    ...nameFilter(domain, everyOf ?? name, says, role, wanted),
    ...(everyOf && { name, every: true as const }),
    ...(withOfficers && { sides: sidesIn(domain) }),
    ...(role === 'place' && { within: withinIn(domain) }),
  }))
  // Those who act are of some kinds: each kind gives a filter of its own name.
  const actors = new Set(
    domain.kinds.flatMap((kind) =>
      fieldsWith(kind, 'actor').flatMap(({ declared }) => kindsNamedIn(declared.facts.shape)),
    ),
  )
  const byActor = [...actors].map((actor) => ({
    ...nameFilter(
      domain,
      actor,
      `Only those in which this ${actor} has a part, or one that acts for this side (like \`jp\` or \`Japan\`): by key, or by a name in any spelling; for events, also those that only name the ${actor}. Whom nothing names is found nowhere.`,
      'actor',
      ({ shape }) => shape.type === 'either' || (shape.type === 'reference' && shape.kind === actor),
      ({ declared }) => kindsNamedIn(declared.facts.shape).includes(actor),
    ),
    sides: new Map([...sidesIn(domain)].filter(([kind]) => kind === actor)),
    kind: actor,
  }))
  return [...byRole, ...byActor].filter(({ reads }) => reads.size > 0)
}

function nameFilter(
  domain: Domain,
  name: string,
  says: string,
  role: Role,
  wanted: (leaf: Leaf) => boolean,
  suits: (field: KindField) => boolean = () => true,
): NameFilter {
  return {
    type: 'name',
    name,
    says,
    reads: readsOf(domain, (kind) => {
      const fields = fieldsWith(kind, role).filter(suits)
      return fields.length === 0
        ? undefined
        : (values) => [
            ...fields.flatMap((field) => leaves(values, field, wanted)),
            ...(kind.foundBy[name]?.(values) ?? []),
          ]
    }),
    named: readsOf(domain, (kind) => kind.namesFor[name]),
    nameOf: countryName,
    sides: new Map(),
    within: new Map(),
  }
}

/** By each kind whose subjects lie in others: in what. */
function withinIn(domain: Domain): ReadonlyMap<string, ReadValues> {
  return readsOf(domain, (kind) => {
    const fields = fieldsWith(kind, 'within')
    if (fields.length === 0) return undefined
    return (values) => fields.flatMap((field) => leaves(values, field, () => true))
  })
}

/** By each kind that can act: the sides that its subjects act for. */
function sidesIn(domain: Domain): ReadonlyMap<string, ReadValues> {
  const acting = new Set(
    domain.kinds.flatMap((kind) =>
      (['actor', 'by'] as const)
        .flatMap((role) => fieldsWith(kind, role))
        .flatMap(({ declared }) => kindsNamedIn(declared.facts.shape)),
    ),
  )
  return readsOf(domain, (kind) => {
    const fields = fieldsWith(kind, 'side')
    if (!acting.has(kind.name) || fields.length === 0) return undefined
    return (values) =>
      fields.flatMap((field) => leaves(values, field, ({ shape }) => shape.type === 'country'))
  })
}

/** By a country: of whose side it is, and in which it was, if only because its place lies there. */
function codeFilters(domain: Domain): readonly WordsFilter[] {
  const isCountry = ({ shape }: Leaf) => shape.type === 'country'
  const readsWith = (role: Role, wanted: (leaf: Leaf) => boolean) =>
    readsOf(domain, (kind) => {
      const fields = fieldsWith(kind, role)
      if (!fields.some(({ declared }) => holdsCountry(declared.facts.shape))) return undefined
      return (values) => fields.flatMap((field) => leaves(values, field, wanted))
    })
  const common = { type: 'words', standing: false, named: new Map(), within: new Map() } as const
  const like = /^[a-z]{2}$/
  const within = withinIn(domain)
  const filters: readonly WordsFilter[] = [
    {
      ...common,
      name: 'side',
      says: 'Only sources that speak for one of these sides, like `jp`. An unknown side is refused.',
      accepts: { like, expected: 'a side in two letters (ISO 3166-1 alpha-2, lower case), like jp' },
      code: 'E_UNKNOWN_SIDE',
      reads: readsWith('side', isCountry),
    },
    {
      ...common,
      name: 'country',
      says: 'Only those in one of these countries, like `vn`, or at a place that lies in one, as sources tell. Anything but a two-letter country code is refused.',
      accepts: { like, expected: 'a country in two letters (ISO 3166-1 alpha-2, lower case), like vn' },
      code: 'E_COUNTRY',
      reads: readsWith('place', within.size === 0 ? isCountry : () => true),
      named: readsOf(domain, (kind) => kind.namesFor.place),
      within,
    },
  ]
  return filters.filter(({ reads }) => reads.size > 0)
}

/** Those that fields of a closed vocabulary ask for. Where several kinds have one of the same name, it says the same. */
function wordFilters(domain: Domain): readonly WordsFilter[] {
  const fields = domain.kinds.flatMap((kind) =>
    [...fieldsOf(kind)].flatMap(({ declared, token }) =>
      declared.filter === undefined ? [] : [{ kind, declared, token, filter: declared.filter }],
    ),
  )
  return [...Map.groupBy(fields, ({ filter }) => filter.name)].flatMap(
    ([name, same]): readonly WordsFilter[] => {
      const [first] = same
      if (first === undefined) return []
      const { shape } = { shape: first.declared.wordShape }
      return [
        {
          type: 'words',
          name,
          named: new Map(),
          within: new Map(),
          says: first.filter.says,
          standing: first.filter.standing ?? false,
          code: `E_${name.toUpperCase()}`,
          accepts: {
            words: new Map(same.map(({ kind, declared }) => [kind.name, wordsIn(declared.wordShape)])),
            ...(shape.type === 'choice' && shape.choice.name !== undefined && { choice: shape.choice }),
          },
          reads: new Map(
            same.map(({ kind, declared, token }) => [
              kind.name,
              (values: FieldValues) =>
                valuesIn(values, token).map((value) => declared.word?.(value as never) ?? String(value)),
            ]),
          ),
        },
      ]
    },
  )
}

type KindField = { readonly declared: AnyDeclared; readonly token: Field<never> }

function fieldsOf({ declared, tokens }: AnyKind): readonly KindField[] {
  return tokens.flatMap((token) => {
    const each = declared.get(token.name)
    return each === undefined ? [] : [{ declared: each, token }]
  })
}

function fieldsWith(kind: AnyKind, role: Role): readonly KindField[] {
  return fieldsOf(kind).filter(({ declared }) => declared.roles.includes(role))
}

function leaves(
  values: FieldValues,
  { declared, token }: KindField,
  wanted: (leaf: Leaf) => boolean,
): readonly string[] {
  return valuesIn(values, token)
    .flatMap((value) => leavesOf(declared.facts.shape, value))
    .filter(wanted)
    .map(({ value }) => value)
}

function valuesIn(values: FieldValues, token: Field<never>): readonly unknown[] {
  return values(token)
}

function readsOf(
  domain: Domain,
  readsOfKind: (kind: AnyKind) => ReadValues | undefined,
): ReadonlyMap<string, ReadValues> {
  return new Map(
    domain.kinds.flatMap((kind) => {
      const reads = readsOfKind(kind)
      return reads === undefined ? [] : [[kind.name, reads] as const]
    }),
  )
}

function wordsIn(shape: Shape): readonly string[] {
  return shape.type === 'choice' ? Object.keys(shape.choice.meanings) : []
}

/** The kinds of subjects that values of a shape can name. */
function kindsNamedIn(shape: Shape): readonly string[] {
  if (shape.type === 'reference') return shape.kind === undefined ? [] : [shape.kind]
  if (shape.type === 'either') return shape.shapes.flatMap(kindsNamedIn)
  if (shape.type === 'record')
    return Object.values(shape.record.parts).flatMap((part) => kindsNamedIn(part.shape))
  return []
}

function holdsCountry(shape: Shape): boolean {
  if (shape.type === 'record')
    return Object.values(shape.record.parts).some((part) => holdsCountry(part.shape))
  return shape.type === 'country'
}
