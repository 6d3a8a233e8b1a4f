import { useEffect, useRef } from 'preact/hooks'
import { formatAddress, LISTS } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { useSearch } from './use-found.ts'

/**
 * Looks for names, words and topics. On the state it narrows while one types, and Enter leads on to the first list; elsewhere it
 * narrows on Enter, a comparison too, and else it leads to the state.
 */
export function SearchField() {
  const store = usePage()
  const search = useSearch()
  const { address } = store
  const field = useRef<HTMLInputElement>(null)
  const given = address.filters.search
  useEffect(() => {
    // What one is typing is not written over by where the address was.
    if (field.current !== null && document.activeElement !== field.current) field.current.value = given
  }, [given])
  const narrow = (words: string, replace: boolean) => {
    store.navigate(narrowedTo(words), { replace })
  }
  const narrowedTo = (search: string) => ({
    view: address.view === 'compare' ? ('compare' as const) : ('state' as const),
    subject: undefined,
    filters: { ...address.filters, search },
  })
  const enter = (words: string) => {
    if (address.view === 'compare') narrow(words, false)
    else {
      const lists = new URL(`${formatAddress({ ...address, ...narrowedTo(words) })}#${LISTS}`, location.href)
      // Where one is there already, one goes there once more.
      if (lists.href === location.href) document.querySelector<HTMLElement>(`#${LISTS} h2`)?.focus()
      else store.visit(lists)
    }
  }
  return (
    <search class="search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          enter(field.current?.value ?? '')
        }}
      >
        <input
          ref={field}
          class="find"
          type="search"
          name="search"
          autocomplete="off"
          spellcheck={false}
          defaultValue={given}
          placeholder={strings.search.field}
          aria-label={strings.search.field}
          dir="auto"
          onInput={({ currentTarget }) => {
            if (address.view === 'state') narrow(currentTarget.value, true)
          }}
        />
        <span class="sr" role="status">
          {search.status === 'found' && strings.search.found(search.subjects?.size ?? 0)}
          {search.status === 'failed' && strings.search.failed(search.message)}
        </span>
      </form>
    </search>
  )
}
