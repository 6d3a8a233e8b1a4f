import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { PlacedValue } from '../../admission/index.ts'
import { readYaml } from '../../archive/index.ts'
import { type Fault, nearestName } from '../../errors.ts'
import { flagOf, type Origin, pathOf, variableOf } from './setting.ts'
import { isSettingName, SETTING_NAMES, type SettingName, settingNamed } from './settings.ts'

/** A value that was given for a setting, not yet checked. */
export type GivenValue = {
  readonly name: SettingName
  readonly value: unknown
  readonly origin: Origin
  /** The folder that relative paths start from, in a file. */
  readonly folder?: string
}

/** Flags as commander has them: by name in camel case, `true` for one without a value. */
export type Flags = Readonly<Record<string, unknown>>
export type Environment = Readonly<Record<string, string | undefined>>

export function valuesFromFlags(flags: Flags): readonly GivenValue[] {
  return SETTING_NAMES.flatMap((name) => {
    const given = flags[camelCase(flagOf(name))]
    if (given === undefined) return []
    const value = typeof given === 'string' ? fromText(name, given) : given
    return [{ name, value, origin: { by: 'flag', flag: flagOf(name) } as const }]
  })
}

/** Empty variables count as not given. */
export function valuesFromEnvironment(env: Environment): readonly GivenValue[] {
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

/** The values in a file, not yet checked, and the faults of the file. */
export type FileValues = { readonly values: readonly GivenValue[]; readonly faults: readonly Fault[] }

/** Reads a file of settings, YAML or JSON. An unreadable one is a fault at the argument that names it, `namedBy`. */
export async function valuesFromFile(file: string, namedBy: string): Promise<FileValues> {
  try {
    return valuesInText(file, await readFile(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const message = `${file} cannot be read (${error.code}); expected a file of settings`
    return { values: [], faults: [{ code: 'E_CONFIG_FILE', message, place: { argument: namedBy } }] }
  }
}

function valuesInText(file: string, text: string): FileValues {
  const tree = readYaml(file, text)
  if (!tree.sound || tree.value === null) return { values: [], faults: tree.faults }
  const { values, faults } = walk(tree, tree.value, [])
  const folder = dirname(resolve(file))
  return { values: values.map((each) => ({ ...each, folder })), faults: [...tree.faults, ...faults] }
}

/** A map of settings and groups of them, or a fault if it is not a map. */
function walk(tree: PlacedValue, value: unknown, path: readonly string[]): FileValues {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = path.length === 0 ? 'a map of settings' : `a map: settings under ${path.join('.')}`
    return {
      values: [],
      faults: [{ code: 'E_SETTING', message: `expected ${what}`, place: tree.placeOf(path) }],
    }
  }
  const parts = Object.entries(value).map(([key, inner]) => step(tree, inner, [...path, key]))
  return { values: parts.flatMap(({ values }) => values), faults: parts.flatMap(({ faults }) => faults) }
}

function step(tree: PlacedValue, value: unknown, path: readonly string[]): FileValues {
  const name = path.join('.')
  if (isSettingName(name)) {
    const origin = { by: 'file', place: tree.placeOf(path) } as const
    const { many } = settingNamed(name).kind
    return {
      values: [{ name, value: many && typeof value === 'string' ? [value] : value, origin }],
      faults: [],
    }
  }
  if (SETTING_NAMES.some((each) => each.startsWith(`${name}.`))) return walk(tree, value, path)
  const nearest = nearestName(name, keysBeside(path))
  const hint = nearest === undefined ? 'see regesta serve --help' : `did you mean ${nearest}?`
  const message = `${name} is no setting; ${hint}`
  return { values: [], faults: [{ code: 'E_FIELD', message, place: tree.placeOfKey(path) }] }
}

/** The names and groups that are allowed at the end of this path. */
function keysBeside(path: readonly string[]): ReadonlySet<string> {
  return new Set(
    SETTING_NAMES.map((name) => pathOf(name).slice(0, path.length).join('.')).filter(
      (name) => name.split('.').length === path.length,
    ),
  )
}
