import { z } from 'zod'
import type { Role } from '../../graphql/index.ts'
import { type Kind, listOf } from './kinds.ts'

/** What others call a role, and which it is. */
export type RolePair = readonly [name: string, role: Role]

/** Written out: to load the API takes its time, and no other command needs it. */
const ROLES: Readonly<Record<Role, RolePair>> = {
  reader: ['reader', 'reader'],
  recorder: ['recorder', 'recorder'],
  admin: ['admin', 'admin'],
}

/** The roles by their own names. */
export const OWN_NAMES: readonly RolePair[] = Object.values(ROLES)

/** What others call the roles, as in `board=admin`; the last equals sign parts them. */
export function rolePairs(): Kind<readonly RolePair[]> {
  return listOf({
    placeholder: '<name=role>',
    expected: 'a name and a role, as in board=admin; roles are reader, recorder and admin',
    shape: z.string().transform((pair, { addIssue }): RolePair => {
      const at = pair.lastIndexOf('=')
      const role = OWN_NAMES.find(([name]) => name === pair.slice(at + 1))?.[1]
      if (at > 0 && role !== undefined) return [pair.slice(0, at), role]
      addIssue('not a name and a role')
      return z.NEVER
    }),
    shown: ([name, role]) => `${name}=${role}`,
  })
}
