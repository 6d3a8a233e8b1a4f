import { z } from 'zod'

/*
 * What a bitemporal grid is, as JSON: `docs/grid.schema.json` is made of this. Who reads it goes through its items once, from
 * the first to the last, for each brings the contents that it is the first to have.
 */

const NO_BOUND = 'null where it has no bound'

const day = z
  .int()
  .nullable()
  .meta({ description: `A day, counted from 1970-01-01; ${NO_BOUND}.` })

const answer = z
  .enum(['definitely', 'possibly', 'no', 'unknown'])
  .meta({ description: 'One of the four answers.' })

const value = z.tuple([z.string(), answer, z.unknown().optional()]).meta({
  description:
    'A value that may stand: in words, whether it stands in any case, and the value itself where its words are others.',
})

const content = z
  .union([
    z.string().meta({ description: 'Words: a headline, or the value of what turns.' }),
    z
      .tuple([answer], value)
      .meta({ description: 'The answer of an existence or of a field, and the values that may stand.' }),
  ])
  .meta({ description: 'What a column holds in a rectangle.' })

const column = z.strictObject({
  name: z.string(),
  of: z.enum(['existence', 'headline', 'field', 'turning']).meta({
    description:
      'Whether one is there, what it is called, a field, or what is worked out and turns on days of its own.',
  }),
  says: z.string().exactOptional().meta({ description: 'What the field holds.' }),
  roles: z.array(z.string()).exactOptional().meta({ description: 'What the field is for other programs.' }),
})

const kind = z.strictObject({
  name: z.string().meta({ description: 'What the keys of its subjects begin with.' }),
  heading: z.string(),
  attested: z.boolean().meta({
    description: 'Whether its events attest single days, so that unknown is an answer.',
  }),
  lesser: z.boolean().meta({ description: 'Whether pages show it only where all is asked for.' }),
  task: z.boolean().meta({ description: 'Whether its items may have something to be done by a day.' }),
  happens: z.boolean().meta({ description: 'Whether its items are what happens.' }),
  ahead: z.string().exactOptional().meta({ description: 'The heading of what is planned.' }),
  columns: z
    .array(column)
    .meta({ description: 'The first is that of the existence, the second the headline.' }),
})

const point = z.strictObject({
  position: z.int(),
  root: z.string().meta({ description: 'The Merkle root of the ledger at that position, in hex.' }),
  knownAt: z.int().nullable().meta({
    description: 'The day by which all was known that is in the grid; null where the clock filters nothing.',
  }),
  trusting: z.strictObject({
    only: z.array(z.string()).exactOptional(),
    sides: z.array(z.string()).exactOptional(),
    without: z.array(z.string()).exactOptional(),
  }),
})

const item = z.tuple([
  z.int().meta({ description: 'The number of its kind in `kinds`, from 0.' }),
  z.string().meta({ description: 'Its key, without the name of its kind and the slash.' }),
  z.array(day).meta({
    description:
      'When some event that can be seen speaks of it and it goes by this key, by known days: from (in) and to (out) in turn.',
  }),
  z.array(z.array(day)).meta({
    description:
      'Tilings: rectangles of four days each, validFrom (in), validTo (out), knownFrom (in), knownTo (out), that do not overlap.',
  }),
  z.array(z.array(z.int())).meta({
    description:
      'For a column of its kind each: its number, the number of its tiling, and for each rectangle of that the number of its content. Where no rectangle is, nothing is known of a field, and the existence is unknown.',
  }),
  z.array(content).meta({
    description:
      'The contents that no item before has, which have the next numbers, from 0 for the first of all.',
  }),
])

/** A whole grid. */
export const gridSchema = z.strictObject({
  regestaGrid: z.literal(2).meta({ description: 'The version of this format.' }),
  chronicle: z.string(),
  title: z.string().meta({ description: 'What the chronicle is called.' }),
  point: point.meta({ description: 'From where it was made.' }),
  noKnownDay: z.int().meta({
    description:
      'Stands for no known day, where the clock filters nothing, and is after every day: undated sources count for certain from here on.',
  }),
  kinds: z.array(kind),
  horizon: z.array(z.tuple([day, z.int().nullable()])).meta({
    description:
      'From a known day on, the last day on which a source that is known for certain may have come out; null where there is none.',
  }),
  items: z.array(item).meta({ description: 'One a line; what comes before them is of one line too.' }),
  end: z.int().meta({ description: 'How many items there are. A grid without it is cut.' }),
})

type Whole = z.infer<typeof gridSchema>
export type GridHead = Frozen<Omit<Whole, 'items' | 'end'>>
export type GridLine = Frozen<Whole['items'][number]>

/** A type whose parts are all `readonly`. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T
