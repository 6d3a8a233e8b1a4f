import { useEffect, useRef, useState } from 'preact/hooks'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

const { points } = strings

/** A field for a position of the ledger: that of the page, or another that `given` and `set` stand for. */
export function PositionField({
  close,
  given,
  set,
}: {
  readonly close: () => void
  readonly given?: number | undefined
  readonly set?: (position: number | undefined) => void
}) {
  const page = usePage()
  const head = page.headPosition
  const [isFault, setFault] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const take = (position: number | undefined) => {
    if (set === undefined) page.navigate({ at: { ...page.address.at, position } })
    else set(position)
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
          defaultValue={`${(set === undefined ? page.position : given) ?? head ?? ''}`}
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
