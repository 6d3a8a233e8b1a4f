import { kindOf, type Subject } from '../../src/event/index.ts'
import type { Answer } from '../../src/time/index.ts'
import type { Read, Readings } from './seen.ts'

/** Which keys are one subject, by going through every event that says so or denies it. */

/** All that is definitely the same, step by step. */
export function keysOf(subject: Subject, readings: Readings): readonly Subject[] {
  const keys = [subject]
  for (const key of keys)
    for (const other of linked(readings))
      if (!keys.includes(other) && sameness(key, other, readings) === 'definitely') keys.push(other)
  return keys.sort()
}

export function possiblySame(keys: readonly Subject[], readings: Readings): readonly Subject[] {
  return linked(readings)
    .filter((other) => !keys.includes(other))
    .filter((other) => keys.some((key) => sameness(key, other, readings) === 'possibly'))
    .sort()
}

export function linked(readings: Readings): readonly Subject[] {
  const pairs = [...readings.values()].flat().flatMap((read) => pairIn(read, 'same') ?? [])
  return [...new Set(pairs)]
}

/** Of each event, whether it says so of the pair, in each world. */
function saying(
  field: 'same' | 'distinct',
  [a, b]: readonly [Subject, Subject],
  readings: Readings,
): readonly (readonly boolean[])[] {
  return [...readings.values()].map((ways) =>
    ways.map((read) => {
      const pair = pairIn(read, field) ?? []
      return pair.includes(a) && pair.includes(b)
    }),
  )
}

function sameness(a: Subject, b: Subject, readings: Readings): Answer {
  if (kindOf(a) !== kindOf(b)) return 'no'
  const [asserted, denied] = [saying('same', [a, b], readings), saying('distinct', [a, b], readings)]
  if (denied.some((ways) => ways.every((said) => said))) return 'no'
  if (!asserted.some((ways) => ways.some((said) => said))) return 'no'
  const sure = asserted.some((ways) => ways.every((said) => said))
  const undenied = denied.every((ways) => ways.every((said) => !said))
  return sure && undenied ? 'definitely' : 'possibly'
}

function pairIn(read: Read | undefined, field: 'same' | 'distinct'): readonly Subject[] | undefined {
  const type = field === 'same' ? 'IdentityAsserted' : 'IdentityDenied'
  const pair = read?.event.type === type ? read.event.payload[field] : undefined
  return Array.isArray(pair) ? pair.map(String) : undefined
}

/** Whether two keys are one subject, or may be: the links that may hold are followed as if they did. */
export function mayBeOne(a: Subject, b: Subject, readings: Readings): boolean {
  const reached = [a]
  for (const key of reached)
    for (const other of linked(readings))
      if (!reached.includes(other) && sameness(key, other, readings) !== 'no') reached.push(other)
  return reached.includes(b)
}

/**
 * The pairs of keys that are asserted to be one in some world, or are joined through others, and denied to be in some:
 * `book/a book/b definitely` where both are so in any case, by one event each.
 */
export function contestedPairs(readings: Readings, isSpokenOf: (key: Subject) => boolean): readonly string[] {
  const keys = [...new Set([...readings.values()].flat().flatMap(keysNamed))].sort()
  const pairs = keys.flatMap((a) =>
    keys.filter((b) => a < b && kindOf(a) === kindOf(b)).map((b) => [a, b] as const),
  )
  return pairs.flatMap(([a, b]) => {
    if (!isSpokenOf(a) || !isSpokenOf(b)) return []
    const [asserted, denied] = [saying('same', [a, b], readings), saying('distinct', [a, b], readings)]
    const joined = keysOf(a, readings).includes(b)
    const some = (said: typeof asserted) => said.some((ways) => ways.some((each) => each))
    const sure = (said: typeof asserted) => said.some((ways) => ways.every((each) => each))
    if (!some(denied) || !(joined || some(asserted))) return []
    return [`${a} ${b} ${sure(denied) && (joined || sure(asserted)) ? 'definitely' : 'possibly'}`]
  })
}

function keysNamed(read: Read | undefined): readonly Subject[] {
  return [...(pairIn(read, 'same') ?? []), ...(pairIn(read, 'distinct') ?? [])]
}
