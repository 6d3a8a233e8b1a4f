import type { GraphQLError } from 'graphql'
import type { Limits } from '../../graphql/index.ts'
import { refusal } from '../../graphql/index.ts'

type Path = readonly (string | number)[]

/**
 * Reports every string, list and object in a value that is longer, and all that nests deeper, than a question needs;
 * what lies within such a one is not looked at.
 */
export function reportSizes(
  value: unknown,
  limits: Limits,
  report: (error: GraphQLError, path: Path) => void,
  path: Path = [],
): void {
  if (typeof value === 'string' && value.length > limits.string)
    report(refusal({ limit: 'string', what: 'a string has', measured: value.length }, limits), path)
  if (typeof value !== 'object' || value === null) return
  const inside = Object.entries(value)
  if (path.length >= limits.nesting)
    report(
      refusal({ limit: 'nesting', what: 'a value nests at least', measured: path.length + 1 }, limits),
      [],
    )
  else if (inside.length > limits.list)
    report(refusal({ limit: 'list', what: 'a list or object has', measured: inside.length }, limits), path)
  else
    for (const [step, each] of inside)
      reportSizes(each, limits, report, [...path, Array.isArray(value) ? Number(step) : step])
}
