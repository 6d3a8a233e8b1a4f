import type { IncomingHttpHeaders } from 'node:http'
import {
  type Context,
  context,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import type { Sampler } from '@opentelemetry/sdk-trace'
import * as sdk from '@opentelemetry/sdk-trace'
import { RegestaError } from '../../errors.ts'

/** Attributes of a span. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** Records spans, each within the one that it is part of. */
export type Tracing = {
  /** Runs the work of a request as a span, part of the caller's trace if `traceparent` names one. */
  request<T>(
    headers: IncomingHttpHeaders,
    name: string,
    facts: Facts,
    work: (add: (facts: Facts, failed: boolean) => void) => Promise<T>,
  ): Promise<T>
  /** Runs work as a span within the current one; it failed if it throws. */
  within<T>(name: string, facts: Facts, work: () => T): T
  /** Sends spans that are not yet sent, and stops. */
  stop(): Promise<void>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Tracing by OpenTelemetry, configured by its own environment variables; see `startTracing`. */
export function openTelemetry(
  env: Environment,
  version: string,
  onFault: (message: string) => void,
): Tracing {
  const log = (message: string) => onFault(message)
  diag.setLogger({ error: log, warn: log, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  const provider = new sdk.TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'regesta', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(sdk, env),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter(), ...batchesOf(env) })],
  })
  const tracer = provider.getTracer('regesta', version)

  const run = <T>(span: Span, within: Context, work: () => T): T =>
    context.with(trace.setSpan(within, span), () => {
      try {
        const done = work()
        if (!(done instanceof Promise)) {
          span.end()
          return done
        }
        void done.then(
          () => span.end(),
          (error: unknown) => fail(span, error),
        )
        return done
      } catch (error) {
        fail(span, error)
        throw error
      }
    })

  return {
    request: (headers, name, facts, work) => {
      const from = propagation.extract(ROOT_CONTEXT, headers)
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: facts }, from)
      return run(span, from, () =>
        work((more, failed) => {
          span.setAttributes(more)
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
        }),
      )
    },
    within: (name, facts, work) => run(tracer.startSpan(name, { attributes: facts }), context.active(), work),
    stop: () => provider.shutdown(),
  }
}

/** Marks a span as failed, with the code of the error; its message may contain what a caller sent. */
function fail(span: Span, error: unknown): void {
  const code = error instanceof RegestaError ? error.code : 'E_FAULT'
  span.setAttribute('error.type', code)
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** How spans are batched, by the environment. */
function batchesOf(env: Environment): Partial<sdk.BatchSpanProcessorOptions> {
  const positive = (name: string) => {
    const value = Number(env[name])
    return env[name] !== undefined && Number.isInteger(value) && value > 0 ? value : undefined
  }
  const scheduledDelayMillis = positive('OTEL_BSP_SCHEDULE_DELAY')
  const maxQueueSize = positive('OTEL_BSP_MAX_QUEUE_SIZE')
  const maxExportBatchSize = positive('OTEL_BSP_MAX_EXPORT_BATCH_SIZE')
  const exportTimeoutMillis = positive('OTEL_BSP_EXPORT_TIMEOUT')
  return {
    ...(scheduledDelayMillis !== undefined && { scheduledDelayMillis }),
    ...(maxQueueSize !== undefined && { maxQueueSize }),
    ...(maxExportBatchSize !== undefined && { maxExportBatchSize }),
    ...(exportTimeoutMillis !== undefined && { exportTimeoutMillis }),
  }
}

type Sdk = typeof import('@opentelemetry/sdk-trace')

/**
 * The sampler that OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG name (OpenTelemetry, SDK environment variables);
 * without them, or with an unknown name, every trace that the caller samples.
 */
export function samplerOf(sdk: Sdk, env: Readonly<Record<string, string | undefined>>): Sampler {
  const share = Number(env.OTEL_TRACES_SAMPLER_ARG ?? '1')
  const ratio = new sdk.TraceIdRatioBasedSampler(share >= 0 && share <= 1 ? share : 1)
  const name = env.OTEL_TRACES_SAMPLER ?? 'parentbased_always_on'
  const root = ROOTS[name.replace(/^parentbased_/, '')]?.(sdk, ratio) ?? new sdk.AlwaysOnSampler()
  return name in ROOTS ? root : new sdk.ParentBasedSampler({ root })
}

const ROOTS: Readonly<Record<string, (sdk: Sdk, ratio: Sampler) => Sampler>> = {
  always_on: (sdk) => new sdk.AlwaysOnSampler(),
  always_off: (sdk) => new sdk.AlwaysOffSampler(),
  traceidratio: (_, ratio) => ratio,
}
