import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { CopyLine } from './copy-line.tsx'
import { usePinned } from './use-pinned.ts'

/** The addresses of what one sees: as it will read then, as it reads now for good, and to set into another page. */
export function LinkPanel() {
  const { address, point } = usePage()
  const pinned = usePinned()
  const said = strings.actions
  // Without a day of its own, an address would mean another day tomorrow.
  const dated = { ...address, at: { ...address.at, date: point.date } }
  const whole = (path: string) => `${location.origin}${path}`
  return (
    <>
      <CopyLine label={said.linkLive} text={whole(formatAddress(dated))} />
      {pinned !== undefined && <CopyLine label={said.linkPinned} text={whole(formatAddress(pinned))} />}
      <CopyLine
        label={said.linkEmbed}
        text={`<iframe src="${whole(formatAddress({ ...dated, isEmbedded: true })).replaceAll('&', '&amp;')}" width="100%" height="600"></iframe>`}
      />
    </>
  )
}
