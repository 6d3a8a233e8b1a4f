import { needs, type Role } from '../access/roles.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import type { OutcomesApi, PathIn } from './outcomes.ts'
import { type Asked, type Done, type Outcome, record } from './record.ts'

/** What all mutations that record have in common: one that fails leaves what others recorded in the answer. */
export const RECORDS = { extensions: needs('recorder'), nullable: true } as const

/** What a mutation does, and what is so of all of them. */
export function does(what: string, role: Role = 'recorder'): string {
  return `${what} For the role \`${role}\`. Null only with an error: then the same may be sent again, and is not recorded twice.`
}

export const INPUT = 'What to record, and where.'

/** What was recorded, and the id of the source or event that it is about; empty where it is about many. */
type Success = Done & { readonly about: string }

/** The types of what may come of a mutation: `retractEvent` gives RetractEventSuccess and RetractEventResult. */
export function addResult(
  builder: Builder,
  { success, validationFailed, conflict }: OutcomesApi,
  mutation: string,
) {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`
  const own = builder.objectRef<Success>(`${name}Success`).implement({
    description: `What \`${mutation}\` recorded, or would.`,
    interfaces: [success],
  })
  const types = { done: own, invalid: validationFailed, overtaken: conflict }
  const result = builder.unionType(`${name}Result`, {
    description: `What may come of \`${mutation}\`; more may be added.`,
    types: Object.values(types),
    resolveType: ({ outcome }) => types[outcome],
  })
  return { success: own, result }
}

/** What every input of these mutations has. */
type Sent = Pick<Asked, 'expectedPosition' | 'name' | 'dryRun' | 'begins'> & {
  readonly chronicle: string | number
}

/** What is sent, and how it becomes events: faults come back by where they stand in the input. */
export type Sending = {
  readonly input: Sent
  readonly events: Asked['events']
  readonly about?: string
  readonly pathIn?: PathIn
}

/** Records what was sent, and tells what came of it. */
export async function tell(
  { input, events, about = '', pathIn = (path) => path }: Sending,
  context: ApiContext,
): Promise<Outcome & { readonly about: string; readonly pathIn: PathIn }> {
  const { chronicle, expectedPosition, name, dryRun, begins = false } = input
  const outcome = await record(
    { chronicle: String(chronicle), events, expectedPosition, name, dryRun, begins },
    context,
  )
  return { ...outcome, about, pathIn }
}
