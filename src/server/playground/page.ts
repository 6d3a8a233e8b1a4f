import { Kind, OperationTypeNode, parse, print } from 'graphql'
import type { GraphiQLOptions } from 'graphql-yoga'
import type { TrustedDocuments } from '../document/trusted-documents.ts'
import { playgroundParts } from './parts.ts'

/** A tab of the playground. */
export type GraphiqlExample = { readonly query: string; readonly variables?: string }

/** The options of GraphiQL, and whether its page runs the query that it starts with. */
export type PlaygroundOptions = GraphiQLOptions & Partial<GraphiqlExample> & { readonly runs: boolean }

/**
 * The options of the playground: the query in the address, at the `at` of the address, in a tab before the examples; or
 * only the examples. A query in the address is to be run at once (`runs`); a mutation or a subscription never is.
 */
export function playgroundFor(
  request: Request,
  examples: readonly GraphiqlExample[],
  documents: TrustedDocuments,
): PlaygroundOptions {
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
    runs: text !== undefined && isOneQuery(text),
    defaultEditorToolsVisibility: requested?.variables === undefined ? false : 'variables',
    defaultQuery: tabs[0]?.query ?? '',
    defaultTabs: tabs.map((tab) => ({ ...tab })),
    ...requested,
    ...(at.length > 0 && { endpoint: `?${at.join('&')}` }),
  }
}

/**
 * The playground's page, which needs nothing but this server: it loads its parts from `partsAt`, relative to the page, and
 * starts with the options.
 */
export async function renderPlayground(options: GraphiQLOptions, partsAt: string): Promise<string> {
  const { icon, style, script, start, ...workers } = await playgroundParts()
  const given = {
    graphiql: options,
    workers: {
      editorWorkerService: partsAt + workers.editorWorker.file,
      json: partsAt + workers.jsonWorker.file,
      graphql: partsAt + workers.graphqlWorker.file,
    },
  }
  // The options partly come from the address: they must not be able to end the element.
  const written = JSON.stringify(given).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${options.title}</title>
<link rel="icon" href="${partsAt}${icon.file}">
<link rel="stylesheet" href="${partsAt}${style.file}">
<script type="application/json" id="options">${written}</script>
<script src="${partsAt}${start.file}"></script>
</head>
<body id="body" class="no-focus-outline">
<noscript>The playground needs JavaScript.</noscript>
<div id="root"></div>
<script src="${partsAt}${script.file}"></script>
</body>
</html>
`
}

/** A document that is on one line, as in addresses, formatted; any other as it is, with its comments. */
function legible(text: string): string {
  if (text.trim().includes('\n')) return text
  return tried(() => print(parse(text))) ?? text
}

/** Whether it asks one query: what a link to it may run unasked. */
function isOneQuery(text: string): boolean {
  const operations = tried(() => parse(text))?.definitions.filter(
    (each) => each.kind === Kind.OPERATION_DEFINITION,
  )
  return operations?.length === 1 && operations[0]?.operation === OperationTypeNode.QUERY
}

function indented(json: string): string {
  return tried(() => JSON.stringify(JSON.parse(json), undefined, 2)) ?? json
}

/** Errors are shown in the page once the query runs. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
