import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GraphQLSchema } from 'graphql'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { type Api, createApi } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'

export type Answered = {
  readonly status: number
  readonly requestId: string | null
  readonly data: unknown
  readonly errors: readonly Shown[]
  /** The whole body as it came. */
  readonly text: string
}

/** An error as the caller sees it. */
export type Shown = {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly locations?: readonly object[]
  readonly extensions: Readonly<Record<string, unknown>>
}

export type Ask = (query: string, variables?: object, headers?: Record<string, string>) => Promise<Answered>

/** Asks an API by POST, as a client would. */
export function asking(api: Pick<Api, 'fetch'>): Ask {
  return async (query, variables, headers = {}) => {
    const response = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    const text = await response.text()
    const { data, errors = [] }: { data?: unknown; errors?: Shown[] } = JSON.parse(text)
    return { status: response.status, requestId: response.headers.get('x-request-id'), data, errors, text }
  }
}

export function askOf(schema: GraphQLSchema, ...chronicles: readonly Chronicle[]): Ask {
  return asking(createApi({ schema, chronicles: new Map(chronicles.map((each) => [each.name, each])) }))
}

/** What lies at a path of an answer; fails where it is not there. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((inside: unknown, step) => {
    if (typeof inside !== 'object' || inside === null || !(step in inside))
      throw new Error(`nothing at ${path.join('.')}: ${JSON.stringify(value)?.slice(0, 500)}`)
    return Object.entries(inside).find(([name]) => name === String(step))?.[1]
  }, value)
}

export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  return String(at(value, ...path))
}

/** The real chronicle, opened over a ledger that is thrown away. */
export async function openCorpus(): Promise<{
  readonly chronicle: Chronicle
  readonly ask: Ask
  readonly api: Api
  readonly close: () => Promise<void>
}> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-api-'))
  const clock = fixedClock('2026-11-21T12:00:00.000Z')
  const { chronicle, close } = await openRegesta({
    vocabulary: bilateral.vocabulary,
    mode: 'read',
    ledgerPath: join(folder, 'ledger.sqlite'),
    clock,
  })
  const schema = createSchema(bilateral)
  const api = createApi({ schema, chronicles: new Map([[chronicle.name, chronicle]]) })
  return {
    chronicle,
    api,
    ask: asking(api),
    close: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
