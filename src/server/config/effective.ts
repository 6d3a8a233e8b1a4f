import type { Json } from '../../event/index.ts'
import type { SettingFacts } from '../../graphql/index.ts'
import { hostNameOf, isLoopback } from '../host-names.ts'
import { nameOrigin } from './setting.ts'
import { type Configuration, SETTING_NAMES, type Settings, settingNamed } from './settings.ts'

/** Every setting with its value, null if it has none, in the order of the declaration; secrets are hidden. */
export function effectiveSettings({ settings, origins }: Configuration): readonly SettingFacts[] {
  return SETTING_NAMES.map((name) => {
    const { kind } = settingNamed(name)
    const value: unknown = settings[name]
    const shown = value === undefined ? null : kind.shown === undefined ? value : kind.shown(value)
    return { setting: name, value: jsonOf(shown), origin: nameOrigin(origins[name]) }
  })
}

/** Settings are text, numbers, booleans, and lists of those. */
function jsonOf(value: unknown): Json {
  if (Array.isArray(value)) return value.map(jsonOf)
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value)
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

/** The limits of a group, by their settings. */
export function limitsOf<Group extends 'limits' | 'http' | 'streams' | 'exports', Name extends string>(
  group: Group,
  limits: Readonly<Record<Name, unknown>>,
  settings: Readonly<Record<`${Group}.${Name}`, number>>,
): Readonly<Record<Name, number>> {
  const names = Object.keys(limits) as Name[]
  return Object.fromEntries(names.map((name) => [name, settings[`${group}.${name}`]])) as Record<Name, number>
}
