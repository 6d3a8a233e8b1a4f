import { Bar } from './bar.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { AddressFaults, ChroniclesView } from './first-steps.tsx'
import { Arriving } from './points/arriving.tsx'
import { Notices } from './points/notices.tsx'
import { SourcesView } from './sources/sources-view.tsx'
import { StateView } from './state/state-view.tsx'
import { usePageAtRest } from './store.ts'
import { strings } from './strings.ts'
import { SubjectView } from './thing/subject-view.tsx'

/** The page: the bar, and the view of the address. */
export function App() {
  const { address, facts, chronicle, trouble } = usePageAtRest()
  const isNoSuch = facts !== undefined && chronicle === undefined && address.chronicle !== undefined
  const isShut = isNoSuch || (facts === undefined && trouble !== undefined)
  return (
    <div class="page">
      <a class="skip" href="#content">
        {strings.help.skip}
      </a>
      {address.isEmbedded || <Bar />}
      <main id="content" tabIndex={-1}>
        <AddressFaults />
        {isShut ? (
          <>
            <h1>{isNoSuch ? strings.help.noSuch : strings.program}</h1>
            <Arriving />
          </>
        ) : (
          <>
            {address.view === 'chronicles' && <ChroniclesView />}
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
