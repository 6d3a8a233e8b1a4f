import { useRef } from 'preact/hooks'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

const { troubles, points } = strings

/** A field for the token that a server asks for; it is kept as long as this page is open, and sent to this server alone. */
export function TokenField() {
  const page = usePage()
  const field = useRef<HTMLInputElement>(null)
  return (
    <form
      class="typed"
      onSubmit={(event) => {
        event.preventDefault()
        void page.signIn(field.current?.value.trim() ?? '')
      }}
    >
      <label>
        {troubles.tokenLabel} <input ref={field} type="password" autocomplete="off" spellcheck={false} />
      </label>
      <button type="submit" class="q">
        {points.go}
      </button>
      <p>{troubles.tokenKept}</p>
    </form>
  )
}
