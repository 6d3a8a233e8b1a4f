import {
  CONNECTION_LIMITS,
  type ConnectionLimits,
  LIMITS,
  type Limit,
  type Limits,
  STREAM_LIMITS,
  type StreamLimits,
} from '../../graphql/index.ts'
import { type Kind, wholeNumber } from './kinds.ts'
import type { Settings } from './settings.ts'

/** A setting that is a limit: as much as is declared where nothing is said. */
type LimitSetting = {
  readonly kind: Kind<number>
  readonly otherwise: number
  readonly description: string
}

/** What any of them may be: more milliseconds than this no timer can wait. */
const MOST = 2_147_483_647

/** A setting for every limit: `limits.depth` of an operation, `http.body` of what connections take, `streams.open`. */
export const LIMIT_SETTINGS = {
  ...settingsOf('limits', LIMITS),
  ...settingsOf('http', CONNECTION_LIMITS),
  ...settingsOf('streams', STREAM_LIMITS),
}

/** How much one operation may ask, by these settings. */
export function operationLimitsIn(settings: Settings): Limits {
  return within('limits', LIMITS, settings)
}

/** What connections may take, by these settings. */
export function connectionLimitsIn(settings: Settings): ConnectionLimits {
  return within('http', CONNECTION_LIMITS, settings)
}

/** What subscriptions may take, by these settings. */
export function streamLimitsIn(settings: Settings): StreamLimits {
  return within('streams', STREAM_LIMITS, settings)
}

function settingsOf<Group extends string, Name extends string>(
  group: Group,
  limits: Readonly<Record<Name, Limit>>,
) {
  const pairs = Object.entries<Limit>(limits).map(
    ([name, { counts, unit, most }]): [string, LimitSetting] => [
      `${group}.${name}`,
      { kind: wholeNumber(0, MOST), otherwise: most, description: `the most ${counts} (${unit})` },
    ],
  )
  // Every name got its setting, which `fromEntries` forgets.
  return Object.fromEntries(pairs) as { readonly [Each in Name as `${Group}.${Each}`]: LimitSetting }
}

function within<Group extends 'limits' | 'http' | 'streams', Name extends string>(
  group: Group,
  limits: Readonly<Record<Name, Limit>>,
  settings: Readonly<Record<`${Group}.${Name}`, number>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(limits) as Name[]
  return Object.fromEntries(names.map((name) => [name, settings[`${group}.${name}`]])) as Record<Name, number>
}
