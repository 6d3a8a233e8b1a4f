import type { Answer } from '../time/index.ts'

/**
 * How something stands once it is also asked whether it can be seen (rule 2): only what can be seen in any case
 * excludes a date; what is only possibly visible leaves `possibly` or `unknown`.
 */
export function seenStanding(visible: Answer, stands: Answer): Answer {
  if (visible === 'definitely') return stands
  if (visible !== 'possibly') return 'unknown'
  return stands === 'definitely' || stands === 'possibly' ? 'possibly' : 'unknown'
}
