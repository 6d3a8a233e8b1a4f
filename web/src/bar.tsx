import type { ComponentType } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { formatAddress } from './address.ts'
import { comparedWith } from './compare/two-points.ts'
import { CitePanel } from './parts/cite-panel.tsx'
import { DownloadPanel } from './parts/download-panel.tsx'
import { EVERYTHING, feedAddress, shownBy } from './parts/feed-address.ts'
import { LinkPanel } from './parts/link-panel.tsx'
import { usePointed } from './parts/use-pinned.ts'
import { viewQuery } from './parts/view-query.ts'
import { SearchField } from './search/search-field.tsx'
import { usePageAtRest } from './store.ts'
import { strings } from './strings.ts'

type PanelName = 'link' | 'cite' | 'download'

const PANELS: Readonly<Record<PanelName, ComponentType>> = {
  link: LinkPanel,
  cite: CitePanel,
  download: DownloadPanel,
}

/** The head of every view: which chronicle, search, the views, what may be done with this one. */
export function Bar() {
  const { address, facts, chronicle } = usePageAtRest()
  // Of a chronicle that does not exist there is nothing to search, to cite or to take away.
  const isNoSuch = facts !== undefined && chronicle === undefined
  const [open, setOpen] = useState<PanelName>()
  const [hasMenu, setHasMenu] = useState(false)
  const id = useId()
  const place = `${address.chronicle} ${address.view} ${address.subject}`
  // What one opened was of the view that one left.
  useEffect(() => {
    setOpen(undefined)
    setHasMenu(false)
  }, [place])
  const head = useRef<HTMLElement>(null)
  useEffect(() => {
    if (open === undefined) return
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return
      head.current?.querySelector<HTMLElement>(`[data-panel="${open}"]`)?.focus()
      setOpen(undefined)
    }
    const onPress = ({ target }: Event) => {
      const isOwn =
        target instanceof Element &&
        target.closest('.panel, [data-panel]') !== null &&
        head.current?.contains(target)
      if (!isOwn) setOpen(undefined)
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPress)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPress)
    }
  }, [open])
  const Panel = open && PANELS[open]
  return (
    <header class="bar" ref={head}>
      <a href="/" class="program">
        <b>{strings.program}</b>
      </a>
      {address.chronicle !== undefined && !isNoSuch && (
        <>
          <a href={formatAddress({ ...address, view: 'state', subject: undefined })} class="title" dir="auto">
            {chronicle?.title ?? address.chronicle}
          </a>
          <SearchField />
          <Views />
          <button
            type="button"
            class="menu"
            aria-expanded={hasMenu}
            aria-controls={`${id}-acts`}
            onClick={() => setHasMenu(!hasMenu)}
          >
            {strings.actions.menu}
          </button>
          <div class={hasMenu ? 'acts open' : 'acts'} id={`${id}-acts`}>
            {(address.view === 'state' || address.view === 'compare') && <RecordedSwitch />}
            {(['link', 'cite', 'download'] as const).map((name) => (
              <button
                key={name}
                type="button"
                data-panel={name}
                aria-expanded={open === name}
                aria-controls={`${id}-panel`}
                onClick={() => setOpen(open === name ? undefined : name)}
              >
                {strings.actions[name]}
              </button>
            ))}
            <Elsewhere />
          </div>
          <section
            class="panel"
            id={`${id}-panel`}
            hidden={Panel === undefined}
            aria-label={open && strings.actions[open]}
          >
            {Panel && <Panel />}
          </section>
        </>
      )}
    </header>
  )
}

/** Whether the third clock is shown, beside the two days. */
function RecordedSwitch() {
  const page = usePageAtRest()
  const { showsRecorded } = page.address
  return (
    <button
      type="button"
      class="switch"
      aria-pressed={showsRecorded}
      onClick={() => page.navigate({ showsRecorded: !showsRecorded }, { replace: true })}
    >
      {strings.points.asRecorded}
    </button>
  )
}

/** The views of a chronicle at this point; a thing is a view while one looks at it. */
function Views() {
  const { address } = usePageAtRest()
  return (
    <nav class="views" aria-label={strings.views.all}>
      {(['state', 'compare', 'sources'] as const).map((view) => (
        <a
          key={view}
          href={formatAddress({
            ...address,
            ...(view === 'compare' && comparedWith(address)),
            view,
            subject: undefined,
          })}
          {...(address.view === view && { 'aria-current': 'page' })}
        >
          {strings.views[view]}
        </a>
      ))}
      {address.view === 'thing' && (
        <a href={formatAddress(address)} aria-current="page">
          {strings.views[address.subject?.startsWith('source/') ? 'source' : 'thing']}
        </a>
      )}
    </nav>
  )
}

/** What opens beside the page: the playground with the query of this view, and what one prints: of two points the page itself, else a brief. */
function Elsewhere() {
  const { address, chronicle, point } = usePageAtRest()
  const pointed = usePointed()
  if (chronicle === undefined) return null
  const at = { ...address.at, date: point.date, known: point.known }
  const query = new URLSearchParams({ query: viewQuery(pointed) })
  const brief = chronicle.formats.find(({ name }) => name === 'html')
  return (
    <>
      <a href={`${chronicle.api}?${query}`} target="_blank" rel="noreferrer">
        {strings.actions.graphql}
      </a>
      {address.view === 'compare' ? (
        <button type="button" onClick={() => print()}>
          {strings.actions.print}
        </button>
      ) : (
        brief && (
          <a
            href={feedAddress(brief.path, at, shownBy(address), brief.takes ?? EVERYTHING)}
            target="_blank"
            rel="noreferrer"
          >
            {strings.actions.print}
          </a>
        )
      )}
    </>
  )
}
