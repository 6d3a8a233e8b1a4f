import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { parse, print } from 'graphql'
import type { GraphiQLOptions } from 'graphql-yoga'
import { RegestaError } from '../errors.ts'
import type { TrustedDocuments } from './document/trusted-documents.ts'

/** A document that the playground offers in a tab of its own. */
export type GraphiqlExample = { readonly query: string; readonly variables?: string }

/**
 * What the playground opens with: the question that the address asks, in a tab in front of the examples, at the place
 * where it stands; or else the examples.
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
  const asked =
    text === undefined
      ? undefined
      : { query: legible(text), ...(variables !== '' && { variables: indented(variables) }) }
  const tabs = [...(asked === undefined ? [] : [asked]), ...examples]
  return {
    title: 'Regesta',
    defaultEditorToolsVisibility: asked?.variables === undefined ? false : 'variables',
    defaultQuery: tabs[0]?.query ?? '',
    defaultTabs: tabs.map((tab) => ({ ...tab })),
    ...asked,
    ...(at.length > 0 && { endpoint: `?${at.join('&')}` }),
  }
}

/**
 * The playground's page, which needs no network. Its tabs are left where they stand: GraphiQL moves the one that
 * is pressed, so that the mouse is let go beside it and the first click on a tab does nothing.
 */
export function renderPlayground(options: GraphiQLOptions): string {
  const [before, after] = pageAround(options.title ?? '')
  // They stand in a script, and a part of them came with the address: nothing in them may end that script.
  return before + JSON.stringify(options).replaceAll('<', '\\u003c') + after
}

/** The page before and after its options: nine megabytes, made once for each title. */
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

/** A document on one line, as addresses have it, on as many as it takes; any other as it is, with its comments. */
function legible(text: string): string {
  if (text.trim().includes('\n')) return text
  return tried(() => print(parse(text))) ?? text
}

function indented(json: string): string {
  return tried(() => JSON.stringify(JSON.parse(json), undefined, 2)) ?? json
}

/** Whoever opens the page is to see what is wrong there: nothing is refused here. */
function tried(work: () => string): string | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/**
 * What the playground's page says of where it stands (the `at` of its address) and of the last answer: by which address
 * that can be had for ever, and how it is cited. It reads the header `Link` of what the page itself asks, and writes
 * text only.
 */
export const PLACE_BAR = `<style>
  #place { position: fixed; right: 12px; bottom: 12px; z-index: 10; display: none; gap: 12px;
    padding: 6px 12px; border-radius: 8px; background: #fffd; color: #3b4b68; box-shadow: 0 1px 6px #0003;
    font: 13px/1.5 system-ui, sans-serif }
  #place.told { display: flex }
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
    const tell = (part, ...nodes) => {
      part.replaceChildren(...nodes)
      bar.classList.add('told')
    }
    const here = new URL(location.href)
    if (here.searchParams.has('at')) {
      const now = new URL(here)
      now.searchParams.delete('at')
      tell(parts.place, 'at ' + here.searchParams.get('at') + ' · ', link('now', now.search || now.pathname, 'Ask the same of the ledger as it stands now'))
    }
    const ask = window.fetch
    window.fetch = async (...request) => {
      const response = await ask(...request)
      const canonical = /<(\\?[^>]*)>; *rel="canonical"/.exec(response.headers.get('link') ?? '')
      if (canonical !== null)
        tell(
          parts.answer,
          link('Link to this answer', canonical[1], 'An address at which it stays as it is'),
          ' · ',
          link('Cite it', here.pathname.replace(/graphql(\\/[^/]*)?$/, 'cite$1') + canonical[1] + '&format=text', 'A line for a footnote; format=csl-json for reference managers'),
        )
      return response
    }
  })
</script>`
