import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { PlacedValue } from '../../admission/index.ts'
import { readYaml } from '../../archive/index.ts'
import { type Fault, nearestName } from '../../errors.ts'
import type { Said } from './said.ts'
import { pathOf } from './setting.ts'
import { isSettingName, SETTING_NAMES, settingNamed } from './settings.ts'

/** What a file says, and what is wrong with it; the values themselves are not yet checked. */
export type FileSaid = { readonly said: readonly Said[]; readonly faults: readonly Fault[] }

/** Reads a file of settings, YAML or JSON. One that cannot be read is a fault of whoever named it: `namedBy`. */
export async function saidByFile(file: string, namedBy: string): Promise<FileSaid> {
  try {
    return saidByText(file, await readFile(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const message = `${file} cannot be read (${error.code}); expected a file of settings`
    return { said: [], faults: [{ code: 'E_CONFIG_FILE', message, place: { argument: namedBy } }] }
  }
}

function saidByText(file: string, text: string): FileSaid {
  const tree = readYaml(file, text)
  if (!tree.sound || tree.value === null) return { said: [], faults: tree.faults }
  const { said, faults } = walk(tree, tree.value, [])
  const folder = dirname(resolve(file))
  return { said: said.map((each) => ({ ...each, folder })), faults: [...tree.faults, ...faults] }
}

/** A map of settings and groups of them, or a fault where it is no map. */
function walk(tree: PlacedValue, value: unknown, path: readonly string[]): FileSaid {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = path.length === 0 ? 'a map of settings' : `a map: settings under ${path.join('.')}`
    return {
      said: [],
      faults: [{ code: 'E_SETTING', message: `expected ${what}`, place: tree.placeOf(path) }],
    }
  }
  const parts = Object.entries(value).map(([key, inner]) => step(tree, inner, [...path, key]))
  return { said: parts.flatMap(({ said }) => said), faults: parts.flatMap(({ faults }) => faults) }
}

function step(tree: PlacedValue, value: unknown, path: readonly string[]): FileSaid {
  const name = path.join('.')
  if (isSettingName(name)) {
    const origin = { by: 'file', place: tree.placeOf(path) } as const
    const { many } = settingNamed(name).kind
    return {
      said: [{ name, value: many && typeof value === 'string' ? [value] : value, origin }],
      faults: [],
    }
  }
  if (SETTING_NAMES.some((each) => each.startsWith(`${name}.`))) return walk(tree, value, path)
  const meant = nearestName(name, keysBeside(path))
  const hint = meant === undefined ? 'see regesta serve --help' : `did you mean ${meant}?`
  const message = `${name} is no setting; ${hint}`
  return { said: [], faults: [{ code: 'E_FIELD', message, place: tree.placeOfKey(path) }] }
}

/** The names and groups that may stand where this path ends. */
function keysBeside(path: readonly string[]): ReadonlySet<string> {
  return new Set(
    SETTING_NAMES.map((name) => pathOf(name).slice(0, path.length).join('.')).filter(
      (name) => name.split('.').length === path.length,
    ),
  )
}
