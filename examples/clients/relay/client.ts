import {
  Environment,
  fetchQuery,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
} from 'relay-runtime'
import { ask, listen } from '../../client/ask.ts'
import { TypedDocumentString } from '../../client/operations.ts'
import events, {
  type questionsNewEventsSubscription,
} from './compiled/questionsNewEventsSubscription.graphql.ts'
import open, {
  type questionsOpenUndertakingsQuery,
} from './compiled/questionsOpenUndertakingsQuery.graphql.ts'
import changed, { type questionsWhatChangedQuery } from './compiled/questionsWhatChangedQuery.graphql.ts'

type Data = Record<string, unknown>

/** Relay for a server: queries by POST, subscriptions by server-sent events. Its store needs no settings: ids say it all. */
export function relayEnvironment(url: string): Environment {
  const documentOf = ({ text }: { readonly text: string | null | undefined }) =>
    new TypedDocumentString<Data, unknown>(text ?? '')
  return new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(
      async (request, variables) => ({ data: await ask({ url }, documentOf(request), variables) }),
      (request, variables) =>
        Observable.create((sink) => {
          const stop = new AbortController()
          const pushed = async () => {
            for await (const data of listen({ url }, documentOf(request), variables, stop.signal))
              sink.next({ data })
            sink.complete()
          }
          pushed().catch((error: Error) => stop.signal.aborted || sink.error(error))
          return () => stop.abort()
        }),
    ),
  })
}

/** What has a date changes only when something is recorded: the store answers until the stream says so. */
const CACHED = { fetchPolicy: 'store-or-network' } as const

/** A list as of a date. */
export async function openUndertakings(environment: Environment, date: string) {
  const variables = { id: 'japan-viet-nam', date }
  const data = await fetchQuery<questionsOpenUndertakingsQuery>(
    environment,
    open,
    variables,
    CACHED,
  ).toPromise()
  return data?.relationship?.asOf?.undertakings ?? []
}

/** A comparison of two dates. */
export async function changes(environment: Environment, from: string, to: string) {
  const variables = { id: 'japan-viet-nam', from: { date: from }, to: { date: to } }
  const data = await fetchQuery<questionsWhatChangedQuery>(
    environment,
    changed,
    variables,
    CACHED,
  ).toPromise()
  return data?.relationship?.compare?.changes ?? []
}

/** Each event after a position, until the caller disposes of it. With each the head moves, and so what the store holds is old. */
export function follow(environment: Environment, after: number, each: (position: number) => void) {
  return requestSubscription<questionsNewEventsSubscription>(environment, {
    subscription: events,
    variables: { chronicle: 'japan-viet-nam', after },
    updater: (store) => store.invalidateStore(),
    onNext: (data) => data && each(data.events.position),
  })
}
