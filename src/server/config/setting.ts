import type { Place } from '../../errors.ts'
import type { Kind } from './kinds.ts'

/** A setting of the server. Its flag, variable and place in a file follow from its name. */
export type Setting<T = unknown> = {
  readonly kind: Kind<T>
  /** Begins in lower case and ends without a full stop: help goes on with the default and the variable. */
  readonly description: string
  /** Its default; without one it may be undefined. */
  readonly defaultValue?: T
  /** The default in words, if it is decided at run time. */
  readonly defaultText?: string
  /** Its variable, if that has another name than REGESTA_…. */
  readonly env?: string
  /** The code for an invalid value; E_SETTING by default. */
  readonly code?: string
}

/** The type of its value: undefined only if it has no default. */
export type ValueOf<S> = S extends { readonly kind: Kind<infer T> }
  ? S extends { readonly defaultValue: unknown }
    ? T
    : T | undefined
  : never

/** `jwt.roleClaim` → `--jwt-role-claim`. */
export function flagOf(name: string): string {
  return `--${kebab(name)}`
}

/** `jwt.roleClaim` → `REGESTA_JWT_ROLE_CLAIM`, unless it has a variable of its own. */
export function variableOf(name: string, { env }: Setting): string {
  return env ?? `REGESTA_${kebab(name).replaceAll('-', '_').toUpperCase()}`
}

/** `jwt.roleClaim` → `['jwt', 'roleClaim']`: its place in a file. */
export function pathOf(name: string): readonly string[] {
  return name.split('.')
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`).replaceAll('.', '-')
}

/** Where the value of a setting comes from. */
export type Origin =
  | { readonly by: 'flag'; readonly flag: string }
  | { readonly by: 'environment'; readonly variable: string }
  | { readonly by: 'file'; readonly place: Place }
  | { readonly by: 'default' }

/** As users name it: `--port`, `PORT`, `regesta.yaml:3`, `default`. */
export function nameOrigin(origin: Origin): string {
  switch (origin.by) {
    case 'flag':
      return origin.flag
    case 'environment':
      return origin.variable
    case 'file':
      return `${origin.place.file}:${origin.place.line}`
    case 'default':
      return 'default'
  }
}

/** The place to report a fault of a value at. */
export function placeOfOrigin(origin: Origin, name: string): Place {
  if (origin.by === 'file') return origin.place
  return { argument: origin.by === 'default' ? name : nameOrigin(origin) }
}
