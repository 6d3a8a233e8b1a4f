import { InMemoryCache } from '@apollo/client'
import { Client, createRequest, fetchExchange, subscriptionExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import {
  type DocumentNode,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql'
import {
  createOperationDescriptor,
  Environment,
  Network,
  Observable,
  RecordSource,
  Store,
} from 'relay-runtime'
import { relayRequest } from './relay-request.ts'

/** The normalised store of a client: what it is given, and what it shows for the same document afterwards. */
export type ClientStore = {
  write(document: DocumentNode, data: object): Promise<void>
  /** What a component that asks this would be shown without asking the server; not the same where something is missing. */
  read(document: DocumentNode): unknown
}

/** The stores of Apollo Client, Relay and urql, as they come. */
export const STORES: readonly (readonly [string, (schema: GraphQLSchema) => ClientStore])[] = [
  ['Apollo Client', apolloStore],
  ['Relay', relayStore],
  ['graphcache', urqlStore],
]

/** A document as all three send it: with `__typename` wherever something is selected. */
export function clientDocument(text: string): DocumentNode {
  const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const
  return visit(parse(text), {
    SelectionSet(node, _, parent) {
      const isRoot = parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION
      return isRoot ? undefined : { ...node, selections: [typename, ...node.selections] }
    },
  })
}

function apolloStore(schema: GraphQLSchema): ClientStore {
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType)
  const possibleTypes = Object.fromEntries(
    interfaces.map((each) => [each.name, schema.getPossibleTypes(each).map(({ name }) => name)]),
  )
  // A state has no id: what is asked of it by several documents is put together.
  const cache = new InMemoryCache({ possibleTypes, typePolicies: { LibraryState: { merge: true } } })
  return {
    async write(query, data) {
      const dataId = { query: 'ROOT_QUERY', mutation: 'ROOT_MUTATION', subscription: 'ROOT_SUBSCRIPTION' }
      cache.write({ query, result: data, dataId: dataId[operationOf(query)] })
    },
    read: (query) => cache.readQuery({ query }),
  }
}

function relayStore(schema: GraphQLSchema): ClientStore {
  const network = Network.create(() => Observable.create(() => {}))
  const store = new Store(new RecordSource(), { gcReleaseBufferSize: 1_000 })
  const environment = new Environment({ network, store })
  const operation = (document: DocumentNode) => createOperationDescriptor(relayRequest(schema, document), {})
  return {
    async write(document, data) {
      const described = operation(document)
      environment.retain(described)
      environment.commitPayload(described, { ...data })
    },
    read(document) {
      const { data, isMissingData } = environment.lookup(operation(document).fragment)
      return isMissingData ? null : data
    },
  }
}

function urqlStore(schema: GraphQLSchema): ClientStore {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType)
  const unkeyed = types.filter((type) => type.getFields().id === undefined)
  let answer: object = {}
  const client = new Client({
    url: 'http://localhost/graphql',
    preferGetMethod: false,
    exchanges: [
      cacheExchange({ keys: Object.fromEntries(unkeyed.map(({ name }) => [name, () => null])) }),
      subscriptionExchange({
        forwardSubscription: () => ({
          subscribe(sink) {
            sink.next({ data: answer })
            return { unsubscribe() {} }
          },
        }),
      }),
      fetchExchange,
    ],
    fetch: async () => Response.json({ data: answer }),
  })
  return {
    async write(document, data) {
      answer = data
      const request = createRequest(document, {})
      const sent = {
        query: () => client.executeQuery(request, { requestPolicy: 'network-only' }),
        mutation: () => client.executeMutation(request),
        subscription: () => client.executeSubscription(request),
      }[operationOf(document)]()
      const { error } = await new Promise<{ readonly error?: Error | undefined }>((resolve) => {
        const { unsubscribe } = sent.subscribe((result) => {
          if (result.stale) return
          // What is asked twice at once is asked once: the next may come only when this one is gone.
          setImmediate(() => {
            unsubscribe()
            resolve(result)
          })
        })
      })
      if (error !== undefined) throw error
    },
    read: (document) => client.readQuery(document, {}, { requestPolicy: 'cache-only' })?.data,
  }
}

function operationOf({ definitions: [operation] }: DocumentNode): 'query' | 'mutation' | 'subscription' {
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.operation : 'query'
}
