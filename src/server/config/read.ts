import { type Fault, InvalidInput } from '../../errors.ts'
import { saidByFile } from './file.ts'
import { type Origin, placeOfOrigin } from './origin.ts'
import { faultsTogether } from './rules.ts'
import { type Environment, type Flags, type Said, saidByEnvironment, saidByFlags } from './said.ts'
import { SETTING_NAMES, type SettingName, type Settings, settingNamed } from './settings.ts'

/** What holds, and who said so. */
export type Configuration = {
  readonly settings: Settings
  readonly origins: Readonly<Record<SettingName, Origin>>
}

/**
 * What a server is told: flags over environment over file (`--config`, REGESTA_CONFIG) over defaults. Throws
 * InvalidInput with every fault, each at its flag, its variable or its line; what is overruled is checked, too.
 */
export async function readConfiguration(flags: Flags, env: Environment): Promise<Configuration> {
  const { configuration, faults, wrong } = await gather(flags, env)
  const all = [...faults, ...faultsTogether(configuration, wrong)]
  if (all.length > 0) throw new InvalidInput(all)
  return configuration
}

/** What holds of each setting by itself, with what is wrong with any, and which those are: they stand as by default. */
export async function gather(flags: Flags, env: Environment) {
  const file = await saidInFile(flags, env)
  const checked = [...saidByFlags(flags), ...saidByEnvironment(env), ...file.said].map(checkedOf)
  const wrong = checked.filter((each) => each.fault !== undefined)
  const sound = checked.filter((each) => each.fault === undefined)
  return {
    configuration: configurationOf(
      SETTING_NAMES.map((name) => sound.find((each) => each.name === name) ?? standing(name)),
    ),
    faults: [...file.faults, ...wrong.flatMap(({ fault }) => fault ?? [])],
    wrong: new Set(wrong.map(({ name }) => name)),
  }
}

function saidInFile({ config }: Flags, env: Environment) {
  if (typeof config === 'string') return saidByFile(config, '--config')
  const named = env.REGESTA_CONFIG
  return named ? saidByFile(named, 'REGESTA_CONFIG') : { said: [], faults: [] }
}

type Checked = {
  readonly name: SettingName
  readonly value: unknown
  readonly origin: Origin
  readonly fault?: Fault
}

function checkedOf({ name, value, origin, folder }: Said): Checked {
  const { kind, code = 'E_SETTING' } = settingNamed(name)
  const read = kind.shape.safeParse(value)
  if (read.success) {
    const resolved = folder === undefined ? read.data : (kind.within?.(folder, read.data) ?? read.data)
    return { name, value: resolved, origin }
  }
  const arrived = kind.secret ? 'what arrived (not shown: it may be secret)' : shown(value)
  const message = `${arrived} is not what ${name} can be; expected ${kind.expected}`
  return { name, value: undefined, origin, fault: { code, message, place: placeOfOrigin(origin, name) } }
}

function shown(value: unknown): string {
  const written = JSON.stringify(value)
  return written.length > 80 ? `${written.slice(0, 80)}…` : written
}

function standing(name: SettingName): Checked {
  return { name, value: settingNamed(name).otherwise, origin: { by: 'default' } as const }
}

function configurationOf(holding: readonly Checked[]): Configuration {
  // Every value passed the shape of its own setting, which is what the type of each says.
  const settings = Object.fromEntries(holding.map(({ name, value }) => [name, value])) as Settings
  const origins = Object.fromEntries(
    holding.map(({ name, origin }) => [name, origin]),
  ) as Configuration['origins']
  const closed = settings.tokens !== undefined || settings['jwt.keys'] !== undefined
  const reading = origins.reading.by === 'default' && closed ? 'token' : settings.reading
  return { settings: { ...settings, reading }, origins }
}
