import type { IncomingHttpHeaders } from 'node:http'

type Environment = Readonly<Record<string, string | undefined>>

/** What is told of a piece of work. */
export type Facts = Readonly<Record<string, string | number | boolean>>

/** Follows pieces of work, each within the one that it is part of. */
export type Tracing = {
  /** Does the work of a request as a span of its own, part of the caller's trace where `traceparent` names one. */
  request<T>(
    headers: IncomingHttpHeaders,
    name: string,
    facts: Facts,
    work: (tell: (facts: Facts, failed: boolean) => void) => Promise<T>,
  ): Promise<T>
  /** Does a piece of work as a span within what is under way; it failed if it throws. */
  within<T>(name: string, facts: Facts, work: () => T): T
  /** Sends what is not yet sent, and ends. */
  stop(): Promise<void>
}

/** Follows nothing. */
export const NO_TRACING: Tracing = {
  request: (_, __, ___, work) => work(() => {}),
  within: (_, __, work) => work(),
  stop: async () => {},
}

/**
 * Tracing by OpenTelemetry if the environment asks for it by naming where spans go (OTEL_EXPORTER_OTLP_ENDPOINT or
 * OTEL_EXPORTER_OTLP_TRACES_ENDPOINT); or else none, and nothing of it is even loaded. Spans are sent as OTLP/HTTP in
 * JSON, whatever OTEL_EXPORTER_OTLP_PROTOCOL says; `onFault` hears of what could not be sent.
 */
export async function startTracing(
  env: Environment,
  version: string,
  onFault: (message: string) => void,
): Promise<Tracing> {
  if (!isAskedFor(env)) return NO_TRACING
  const { openTelemetry } = await import('./open-telemetry.ts')
  return openTelemetry(env, version, onFault)
}

export function isAskedFor(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return false
  if (!['otlp', undefined, ''].includes(env.OTEL_TRACES_EXPORTER)) return false
  return Boolean(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT)
}
