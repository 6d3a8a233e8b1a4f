import { Client, fetchExchange, gql, type TypedDocumentNode } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import {
  NewEventsDocument,
  OpenUndertakingsDocument,
  type TypedDocumentString,
  WhatChangedDocument,
} from '../client/operations.ts'

/** The types without an `id`: what they are, their place in the answer says. */
const UNKEYED = ['RelationshipState', 'Comparison', 'Point', 'Due', 'Evidence', 'ValidTime', 'EventPush']

/** A change has no id either: which it is depends on the two points. There is a type of them for each kind. */
const KINDS =
  'Cooperation Figure Instrument Mechanism Meeting NamedPlace Office Person Position StatusLabel Undertaking Visit'
const CHANGES = KINDS.split(' ').map((kind) => `${kind}Change`)

/** urql with graphcache for a server: queries by POST, subscriptions by server-sent events, which its fetch exchange reads. */
export function urqlClient(url: string): Client {
  return new Client({
    url,
    preferGetMethod: false,
    fetchSubscriptions: true,
    exchanges: [
      cacheExchange({
        keys: Object.fromEntries([...UNKEYED, ...CHANGES].map((type) => [type, () => null])),
        updates: {
          Subscription: {
            // With each event the head moves, and so what the cache holds of the chronicle is old.
            events: (_, { chronicle }, cache) =>
              cache.invalidate({ __typename: 'Relationship', id: String(chronicle) }),
          },
        },
      }),
      fetchExchange,
    ],
  })
}

const open = typed(OpenUndertakingsDocument)
const changed = typed(WhatChangedDocument)
const events = typed(NewEventsDocument)

/** A list as of a date. What has a date changes only when something is recorded: the cache answers until the stream says so. */
export async function openUndertakings(client: Client, date: string) {
  const { data, error } = await client.query(open, { id: 'japan-viet-nam', date }).toPromise()
  if (error) throw error
  return data?.relationship?.asOf?.undertakings ?? []
}

/** A comparison of two dates. */
export async function changes(client: Client, from: string, to: string) {
  const variables = { id: 'japan-viet-nam', from: { date: from }, to: { date: to } }
  const { data, error } = await client.query(changed, variables).toPromise()
  if (error) throw error
  return data?.relationship?.compare?.changes ?? []
}

/** Each event after a position, until the caller unsubscribes. */
export function follow(client: Client, after: number, each: (position: number) => void) {
  return client
    .subscription(events, { chronicle: 'japan-viet-nam', after })
    .subscribe(({ data }) => data && each(data.events.position))
}

function typed<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): TypedDocumentNode<Result, Variables & object> {
  return gql(document.toString())
}
