import { GraphQLError } from 'graphql'
import {
  chronicleQuestion,
  chronicleTitle,
  citeSource,
  type Domain,
  dayInWords,
  domainOf,
  headingAt,
  headingOfTwo,
  kindNamed,
  labelOf,
  type PointNames,
  placeInWords,
  spaced,
  summarySteps,
  whenInPlainWords,
} from '../../domain/index.ts'
import { ArgumentReader, type Chronicle, type Snapshot } from '../../engine/index.ts'
import { Budget, inSteps, limitsWith } from '../../graphql/index.ts'
import type { State } from '../../state/index.ts'
import { formatDay } from '../../time/index.ts'
import type { Point } from '../../visibility/index.ts'
import type { PageAddress } from './address.ts'

/** What a browser's tab and the previews of links show of a page. */
export type Preview = {
  readonly title: string
  readonly description: string
  /** The path of a page that needs no script and shows the same in short. */
  readonly brief?: string
}

/** The preview of an address that names no chronicle which can be seen. */
export const PLAIN_PREVIEW: Preview = {
  title: 'Regesta: chronicles',
  description: 'What stood on a day, who says so, and since when it is known.',
}

/** The preview of the page of all chronicles. */
export function previewOfAll(titles: readonly string[]): Preview {
  const { title, description } = PLAIN_PREVIEW
  return titles.length === 0 ? PLAIN_PREVIEW : { title, description: `${description} ${titles.join('; ')}.` }
}

/** The preview of an address in a chronicle. What of the address cannot be read is left out. */
export async function previewIn(chronicle: Chronicle, { view, search }: PageAddress): Promise<Preview> {
  const domain = domainOf(chronicle)
  if (domain === undefined) return PLAIN_PREVIEW
  const snapshot = chronicle.snapshot()
  const called = chronicleTitle(domain, chronicle.name)
  const state = stateIn(snapshot, search)
  const pinned = search.get('position')
  const names = pointNames(state, pinned)
  const question = chronicleQuestion(domain, chronicle.name)
  const heading = headingAt(question, names)
  const brief = briefAt(chronicle.name, state, pinned)
  const [first = '', second] = view
  if (first === 'compare') {
    const other = pointNames(stateIn(snapshot, search, 'to'), search.get('to-position'))
    return { title: headingOfTwo(question, [names, other]), description: 'What changed, and why.', brief }
  }
  if (first === 'sources') return { title: `Sources: ${called}`, description: `${heading}.`, brief }
  const found =
    first === 'source' && second !== undefined
      ? previewOfSource(snapshot, state, second)
      : second !== undefined
        ? previewOfItem(domain, state, `${first}/${second}`, `${called} ${placeInWords(names)}`)
        : undefined
  return { ...(found ?? { title: heading, description: await summaryOf(domain, state) }), brief }
}

/** The path of the brief of a state. */
function briefAt(chronicle: string, { point }: State, pinned: string | null): string {
  const { date, knownAt, position, trusting } = point
  const lists = Object.entries({ only: trusting.only, sides: trusting.sides, without: trusting.without })
  const search = new URLSearchParams({
    date: formatDay(date),
    ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }),
    ...(isPinned(point, pinned) && { position: `${position}` }),
  })
  for (const [name, words] of lists) for (const word of words ?? []) search.append(name, word)
  return `/feeds/${chronicle}.html?${search}`
}

/** The most items of which a preview counts what stands, and how long it may take for that, ms. */
const MOST_ITEMS = 5_000
const PATIENCE = 300

/** The summary of a state; a plain text where it would take too long. */
async function summaryOf(domain: Domain, state: State): Promise<string> {
  const items = domain.pages.reduce((sum, { name }) => sum + state.projection.subjectsOf(name).length, 0)
  if (items > MOST_ITEMS) return PLAIN_PREVIEW.description
  const budget = new Budget({ ...limitsWith(), time: PATIENCE, things: Infinity })
  try {
    return (await inSteps(budget, summarySteps(domain, state))) || PLAIN_PREVIEW.description
  } catch (error) {
    // A limit was reached.
    if (error instanceof GraphQLError) return PLAIN_PREVIEW.description
    throw error
  }
}

function previewOfSource(snapshot: Snapshot, state: State, name: string): Preview | undefined {
  const subject = (snapshot.findSource(`source/${name}`) ?? snapshot.findSource(name))?.event.subject
  const registration = subject === undefined ? undefined : state.view.registrationOf(subject)
  if (subject === undefined || registration === undefined) return undefined
  const { footnote } = citeSource(state.view, subject, registration)
  const { label, title } = state.view.sourceFacts(registration)
  return { title: title === undefined ? label : `${label}: ${title}`, description: footnote }
}

function previewOfItem(domain: Domain, state: State, subject: string, place: string): Preview | undefined {
  const item = state.item(subject)
  if (item === undefined) return undefined
  const kind = kindNamed(domain, item.kind.kind)
  const when = whenInPlainWords(kind, item)
  const parts = [spaced(item.kind.kind), ...(when === '' ? [] : [when]), place].join('; ')
  return { title: labelOf(domain, state, item), description: `${parts}.` }
}

/** The arguments of a point, as an address has them. */
const WRITTEN: Readonly<Record<string, string>> = {
  date: 'date',
  knownAt: 'known',
  position: 'position',
  only: 'only',
  sides: 'sides',
  without: 'without',
}

/** The state at the point of an address; with `second`, at the second one, whose arguments begin with it. */
function stateIn(snapshot: Snapshot, search: URLSearchParams, second?: string): State {
  const written = (name: string) => {
    const own = WRITTEN[name]
    if (own === undefined || second === undefined) return own
    return own === 'date' ? second : `${second}-${own}`
  }
  const all = (name: string) => {
    const own = written(name)
    return own === undefined ? [] : search.getAll(own)
  }
  const names = Object.keys(WRITTEN).filter((name) => all(name).length > 0)
  const reader = new ArgumentReader({ names, all, say: (name) => name })
  const { trusting, ...untrusting } = reader.point(snapshot)
  const { position: _, ...days } = untrusting
  for (const request of [
    ...(trusting === undefined ? [] : [{ ...untrusting, trusting }]),
    untrusting,
    days,
  ]) {
    const state = reader.from(() => snapshot.asOf(request))
    if (state !== undefined) return state
  }
  return snapshot.asOf({})
}

/** The point of a state; with its position where an address pins that. */
function pointNames({ point }: State, pinned: string | null): PointNames {
  const { date, knownAt, position } = point
  return {
    date: dayInWords(date),
    knownAt: knownAt === undefined ? undefined : dayInWords(knownAt),
    position: isPinned(point, pinned) ? position : undefined,
  }
}

function isPinned({ position }: Point, pinned: string | null): boolean {
  return pinned !== null && Number(pinned) === position
}
