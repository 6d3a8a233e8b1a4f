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

const days = z.tuple([day, day]).meta({ description: 'Days, from the first to the last, both in.' })

const mark = z
  .tuple([
    z.enum(['happened', 'attested', 'lasting']).meta({
      description:
        'Whether it counts from its date on, is reported of its own date only, or holds to its end.',
    }),
    z.boolean().meta({ description: 'Whether its event is known for certain.' }),
    days.meta({ description: 'When it began.' }),
    z.union([days, z.enum(['once', 'open', 'unknown'])]).meta({
      description: 'Its last day; or that it is of one day, goes on, or that nobody knows.',
    }),
    z.int().nullable().optional().meta({
      description:
        'Where its end is open or unknown, the last day on which it is known to have held, if that is not its first.',
    }),
    z.int().optional().meta({ description: 'The likely day of its begin.' }),
  ])
  .meta({ description: 'A time at which it was; in no column, but named by `marks`.' })

const words = z
  .string()
  .meta({ description: 'Words: what it is called, what is shown beside it, what turns.' })

const answered = z
  .tuple([answer], value)
  .meta({ description: 'The answer of an existence or of a field, and the values that may stand.' })

/** What columns hold, by what they are of. */
const contents = {
  existence: answered,
  headline: words,
  field: answered,
  turning: words,
  name: words,
  detail: words,
  marks: z.array(z.int()).meta({
    description: 'When it was, whatever the date: the numbers of the contents that say so.',
  }),
  task: z.tuple([z.enum(['open', 'done', 'dropped']).nullable(), z.boolean()], days).meta({
    description:
      'Something to be done: how it stands, whether its due date is certain, and the due dates: several of sources that differ.',
  }),
  ahead: z.tuple([z.string(), z.string().nullable(), z.boolean()], days).meta({
    description:
      'What is planned, or was: in words, how far it came, whether it is off for certain, and its days.',
  }),
  sources: z.array(z.int()).meta({
    description: 'The sources that say anything about it: the numbers of the contents that name them.',
  }),
  differs: z.array(z.string()).meta({ description: 'The names of the fields about which sources differ.' }),
}

const source = z.tuple([z.string(), z.string()]).meta({
  description: 'The key of a source, and its label; in no column, but named by `sources`.',
})

const content = z.union([
  words,
  answered,
  contents.marks,
  contents.task,
  contents.ahead,
  contents.sources,
  contents.differs,
  source,
  mark,
])

const column = z.strictObject({
  name: z.string().meta({
    description:
      'That of a field, or of what turns; of `name` and what follows it in `of`, begun with a colon.',
  }),
  of: z.enum(keysOf(contents)).meta({
    description:
      'Whether one is there, what it is called, a field, or what is worked out and turns on days of its own; then what a page draws and lists of it.',
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
  tally: z
    .strictObject({ one: z.string(), other: z.string() })
    .meta({ description: 'The words of a count: of one, and of several.' }),
  lead: z.boolean().meta({ description: 'Whether a summary names its items instead of counting them.' }),
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
  z.array(content.meta({ description: 'What a column holds in a rectangle, by what it is of.' })).meta({
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
export type GridColumn = GridHead['kinds'][number]['columns'][number]
export type WrittenDays = Frozen<z.infer<typeof days>>
export type WrittenMark = Frozen<z.infer<typeof mark>>
/** What columns hold, by what they are of, and what their contents are made of. */
export type WrittenContents = {
  readonly [Of in keyof typeof contents]: Frozen<z.infer<(typeof contents)[Of]>>
} & { readonly source: Frozen<z.infer<typeof source>>; readonly value: Frozen<z.infer<typeof value>> }

export type WrittenContent = Frozen<z.infer<typeof content>>

/** A type whose parts are all `readonly`. */
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

function keysOf<T extends object>(of: T): readonly (keyof T & string)[] {
  return Object.keys(of) as (keyof T & string)[]
}
