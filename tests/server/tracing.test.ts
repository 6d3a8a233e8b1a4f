import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import * as sdk from '@opentelemetry/sdk-trace'
import { describe, expect, test } from 'vitest'
import { FairScheduler } from '../../src/graphql/limits/scheduler.ts'
import { newToken } from '../../src/server/access/tokens.ts'
import { samplerOf } from '../../src/server/telemetry/open-telemetry.ts'
import { isTracingEnabled } from '../../src/server/telemetry/tracing.ts'
import { type Collector, type Span, startCollector } from './collector.ts'
import { ROOT, serve } from './process.ts'

const SOON = { OTEL_BSP_SCHEDULE_DELAY: '100' }

const REGISTER = `mutation {
  registerSource(input: {
    chronicle: "japan-viet-nam", id: "source/gazette", label: "gazette", absent: []
    published: { edtf: "2026-01-02", basis: STATED }
    evidence: [{ locator: "page 1", role: DATE }]
  }) { __typename ... on RegisterSourceSuccess { position } ... on ValidationFailed { faults { message path } } }
}`

function ask(origin: string, query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
}

function spanNamed(collector: Collector, name: string, within?: Span): Span {
  const found = collector.spans.find(
    (each) => each.name === name && (within === undefined || each.parentSpanId === within.spanId),
  )
  if (found === undefined)
    throw new Error(
      `no span ${name} among ${collector.spans.map((each) => [each.name, each.spanId, each.parentSpanId])}`,
    )
  return found
}

describe('where the environment asks for traces', () => {
  test('a request is a span, with its parsing, validating and executing within it, in the caller’s trace', async () => {
    const collector = await startCollector()
    const server = await serve(['--port', '0'], {
      ...SOON,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret-of-the-collector',
      OTEL_SERVICE_NAME: 'regesta-of-the-desk',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
    })
    const [trace, parent] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
    const response = await ask(server.origin, '{ sources { subject } }', {
      traceparent: `00-${trace}-${parent}-01`,
      'x-request-id': 'traced-1',
    })
    expect(response.status).toBe(200)
    await response.text()
    await expect.poll(() => collector.spans.filter(({ traceId }) => traceId === trace).length).toBe(4)
    const request = spanNamed(collector, 'POST /graphql')
    expect(request).toMatchObject({ traceId: trace, parentSpanId: parent, kind: 2 })
    expect(Object.fromEntries(request.attributes)).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'regesta.request_id': 'traced-1',
    })
    expect(Object.fromEntries(request.resource)).toMatchObject({
      'service.name': 'regesta-of-the-desk',
      'service.version': expect.stringMatching(/^\d+\.\d+\.\d+$/),
      'deployment.environment': 'test',
    })
    let before = request.startTimeUnixNano
    for (const phase of ['parse', 'validate', 'execute']) {
      const span = spanNamed(collector, `graphql.${phase}`, request)
      expect(span.traceId).toBe(trace)
      expect(span.startTimeUnixNano).toBeGreaterThanOrEqual(before)
      expect(span.endTimeUnixNano).toBeLessThanOrEqual(request.endTimeUnixNano)
      before = span.endTimeUnixNano
    }
    expect(collector.requests[0]).toMatchObject({
      path: '/v1/traces',
      headers: { 'x-key': 'secret-of-the-collector', 'content-type': 'application/json' },
    })
    expect((await server.stop()).code).toBe(0)
    expect(JSON.stringify(server.log)).not.toContain('secret-of-the-collector')
  })

  test('a caller without a trace begins one, and one that keeps none is not followed', async () => {
    const collector = await startCollector()
    const server = await serve(['--port', '0'], { ...SOON, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
    await ask(server.origin, '{ sources { subject } }')
    await ask(server.origin, '{ sources { label } }', {
      traceparent: `00-${'b'.repeat(32)}-${'c'.repeat(16)}-00`,
    })
    await ask(server.origin, '{ sources { digest } }', { traceparent: 'what is none' })
    await expect.poll(() => collector.spans.filter(({ name }) => name === 'POST /graphql').length).toBe(2)
    const requests = collector.spans.filter(({ name }) => name === 'POST /graphql')
    expect(new Set(requests.map(({ traceId }) => traceId)).size).toBe(2)
    expect(requests.every(({ parentSpanId }) => parentSpanId === undefined)).toBe(true)
    expect(collector.spans.some(({ traceId }) => traceId === 'b'.repeat(32))).toBe(false)
    await server.stop()
  })

  test('what is not yet sent is sent before the process ends', async () => {
    const collector = await startCollector()
    const server = await serve(['--port', '0'], {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/own/path`,
      OTEL_BSP_SCHEDULE_DELAY: '600000',
    })
    await (await fetch(`${server.origin}/feeds/japan-viet-nam.json`)).text()
    await (await fetch(`${server.origin}/${'x'.repeat(50)}`)).text()
    expect((await server.stop()).code).toBe(0)
    expect(collector.spans.map(({ name }) => name)).toEqual(['GET /feeds', 'GET other'])
    expect(collector.requests[0]?.path).toBe('/own/path')
  })

  test('what is recorded is a span of the ledger within the mutation that recorded it', async () => {
    const collector = await startCollector()
    const { token, line } = newToken('press-desk', 'recorder')
    const tokens = join(mkdtempSync(join(tmpdir(), 'regesta-tracing-')), 'tokens.yaml')
    writeFileSync(tokens, line)
    const server = await serve(['--port', '0', '--tokens', tokens], {
      ...SOON,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    })
    const recorded = await ask(server.origin, REGISTER, { authorization: `Bearer ${token}` })
    expect(await recorded.json()).toMatchObject({
      data: { registerSource: { position: expect.any(Number) } },
    })
    await server.stop()
    const request = spanNamed(collector, 'POST /graphql')
    const append = spanNamed(collector, 'ledger.append', spanNamed(collector, 'graphql.execute', request))
    expect(Object.fromEntries(append.attributes)).toEqual({
      'regesta.chronicle': 'japan-viet-nam',
      'regesta.events': 1,
    })
    const sent = JSON.stringify(collector.spans, (_, value: unknown) =>
      value instanceof Map ? [...value] : typeof value === 'bigint' ? String(value) : value,
    )
    for (const secret of [token, 'gazette', 'registerSource']) expect(sent).not.toContain(secret)
  })

  test('a collector that is not there hinders no one, and the log says so', async () => {
    const server = await serve(['--port', '0'], {
      ...SOON,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    })
    for (let time = 0; time < 5; time += 1)
      expect((await ask(server.origin, '{ sources { subject } }')).status).toBe(200)
    await expect.poll(() => server.log.some(({ msg }) => msg === 'tracing')).toBe(true)
    expect((await server.stop()).code).toBe(0)
  })
})

test('work that waits for its turn still belongs to what it is part of', async () => {
  const within = new AsyncLocalStorage<string>()
  const told = await within.run('another', async () => {
    new FairScheduler().run(() => {})
    for (const from = performance.now(); performance.now() - from < 30; );
    return within.run('own', () => new FairScheduler().run(() => within.getStore()))
  })
  expect(told).toBe('own')
})

describe('where it does not', () => {
  test.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x' }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://x' }, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'TRUE' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_TRACES_EXPORTER: 'none' }, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_TRACES_EXPORTER: 'otlp' }, true],
    [{ OTEL_SERVICE_NAME: 'regesta' }, false],
  ])('by %j: %s', (env, asked) => {
    expect(isTracingEnabled(env)).toBe(asked)
  })

  test('nothing of it is loaded, and nothing is sent to where a collector would be', async () => {
    const sent: string[] = []
    // 4318 is where a collector listens by itself; where another has it, what is loaded must do.
    const collector = createServer((request, response) => {
      sent.push(request.url ?? '')
      response.end()
    })
    await new Promise<void>((resolve) =>
      collector.once('error', () => resolve()).listen(4318, '127.0.0.1', resolve),
    )
    const another = await startCollector()
    const [without, asked] = await Promise.all([
      loadedBy({}),
      loadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: another.url }),
    ])
    collector.close()
    const ofSdk = (files: readonly string[]) =>
      files.filter((file) => /@opentelemetry\/(sdk|exporter|otlp|resources|core|context)/.test(file))
    expect(ofSdk(without)).toEqual([])
    expect(ofSdk(asked).length).toBeGreaterThan(10)
    expect(sent).toEqual([])
  })
})

describe('samplerOf()', () => {
  const kept = (env: Readonly<Record<string, string>>, parent?: 'kept' | 'left') => {
    const spanContext = {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      traceFlags: parent === 'kept' ? 1 : 0,
    }
    const from = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContext)
    const sampler = samplerOf(sdk, env)
    return Array.from({ length: 200 }, () => randomBytes(16).toString('hex')).filter(
      (id) =>
        sampler.shouldSample(from, id, 'x', SpanKind.SERVER, {}, []).decision ===
        sdk.SamplingDecision.RECORD_AND_SAMPLED,
    ).length
  }

  test.each([
    [{}, 200, 0],
    [{ OTEL_TRACES_SAMPLER: 'always_on' }, 200, 200],
    [{ OTEL_TRACES_SAMPLER: 'always_off' }, 0, 0],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, 0, 0],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, 0, 0],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '1' }, 200, 0],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'what is none' }, 200, 200],
    [{ OTEL_TRACES_SAMPLER: 'what is none' }, 200, 0],
  ])('%j keeps %i of 200 traces, and %i of those whose caller keeps none', (env, root, left) => {
    expect([kept(env), kept(env, 'left')]).toEqual([root, left])
  })

  test('keeps about as many as it is told, and those whose caller keeps them', () => {
    const half = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' }
    expect(Math.abs(kept(half) - 100)).toBeLessThan(50)
    expect(kept(half, 'kept')).toBe(200)
  })
})

/** Every file that a server loads in this environment, from its start to its end, a question in between. */
async function loadedBy(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const server = await serve(['--port', '0'], {
    ...env,
    NODE_OPTIONS: `--import ${join(ROOT, 'tests', 'server', 'tell-loaded.ts')}`,
  })
  await ask(server.origin, '{ sources { subject } }')
  expect((await server.stop()).code).toBe(0)
  return server.log.flatMap((line) => (Array.isArray(line.loaded) ? line.loaded.map(String) : []))
}
