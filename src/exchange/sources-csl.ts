import { type CslSource, citeSource } from '../domain/index.ts'
import type { Subject } from '../event/index.ts'
import type { AtPoint } from '../graphql/index.ts'
import type { Steps } from '../state/index.ts'
import { formatDay } from '../time/index.ts'
import type { Format, Write } from './format.ts'

/** CSL-JSON (Citation Style Language 1.0.2), which Zotero and other reference managers read. */
export const sourcesCslFormat: Format = {
  name: 'csl',
  path: '/sources.csl.json',
  type: 'application/vnd.citationstyles.csl+json',
  says: 'The sources for reference managers, as CSL-JSON; it takes no filter',
  ofNoItems: true,
  load: async () => writeSources,
}

/** Where the item was read: no part of CSL itself, which lets programs keep what is theirs in `custom`. */
type FromPoint = CslSource & {
  readonly custom: { readonly 'regesta-point': Readonly<Record<string, unknown>> }
}

/** Every source that can be seen from the point, in the order of registration, as its registration reads there. */
const writeSources: Write = async ({ at, inSteps }) => {
  const sources = await inSteps(sourcesSeen(at))
  return { body: `${JSON.stringify(sources, undefined, 2)}\n` }
}

function* sourcesSeen(at: AtPoint): Steps<readonly FromPoint[]> {
  const { chronicle, state } = at
  const { date, knownAt, position, trusting } = state.point
  const point = {
    chronicle: chronicle.name,
    date: formatDay(date),
    ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }),
    position,
    ...(Object.keys(trusting).length > 0 && { trusting }),
  }
  const found = new Map<Subject, FromPoint>()
  for (const registration of state.registering) {
    yield
    for (const source of state.view.visibleEvent(registration.id)?.subjects ?? []) {
      const own = state.view.registrationOf(source)
      if (found.has(source) || own === undefined || state.view.source(source) === 'no') continue
      found.set(source, { ...citeSource(state.view, source, own).csl, custom: { 'regesta-point': point } })
    }
  }
  return [...found.values()]
}
