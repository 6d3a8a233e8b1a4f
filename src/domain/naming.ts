import { neededFields, type Payload } from '../event/index.ts'
import type { Put } from '../state/index.ts'
import type { AnyDeclared } from './field.ts'

/**
 * The field of a payload by which such an event names its subject: the only one that it needs, with which it claims that
 * the subject is there and what it is called, and nothing else. Undefined of an event that says more, or gives no name.
 */
export function namingField(
  fields: ReadonlyMap<string, AnyDeclared>,
  payload: Parameters<typeof neededFields>[0],
  claims: (put: Put, payload: Payload) => void,
): { readonly field: string; readonly isSingle: boolean } | undefined {
  const [field, ...others] = neededFields(payload)
  const made = { [field ?? '']: NAME }
  if (field === undefined || others.length > 0 || !payload.safeParse(made).success) return undefined
  const claimed: { readonly declared: AnyDeclared | undefined; readonly value: unknown }[] = []
  claims(({ name }, value) => claimed.push({ declared: fields.get(name), value }), made)
  const names = claimed.filter(({ declared }) => declared?.existence !== true)
  const isNaming =
    names.length > 0 &&
    names.length < claimed.length &&
    names.every(({ declared, value }) => declared?.roles.join() === 'name' && value === NAME)
  return isNaming ? { field, isSingle: names.some(({ declared }) => declared?.single === true) } : undefined
}

const NAME = 'Made Up'
