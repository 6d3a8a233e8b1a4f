import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiError, ask, type Operation } from '../api.ts'
import { usePage } from '../store.ts'

/** An answer of the API, as far as it came; while the next one is on its way, the last one stays to be read. */
export type Loaded<Result> =
  | { readonly status: 'loading'; readonly answer: Result | undefined }
  | { readonly status: 'ready'; readonly answer: Result }
  | {
      readonly status: 'failed'
      readonly answer: undefined
      readonly message: string
      readonly codes: readonly string[]
    }

/** How many answers a part keeps, for who goes back and forth. */
const KEPT = 30

/**
 * The answer of the chronicle's API to an operation, asked again when the variables change or something was recorded; nothing
 * is asked without variables. `keep` names what the answer is about: that of something else does not stay while one waits.
 */
export function useAnswer<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables | undefined,
  keep = '',
): Loaded<Result> {
  const { chronicle } = usePage()
  const api = chronicle?.api
  const key =
    api === undefined || variables === undefined
      ? undefined
      : `${api} ${chronicle?.position} ${operation} ${JSON.stringify(variables)}`
  const [loaded, set] = useState<Loaded<Result> & { readonly keep?: string }>({
    status: 'loading',
    answer: undefined,
  })
  const kept = useRef(new Map<string, Result>())
  useEffect(() => {
    if (key === undefined || api === undefined || variables === undefined) return
    const earlier = kept.current.get(key)
    if (earlier !== undefined) return set({ status: 'ready', answer: earlier, keep })
    const controller = new AbortController()
    set((last) => ({ status: 'loading', answer: last.keep === keep ? last.answer : undefined, keep }))
    ask(api, operation, variables, controller.signal).then(
      (answer) => {
        if (controller.signal.aborted) return
        kept.current.set(key, answer)
        for (const old of kept.current.keys()) if (kept.current.size > KEPT) kept.current.delete(old)
        set({ status: 'ready', answer, keep })
      },
      (error: unknown) => {
        if (controller.signal.aborted) return
        const codes = error instanceof ApiError ? error.errors.map(({ code }) => code) : []
        const message = error instanceof ApiError ? error.message : `${error}`
        set({ status: 'failed', answer: undefined, message, codes })
      },
    )
    return () => controller.abort()
  }, [key])
  return loaded
}
