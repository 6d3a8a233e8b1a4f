import type { Chronicle, Chronicles, Signer } from '../engine/index.ts'
import { type ApiContext, Budget, Hints, type Limits, type ServerFacts, Snapshots } from '../graphql/index.ts'
import type { RequestHead } from './received.ts'
import type { ServerContext } from './request/state.ts'

/** What the contexts of all operations of an API are made from. */
type ContextSources = {
  readonly chronicles: Chronicles
  readonly begin?: (name: string) => Promise<Chronicle>
  readonly servedAt?: (name: string) => string | undefined
  readonly signer?: Signer
  readonly server?: () => ServerFacts
}

type ContextOptions = ServerContext & {
  readonly limits: Limits
  readonly request: RequestHead
  readonly texts: ReadonlyMap<string, string>
}

/** What resolvers get. What they use that no position pins is noted: such an answer is not cached. */
export function contextOf(
  options: ContextSources,
  { limits, request, state, texts }: ContextOptions,
): ApiContext {
  const { chronicles, begin, servedAt, signer, server } = options
  const { cached } = state
  const volatile = () => {
    if (cached !== undefined) cached.volatile = true
  }
  const quotes = () => {
    if (cached !== undefined) cached.quotes = true
  }
  return {
    chronicles: cached?.snapshots ?? new Snapshots(chronicles),
    begin,
    servedAt,
    live: onUse(chronicles, volatile),
    texts: onUse(texts, quotes),
    signer: signer && onUse(signer, volatile),
    viewer: state.viewer,
    server: server && onUse(server, volatile),
    requestId: state.id,
    budget: new Budget(limits, request.signal),
    hints: new Hints(),
    lastEventId: request.headers.get('last-event-id') ?? undefined,
  }
}

/** The same object or function, calling `used` whenever a member is read or it is called. */
function onUse<T extends object>(target: T, used: () => void): T {
  return new Proxy(target, {
    get(object, property) {
      used()
      const member: unknown = Reflect.get(object, property, object)
      return typeof member === 'function' ? member.bind(object) : member
    },
    apply(callee, self, args) {
      used()
      return typeof callee === 'function' ? Reflect.apply(callee, self, args) : undefined
    },
  })
}
