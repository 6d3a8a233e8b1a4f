import { pino } from 'pino'
import { ANYONE } from '../../../src/graphql/index.ts'
import { startHttpServer } from '../../../src/server/http/server.ts'

/** A server whose API is nothing but streams that never end, with a heartbeat every few seconds: to count what it holds. */
const BEAT = 5_000

const stream = () => {
  let timer: NodeJS.Timeout
  return new ReadableStream({
    start(controller) {
      timer = setInterval(() => controller.enqueue(new TextEncoder().encode(':\n\n')), BEAT)
    },
    cancel() {
      clearInterval(timer)
    },
  })
}

const server = await startHttpServer({
  apis: [
    {
      path: '/graphql',
      fetch: () => new Response(stream(), { headers: { 'content-type': 'text/event-stream' } }),
    },
  ],
  feeds: () => Response.json({}),
  blockers: async () => [],
  authenticate: async () => ANYONE,
  host: '127.0.0.1',
  port: 0,
  logger: pino({ level: 'info' }),
})
process.once('SIGTERM', () => void server.stop(0))
