import { useEffect, useRef, useState } from 'preact/hooks'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

const { points } = strings

/** A field for a position of the ledger. */
export function PositionField({ close }: { readonly close: () => void }) {
  const page = usePage()
  const head = page.headPosition
  const [isFault, setFault] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const take = (position: number | undefined) => {
    page.navigate({ at: { ...page.address.at, position } })
    close()
  }
  return (
    <form
      class="typed"
      onSubmit={(event) => {
        event.preventDefault()
        const text = field.current?.value.trim() ?? ''
        if (/^\d{1,15}$/.test(text) && Number(text) <= (head ?? Number.POSITIVE_INFINITY)) take(Number(text))
        else setFault(true)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <label>
        {points.asRecorded}{' '}
        <input
          ref={field}
          type="text"
          inputmode="numeric"
          autocomplete="off"
          aria-invalid={isFault}
          aria-describedby="typed-fault"
          defaultValue={`${page.position ?? ''}`}
        />
      </label>
      <button type="submit" class="q">
        {points.go}
      </button>
      <button type="button" class="q" onClick={() => take(undefined)}>
        {points.atAnyPosition}
      </button>
      <button type="button" class="q" onClick={close}>
        {points.cancel}
      </button>
      <p id="typed-fault" role="alert">
        {isFault && points.faults.noPosition(head ?? 0)}
      </p>
    </form>
  )
}
