import type { Origin } from './origin.ts'
import { flagOf, variableOf } from './setting.ts'
import { SETTING_NAMES, type SettingName, settingNamed } from './settings.ts'

/** What someone said of a setting, not yet checked. */
export type Said = {
  readonly name: SettingName
  readonly value: unknown
  readonly origin: Origin
  /** The folder that the paths of a file are seen from. */
  readonly folder?: string
}

/** Flags as commander has them: by name in camel case, `true` for one without a value. */
export type Flags = Readonly<Record<string, unknown>>
export type Environment = Readonly<Record<string, string | undefined>>

/** What flags say. */
export function saidByFlags(flags: Flags): readonly Said[] {
  return SETTING_NAMES.flatMap((name) => {
    const given = flags[camelCase(flagOf(name))]
    if (given === undefined) return []
    const value = typeof given === 'string' ? fromText(name, given) : given
    return [{ name, value, origin: { by: 'flag', flag: flagOf(name) } as const }]
  })
}

/** What the environment says; an empty variable says nothing. */
export function saidByEnvironment(env: Environment): readonly Said[] {
  return SETTING_NAMES.flatMap((name) => {
    const variable = variableOf(name, settingNamed(name))
    const given = env[variable]
    if (given === undefined || given === '') return []
    return [{ name, value: fromText(name, given), origin: { by: 'environment', variable } as const }]
  })
}

function fromText(name: SettingName, written: string): unknown {
  return settingNamed(name).kind.fromText?.(written) ?? written
}

function camelCase(flag: string): string {
  return flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
