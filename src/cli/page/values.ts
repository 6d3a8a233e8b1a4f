import { type Domain, nameOf } from '../../domain/index.ts'
import type { State } from '../../state/index.ts'

/** What a subject is called; a text that is no subject of the state stays as it is. */
export function titleOf(state: State, domain: Domain, subject: string): string {
  const item = subject.includes('/') ? state.item(subject) : undefined
  return item === undefined ? subject : nameOf(domain, state, item)
}
