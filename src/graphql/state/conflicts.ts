import {
  type Contention,
  type Disagreement,
  disagreementSteps,
  fieldsOf,
  IDENTITY,
  type Item,
} from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults, notOneOf } from '../faults.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import { itemMatcher, matchingOf } from '../lists/list-items.ts'
import { type AtPoint, type ItemAtPoint, itemsBySubject, itemsOf } from '../points/at-point.ts'
import { checkedKinds } from '../points/names.ts'
import { sourcesById } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { jsonOf } from '../scalars.ts'
import type { ItemApi } from './item.ts'
import type { StateApi } from './state.ts'

type DisagreementAtPoint = AtPoint & { readonly disagreement: Disagreement }
type ContentionAtPoint = DisagreementAtPoint & { readonly contention: Contention }

/** The list of conflicts: different values for one field, side by side. No value wins by being later. */
export function addDisagreement(
  builder: Builder,
  { state, anyState }: StateApi,
  { item, certainty, valueWords }: ItemApi,
  provenance: ProvenanceApi,
  { filterArgs, filter, kinds }: FilterApi,
): void {
  const { source, eventsField, evidenceField } = provenance
  const kind = builder.enumType('DisagreementKind', {
    description:
      'Whether the different values are about the same time. The same value in another spelling is neither, nor is one office with two holders in turn.',
    values: {
      CONFLICT: { value: 'conflict', description: 'Different values for overlapping times.' },
      TENSION: { value: 'tension', description: 'Different values for different times.' },
    } as const,
  })
  const side = builder.objectRef<ContentionAtPoint>('Contention').implement({
    description: 'One of the values, with the sources that give it.',
    fields: (t) => ({
      value: t.field({
        type: 'JSON',
        description:
          'The value as it was claimed. Of `identity`: `{ same: [key, key] }` or `{ distinct: [key, key] }`.',
        resolve: ({ contention }) => jsonOf(contention.value),
      }),
      words: t.string({
        description: 'The value in words, with what it names by the names of the point.',
        resolve: ({ state, disagreement: { subject, field }, contention: { value } }) =>
          valueWords({ state, subject, field, value }),
      }),
      sources: t.field({
        type: [source],
        description: 'The sources that claim it, each once.',
        resolve: ({ contention, disagreement: _, ...at }) => sourcesById(at, contention.sources),
      }),
      because: eventsField(t, 'The events that claim it.', ({ contention }) => contention.because),
      evidence: evidenceField(t, 'Where the sources give it.', ({ contention }) => contention.because),
    }),
  })
  const disagreement = builder.objectRef<DisagreementAtPoint>('Disagreement').implement({
    description: 'Different values that are claimed for one field of one subject.',
    fields: (t) => ({
      kind: t.field({
        type: kind,
        description: 'Whether the values are about overlapping times or different ones.',
        resolve: ({ disagreement }) => disagreement.kind,
      }),
      certainty: t.field({
        type: certainty,
        description:
          'DEFINITELY where two events that are definitely visible, each in one version, differ; else POSSIBLY.',
        resolve: ({ disagreement }) => disagreement.certainty,
      }),
      subject: t.string({
        description: 'The key of the subject, `kind/name`.',
        resolve: ({ disagreement }) => disagreement.subject,
      }),
      item: t.field({
        type: item,
        nullable: true,
        description: 'The subject at the point. Null where no visible event speaks of it.',
        resolve: ({ disagreement, ...at }) => itemsBySubject(at, [disagreement.subject])[0],
      }),
      field: t.string({
        description: 'Its name, like `title`; `identity` where it is whether two subjects are the same.',
        resolve: ({ disagreement }) => disagreement.field,
      }),
      sides: t.field({
        type: [side],
        description: 'The values, two or more, each with its sources. None wins by being later.',
        resolve: (each) => each.disagreement.sides.map((contention) => ({ ...each, contention })),
      }),
      because: eventsField(
        t,
        'Every event that claims one of them.',
        ({ disagreement }) => disagreement.because,
      ),
    }),
  })
  const description =
    'Lists different values for one field, and pairs that are both said to be the same and not, kind by kind, for the items that match the arguments.'
  const args = {
    ...filterArgs.certainty(['definitely', 'possibly']),
    kinds: filterArgs.kinds,
    ...builder.args((t) => ({
      conflict: t.field({ type: [kind], required: false, description: 'Only these sorts.' }),
      field: t.string({
        required: false,
        description: 'Only this field, like `title` or `identity`. An unknown field is refused.',
      }),
    })),
  }
  builder.interfaceField(anyState, 'conflicts', (t) =>
    t.field({ type: [disagreement], description, args: { ...args, ...filterArgs.common } }),
  )
  builder.objectField(state, 'conflicts', (t) =>
    t.field({
      type: [disagreement],
      description,
      args: { ...args, ...filterArgs.of(kinds) },
      resolve: async (at, args, { budget, hints, texts }, { path }) => {
        const listed = await conflictsAt(at, filter, kinds, { ...args, texts }, budget)
        if (listed.length === 0 && hints !== undefined)
          await inSteps(budget, hints.add(path, filter.hints.hintsFor(at, args)))
        return listed
      },
    }),
  )
}

type ConflictArgs = FilterArgs & {
  readonly certainty: readonly Answer[]
  readonly kinds?: readonly string[] | null | undefined
  readonly conflict?: readonly Disagreement['kind'][] | null | undefined
  readonly field?: string | null | undefined
}

async function conflictsAt(
  at: AtPoint,
  filter: Filter,
  allKinds: readonly string[],
  args: ConflictArgs,
  budget: Budget,
): Promise<DisagreementAtPoint[]> {
  const { certainty, conflict, field } = args
  const faults = new Faults()
  const kinds = checkedKinds(at.chronicle, args.kinds, faults)
  if (field != null) checkField(at, kinds, field, faults)
  const matches = await inSteps(budget, itemMatcher(at, filter, allKinds, args, faults))
  faults.check()
  const items: Item[] = []
  for (const kind of kinds)
    for (const { item } of await inSteps(budget, matchingItems(at, kind, matches))) items.push(item)
  const disagreements = await inSteps(budget, disagreementSteps(at.state, items))
  return disagreements
    .filter((one) => certainty.includes(one.certainty) && (field == null || field === one.field))
    .filter(({ kind }) => conflict == null || conflict.includes(kind))
    .map((disagreement) => ({ ...at, disagreement }))
}

function* matchingItems(at: AtPoint, kind: string, matches: (each: ItemAtPoint) => boolean) {
  return yield* matchingOf(yield* itemsOf(at, kind), matches)
}

function checkField(
  { chronicle: { vocabulary } }: AtPoint,
  kinds: readonly string[],
  field: string,
  faults: Faults,
): void {
  const fields = kinds.flatMap((kind) => vocabulary.kinds.get(kind) ?? []).flatMap(fieldsOf)
  const names = new Set([...fields.filter(({ single }) => single).map(({ name }) => name), IDENTITY])
  if (!names.has(field)) faults.add('E_FIELD', 'field', notOneOf(field, names))
}
