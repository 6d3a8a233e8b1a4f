import { type Domain, kindNamed, occurredDuring } from '../../domain/index.ts'
import { type Item, ofEach, type Steps } from '../../state/index.ts'
import { type Answer, and, type CivilDay, type Interval, oneDay } from '../../time/index.ts'
import { enumValues } from '../builder.ts'
import { Faults } from '../faults.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import { daysOf } from '../lists/date-range.ts'
import { textsIn } from '../lists/list-entry.ts'
import { type ListArgs, listItems, matchingOf } from '../lists/list-items.ts'
import type { AtPoint, ItemAtPoint } from '../points/at-point.ts'
import type { ApiKit } from './kit.ts'

const STANDING: readonly Answer[] = ['definitely', 'possibly']

type Finding = AtPoint & { readonly found: readonly Found[] }
type Found = { readonly each: ItemAtPoint; readonly answer: Answer }

/**
 * Adds the field that asks whether anything of a description happened. An empty list would not answer that: something may
 * have happened that no source reports.
 */
export function addHappened(kit: ApiKit, domain: Domain): void {
  const { builder, item, provenance } = kit
  const happening = domain.kinds.filter(({ happens }) => happens !== undefined)
  if (happening.length === 0) return
  const kinds = kindsThatHappen(domain)
  const among = builder.enumType('Happening', {
    description: 'An item that can happen.',
    values: enumValues(Object.fromEntries(happening.map(({ name, happens = '' }) => [name, happens]))),
  })
  const finding = builder.objectRef<Finding>('Finding').implement({
    description: 'Whether anything that matches happened, and the events behind the answer.',
    fields: (t) => ({
      certainty: t.field({
        type: item.certainty,
        description:
          'DEFINITELY, POSSIBLY or UNKNOWN. Never NO, which is about one item and never about a whole kind.',
        resolve: ({ found }) =>
          STANDING.find((answer) => found.some((one) => one.answer === answer)) ?? 'unknown',
      }),
      items: t.field({
        type: [item.item],
        description: 'What matches and definitely or possibly happened.',
        resolve: ({ found }) => found.map(({ each }) => each),
      }),
      evidence: provenance.evidenceField(t, 'Where the sources say that it happened.', ({ found }) =>
        reasons(found),
      ),
      because: provenance.eventsField(t, 'The events that say that it happened.', ({ found }) =>
        reasons(found),
      ),
    }),
  })
  const { subject: _, search: __, ...described } = kit.lists.filterArgs.of(kinds)
  builder.objectField(kit.root.state, 'happened', (t) =>
    t.field({
      type: finding,
      description:
        'Whether anything that matches happened by the date. What is only promised, requested or hoped for is an undertaking and did not happen.',
      args: {
        ...described,
        ...kit.lists.filterArgs.ordered,
        among: t.arg({
          type: [among],
          required: true,
          defaultValue: [...kinds],
          description: 'Only these kinds.',
        }),
        search: t.arg.string({
          required: false,
          description:
            'Only what has all these words, in any spelling, in its key, a name or a title. Topics do not count: what was talked about did not happen.',
        }),
        ...onArgs(kit),
      },
      resolve: async (at, args, { budget, hints }, { path }) => {
        const found = await findingOf(kit, domain, at, args, budget)
        if (found.length === 0 && hints !== undefined)
          await inSteps(budget, hints.add(path, kit.lists.filter.hints.hintsFor(at, args)))
        return { ...at, found }
      },
    }),
  )
}

type FindingArgs = Omit<ListArgs, 'certainty' | 'subject'> & {
  readonly among: readonly string[]
  readonly on?: CivilDay | null | undefined
}

async function findingOf(
  { lists: { filter } }: ApiKit,
  domain: Domain,
  at: AtPoint,
  args: FindingArgs,
  budget: Budget,
): Promise<Found[]> {
  const { among, search, on, ...others } = args
  const faults = new Faults()
  const isCalled = filter.searchTest({ search }, faults)
  const days = [daysOf('valid', args.valid, new Faults()), on == null ? undefined : oneDay(on)]
  const listArgs = { ...others, certainty: STANDING }
  const listed = await listItems(
    { at, filter, kinds: [...new Set(among)], canHold: kindsThatHappen(domain), args: listArgs },
    budget,
    faults,
  )
  const named = matchingOf(
    listed,
    ({ item }) => isCalled?.({ texts: filter.entries.searchable(() => namesOf(domain, item)) }) ?? true,
  )
  return inSteps(budget, happenedAmong(await inSteps(budget, named), days))
}

/** How many items are asked whether they happened in one step. */
const STEP = 10

/** Those of some items that definitely or possibly happened by the date and on all these days, in steps. */
export function happenedAmong(
  items: readonly ItemAtPoint[],
  days: readonly (Interval | undefined)[],
): Steps<Found[]> {
  return ofEach(items, STEP, (each) => {
    const answer = answerOf(each, days)
    return STANDING.includes(answer) ? [{ each, answer }] : []
  })
}

/** Whether it happened by the date, and on all the days that are asked about, as far as each is. */
function answerOf({ item }: ItemAtPoint, days: readonly (Interval | undefined)[]): Answer {
  return days
    .filter((each) => each !== undefined)
    .map((each) => occurredDuring(item, each).answer)
    .reduce(and, item.existence.answer)
}

/** What an item is called: its keys, names and titles. */
function namesOf(domain: Domain, { identity: { keys }, kind, standings }: Item): readonly string[] {
  const declared = kindNamed(domain, kind.kind)?.declared
  const names = standings.filter(({ claim }) => declared?.get(claim.field)?.roles.includes('name') ?? false)
  return [...keys, ...names.flatMap(({ claim }) => textsIn(claim.value))]
}

function kindsThatHappen({ kinds }: Domain): readonly string[] {
  return kinds.filter(({ happens }) => happens !== undefined).map(({ name }) => name)
}

function reasons(found: readonly Found[]): string[] {
  return [...new Set(found.flatMap(({ each }) => each.item.existence.because))]
}

/** The argument that lists of what happens have for a single day. */
export function onArgs({ builder }: ApiKit) {
  return builder.args((t) => ({
    on: t.field({
      type: 'Date',
      required: false,
      description: 'Only what may have happened, or held, on that day: short for `valid` from it and to it.',
    }),
  }))
}
