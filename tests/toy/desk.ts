import { z } from 'zod'
import type { EventType } from '../../src/event/index.ts'
import { all, field, reading, type Stages, stagedBy, successionOf } from '../../src/state/index.ts'

/** The desk of the library: whether it is open, by stages, and who sits there, by succession. */

const desk = { kinds: ['desk'], aspect: 'happened', ground: 'evidence' } as const

const name = z.string().min(1)

export const deskTold = {
  ...desk,
  type: 'DeskTold',
  summary: 'A desk came to a stage',
  payload: z.strictObject({ stage: name }),
} as const satisfies EventType

export const clerkCame = {
  ...desk,
  type: 'ClerkCame',
  summary: 'A clerk took a desk',
  payload: z.strictObject({ clerk: name }),
} as const satisfies EventType

export const clerkWent = {
  ...desk,
  type: 'ClerkWent',
  summary: 'A clerk left a desk',
  payload: z.strictObject({ clerk: name }),
} as const satisfies EventType

export const DESK_STAGES = {
  first: [['tried'], ['open']],
  dated: [['shut'], ['open again', 'moved'], ['let']],
  last: [['gone', 'burnt']],
} as const satisfies Stages

type Seat = { readonly clerk: string; readonly left?: true }

export const deskFields = {
  there: field<true>('there', all),
  state: field<string>('state', stagedBy(DESK_STAGES)),
  clerk: field<Seat>(
    'clerk',
    successionOf((seat) => (seat as Seat).clerk),
    { spelling: ({ clerk, left }) => (left ? 'vacant' : clerk) },
  ),
} as const

/** A desk that opens again has the value of one that is open, by a stage of its own. */
export const deskReadings = [
  reading(deskTold, (put, { stage }) => {
    put(deskFields.there, true)
    put(deskFields.state, stage === 'open again' ? 'open' : stage, { stage })
  }),
  reading(clerkCame, (put, { clerk }) => {
    put(deskFields.there, true)
    put(deskFields.clerk, { clerk }, { stage: 'in' })
  }),
  reading(clerkWent, (put, { clerk }) => {
    put(deskFields.there, true)
    put(deskFields.clerk, { clerk, left: true }, { stage: 'out' })
  }),
]
