import { Bar } from './bar.tsx'
import { StateView } from './state/state-view.tsx'
import { usePage } from './store.ts'

/** The page: the bar, and the view of the address. */
export function App() {
  const { address } = usePage()
  return (
    <div class="page">
      {address.isEmbedded || <Bar />}
      <main>{address.view === 'state' && <StateView />}</main>
    </div>
  )
}
