import type { Snapshot } from '../../engine/index.ts'
import type { SourceKind } from '../../event/index.ts'
import { ofEach, type Steps } from '../../state/index.ts'
import { mayFallIn } from '../../time/index.ts'
import { needs } from '../access.ts'
import type { Builder } from '../builder.ts'
import { Faults, quoted } from '../faults.ts'
import { type Budget, inSteps, nowOrInSteps } from '../limits/budget.ts'
import { type DateRange, daysOf } from '../lists/date-range.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { ARGUMENT_DESCRIPTIONS } from '../lists/filter-args.ts'
import { matchingOf } from '../lists/list-items.ts'
import { addOrder, inOrder, type Order } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, pagedArray, readPaging } from '../lists/page.ts'
import { atBasisOfPage, type BasisArgs, pinOfBasis } from '../lists/pinned.ts'
import { type AtPoint, atLatest, type SourceAtPoint } from '../points/at-point.ts'
import type { PointApi } from '../points/point.ts'
import {
  publishedOf,
  readRegistration,
  sourceIdSteps,
  sourceOf,
  sourcesOfChronicle,
} from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

/** The lists of sources: the visible ones of a chronicle at a point, in pages, and all sources of all chronicles. */
export function addSources(
  builder: Builder,
  { anyChronicle, anyState }: RootApi,
  point: PointApi,
  { source, sourceKind }: ProvenanceApi,
  { filterArgs, filter }: FilterApi,
): void {
  const order = addOrder(builder, 'SourceOrder', 'The order of sources.', ['known', 'recorded', 'subject'])
  const args = builder.args((t) => ({
    search: t.string({ required: false, description: ARGUMENT_DESCRIPTIONS.search }),
    side: t.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.side }),
    kind: t.field({
      type: [sourceKind],
      required: false,
      description: ARGUMENT_DESCRIPTIONS.sourceKind,
    }),
    language: t.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.language }),
    known: t.field({ type: filterArgs.range, required: false, description: ARGUMENT_DESCRIPTIONS.known }),
    order: t.field({
      type: order,
      required: true,
      defaultValue: 'recorded-asc',
      description: ARGUMENT_DESCRIPTIONS.order,
    }),
  }))
  const { date: _, ...clocks } = point.args
  builder.interfaceField(anyChronicle, 'sources', (t) =>
    t.connection(
      {
        type: source,
        nullable: true,
        description:
          'Lists the sources that are visible at a point, 20 on a page by default, 100 at most; a withdrawn source is not visible. A cursor keeps the point, so the next page needs no clocks and no trust, and nothing shifts while events arrive. Null only with an error.',
        args: { ...clocks, ...args },
        resolve: (chronicle, args, { budget }) => sourcesPage(chronicle, filter, args, budget),
      },
      { name: 'SourceConnection', description: 'One page of sources.' },
      { name: 'SourceEdge', description: 'One source of a page, with its cursor.' },
    ),
  )
  builder.interfaceField(anyState, 'source', (t) =>
    t.field({
      type: source,
      nullable: true,
      description:
        'One source by key or label, as it reads at the point. Null where none of that name is visible.',
      args: { id: t.arg.id({ required: true, description: 'Its key, its label, or an id of it.' }) },
      resolve: (at, { id }, { budget }) => nowOrInSteps(budget, visibleSource(at, String(id))),
    }),
  )
  builder.queryFields((t) => ({
    sources: t.field({
      extensions: needs('reader'),
      type: [source],
      nullable: true,
      description:
        'Lists every source, chronicle by chronicle, as it reads at the latest point. A chronicle’s own field `sources` has pages and takes a point. Null only with an error.',
      args,
      resolve: async (_, args, { chronicles, budget }) => {
        const faults = new Faults()
        const points = (await chronicles.all()).map(atLatest)
        const visible: SourceAtPoint[] = []
        if (args.side != null || args.language != null)
          for (const at of points) visible.push(...(await inSteps(budget, visibleSources(at))))
        const matches = await inSteps(budget, sourceMatcher(points, visible, filter, args, faults))
        faults.check()
        const found: SourceAtPoint[] = []
        for (const { chronicle } of points) {
          const all = await inSteps(budget, sourcesOfChronicle(chronicle))
          const own = await inSteps(budget, matchingOf(all, matches))
          found.push(...(await inSteps(budget, orderedSources(own, args.order))))
        }
        return found
      },
    }),
  }))
}

async function sourcesPage(
  chronicle: Snapshot,
  filter: Filter,
  args: PageArgs & BasisArgs & SourceArgs,
  budget: Budget,
): Promise<Page<SourceAtPoint>> {
  const faults = new Faults()
  const paging = readPaging('sources', args, faults)
  const at = atBasisOfPage(chronicle, paging, args, faults)
  const from = at ?? atLatest(chronicle)
  const visible = await inSteps(budget, visibleSources(from))
  const matches = await inSteps(budget, sourceMatcher([from], visible, filter, args, faults))
  if (at === undefined) throw faults.thrown()
  const found = await inSteps(budget, matchingOf(visible, matches))
  const all = await inSteps(budget, orderedSources(found, args.order))
  const pins = [pinOfBasis(at)]
  return pageAt(paging, pagedArray(all, keyOf), { pins, keyOf, nodeOf: (source) => source }, faults)
}

function keyOf({ registration }: SourceAtPoint): string {
  return registration.id
}

/** The arguments of a list of sources. */
type SourceArgs = {
  readonly search?: string | null | undefined
  readonly side?: readonly string[] | null | undefined
  readonly kind?: readonly SourceKind[] | null | undefined
  readonly language?: readonly string[] | null | undefined
  readonly known?: DateRange | null | undefined
  readonly order: Order
}

/** The visible source of a name, if there is one. */
function* visibleSource(at: AtPoint, name: string): Steps<SourceAtPoint | null> {
  const named = yield* sourceIdSteps(at, name, new Faults())
  const visible = [...named].find((source) => at.state.view.source(source) !== 'no')
  return visible === undefined ? null : sourceOf(at, visible)
}

/** How many registrations are read in one step. */
const STEP = 50

/** Each visible source at a point, by its first visible registration, in steps. Cost: every registration. */
export function* visibleSources(at: AtPoint): Steps<readonly SourceAtPoint[]> {
  const { view } = at.state
  const seen = new Map<string, SourceAtPoint>()
  let read = 0
  for (const registration of at.state.registering) {
    if (++read % STEP === 0) yield
    for (const subject of view.visibleEvent(registration.id)?.subjects ?? [])
      if (!seen.has(subject)) seen.set(subject, { ...at, source: subject, registration })
  }
  return [...seen.values()]
}

/**
 * A test of sources by the arguments, in steps. Adds the faults of the arguments, as seen from these points, where these are
 * visible.
 */
function* sourceMatcher(
  points: readonly AtPoint[],
  visible: readonly SourceAtPoint[],
  filter: Filter,
  { search, side, kind, language, known }: Omit<SourceArgs, 'order'>,
  faults: Faults,
): Steps<(each: SourceAtPoint) => boolean> {
  const check = wordCheck(points, visible, faults)
  yield* check('side', side ?? [], sidesOf)
  yield* check('language', language ?? [], languagesOf)
  const days = daysOf('known', known, faults)
  const isFound = filter.searchTest({ search }, faults)
  return (each) =>
    (side == null || side.some((one) => sidesOf(each).includes(one))) &&
    (kind == null || kind.some((one) => one === readRegistration(each).kind)) &&
    (language == null || language.some((one) => languagesOf(each).includes(one))) &&
    (days === undefined || mayFallIn(publishedOf(each), days)) &&
    (isFound?.({ texts: filter.entries.searchable(() => printedOf(each)) }) ?? true)
}

function orderedSources(sources: readonly SourceAtPoint[], order: Order): Steps<readonly SourceAtPoint[]> {
  return inOrder(sources, order, (each, by) => {
    const tie = each.registration.position
    if (by === 'known') return { key: publishedOf(each).earliest, tie }
    return { key: by === 'recorded' ? tie : each.source, tie }
  })
}

/**
 * A check of the words of an argument: adds a fault for each that no source has, neither among those visible at these points nor
 * at the latest one. In steps.
 */
function wordCheck(points: readonly AtPoint[], visible: readonly SourceAtPoint[], faults: Faults) {
  return function* (
    argument: keyof typeof HAS_NONE,
    words: readonly string[],
    wordsOf: (each: SourceAtPoint) => readonly string[],
  ): Steps<void> {
    if (words.length === 0) return
    const here = new Set(yield* ofEach(visible, STEP, wordsOf))
    const unknown = words.filter((word) => !here.has(word))
    if (unknown.length === 0) return
    const all = new Set<string>()
    for (const { chronicle } of points)
      for (const word of yield* ofEach(yield* sourcesOfChronicle(chronicle), STEP, wordsOf)) all.add(word)
    const there = [...all].sort().join(', ') || 'none'
    for (const word of unknown)
      if (!all.has(word))
        faults.add(
          `E_UNKNOWN_${argument.toUpperCase()}`,
          argument,
          `${quoted(word)} ${HAS_NONE[argument]} ${there}`,
        )
  }
}

const HAS_NONE = {
  side: 'is no side; the sources speak for',
  language: 'is the language of no source; they are in',
} as const

function sidesOf(each: SourceAtPoint): readonly string[] {
  const { side } = readRegistration(each)
  return side === undefined ? [] : [side]
}

/** The language of a source, and what that is a form of (RFC 4647 §3.3.1): `zh-Hant-TW`, `zh-Hant`, `zh`. */
function languagesOf(each: SourceAtPoint): readonly string[] {
  const subtags = readRegistration(each).language?.split('-') ?? []
  return subtags.map((_, last) => subtags.slice(0, last + 1).join('-'))
}

/** What a document prints of itself: its search text. */
function printedOf(each: SourceAtPoint): readonly string[] {
  const { label, title, publisher, byline = [], dateline, medium, address } = readRegistration(each)
  return [each.source, label, title, publisher, ...byline, dateline?.city, medium, address].filter(
    (text) => text !== undefined,
  )
}
