import type { z } from 'zod'
import type { Fault } from '../errors.ts'
import type { Path } from '../event/index.ts'

/** What a schema of one variant refused: E_FIELD for each unknown field, E_SHAPE for all else, at paths below `base`. */
export function zodFaults(error: z.ZodError, base: Path = []): Fault[] {
  return error.issues.flatMap((issue) => {
    const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')]
    if (issue.code !== 'unrecognized_keys')
      return [{ code: 'E_SHAPE', message: issue.message, place: { path } }]
    return issue.keys.map((key) => ({
      code: 'E_FIELD',
      message: `"${key}" is not a field here`,
      place: { path: [...path, key] },
    }))
  })
}
