import {
  CONNECTION_LIMITS,
  type ConnectionLimits,
  LIMITS,
  type Limit,
  type Limits,
  STREAM_LIMITS,
  type StreamLimits,
} from '../../graphql/index.ts'
import { hostNameOf, isLoopback } from '../host-names.ts'
import { nameOrigin } from './setting.ts'
import { type Configuration, SETTING_NAMES, type Settings, settingNamed } from './settings.ts'

/** A setting as it may be shown to anyone: secrets hidden, null if it has no value, and where its value comes from. */
export type EffectiveSetting = { readonly setting: string; readonly value: unknown; readonly origin: string }

/** Every setting with its value, in the order of the declaration. */
export function effectiveSettings({ settings, origins }: Configuration): readonly EffectiveSetting[] {
  return SETTING_NAMES.map((name) => {
    const { kind } = settingNamed(name)
    const value: unknown = settings[name]
    const shown = value === undefined ? null : kind.shown === undefined ? value : kind.shown(value)
    return { setting: name, value: shown, origin: nameOrigin(origins[name]) }
  })
}

type HostSettings = Pick<Settings, 'allowedHosts' | 'host' | 'publicUrl' | 'reading'>

/**
 * The host names that the server answers to beside those of this machine; undefined for any. Without the setting, names
 * are only checked if nothing else keeps pages of other sites from reading: on a server that only this machine reaches
 * and that anyone may read, whether or not credentials give more.
 */
export function allowedHostsIn(settings: HostSettings): readonly string[] | undefined {
  const { allowedHosts: hosts, host, publicUrl } = settings
  const isPrivate = isLoopback(host) && settings.reading === 'open'
  if (hosts === undefined ? !isPrivate : hosts.includes('*')) return undefined
  const own = [`http://${host}`, publicUrl ?? ''].flatMap((address) => hostNameOf(address) ?? [])
  return [...(hosts ?? []), ...own]
}

/** Whether anything is configured that a credential is checked against. */
export function hasCredentials(settings: Pick<Settings, 'tokens' | 'jwt.keys'>): boolean {
  return settings.tokens !== undefined || settings['jwt.keys'] !== undefined
}

/** The limits of one operation. */
export function operationLimitsIn(settings: Settings): Limits {
  return limitsOf('limits', LIMITS, settings)
}

/** The limits of connections. */
export function connectionLimitsIn(settings: Settings): ConnectionLimits {
  return limitsOf('http', CONNECTION_LIMITS, settings)
}

/** The limits of subscriptions. */
export function streamLimitsIn(settings: Settings): StreamLimits {
  return limitsOf('streams', STREAM_LIMITS, settings)
}

function limitsOf<Group extends 'limits' | 'http' | 'streams', Name extends string>(
  group: Group,
  limits: Readonly<Record<Name, Limit>>,
  settings: Readonly<Record<`${Group}.${Name}`, number>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(limits) as Name[]
  return Object.fromEntries(names.map((name) => [name, settings[`${group}.${name}`]])) as Record<Name, number>
}
