import { type Fault, InvalidInput } from '../../errors.ts'
import { type Configuration, placeOfOrigin, type SettingName, type Settings } from '../config/index.ts'
import type { Credentials } from './authenticate.ts'
import type { JwtRules } from './jwt.ts'
import { Tokens } from './tokens.ts'

/**
 * The credentials that settings accept, their files read. Code for JSON Web Tokens is loaded only if they are accepted.
 * Throws InvalidInput with every fault of every file.
 */
export async function credentialsOf(
  { settings, origins }: Configuration,
  onFault: (error: unknown) => void,
): Promise<Credentials> {
  const { reading, tokens: file } = settings
  const faults: Fault[] = []
  const collect = (name: SettingName) => (error: unknown) => {
    if (!(error instanceof InvalidInput)) throw error
    // A fault of a file as a whole is reported at the setting that names it.
    faults.push(
      ...error.faults.map((fault) => ({
        ...fault,
        place: fault.place ?? placeOfOrigin(origins[name], name),
      })),
    )
    return undefined
  }
  const tokens = file === undefined ? undefined : await Tokens.from(file, onFault).catch(collect('tokens'))
  const jwt = await jwtRulesOf(settings, onFault).catch(collect('jwt.keys'))
  if (faults.length > 0) throw new InvalidInput(faults)
  return { reading, tokens, jwt }
}

async function jwtRulesOf(
  settings: Settings,
  onFault: (error: unknown) => void,
): Promise<JwtRules | undefined> {
  const { 'jwt.keys': place, 'jwt.issuer': issuer, 'jwt.audience': audience } = settings
  if (place === undefined || issuer === undefined || audience === undefined) return undefined
  const { keysAt } = await import('./jwt-keys.ts')
  return {
    keys: await keysAt(place, onFault),
    issuer,
    audience,
    algorithms: settings['jwt.algorithms'],
    roleClaim: settings['jwt.roleClaim'],
    roles: settings['jwt.roles'],
    tolerance: settings['jwt.tolerance'],
  }
}
