import canonicalize from 'canonicalize'
import type { Question } from './question.ts'

/** A question with its variables in canonical JSON; empty where it has none. */
export type Put = { readonly question: Question; readonly variables: string }

/** The question with those of the variables that it declares; none where they cannot be written canonically. */
export function putOf(
  question: Question,
  sent: Readonly<Record<string, unknown>> | null | undefined,
): Put | undefined {
  const declared = Object.entries(sent ?? {}).filter(([name]) => question.variables.includes(name))
  if (declared.length === 0) return { question, variables: '' }
  try {
    return { question, variables: canonicalize(Object.fromEntries(declared)) ?? '' }
  } catch {
    // A lone surrogate, say: it is answered, and neither kept nor told an address.
    return undefined
  }
}
