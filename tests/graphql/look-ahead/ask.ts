import { execute, type GraphQLSchema, parse } from 'graphql'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../../src/event/index.ts'
import { ANYONE } from '../../../src/graphql/access.ts'
import type { ApiContext } from '../../../src/graphql/context.ts'
import { type Hint, Hints, MOST_HINTS } from '../../../src/graphql/hints.ts'
import { Budget } from '../../../src/graphql/limits/budget.ts'
import { limitsWith } from '../../../src/graphql/limits/operation.ts'
import { Snapshots } from '../../../src/graphql/snapshots.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import type { SharedCache, Vocabulary } from '../../../src/state/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { eventsIn } from '../../toy/index.ts'

/** Opens events as a chronicle, each a batch of its own, as they are: whether they suit one another is not asked. */
export async function openAsWritten(
  name: string,
  vocabulary: Vocabulary,
  events: readonly Envelope[],
  cache?: SharedCache,
): Promise<Chronicle> {
  const ledger = openMemoryLedger()
  for (const [index, event] of events.entries())
    await ledger.append({
      chronicle: name,
      name: `batch-${index + 1}`,
      recordedAt: (index + 1) * 1000,
      events: [{ id: eventId(event), body: canonicalJson(event) }],
      expectedPosition: index,
    })
  const clock = fixedClock('2030-01-01T00:00:00Z')
  return openChronicle({ name, vocabulary, ledger, clock, ...(cache && { cache }) })
}

export type Answer = {
  readonly data: unknown
  readonly errors: readonly string[]
  readonly hints: readonly Hint[]
}

/** What the API answers; ids of events are given as their positions, so that two tellings can be compared. */
export async function ask(
  schema: GraphQLSchema,
  chronicle: Chronicle,
  texts: ReadonlyMap<string, string>,
  document: string,
): Promise<Answer> {
  const live = new Map([[chronicle.name, chronicle]])
  const hints = new Hints()
  const contextValue: ApiContext = {
    chronicles: new Snapshots(live),
    live,
    texts,
    viewer: ANYONE,
    requestId: 'test',
    // However busy the machine is.
    budget: new Budget({ ...limitsWith(), time: Infinity }),
    hints,
  }
  const { data, errors = [] } = await execute({ schema, document: parse(document), contextValue })
  return {
    data,
    errors: errors.map(({ message, path }) => `${path?.join('.')}: ${message}`),
    hints: hints.all,
  }
}

/** The answer as text, the ids of events as `#position`, inside cursors too. */
export function comparable({ data, errors, hints }: Answer, chronicle: Chronicle): string {
  const positions = new Map(eventsIn(chronicle).map(({ id, position }) => [id, `#${position}`]))
  const named = (text: string) => text.replace(/[0-9a-f]{64}/g, (id) => positions.get(id) ?? id)
  // Of more hints than an answer may have, those are given that were found first: whose turn that was is no leak.
  const given = hints.length < MOST_HINTS ? hints : hints.length
  const text = JSON.stringify({ data, errors, hints: given }, (key, value: unknown) =>
    typeof value === 'string' && /cursor$/i.test(key)
      ? Buffer.from(value, 'base64url').toString('utf8')
      : value,
  )
  return named(text)
}

/** The fields, as `Type.field`, to which an answer has a value, by the aliases of its document. */
export function reachedBy(data: unknown, reached: Set<string> = new Set()): Set<string> {
  if (Array.isArray(data)) for (const each of data) reachedBy(each, reached)
  else if (typeof data === 'object' && data !== null)
    for (const [alias, value] of Object.entries(data)) {
      const field = /^([A-Za-z]+)__([A-Za-z]+)$/.exec(alias)
      const empty = value === null || (Array.isArray(value) && value.length === 0)
      if (field !== null && !empty) reached.add(`${field[1]}.${field[2]}`)
      reachedBy(value, reached)
    }
  return reached
}

/** Where two answers part first: the path, and both values. */
export function firstDifference(one: string, other: string): string {
  return different(JSON.parse(one), JSON.parse(other), '') ?? 'they do not differ'
}

function different(one: unknown, other: unknown, path: string): string | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return undefined
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return `${path}: ${shown(one)} or ${shown(other)}`
  const [entries, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))]
  if (entries.size !== others.size && Array.isArray(one)) return `${path}: ${shown(one)} or ${shown(other)}`
  for (const key of new Set([...entries.keys(), ...others.keys()])) {
    const found = different(entries.get(key), others.get(key), `${path}/${key}`)
    if (found !== undefined) return found
  }
  return `${path}: in another order`
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 600)
}
