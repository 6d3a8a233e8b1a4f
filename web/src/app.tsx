import { Bar } from './bar.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { Arriving } from './points/arriving.tsx'
import { Notices } from './points/notices.tsx'
import { SourcesView } from './sources/sources-view.tsx'
import { StateView } from './state/state-view.tsx'
import { usePage } from './store.ts'
import { SubjectView } from './thing/subject-view.tsx'

/** The page: the bar, and the view of the address. */
export function App() {
  const { address, facts, chronicle, trouble } = usePage()
  const isNoSuch = facts !== undefined && chronicle === undefined && address.chronicle !== undefined
  const isShut = isNoSuch || (facts === undefined && trouble !== undefined)
  return (
    <div class="page">
      {address.isEmbedded || <Bar />}
      <main>
        {isShut ? (
          <Arriving />
        ) : (
          <>
            {address.view === 'state' && <StateView />}
            {address.view === 'sources' && <SourcesView />}
            {address.view === 'thing' && <SubjectView subject={address.subject ?? ''} />}
            {address.view === 'compare' && <CompareView />}
          </>
        )}
      </main>
      <Notices />
    </div>
  )
}
