import {
  ApolloClient,
  ApolloLink,
  gql,
  HttpLink,
  InMemoryCache,
  Observable,
  type TypedDocumentNode,
} from '@apollo/client'
import { print } from 'graphql'
import { listen } from '../client/ask.ts'
import {
  NewEventsDocument,
  OpenUndertakingsDocument,
  TypedDocumentString,
  WhatChangedDocument,
} from '../client/operations.ts'

/** Apollo Client for a server: queries by POST, subscriptions by server-sent events. */
export function apolloClient(url: string): ApolloClient {
  const streams = new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => {
        const stop = new AbortController()
        const pushed = async () => {
          const document = new TypedDocumentString<Record<string, unknown>, unknown>(print(query))
          for await (const data of listen({ url }, document, variables, stop.signal)) observer.next({ data })
          observer.complete()
        }
        pushed().catch((error: unknown) => stop.signal.aborted || observer.error(error))
        return () => stop.abort()
      }),
  )
  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === 'subscription',
      streams,
      new HttpLink({ uri: url }),
    ),
    cache: new InMemoryCache({
      // A state has no id, for its arguments say what it is: what several queries ask of it is put together.
      typePolicies: { RelationshipState: { merge: true }, Comparison: { merge: true } },
    }),
  })
}

/** One refused alias leaves the others their answers. */
const errorPolicy = 'all'

const open = typed(OpenUndertakingsDocument)
const changed = typed(WhatChangedDocument)
const events = typed(NewEventsDocument)

/** A list as of a date. What has a date changes only when something is recorded: the cache answers until the stream says so. */
export async function openUndertakings(client: ApolloClient, date: string) {
  const { data } = await client.query({ query: open, variables: { id: 'japan-viet-nam', date }, errorPolicy })
  return data?.relationship?.asOf?.undertakings ?? []
}

/** A comparison of two dates. */
export async function changes(client: ApolloClient, from: string, to: string) {
  const variables = { id: 'japan-viet-nam', from: { date: from }, to: { date: to } }
  const { data } = await client.query({ query: changed, variables, errorPolicy })
  return data?.relationship?.compare?.changes ?? []
}

/** Each event after a position, until the caller unsubscribes. With each the head moves, and so what the cache holds is old. */
export function follow(client: ApolloClient, after: number, each: (position: number) => void) {
  return client
    .subscribe({ query: events, variables: { chronicle: 'japan-viet-nam', after } })
    .subscribe(({ data }) => {
      if (data === undefined) return
      client.cache.evict({ id: 'Relationship:japan-viet-nam' })
      each(data.events.position)
    })
}

function typed<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): TypedDocumentNode<Result, Variables> {
  return gql(document.toString())
}
