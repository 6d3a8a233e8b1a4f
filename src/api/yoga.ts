import type { GraphQLSchema } from 'graphql'
import { createYoga } from 'graphql-yoga'
import type { Chronicle } from '../chronicle/index.ts'
import { Budget } from './budget.ts'
import type { ApiContext } from './context.ts'
import { limitDocument } from './document-limits.ts'
import { limitDepth } from './limits.ts'
import { renderPlayground } from './playground.ts'
import { presentingErrors } from './present-errors.ts'
import { requestIdOf } from './request-id.ts'
import { Snapshots } from './snapshots.ts'

/** A document that the playground offers in a tab of its own. */
export type GraphiqlExample = { readonly query: string; readonly variables?: string }

export type ApiOptions = {
  readonly schema: GraphQLSchema
  readonly chronicles: ReadonlyMap<string, Chronicle>
  /** The texts of sources, by hex SHA-256: with them, evidence is quoted. */
  readonly texts?: ReadonlyMap<string, string>
  /** The playground's tabs, the first one in front; without any there is no playground. */
  readonly examples?: readonly GraphiqlExample[]
  /** Hears of faults of the inside, which the caller is only told the number of. */
  readonly onFault?: (error: unknown, requestId: string) => void
}

/** The API as a web-standard handler: ask it by `fetch`, or mount it on a server. */
export function createApi(options: ApiOptions) {
  const { schema, chronicles, texts = new Map(), examples = [], onFault = () => {} } = options
  const { maskedErrors, plugins } = presentingErrors(onFault)
  return createYoga<object, ApiContext>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    batching: false,
    context: ({ request }): ApiContext => ({
      chronicles: new Snapshots(chronicles),
      live: chronicles,
      texts,
      requestId: requestIdOf(request),
      budget: new Budget(),
    }),
    renderGraphiQL: renderPlayground,
    graphiql: examples.length > 0 && {
      title: 'Regesta',
      defaultEditorToolsVisibility: false,
      defaultQuery: examples[0]?.query ?? '',
      defaultTabs: examples.map(({ query, variables }) => ({ query, ...(variables && { variables }) })),
    },
    maskedErrors,
    plugins: [limitDocument(), limitDepth(16), ...plugins],
  })
}

export type Api = ReturnType<typeof createApi>
