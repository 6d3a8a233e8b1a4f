import type { Tracing } from './open-telemetry.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Records nothing. */
const NO_TRACING: Tracing = {
  request: (_, __, ___, work) => work(() => {}),
  within: (_, __, work) => work(),
  stop: async () => {},
}

/**
 * Tracing by OpenTelemetry, if the environment enables it with an endpoint for spans (OTEL_EXPORTER_OTLP_ENDPOINT or
 * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT); otherwise none, and nothing of it is loaded. Spans are sent as OTLP/HTTP in JSON,
 * whatever OTEL_EXPORTER_OTLP_PROTOCOL says; `onFault` is called with what could not be sent.
 */
export async function startTracing(
  env: Environment,
  version: string,
  onFault: (message: string) => void,
): Promise<Tracing> {
  if (!isTracingEnabled(env)) return NO_TRACING
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry(env, version, onFault)
}

export function isTracingEnabled(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false
  if (!['otlp', undefined, ''].includes(env.OTEL_TRACES_EXPORTER)) return false
  return Boolean(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT)
}
