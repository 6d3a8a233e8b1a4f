import { useEffect, useRef, useState } from 'preact/hooks'
import { isoDay } from '../days.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { comparisonCsv } from './comparison-csv.ts'
import { loadComparison, wholeGroups } from './load-comparison.ts'
import { requestOf, thereOf } from './request-of.ts'

const { compare } = strings

/** Every difference as one file, which the page makes of what the API gives. */
export function ComparisonDownload() {
  const page = usePage()
  const [isMaking, setMaking] = useState(false)
  const [fault, setFault] = useState<string>()
  const control = useRef<AbortController>(undefined)
  useEffect(() => () => control.current?.abort(), [])
  const request = requestOf(page)
  if (request === undefined) return <p>{strings.loading}</p>
  const make = async () => {
    control.current = new AbortController()
    const { signal } = control.current
    setMaking(true)
    setFault(undefined)
    try {
      const loaded = await loadComparison(request, thereOf(page), signal)
      const groups = await wholeGroups(loaded, signal)
      const kinds = page.grid.status === 'ready' ? page.grid.grid.kinds : []
      const { from, to } = request.points
      save(
        `${request.chronicle}-${isoDay(from.date)}-${isoDay(to.date)}.csv`,
        comparisonCsv(groups, loaded, kinds, strings),
      )
    } catch (error) {
      if (!signal.aborted) setFault(error instanceof Error ? error.message : `${error}`)
    }
    if (!signal.aborted) setMaking(false)
  }
  return (
    <p>
      <button type="button" class="q" disabled={isMaking} onClick={make}>
        {compare.download}
      </button>{' '}
      <span role="status">{isMaking && compare.making}</span>
      {fault !== undefined && <span role="alert">{compare.failed(fault)}</span>}
    </p>
  )
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
