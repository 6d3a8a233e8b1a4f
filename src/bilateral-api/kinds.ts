import type { StandingItem } from '../api/index.ts'
import { InvalidInput } from '../errors.ts'
import type { Field } from '../projection/index.ts'
import { printed } from './values.ts'

/**
 * A filter by kind. Throws E_KIND for a word that is no kind, with all that are: a misspelt one would pass for a
 * list with nothing in it.
 */
export function ofKind(
  wanted: readonly string[] | null | undefined,
  known: readonly string[],
  ...fields: readonly Field<string>[]
): (each: StandingItem) => boolean {
  const strange = (wanted ?? []).filter((kind) => !known.includes(kind))
  if (strange.length > 0)
    throw new InvalidInput(
      strange.map((kind) => ({
        code: 'E_KIND',
        message: `"${kind}" is not a kind; expected one of ${known.join(', ')}`,
        place: { argument: 'kind' },
      })),
    )
  return (each) =>
    wanted == null || fields.some((field) => printed(each, field).some((kind) => wanted.includes(kind)))
}
