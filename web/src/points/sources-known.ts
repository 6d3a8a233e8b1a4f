import { useEffect, useState } from 'preact/hooks'
import type { PointAddress } from '../address.ts'
import { ask } from '../api.ts'
import { parseIsoDay } from '../days.ts'
import { keepPlaceOnceMoved } from '../keep-place.ts'
import { SourcesKnownDocument, type SourcesKnownQuery } from '../operations.ts'
import { usePage } from '../store.ts'

/** A source, and from which day on it may be known, and is for certain; without a bound ±Infinity. */
export type SourceKnown = {
  readonly subject: string
  readonly label: string
  readonly earliest: number
  /** Infinity of a source without a date: no day makes it certain. */
  readonly latest: number
}

/** Whether a source is heard by a known day; without one, each is. */
export function heardBy(
  { earliest, latest }: SourceKnown,
  known: number | undefined,
): 'definitely' | 'possibly' | 'no' {
  if (known === undefined || latest <= known) return 'definitely'
  return earliest <= known ? 'possibly' : 'no'
}

/** How many pages of a hundred are asked for: more ticks than that are a bar. */
const MOST_PAGES = 20

const NONE: readonly SourceKnown[] = []
const kept = new Map<string, Promise<readonly SourceKnown[]>>()

/** The sources of the chronicle that is shown, by the first day on which they may be known; none until they have come. */
export function useSourcesKnown(): readonly SourceKnown[] {
  const { chronicle, grid, address } = usePage()
  const position = grid.status === 'ready' ? grid.grid.point.position : undefined
  const { only, without, sides } = address.at
  const key = JSON.stringify([chronicle?.api, chronicle?.name, position, only, without, sides])
  const [sources, setSources] = useState(NONE)
  useEffect(() => {
    if (chronicle === undefined || position === undefined) return
    let isWanted = true
    const { api, name } = chronicle
    const found = kept.get(key) ?? sourcesKnown(api, name, { ...address.at, position })
    kept.set(key, found)
    found.then(
      (those) => {
        if (isWanted) keepPlaceOnceMoved(() => setSources(those))
      },
      // The band does without ticks; the next try asks again.
      () => kept.delete(key),
    )
    return () => {
      isWanted = false
    }
  }, [key])
  return sources
}

async function sourcesKnown(
  api: string,
  chronicle: string,
  { position, only, without, sides }: Pick<PointAddress, 'position' | 'only' | 'without' | 'sides'>,
): Promise<readonly SourceKnown[]> {
  const given = Object.entries({ only, without, sides }).filter(([, words]) => words.length > 0)
  const trusting = given.length === 0 ? null : Object.fromEntries(given)
  const sources: SourceKnown[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: SourcesKnownQuery = await ask(api, SourcesKnownDocument, {
      chronicle,
      ...(position !== undefined && { position }),
      trusting,
      after,
    })
    const { nodes = [], pageInfo } = answer.chronicle?.sources ?? {}
    for (const { subject, label, published } of nodes)
      sources.push({
        subject,
        label,
        earliest: parseIsoDay(published.between.earliest ?? '') ?? Number.NEGATIVE_INFINITY,
        latest: (!published.open && parseIsoDay(published.between.latest ?? '')) || Number.POSITIVE_INFINITY,
      })
    if (pageInfo?.hasNextPage !== true) break
    after = pageInfo.endCursor
  }
  return sources
}
