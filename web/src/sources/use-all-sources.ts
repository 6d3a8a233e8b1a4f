import { useEffect, useState } from 'preact/hooks'
import { ask } from '../api.ts'
import { SourcesDocument } from '../operations.ts'
import { usePage } from '../store.ts'
import type { Listed } from './source-rows.ts'

/** The sources that are registered at the position of the address, as far as they came. */
export type AllSources = {
  readonly sources: readonly Listed[]
  readonly total: number | undefined
  readonly isWhole: boolean
  readonly message: string | undefined
}

const NONE: AllSources = { sources: [], total: undefined, isWhole: false, message: undefined }

/** How many pages of a hundred are asked for by themselves; more takes a click. */
const PAGES = 10

/** All sources, page by page. They are those of the head, whatever is known by the day of the address: the view says which are heard. */
export function useAllSources(): AllSources & { readonly more: (() => void) | undefined } {
  const { chronicle, address } = usePage()
  const { position } = address.at
  const [pages, setPages] = useState(PAGES)
  const [all, set] = useState<AllSources>(NONE)
  const name = chronicle?.name
  const api = chronicle?.api
  const head = chronicle?.position
  useEffect(() => {
    if (name === undefined || api === undefined) return
    const controller = new AbortController()
    const load = async () => {
      let after: string | undefined
      const sources: Listed[] = []
      for (let page = 0; page < pages; page += 1) {
        const { chronicle } = await ask(
          api,
          SourcesDocument,
          { chronicle: name, position, after },
          controller.signal,
        )
        const found = chronicle?.sources
        if (found === undefined || found === null || controller.signal.aborted) return
        sources.push(...found.nodes)
        const { hasNextPage, endCursor } = found.pageInfo
        const isWhole = !hasNextPage || endCursor === null
        set({ sources: [...sources], total: found.totalCount, isWhole, message: undefined })
        if (isWhole) return
        after = endCursor
      }
    }
    load().catch((error: unknown) => {
      if (!controller.signal.aborted) set((last) => ({ ...last, message: `${error}` }))
    })
    return () => controller.abort()
  }, [name, api, head, position, pages])
  const isCut = !all.isWhole && all.sources.length >= pages * 100
  return { ...all, more: isCut ? () => setPages(pages + PAGES) : undefined }
}
