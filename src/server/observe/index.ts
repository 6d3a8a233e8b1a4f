/**
 * How does a server do, seen from outside?
 *
 * `Figures` counts for Prometheus; `startTracing` follows work by OpenTelemetry, if the environment asks for it; an
 * observatory is both, as each of the watched knows them: requests, operations, the ledger.
 *
 * ```ts
 * const figures = new Figures({ version, reaches, cache: () => undefined, openSubscriptions: () => undefined })
 * const { operations, requests, appends } = observatoryOf(figures, await startTracing(process.env, version, console.warn))
 * console.log(await (await figures.page()).text())
 * ```
 */
export { watchAppends } from './appends.ts'
export { type FigureSources, Figures, type Reach } from './figures.ts'
export { type AroundRequest, type Observatory, observatoryOf } from './observatory.ts'
export { reachOf } from './reach.ts'
export { startTracing, type Tracing } from './tracing.ts'
