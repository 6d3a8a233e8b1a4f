import { type Fault, InvalidInput } from '../../errors.ts'
import { isLoopback } from '../host-names.ts'
import { hasCredentials } from './effective.ts'
import { type Origin, placeOfOrigin } from './setting.ts'
import {
  type Configuration,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingNamed,
} from './settings.ts'
import {
  type Environment,
  type Flags,
  type GivenValue,
  valuesFromEnvironment,
  valuesFromFile,
  valuesFromFlags,
} from './sources.ts'

/**
 * The settings: flags override the environment, that the file (`--config`, REGESTA_CONFIG), that defaults. Throws
 * InvalidInput with every fault, each at its flag, variable or line; overridden values are checked, too.
 */
export async function readConfiguration(flags: Flags, env: Environment): Promise<Configuration> {
  const { configuration, faults, wrong } = await readSettings(flags, env)
  const all = [...faults, ...faultsOfCombination(configuration, wrong)]
  if (all.length > 0) throw new InvalidInput(all)
  return configuration
}

/** Every setting checked by itself, with all faults; the faulty ones, listed as `wrong`, have their defaults. */
export async function readSettings(flags: Flags, env: Environment) {
  const file = await valuesInFile(flags, env)
  const checked = [...valuesFromFlags(flags), ...valuesFromEnvironment(env), ...file.values].map(checkedOf)
  const wrong = checked.filter((each) => each.fault !== undefined)
  const sound = checked.filter((each) => each.fault === undefined)
  return {
    configuration: configurationOf(
      SETTING_NAMES.map((name) => sound.find((each) => each.name === name) ?? defaultOf(name)),
    ),
    faults: [...file.faults, ...wrong.flatMap(({ fault }) => fault ?? [])],
    wrong: new Set(wrong.map(({ name }) => name)),
  }
}

function valuesInFile({ config }: Flags, env: Environment) {
  if (typeof config === 'string') return valuesFromFile(config, '--config')
  const named = env.REGESTA_CONFIG
  return named ? valuesFromFile(named, 'REGESTA_CONFIG') : { values: [], faults: [] }
}

type Checked = {
  readonly name: SettingName
  readonly value: unknown
  readonly origin: Origin
  readonly fault?: Fault
}

function checkedOf({ name, value, origin, folder }: GivenValue): Checked {
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

function defaultOf(name: SettingName): Checked {
  return { name, value: settingNamed(name).defaultValue, origin: { by: 'default' } as const }
}

function configurationOf(values: readonly Checked[]): Configuration {
  // Every value passed the shape of its own setting, which is what the type of each says.
  const settings = Object.fromEntries(values.map(({ name, value }) => [name, value])) as Settings
  const origins = Object.fromEntries(
    values.map(({ name, origin }) => [name, origin]),
  ) as Configuration['origins']
  const reading = origins.reading.by === 'default' && hasCredentials(settings) ? 'token' : settings.reading
  return { settings: { ...settings, reading }, origins }
}

/** A rule about several settings: checked only if each of them is valid by itself. */
type Rule = {
  readonly of: readonly [SettingName, ...SettingName[]]
  readonly code: string
  /** The fault in words, reported at the first of them that is not a default; undefined if there is none. */
  wrong(configuration: Configuration): string | undefined
}

const RULES: readonly Rule[] = [
  {
    of: ['host', 'reading', 'tokens', 'jwt.keys'],
    code: 'E_READING_UNSAID',
    wrong: ({ settings: { host, reading }, origins }) =>
      isLoopback(host) || reading === 'token' || origins.reading.by !== 'default'
        ? undefined
        : `${host} can be reached from elsewhere, and nothing says who may read: let everyone by --reading open, or give --tokens or --jwt-keys`,
  },
  {
    of: ['reading', 'tokens', 'jwt.keys'],
    code: 'E_NO_CREDENTIALS',
    wrong: ({ settings: { reading, tokens, 'jwt.keys': keys } }) =>
      reading === 'token' && tokens === undefined && keys === undefined
        ? 'reading takes a token, and there is none that is let in; give --tokens or --jwt-keys'
        : undefined,
  },
  {
    of: ['jwt.keys', 'jwt.issuer', 'jwt.audience'],
    code: 'E_JWT',
    wrong: ({ settings }) => {
      const parts = ['jwt.keys', 'jwt.issuer', 'jwt.audience'] as const
      const missing = parts.filter((name) => settings[name] === undefined)
      return missing.length === 0 || missing.length === parts.length
        ? undefined
        : `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing; expected all of ${parts.join(', ')} or none`
    },
  },
  {
    of: ['introspection', 'tokens', 'jwt.keys'],
    code: 'E_NO_CREDENTIALS',
    wrong: ({ settings: { introspection, tokens, 'jwt.keys': keys } }) =>
      introspection === 'authorised' && tokens === undefined && keys === undefined
        ? 'introspection takes a credential, and there is none that is let in; give --tokens or --jwt-keys'
        : undefined,
  },
  {
    of: ['documentsOnly', 'documents'],
    code: 'E_NO_DOCUMENTS',
    wrong: ({ settings: { documents, documentsOnly } }) =>
      documentsOnly && documents === undefined
        ? 'nothing but documents is to be answered, and there are none; give --documents'
        : undefined,
  },
]

/** The faults of settings in combination; rules about one of the `wrong` settings are skipped. */
export function faultsOfCombination(
  configuration: Configuration,
  wrong: ReadonlySet<SettingName>,
): readonly Fault[] {
  return RULES.flatMap(({ of, code, wrong: wrongOf }) => {
    const message = of.some((name) => wrong.has(name)) ? undefined : wrongOf(configuration)
    if (message === undefined) return []
    const at = of.find((name) => configuration.origins[name].by !== 'default') ?? of[0]
    return [{ code, message, place: placeOfOrigin(configuration.origins[at], at) }]
  })
}
