import { useEffect, useRef, useState } from 'preact/hooks'
import {
  type ComparisonRequest,
  type LoadedComparison,
  loadComparison,
  type There,
  withMoreRows,
} from './load-comparison.ts'
import type { Sort } from './sorts.ts'

/** A comparison as it comes: what came last stays until the next is there. */
export type ComparisonStatus = {
  readonly loaded: LoadedComparison | undefined
  readonly isLoading: boolean
  readonly fault: string | undefined
  readonly more: (sort: Sort) => Promise<void>
  readonly retry: () => void
}

/** What differs between two points; asked anew when what is compared changes. Without a request it waits for one. */
export function useComparison(request: ComparisonRequest | undefined, there: There): ComparisonStatus {
  const [loaded, setLoaded] = useState<LoadedComparison>()
  const [ended, setEnded] = useState<string>()
  const [fault, setFault] = useState<string>()
  const [tries, setTries] = useState(0)
  const current = useRef<AbortController>(undefined)
  const key = JSON.stringify([request, tries])
  useEffect(() => {
    if (request === undefined) return
    const control = new AbortController()
    current.current = control
    const end = (why: string | undefined) => {
      setFault(why)
      setEnded(key)
    }
    loadComparison(request, there, control.signal)
      .then((found) => {
        if (control.signal.aborted) return
        setLoaded(found)
        end(undefined)
      })
      .catch((error: unknown) => {
        if (!control.signal.aborted) end(error instanceof Error ? error.message : `${error}`)
      })
    return () => control.abort()
  }, [key])
  const isLoading = request === undefined || ended !== key
  const more = async (sort: Sort) => {
    const { signal } = current.current ?? new AbortController()
    if (loaded === undefined) return
    try {
      const found = await withMoreRows(loaded, sort, signal)
      if (!signal.aborted) setLoaded(found)
    } catch (error) {
      if (!signal.aborted) setFault(error instanceof Error ? error.message : `${error}`)
    }
  }
  return { loaded, isLoading, fault, more, retry: () => setTries((count) => count + 1) }
}
