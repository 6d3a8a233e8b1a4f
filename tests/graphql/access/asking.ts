import type { GraphQLSchema } from 'graphql'
import { ANYONE, type Introspection, NOBODY, type Viewer } from '../../../src/graphql/index.ts'
import { createApi } from '../../../src/server/index.ts'

/** Whoever asks: nobody where reading is closed, anyone where it is open, or one with a credential. */
export const VIEWERS: Readonly<Record<string, Viewer>> = {
  nobody: NOBODY,
  anyone: ANYONE,
  stranger: { name: 'stranger', role: 'nobody' },
  reader: { name: 'reader', role: 'reader' },
  recorder: { name: 'recorder', role: 'recorder' },
  admin: { name: 'admin', role: 'admin' },
}

export type Answer = {
  readonly status: number
  readonly challenge: string | null
  readonly errors: readonly {
    readonly message: string
    readonly extensions: Readonly<Record<string, unknown>>
  }[]
}

/** Asks an API without chronicles, as one of the viewers: what may be had is settled before anything is looked at. */
export function askingAs(schema: GraphQLSchema, introspection: Introspection = 'on') {
  const api = createApi({
    schema,
    chronicles: new Map(),
    introspection,
    authenticate: async ({ headers }) => VIEWERS[headers.get('x-viewer') ?? ''] ?? NOBODY,
  })
  return async (viewer: string, query: string, more: object = {}): Promise<Answer> => {
    const gone = new AbortController()
    const response = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-viewer': viewer,
        accept: /^\s*subscription/.test(query) ? 'text/event-stream' : 'application/json',
      },
      body: JSON.stringify({ query, ...more }),
      signal: gone.signal,
    })
    const { status, headers } = response
    const challenge = headers.get('www-authenticate')
    if (headers.get('content-type')?.startsWith('text/event-stream')) {
      // Who is let in is let in from the first: what would come is not waited for.
      const told = status === 200 ? undefined : /^data: (.+)$/m.exec(await response.text())?.[1]
      gone.abort()
      return { status, challenge, errors: errorsOf(told ?? '{}') }
    }
    return { status, challenge, errors: errorsOf(await response.text()) }
  }
}

function errorsOf(text: string): Answer['errors'] {
  const { errors = [] }: { errors?: Answer['errors'] } = JSON.parse(text)
  return errors
}

/** The coordinates that were refused, with the code of each. */
export function refusedIn({ errors }: Answer): readonly string[] {
  return errors
    .filter(({ extensions: { code } }) => code === 'E_UNAUTHENTICATED' || code === 'E_FORBIDDEN')
    .map(({ extensions: { code, coordinate } }) => `${code} ${coordinate}`)
}
