import { type Command, Option } from 'commander'
import { flagOf, type Setting, variableOf } from './setting.ts'
import { SETTING_NAMES, type SettingName, settingNamed } from './settings.ts'

/** Adds the flags of these settings to a command; by default of all. */
export function addSettings(command: Command, names: readonly SettingName[] = SETTING_NAMES): Command {
  for (const name of names) {
    const setting = settingNamed(name)
    const option = new Option(`${flagOf(name)} ${setting.kind.placeholder}`, helpOf(name, setting))
    if (setting.kind.many) option.argParser(gathered)
    command.addOption(option)
  }
  return command
}

/** A list flag that is given again adds to the list. */
function gathered(text: string, before: string | undefined): string {
  return before === undefined ? text : `${before},${text}`
}

export function addConfig(command: Command): Command {
  return command.option(
    '--config <file>',
    'a YAML or JSON file of settings, which flags and environment override (environment: REGESTA_CONFIG)',
  )
}

function helpOf(name: string, setting: Setting): string {
  const { description } = setting
  const defaultValue = defaultTextOf(setting)
  const before = defaultValue === undefined ? '' : `default: ${defaultValue}; `
  return `${description} (${before}environment: ${variableOf(name, setting)})`
}

/** The default in words, if there is one. */
export function defaultTextOf({ defaultValue, defaultText }: Setting): string | undefined {
  if (defaultText !== undefined) return defaultText
  if (defaultValue === undefined) return undefined
  if (typeof defaultValue === 'boolean') return defaultValue ? 'on' : 'off'
  return Array.isArray(defaultValue) ? defaultValue.join(',') : String(defaultValue)
}
