import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { ANYONE } from '../../src/graphql/index.ts'
import type { ApiRoute } from '../../src/server/http/routes.ts'
import { type HttpServerOptions, startHttpServer } from '../../src/server/http/server.ts'

/** A server in the process of the tests, on a real socket, with an API of one's own; stopped when the test is over. */
export async function bounded({
  api = () => Response.json({ data: { fine: true } }),
  ...options
}: Partial<HttpServerOptions> & { readonly api?: ApiRoute['fetch'] } = {}) {
  const logged: Record<string, unknown>[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) })
  const server = await startHttpServer({
    apis: [{ path: '/graphql', fetch: api }],
    feeds: () => Response.json({}),
    blockers: async () => [],
    authenticate: async () => ANYONE,
    host: '127.0.0.1',
    port: 0,
    logger,
    ...options,
  })
  onTestFinished(() => server.stop(0))
  const { origin, port } = new URL(server.url)
  return { origin, port: Number(port), logged, server }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
