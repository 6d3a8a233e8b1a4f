import { formatAddress } from './address.ts'
import { usePage } from './store.ts'
import { strings } from './strings.ts'

/** The head of every view: which chronicle, search, the views, what may be done with this one. */
export function Bar() {
  const { address, chronicle } = usePage()
  return (
    <header class="bar">
      <a href="/">
        <b>{strings.program}</b>
      </a>
      <a href={formatAddress({ ...address, view: 'state', subject: undefined })}>
        {chronicle?.title ?? address.chronicle}
      </a>
      <nav class="views">
        {(['state', 'compare', 'sources'] as const).map((view) => (
          <a
            key={view}
            href={formatAddress({ ...address, view, subject: undefined })}
            {...(address.view === view && { 'aria-current': 'page' })}
          >
            {strings.views[view]}
          </a>
        ))}
      </nav>
    </header>
  )
}
