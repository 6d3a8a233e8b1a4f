import { useEffect, useRef, useState } from 'preact/hooks'
import type { ChangeKind } from '../operations.ts'
import {
  type ComparisonRequest,
  type LoadedComparison,
  loadComparison,
  withMoreRows,
} from './load-comparison.ts'

/** A comparison as it comes: what came last stays until the next is there. */
export type ComparisonStatus = {
  readonly loaded: LoadedComparison | undefined
  readonly isLoading: boolean
  readonly fault: string | undefined
  readonly more: (change: ChangeKind) => Promise<void>
  readonly retry: () => void
}

/** What differs between two points; asked anew when what is compared changes. `allKinds` are those that there are. */
export function useComparison(
  request: ComparisonRequest | undefined,
  allKinds: readonly string[],
): ComparisonStatus {
  const [loaded, setLoaded] = useState<LoadedComparison>()
  const [isLoading, setLoading] = useState(true)
  const [fault, setFault] = useState<string>()
  const [tries, setTries] = useState(0)
  const current = useRef<AbortController>(undefined)
  useEffect(() => {
    if (request === undefined) return
    const control = new AbortController()
    current.current = control
    setLoading(true)
    loadComparison(request, allKinds, control.signal)
      .then((found) => {
        if (control.signal.aborted) return
        setLoaded(found)
        setFault(undefined)
        setLoading(false)
      })
      .catch((error: unknown) => {
        if (control.signal.aborted) return
        setFault(error instanceof Error ? error.message : `${error}`)
        setLoading(false)
      })
    return () => control.abort()
  }, [JSON.stringify(request), tries])
  const more = async (change: ChangeKind) => {
    const { signal } = current.current ?? new AbortController()
    if (loaded === undefined) return
    try {
      const found = await withMoreRows(loaded, change, signal)
      if (!signal.aborted) setLoaded(found)
    } catch (error) {
      if (!signal.aborted) setFault(error instanceof Error ? error.message : `${error}`)
    }
  }
  return { loaded, isLoading, fault, more, retry: () => setTries((count) => count + 1) }
}
