import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { z } from 'zod'

const value = z.union([
  z.object({ stringValue: z.string() }).transform((each) => each.stringValue),
  z.object({ intValue: z.coerce.number() }).transform((each) => each.intValue),
  z.object({ doubleValue: z.number() }).transform((each) => each.doubleValue),
  z.object({ boolValue: z.boolean() }).transform((each) => each.boolValue),
  z.object({ arrayValue: z.unknown() }).transform(() => undefined),
])
const attributes = z
  .array(z.object({ key: z.string(), value }))
  .transform((all) => new Map(all.map(({ key, value }) => [key, value] as const)))

const span = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes,
  status: z.object({ code: z.number().optional() }).optional(),
})

/** OTLP/HTTP in JSON, as far as it is looked at here. */
const exported = z.object({
  resourceSpans: z.array(
    z.object({ resource: z.object({ attributes }), scopeSpans: z.array(z.object({ spans: z.array(span) })) }),
  ),
})

export type Span = z.infer<typeof span> & { readonly resource: ReadonlyMap<string, unknown> }

/** One who takes spans in, on this machine, until the test is over. */
export type Collector = {
  readonly url: string
  readonly spans: readonly Span[]
  /** The paths and headers of what came. */
  readonly requests: readonly { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[]
}

export async function startCollector(): Promise<Collector> {
  const spans: Span[] = []
  const requests: Collector['requests'][number][] = []
  const server = createServer(async (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers })
    for (const { resource, scopeSpans } of exported.parse(await json(request)).resourceSpans)
      for (const scope of scopeSpans)
        spans.push(...scope.spans.map((each) => ({ ...each, resource: resource.attributes })))
    response.setHeader('content-type', 'application/json').end('{}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${address.port}`, spans, requests }
}
