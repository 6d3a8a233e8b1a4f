import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { parse, print } from 'graphql'
import type { GraphiQLOptions } from 'graphql-yoga'
import { RegestaError } from '../../errors.ts'
import type { TrustedDocuments } from '../document/trusted-documents.ts'
import { PLACE_BAR } from './place-bar.ts'

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
