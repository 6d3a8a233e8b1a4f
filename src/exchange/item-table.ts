import {
  type AnyKind,
  aheadInPlainWords,
  boundsOfValues,
  claimedValues,
  kindNamed,
  labelOf,
  leavesOf,
  placesCitedBy,
  type Role,
  sayIn,
  valueInWords,
  whenInPlainWords,
} from '../domain/index.ts'
import { becauseSteps, type Item, inOneGo, knownOfItem, sourcesOfAll, stands } from '../state/index.ts'
import { formatInstant, readValid } from '../time/index.ts'
import type { ExportRequest } from './format.ts'
import {
  type Column,
  inOneCell,
  knownColumns,
  pointColumns,
  sourceLabels,
  type Table,
  tableOf,
  type When,
  whenColumns,
  wordsCited,
} from './table.ts'

/**
 * The items of a state, a row each, in the order of the list. By default those that definitely or possibly stand, and of what is
 * attested on single days also those that are unknown at the date, and what is only planned, as a state shows them.
 */
export async function itemTable(request: ExportRequest): Promise<Table> {
  return request.inSteps(tableOf('items', itemColumns(request), await request.pageOfItems()))
}

/** Which roles of fields have a column of their own, under which name. */
const ROLES: readonly { readonly name: string; readonly role: Role; readonly says: string }[] = [
  { name: 'places', role: 'place', says: 'Where it was' },
  { name: 'topics', role: 'topic', says: 'What it is about' },
  { name: 'amounts', role: 'amount', says: 'Its amounts' },
  { name: 'due', role: 'due', says: 'When it is due' },
  { name: 'part_of', role: 'part-of', says: 'What it is a part of' },
  { name: 'text', role: 'text', says: 'What it says' },
]

/** Whoever acts in it. */
const ACTING: readonly Role[] = ['actor', 'by', 'addressee', 'side']

/** The columns of items; a role that no kind of the domain has gives none. */
export function itemColumns(request: ExportRequest): readonly Column<Item>[] {
  const { domain, at } = request
  const { state, chronicle } = at
  const say = sayIn(domain, state)
  const kindOf = ({ kind }: Item) => kindNamed(domain, kind.kind)
  const has = (roles: readonly Role[]) => domain.kinds.some((kind) => fieldsWith(kind, roles).length > 0)
  const ofRole = (item: Item, roles: readonly Role[]) => {
    const kind = kindOf(item)
    return kind === undefined ? [] : fieldsWith(kind, roles).flatMap((field) => claimsOf(item, field))
  }
  const inWords = (item: Item, role: Role) =>
    inOneCell(ofRole(item, [role]).map(({ type, value }) => valueInWords(type, value, say)))
  const named = (item: Item, type: 'country' | 'reference') =>
    inOneCell(
      ofRole(item, ACTING)
        .flatMap(({ type: { shape }, value }) => leavesOf(shape, value))
        .filter(({ shape }) => shape.type === type)
        .map(({ value }) => (type === 'country' ? say.country(value) : say.subject(value))),
    )
  const because = (item: Item) => inOneGo(becauseSteps(item))
  const acting: readonly Column<Item>[] = [
    { name: 'sides', says: 'The sides that act in it', of: (item) => named(item, 'country') },
    {
      name: 'people',
      says: 'The persons, offices and bodies that act in it',
      of: (item) => named(item, 'reference'),
    },
  ]
  const standing: Column<Item> = {
    name: 'due_standing',
    says: 'How it stands to that',
    of: (item) => (stands(item) ? (kindOf(item)?.task(item)?.standing ?? '') : ''),
  }
  return [
    { name: 'subject', says: 'Its key', of: ({ subject }) => subject },
    { name: 'kind', says: 'What it is', of: ({ kind }) => kind.kind },
    { name: 'headline', says: 'What it is called', of: (item) => labelOf(domain, state, item) },
    ...whenColumns((item: Item) => whenOf(item, kindOf(item))),
    {
      name: 'certainty',
      says: 'Whether it stands on the date: definitely, possibly, unknown or no',
      of: ({ existence }) => existence.answer,
    },
    ...knownColumns((item: Item) => knownOfItem(state, item)),
    ...(has(ACTING) ? acting : []),
    ...ROLES.filter(({ role }) => has([role])).flatMap(({ name, role, says }): readonly Column<Item>[] => [
      { name, says, of: (item) => inWords(item, role) },
      ...(role === 'due' ? [standing] : []),
    ]),
    {
      name: 'sources',
      says: 'The labels of the sources that say anything about it',
      of: ({ standings }) => sourceLabels(request, sourcesOfAll(standings)),
    },
    {
      name: 'where',
      says: 'Where they say it: a source, and from which to which UTF-16 code unit of its text',
      of: (item) =>
        inOneCell(placesCitedBy(state.view, because(item)).map(({ label, place }) => `${label} ${place}`)),
    },
    {
      name: 'words',
      says: 'Their words, where the texts are at hand',
      of: (item) => wordsCited(request, because(item)),
    },
    {
      name: 'recorded_at',
      says: 'When its first event was recorded',
      of: ({ first }) => {
        const instant = chronicle.recordedAt(first)
        return instant === undefined ? '' : formatInstant(instant)
      },
    },
    { name: 'position', says: 'The position of that event', of: ({ first }) => `${first}` },
    ...pointColumns<Item>(request),
  ]
}

/** When an item is, or is planned to be; where it is unknown on the date, when it was attested before and after. */
function whenOf(item: Item, kind: AnyKind | undefined): When {
  const { values, lastAttested, nextAttested } = item.existence
  const ahead = values.length > 0 ? undefined : kind?.ahead?.words(item)
  if (ahead !== undefined)
    return {
      dates: (ahead.plan?.windows ?? []).map((window) => readValid(window)),
      words: aheadInPlainWords(ahead),
    }
  const dated = values.length > 0 ? values : [lastAttested, nextAttested].filter((each) => each !== undefined)
  return { dates: boundsOfValues(dated), words: whenInPlainWords(kind, item, dated) }
}

type KindField = ReturnType<typeof fieldsWith>[number]

function fieldsWith({ declared, tokens }: AnyKind, roles: readonly Role[]) {
  return tokens.flatMap((token) => {
    const each = declared.get(token.name)
    return each?.roles.some((role) => roles.includes(role)) ? [{ type: each.facts, token }] : []
  })
}

/** What is claimed of a field: of the date, or else of any. */
function claimsOf(item: Item, { type, token }: KindField) {
  return claimedValues(item, token).map(({ value }): { type: typeof type; value: unknown } => ({
    type,
    value,
  }))
}
