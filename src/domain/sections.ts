import { type Item, type Resolved, type Standing, stands, type Valued } from '../state/index.ts'
import { formatDay, readValid } from '../time/index.ts'
import { claimDatesInWords, firstDay, whenInWords } from './dates.ts'
import { boundsInWords } from './day-words.ts'
import type { AheadWords, AnyKind } from './declaration.ts'
import {
  cites,
  hedge,
  type Line,
  MARKS,
  type Piece,
  point,
  type Section,
  type SectionContext,
} from './page.ts'

/** The sections of a kind on a page: its own, or a line for each item that stands or, for attested kinds, for every item. */
export function sectionsOfKind(kind: AnyKind, context: SectionContext): readonly Section[] {
  if (kind.sections !== undefined) return kind.sections(context)
  const heading = kind.pageHeading
  if (kind.happens !== undefined)
    return [{ heading, lines: happenedLines(kind, context) }, ...aheadSection(kind, context)]
  const lines = context.items
    .filter((item) => kind.attested || stands(item))
    .map((item) => plainLine(item, namedWith(kind, context, item).join('; ')))
  return [{ heading, lines }]
}

/** What happened, the newest first and what only possibly did last: when, what, and what the kind shows of it. */
export function happenedLines(kind: AnyKind, context: SectionContext): readonly Line[] {
  const unsure = ({ existence }: Item) => (existence.answer === 'definitely' ? 0 : 1)
  const first = ({ existence }: Item) => firstDay(existence.values)
  return context.items
    .filter(stands)
    .toSorted((a, b) => unsure(a) - unsure(b) || first(b) - first(a) || (a.subject < b.subject ? -1 : 1))
    .map((item) => {
      const { answer, because } = item.existence
      return point(MARKS[answer], [
        { text: context.whenOf(item), style: 'bold' },
        ` ${hedge(answer)}${namedWith(kind, context, item).join('; ')}`,
        cites(because),
      ])
    })
}

/** When an item is, in words that need no EDTF: `between 3 and 9 March 2025`; by `values` where its kind has no other account. */
export function whenInPlainWords(
  kind: AnyKind | undefined,
  item: Item,
  values: readonly Pick<Valued<unknown>, 'standings'>[] = item.existence.values,
): string {
  if (kind?.when?.(item) !== undefined) return kind.bounds(item).map(boundsInWords).join(' or ')
  return whenInWords(values, ' or ', ({ bounds }) => boundsInWords(bounds))
}

/** How something stands that is still ahead, with its days in words that need no EDTF: `planned for between 1 and 31 May 2026`. */
export function aheadInPlainWords({ words, plan }: AheadWords): string {
  if (plan === undefined || plan.isOff) return words
  return `${plan.stage} for ${plan.windows.map((window) => boundsInWords(readValid(window))).join(' or ')}`
}

/** What is planned, or was and came to nothing, in the order of its keys: its headline where that says how it stands, or else its name and that. */
function aheadSection(kind: AnyKind, { items, state, say, nameOf }: SectionContext): readonly Section[] {
  const { ahead, labels } = kind
  if (ahead === undefined) return []
  const lines = items.flatMap((item) => {
    const found = stands(item) ? undefined : ahead.words(item)
    if (found === undefined) return []
    const called = labels.get('en')?.(item, state, say) ?? []
    const words = called.includes(found.words) ? called : [nameOf(item), found.words]
    return [point(MARKS.unknown, [words.join('; '), cites(found.because)])]
  })
  return [{ heading: ahead.heading, lines }]
}

/** One line for an item: how certain it is, the words, and the events that they rest on. */
export function plainLine({ existence: { answer, because } }: Item, words: string): Line {
  return point(MARKS[answer], [hedge(answer), words, cites(because)])
}

function namedWith(kind: AnyKind, { state, say, nameOf }: SectionContext, item: Item): readonly string[] {
  return [nameOf(item), ...kind.shown(item, state, say)]
}

/** `; last attested … 2021-11-23; next attested …`: the values nearest to an unattested date, and their events. */
export function attestationWords<T>(
  { lastAttested, nextAttested }: Resolved<T>,
  inWords: (value: T) => string,
): readonly Piece[] {
  const one = (which: string, valued: Valued<T> | undefined, when: (valued: Valued<T>) => string) => {
    if (valued === undefined) return []
    const words = [inWords(valued.value), when(valued)].filter((word) => word !== '').join(' ')
    return [`; ${which} ${words}`, cites(valued.because)]
  }
  return [...one('last attested', lastAttested, lastDay), ...one('next attested', nextAttested, dates)]
}

/** The days on which it was last attested; of what lasts, the day until which it is known to have held. */
function lastDay<T>({ standings }: Valued<T>): string {
  const lasts = ({ claim, bounds }: Standing) =>
    claim.aspect === 'lasting' && Number.isFinite(bounds.end.earliest)
  const { true: lasting = [], false: others = [] } = Object.groupBy(standings, (one) => `${lasts(one)}`)
  const days = lasting.map(({ bounds }) => formatDay(bounds.end.earliest))
  return [...new Set([...days, ...claimDatesInWords(narrowest(others))])].join(' or ')
}

function dates<T>({ standings }: Valued<T>): string {
  return claimDatesInWords(narrowest(standings)).join(' or ')
}

/** Without those within whose window another lies. */
function narrowest(standings: readonly Standing[]): readonly Standing[] {
  const liesWithin = ({ bounds: one }: Standing, { bounds: other }: Standing) =>
    one.begin.earliest >= other.begin.earliest &&
    one.end.latest <= other.end.latest &&
    one.end.latest - one.begin.earliest < other.end.latest - other.begin.earliest
  return standings.filter((each) => !standings.some((one) => liesWithin(one, each)))
}
