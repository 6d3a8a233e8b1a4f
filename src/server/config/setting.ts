import type { Kind } from './kinds.ts'

/** One thing that a server can be told. Its flag, variable and place in a file follow from its name. */
export type Setting<T = unknown> = {
  readonly kind: Kind<T>
  /** Begins in lower case and ends without a full stop: help goes on with the default and the variable. */
  readonly description: string
  /** What holds where nothing is said; without it nothing does. */
  readonly otherwise?: T
  /** What holds where nothing is said, in words, if that is found out later. */
  readonly otherwiseSaid?: string
  /** Its variable, where that is an old one of another name than REGESTA_…. */
  readonly env?: string
  /** The code of a value that is none; E_SETTING by itself. */
  readonly code?: string
}

/** What a setting comes to: nothing only where it has no default. */
export type ValueOf<S> = S extends { readonly kind: Kind<infer T> }
  ? S extends { readonly otherwise: unknown }
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

/** `jwt.roleClaim` → `['jwt', 'roleClaim']`: where it stands in a file. */
export function pathOf(name: string): readonly string[] {
  return name.split('.')
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`).replaceAll('.', '-')
}
