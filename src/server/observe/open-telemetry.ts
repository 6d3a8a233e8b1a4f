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
import * as sdk from '@opentelemetry/sdk-trace'
import { RegestaError } from '../../errors.ts'
import { samplerOf } from './sampler.ts'
import type { Tracing } from './tracing.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Tracing by OpenTelemetry, told by its own environment variables; see `startTracing`. */
export function openTelemetry(
  env: Environment,
  version: string,
  onFault: (message: string) => void,
): Tracing {
  const tell = (message: string) => onFault(message)
  diag.setLogger({ error: tell, warn: tell, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN)
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

/** That it failed, and by what code; not by what words, which may be a caller's. */
function fail(span: Span, error: unknown): void {
  const code = error instanceof RegestaError ? error.code : 'E_FAULT'
  span.setAttribute('error.type', code)
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** How spans are gathered before they are sent, where the environment says so. */
function batchesOf(env: Environment): Partial<sdk.BatchSpanProcessorOptions> {
  const told = (name: string) => {
    const value = Number(env[name])
    return env[name] !== undefined && Number.isInteger(value) && value > 0 ? value : undefined
  }
  const scheduledDelayMillis = told('OTEL_BSP_SCHEDULE_DELAY')
  const maxQueueSize = told('OTEL_BSP_MAX_QUEUE_SIZE')
  const maxExportBatchSize = told('OTEL_BSP_MAX_EXPORT_BATCH_SIZE')
  const exportTimeoutMillis = told('OTEL_BSP_EXPORT_TIMEOUT')
  return {
    ...(scheduledDelayMillis !== undefined && { scheduledDelayMillis }),
    ...(maxQueueSize !== undefined && { maxQueueSize }),
    ...(maxExportBatchSize !== undefined && { maxExportBatchSize }),
    ...(exportTimeoutMillis !== undefined && { exportTimeoutMillis }),
  }
}
