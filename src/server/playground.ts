import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { parse, print } from 'graphql'
import type { GraphiQLOptions } from 'graphql-yoga'
import { RegestaError } from '../errors.ts'
import type { TrustedDocuments } from './document/trusted-documents.ts'

/** A tab of the playground. */
export type GraphiqlExample = { readonly query: string; readonly variables?: string }

/**
 * The options of the playground: the query in the address, at the `at` of the address, in a tab before the examples; or
 * only the examples.
 */
export function playgroundFor(
  request: Request,
  examples: readonly GraphiqlExample[],
  documents: TrustedDocuments,
): GraphiQLOptions & Partial<GraphiqlExample> {
  const { searchParams: search } = new URL(request.url)
  const at = search.getAll('at').map((place) => `at=${encodeURIComponent(place)}`)
  const text = search.get('query') || documents.get(search.get('documentId') ?? '')
  const variables = search.get('variables') ?? ''
  const requested =
    text === undefined
      ? undefined
      : { query: legible(text), ...(variables !== '' && { variables: indented(variables) }) }
  const tabs = [...(requested === undefined ? [] : [requested]), ...examples]
  return {
    title: 'Regesta',
    defaultEditorToolsVisibility: requested?.variables === undefined ? false : 'variables',
    defaultQuery: tabs[0]?.query ?? '',
    defaultTabs: tabs.map((tab) => ({ ...tab })),
    ...requested,
    ...(at.length > 0 && { endpoint: `?${at.join('&')}` }),
  }
}

/**
 * The playground's page, which needs no network. Its tabs do not move: GraphiQL shifts a pressed tab, so that the mouse is
 * released beside it and the first click has no effect.
 */
export function renderPlayground(options: GraphiQLOptions): string {
  const [before, after] = pageAround(options.title ?? '')
  // The options are inside a script and partly come from the address: they must not be able to end the script.
  return before + JSON.stringify(options).replaceAll('<', '\\u003c') + after
}

/** The page before and after its options: nine megabytes, rendered once for each title. */
function pageAround(title: string): readonly [string, string] {
  return pages.getOrInsertComputed(title, () => {
    const placeholder = JSON.stringify({ title })
    const [before, after, ...more] = renderGraphiQL({ title })
      .replace('</head>', () => `<style>${STILL_TABS}</style>${PLACE_BAR}</head>`)
      .split(placeholder)
    if (before === undefined || after === undefined || more.length > 0)
      throw new RegestaError(
        'E_PLAYGROUND',
        'fault',
        'the options of the playground are not found in its page',
      )
    return [before, after]
  })
}

const pages = new Map<string, readonly [string, string]>()

const STILL_TABS = '.graphiql-tab { transform: none !important }'

/** A document that is on one line, as in addresses, formatted; any other as it is, with its comments. */
function legible(text: string): string {
  if (text.trim().includes('\n')) return text
  return tried(() => print(parse(text))) ?? text
}

function indented(json: string): string {
  return tried(() => JSON.stringify(JSON.parse(json), undefined, 2)) ?? json
}

/** Errors are shown in the page once the query runs. */
function tried(work: () => string): string | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/**
 * A bar in the playground's page with the `at` of its address, and for the last answer its permanent address and citation,
 * from the header `Link`. It only writes text.
 */
export const PLACE_BAR = `<style>
  #place { position: fixed; right: 12px; bottom: 12px; z-index: 10; display: none; gap: 12px;
    padding: 6px 12px; border-radius: 8px; background: #fffd; color: #3b4b68; box-shadow: 0 1px 6px #0003;
    font: 13px/1.5 system-ui, sans-serif }
  #place.shown { display: flex }
  #place a { color: #1c4fb3 }
</style>
<script>
  window.addEventListener('DOMContentLoaded', () => {
    const bar = document.createElement('aside')
    bar.id = 'place'
    bar.setAttribute('aria-label', 'Where this page stands')
    const parts = { place: document.createElement('span'), answer: document.createElement('span') }
    bar.append(parts.place, parts.answer)
    document.body.append(bar)
    const link = (text, address, title) => {
      const anchor = document.createElement('a')
      Object.assign(anchor, { textContent: text, href: address, title })
      return anchor
    }
    const show = (part, ...nodes) => {
      part.replaceChildren(...nodes)
      bar.classList.add('shown')
    }
    const here = new URL(location.href)
    if (here.searchParams.has('at')) {
      const now = new URL(here)
      now.searchParams.delete('at')
      show(parts.place, 'at ' + here.searchParams.get('at') + ' · ', link('now', now.search || now.pathname, 'Ask the same of the ledger as it stands now'))
    }
    const ask = window.fetch
    window.fetch = async (...request) => {
      const response = await ask(...request)
      const canonical = /<(\\?[^>]*)>; *rel="canonical"/.exec(response.headers.get('link') ?? '')
      if (canonical !== null)
        show(
          parts.answer,
          link('Link to this answer', canonical[1], 'An address at which it stays as it is'),
          ' · ',
          link('Cite it', here.pathname.replace(/graphql(\\/[^/]*)?$/, 'cite$1') + canonical[1] + '&format=text', 'A line for a footnote; format=csl-json for reference managers'),
        )
      return response
    }
  })
</script>`
