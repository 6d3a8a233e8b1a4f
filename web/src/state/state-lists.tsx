import type { Grid } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'

/** The state at the point, kind by kind. */
export function StateLists({ grid }: { readonly grid: Grid }) {
  const { point, address } = usePage()
  const states = grid.at(point.date, point.known).filter(({ exists }) => exists !== 'no')
  return (
    <div class="cols">
      {grid.kinds.map((kind) => {
        const own = states.filter((state) => state.kind === kind)
        if (own.length === 0) return null
        return (
          <section key={kind.name}>
            <h2>
              {kind.heading} <small>{own.length}</small>
            </h2>
            <ul class="l">
              {own.slice(0, 20).map((state) => (
                <li key={state.subject}>
                  <span class="c">{state.exists}</span>
                  <div>
                    <a href={formatAddress({ ...address, view: 'thing', subject: state.subject })}>
                      {state.headline}
                    </a>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
