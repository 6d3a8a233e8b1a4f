import { useEffect, useState } from 'preact/hooks'
import { type Address, formatAddress, type PointAddress } from '../address.ts'
import { ask, send } from '../api.ts'
import { comparisonTitle } from '../compare/comparison-title.ts'
import { twoPoints } from '../compare/two-points.ts'
import { isoDay } from '../days.ts'
import { CitationsDocument, type CitationsQuery, type CitationsQueryVariables } from '../operations.ts'
import { headingText } from '../points/heading.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { CopyLine } from './copy-line.tsx'
import { usePinned } from './use-pinned.ts'
import { viewQuery } from './view-query.ts'

type Cited = NonNullable<NonNullable<CitationsQuery['chronicle']>['sources']>['nodes'][number]

/** This view as one cites it, the answer behind it with its digest, and each source that is heard. */
export function CitePanel() {
  const page = usePage()
  const { chronicle, today, facts } = page
  const pinned = usePinned()
  const said = strings.actions
  const query = pinned === undefined ? '' : viewQuery(pinned)
  const answer = useAnswerCitation(chronicle?.api, query)
  const sources = useSources()
  if (pinned === undefined || chronicle === undefined) return <p>{strings.loading}</p>
  const view = said.citation({
    title:
      pinned.view === 'compare'
        ? comparisonTitle(chronicle.question, twoPoints(pinned, today), strings)
        : headingText(page),
    program: facts?.program ?? strings.program,
    upTo: said.upTo(positionsOf(pinned)),
    address: `${location.origin}${formatAddress(pinned)}`,
    accessed: strings.day(today),
  })
  const cite = `/cite?${new URLSearchParams({ query, format: 'csl-json' })}`
  return (
    <>
      <CopyLine label={said.citeView} text={view} />
      {answer !== undefined && (
        <>
          <CopyLine label={said.citeAnswer[answerOf(pinned)]} text={answer} />
          <p>
            <a href={cite} download="citation.json">
              {said.citeJson}
            </a>
          </p>
        </>
      )}
      {sources.length > 0 && (
        <>
          <h3>{said.citeSources}</h3>
          <ul class="cited">
            {sources.map(({ subject, label, citation }) => (
              <li key={subject} dir="auto">
                <b>[{label}]</b> {citation}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function positionsOf({ view, at, to }: Address): readonly number[] {
  const positions = [at.position ?? 0, ...(view === 'compare' ? [to.position ?? 0] : [])]
  return [...new Set(positions)]
}

/** What the answer that is cited holds of a view. */
function answerOf({ view }: Address): 'compare' | 'state' | 'whole' {
  return view === 'compare' || view === 'state' ? view : 'whole'
}

/** The citation that the server gives of the answer to a query; undefined before it comes, and where it gives none. */
function useAnswerCitation(api: string | undefined, query: string): string | undefined {
  const [text, setText] = useState<string>()
  useEffect(() => {
    // Only the first API has citations of answers.
    if (api !== '/graphql' || query === '') return
    const stop = new AbortController()
    send(`/cite?${new URLSearchParams({ query, format: 'text' })}`, { signal: stop.signal })
      .then(async (response) => {
        if (response.ok) setText((await response.text()).trim())
      })
      .catch(() => undefined)
    return () => stop.abort()
  }, [api, query])
  return text
}

/** The sources that are heard at the point, or at one of two, each as a footnote cites it. */
function useSources(): readonly Cited[] {
  const { chronicle, address } = usePage()
  const [found, setFound] = useState<readonly Cited[]>([])
  const points = address.view === 'compare' ? [address.at, address.to] : [address.at]
  const variables = points.map((at) => citationsOf(chronicle?.name ?? '', at))
  const api = chronicle?.api
  const key = JSON.stringify(variables)
  useEffect(() => {
    if (api === undefined) return
    const stop = new AbortController()
    const heard = new Map<string, Cited>()
    const ask = async () => {
      for (const each of variables)
        await allSources(api, each, stop.signal, (some) => {
          for (const source of some) heard.set(source.subject, source)
          setFound([...heard.values()])
        })
    }
    ask().catch(() => undefined)
    return () => stop.abort()
  }, [api, key])
  return found
}

function citationsOf(
  chronicle: string,
  { known, position, only, without, sides }: PointAddress,
): CitationsQueryVariables {
  const trust = Object.fromEntries(
    Object.entries({ only, without, sides }).filter(([, words]) => words.length > 0),
  )
  return {
    chronicle,
    ...(known !== undefined && { knownAt: isoDay(known) }),
    ...(position !== undefined && { position }),
    ...(Object.keys(trust).length > 0 && { trusting: trust }),
  }
}

async function allSources(
  api: string,
  variables: CitationsQueryVariables,
  signal: AbortSignal,
  show: (found: readonly Cited[]) => void,
): Promise<void> {
  const all: Cited[] = []
  for (let after: string | null | undefined; ; ) {
    const answer: CitationsQuery = await ask(
      api,
      CitationsDocument,
      { ...variables, after: after ?? null },
      signal,
    )
    const page = answer.chronicle?.sources
    all.push(...(page?.nodes ?? []))
    show([...all])
    if (page?.pageInfo.hasNextPage !== true) return
    after = page.pageInfo.endCursor
  }
}
