/**
 * How is the server configured?
 *
 * `settings.ts` declares each setting once; its flag, variable, place in a file, help and check follow from there. Flags
 * override the environment, that the file, that defaults; all faults are reported at once.
 *
 * ```ts
 * const configuration = await readConfiguration({ port: '0' }, process.env)
 * console.log(configuration.settings.port, effectiveSettings(configuration))
 * ```
 */
export {
  allowedHostsIn,
  effectiveSettings,
  hasCredentials,
  limitsOf,
} from './effective.ts'
export { addConfig, addSettings, defaultTextOf } from './options.ts'
export { readConfiguration } from './read.ts'
export { flagOf, placeOfOrigin, variableOf } from './setting.ts'
export {
  type Configuration,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingNamed,
} from './settings.ts'
