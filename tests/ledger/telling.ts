import { hash } from 'node:crypto'
import type { NewEvent } from '../../src/ledger/index.ts'
import { chronicle } from './events.ts'

/** An event that says of which chronicle it is, as true events do: a proof asks for that. */
export function tellingEvent(text: string, of = chronicle): NewEvent {
  const body = JSON.stringify({ chronicle: of, says: text })
  return { id: hash('sha256', body), body }
}
