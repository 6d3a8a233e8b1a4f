import { nameOrigin } from './origin.ts'
import type { Configuration } from './read.ts'
import { SETTING_NAMES, settingNamed } from './settings.ts'

/** One setting as anyone may see it: its value with what is secret hidden, null where it has none, and who said so. */
export type Effective = { readonly setting: string; readonly value: unknown; readonly origin: string }

/** All that holds, in the order of the declaration. */
export function effectiveOf({ settings, origins }: Configuration): readonly Effective[] {
  return SETTING_NAMES.map((name) => {
    const { kind } = settingNamed(name)
    const value: unknown = settings[name]
    const shown = value === undefined ? null : kind.shown === undefined ? value : kind.shown(value)
    return { setting: name, value: shown, origin: nameOrigin(origins[name]) }
  })
}
