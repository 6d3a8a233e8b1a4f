import { useEffect, useState } from 'preact/hooks'
import { formatAddress } from '../address.ts'
import { ask, send } from '../api.ts'
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
    title: headingText(page),
    program: facts?.program ?? strings.program,
    position: pinned.at.position ?? 0,
    address: `${location.origin}${formatAddress(pinned)}`,
    accessed: strings.day(today),
  })
  const cite = `/cite?${new URLSearchParams({ query, format: 'csl-json' })}`
  return (
    <>
      <CopyLine label={said.citeView} text={view} />
      {answer !== undefined && (
        <>
          <CopyLine label={said.citeAnswer} text={answer} />
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

/** The sources that are heard at the point, each as a footnote cites it. */
function useSources(): readonly Cited[] {
  const { chronicle, address } = usePage()
  const { known, position, only, without, sides } = address.at
  const [found, setFound] = useState<readonly Cited[]>([])
  const trust = Object.fromEntries(
    Object.entries({ only, without, sides }).filter(([, words]) => words.length > 0),
  )
  const variables: CitationsQueryVariables = {
    chronicle: chronicle?.name ?? '',
    ...(known !== undefined && { knownAt: isoDay(known) }),
    ...(position !== undefined && { position }),
    ...(Object.keys(trust).length > 0 && { trusting: trust }),
  }
  const api = chronicle?.api
  const key = JSON.stringify(variables)
  useEffect(() => {
    if (api === undefined) return
    const stop = new AbortController()
    allSources(api, JSON.parse(key), stop.signal, setFound).catch(() => undefined)
    return () => stop.abort()
  }, [api, key])
  return found
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
