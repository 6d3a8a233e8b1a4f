import { domainOf } from '../../src/domain/index.ts'
import type { Chronicle, PointRequest } from '../../src/engine/index.ts'
import type { ExportRequest } from '../../src/exchange/index.ts'
import { inOneGo } from '../../src/state/index.ts'

/** A request for everything at a point, for tests of what writes it. */
export function requestFor(
  chronicle: Chronicle,
  point: PointRequest = {},
  more: Partial<Omit<ExportRequest, 'at' | 'domain'>> = {},
): ExportRequest {
  const domain = domainOf(chronicle)
  if (domain === undefined) throw new Error('a chronicle of a declared domain is needed')
  const snapshot = chronicle.snapshot()
  const state = snapshot.asOf(point)
  const address = `http://localhost/feeds/${chronicle.name}`
  return {
    domain,
    at: { chronicle: snapshot, state, namesPosition: point.position !== undefined },
    items: async (certainty) =>
      domain.kinds.flatMap(({ name }) =>
        state.list(name).filter(({ existence }) => certainty.includes(existence.answer)),
      ),
    pageOfItems: async () => ({
      page: domain.kinds.flatMap(({ name, attested }) => {
        const shown = attested ? ['definitely', 'possibly', 'unknown'] : ['definitely', 'possibly']
        return state.list(name).filter(({ existence }) => shown.includes(existence.answer))
      }),
    }),
    keeps: async (items) => items,
    events: async () => state.view.visibleEvents,
    pageOfEvents: async () => ({ page: state.view.visibleEvents }),
    order: undefined,
    own: new Map(),
    narrowedTo: {},
    page: { first: 100 },
    texts: new Map(),
    address: {
      canonical: `${address}?position=${state.point.position}`,
      self: `${address}`,
      home: `${address}.html`,
      pageAfter: (cursor) => `${address}?after=${cursor}`,
      pageOf: (subject) => `${address}.html${subject === undefined ? '' : `?subject=${subject}`}`,
    },
    program: 'Regesta test',
    inSteps: async (steps) => inOneGo(steps),
    ...more,
  }
}
