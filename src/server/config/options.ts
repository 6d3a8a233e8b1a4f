import { type Command, Option } from 'commander'
import { flagOf, type Setting, variableOf } from './setting.ts'
import { SETTING_NAMES, type SettingName, settingNamed } from './settings.ts'

/** Gives a command the flags of these settings: by themselves all, and `--config` for the file that says the rest. */
export function addSettings(command: Command, names: readonly SettingName[] = SETTING_NAMES): Command {
  for (const name of names) {
    const setting = settingNamed(name)
    const option = new Option(`${flagOf(name)} ${setting.kind.placeholder}`, helpOf(name, setting))
    if (setting.kind.many) option.argParser(gathered)
    command.addOption(option)
  }
  return command
}

/** What was said of a list so far, and once more. */
function gathered(said: string, before: string | undefined): string {
  return before === undefined ? said : `${before},${said}`
}

export function addConfig(command: Command): Command {
  return command.option(
    '--config <file>',
    'a file, YAML or JSON, of what flags and environment do not say (environment: REGESTA_CONFIG)',
  )
}

function helpOf(name: string, setting: Setting): string {
  const { description } = setting
  const otherwise = otherwiseOf(setting)
  const before = otherwise === undefined ? '' : `default: ${otherwise}; `
  return `${description} (${before}environment: ${variableOf(name, setting)})`
}

/** What holds where nothing is said, in words; nothing where that is nothing. */
export function otherwiseOf({ otherwise, otherwiseSaid }: Setting): string | undefined {
  if (otherwiseSaid !== undefined) return otherwiseSaid
  if (otherwise === undefined) return undefined
  if (typeof otherwise === 'boolean') return otherwise ? 'on' : 'off'
  return Array.isArray(otherwise) ? otherwise.join(',') : String(otherwise)
}
