import type { PointRequest } from '../engine/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import { parseDay } from '../time/index.ts'

const ARGUMENTS = ['date', 'knownAt', 'position'] as const

/** The point that a query string asks for; throws InvalidInput with every fault, each by its argument. */
export function pointIn(query: URLSearchParams): PointRequest {
  const faults: Fault[] = []
  const fault = (code: string, argument: string, message: string) =>
    faults.push({ code, message, place: { argument } })
  const read = <T>(argument: (typeof ARGUMENTS)[number], parse: (text: string) => T): T | undefined => {
    const given = query.get(argument)
    try {
      return given === null ? undefined : parse(given)
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      fault(error.code, argument, error.message)
      return undefined
    }
  }
  for (const name of new Set(query.keys()))
    if (!ARGUMENTS.some((argument) => argument === name))
      fault('E_ARGUMENT', name.slice(0, 80), `expected one of ${ARGUMENTS.join(', ')}`)
    else if (query.getAll(name).length > 1) fault('E_ARGUMENT', name, 'expected once, got it more often')
  const [date, knownAt] = [read('date', parseDay), read('knownAt', parseDay)]
  const position = read('position', parsePosition)
  if (faults.length > 0) throw new InvalidInput(faults)
  return {
    ...(date !== undefined && { date }),
    ...(knownAt !== undefined && { knownAt }),
    ...(position !== undefined && { position }),
  }
}

function parsePosition(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new RegestaError('E_POSITION', 'invalid', `"${text.slice(0, 80)}": expected a position: 0, 1, 2 …`)
}
