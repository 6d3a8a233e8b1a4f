import type { Sampler } from '@opentelemetry/sdk-trace'

type Sdk = typeof import('@opentelemetry/sdk-trace')

/**
 * Which traces are kept, as OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG say (OpenTelemetry, SDK environment
 * variables); without them, or where they say what is none, all whose caller keeps them.
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
