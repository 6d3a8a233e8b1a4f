/**
 * What is a server told, by whom, and is it sound?
 *
 * `settings.ts` declares each thing once; its flag, variable, place in a file, help and check follow from there. What
 * flags say holds over the environment, that over the file, that over defaults; faults are told all at once.
 *
 * ```ts
 * const configuration = await readConfiguration({ port: '0' }, process.env)
 * console.log(configuration.settings.port, effectiveOf(configuration))
 * ```
 */
export { type Effective, effectiveOf } from './effective.ts'
export { hostsIn } from './hosts.ts'
export { connectionLimitsIn, operationLimitsIn, streamLimitsIn } from './limits.ts'
export { addConfig, addSettings, otherwiseOf } from './options.ts'
export { placeOfOrigin } from './origin.ts'
export { type Configuration, readConfiguration } from './read.ts'
export { flagOf, variableOf } from './setting.ts'
export { SETTING_NAMES, type SettingName, type Settings, settingNamed } from './settings.ts'
