import type { Entry, Head, Ledger } from '../port.ts'

/** What stands at a position, or why nothing can be read there. */
export type Found = { readonly position: number; readonly entry?: Entry; readonly reason?: string }

/** After so many positions that cannot be read, the rest is not tried. */
const MOST_MISSING = 20

/** Every position from 1 to the head, in order: those after one that cannot be read as well. */
export async function* everyPosition(
  ledger: Ledger,
  { chronicle, position: last }: Head,
): AsyncGenerator<Found> {
  let next = 1
  for (let missing = 0; next <= last && missing < MOST_MISSING; next += 1) {
    try {
      for await (const entry of ledger.read(chronicle, { after: next - 1, upTo: last })) {
        yield { position: next, entry }
        next += 1
      }
    } catch {
      // A page is read whole or not at all: what of it can be read, one by one, tells which event is bad.
    }
    if (next > last) return
    const found = await single(ledger, chronicle, next)
    if (found.entry === undefined) missing += 1
    yield found
  }
}

async function single(ledger: Ledger, chronicle: string, position: number): Promise<Found> {
  try {
    for await (const entry of ledger.read(chronicle, { after: position - 1, upTo: position }))
      return { position, entry }
    return { position, reason: 'nothing stands there' }
  } catch (error) {
    return { position, reason: error instanceof Error ? error.message : String(error) }
  }
}
