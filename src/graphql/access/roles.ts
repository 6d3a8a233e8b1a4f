/** What one may be let do here, each with all that stands before it. */
export const ROLES = ['reader', 'recorder', 'admin'] as const

export type Role = (typeof ROLES)[number]

/** Who asks. */
export type Viewer = {
  readonly role: Role | 'nobody'
  /** By what name a credential was given out; none where none was shown. */
  readonly name?: string
}

/** Whoever comes without a credential where reading is open. */
export const ANYONE: Viewer = { role: 'reader' }

/** Whoever comes without a credential where reading takes one. */
export const NOBODY: Viewer = { role: 'nobody' }

/** Whether a role has what another has. */
export function covers(role: Role | 'nobody', needed: Role): boolean {
  return role !== 'nobody' && ROLES.indexOf(role) >= ROLES.indexOf(needed)
}

export function higher(a: Role, b: Role): Role {
  return covers(a, b) ? a : b
}

/** What a field of the schema says of itself, so that a role may have it: `extensions: needs('recorder')`. */
export function needs(role: Role): { readonly role: Role } {
  return { role }
}

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value)
}
