import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

/** What may be done with a source: what falls with it, and what it says alone. */
export function SourceActions({ source: { label } }: { readonly source: { readonly label: string } }) {
  const { address } = usePage()
  const { at } = address
  const { sources: words } = strings
  const without = [...new Set([...at.without, label])]
  const rest = { ...address, subject: undefined }
  return (
    <span class="m">
      <a
        href={formatAddress({
          ...rest,
          view: 'compare',
          to: { ...at, without, only: at.only.filter((name) => name !== label) },
        })}
      >
        {words.falls}
      </a>
      {' · '}
      <a
        href={formatAddress({ ...rest, view: 'state', at: { ...at, only: [label], without: [], sides: [] } })}
      >
        {words.only}
      </a>
    </span>
  )
}
