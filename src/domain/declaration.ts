import type { z } from 'zod'
import type { Doubt, Envelope, EventId, Ground, Sibling, Subject } from '../event/index.ts'
import type { Cause, Kind as EngineKind, Field, Item, Put, Reading, State } from '../state/index.ts'
import type { Aspect, Bound, CivilDay, ValidBounds } from '../time/index.ts'
import type { Span } from './dates.ts'
import type { AnyDeclared, Fields, Tokens, ValueIn } from './field.ts'
import type { Labels, ReadValues, Words } from './field-values.ts'
import type { Arg, Output, OutputBuilder } from './output.ts'
import type { Section, SectionContext } from './page.ts'
import type { Say, SubjectOf } from './value.ts'

/** How a claim is made, where it differs from the default of its event type, or brings another stage than its value does. */
export type How = { readonly aspect?: Aspect; readonly stage?: string }

/**
 * Claims values of the fields of a kind, in a chain: `claim.made().persons.each(persons).side(side)`. An absent value
 * claims nothing.
 */
export type Claim<F extends Fields> = {
  readonly [K in keyof F]: ((
    ...value: ValueIn<F[K]> extends true ? [how?: How] : [value: ValueIn<F[K]> | undefined, how?: How]
  ) => Claim<F>) & {
    each(values: readonly ValueIn<F[K]>[] | undefined, how?: How): Claim<F>
  }
}

/** What an event claims of a subject other than its own: made by {@link on}. */
export type Touch = {
  readonly subject: Subject | undefined
  readonly kind: string
  readonly add: (put: Put) => void
}

/** Claims of another subject of the same kind: of nothing where the payload names none. */
export type OnAnother<F extends Fields> = (
  subject: Subject | undefined,
  claims: (claim: Claim<F>) => unknown,
) => Touch

/** The event at hand: its own subject, of its kind. */
export type About<N extends string> = { readonly subject: SubjectOf<N> }

/** The members of a payload, as zod has them. */
export type PayloadShape = z.ZodRawShape
export type Read<P extends PayloadShape> = z.infer<z.ZodObject<P, z.core.$strict>>

export type { Doubt, Sibling }

/** An event as somebody would write it: of its date only the words, its evidence left out. */
export type Example<P extends PayloadShape> = {
  readonly subject: string
  /** EDTF; a begin and an end where it lasts. */
  readonly valid?: string
  readonly payload?: z.input<z.ZodObject<P, z.core.$strict>>
}

/** An event type of a kind: what it asserts, its payload, how it stands in time, and what it claims. */
export type EventDeclaration<N extends string, F extends Fields, P extends PayloadShape> = {
  /** What it asserts, in a line without a full stop. */
  readonly says: string
  /** `happened` counts from its date on, `attested` holds on it alone, `lasting` to its end. By default `happened`. */
  readonly aspect?: Aspect
  /** By default, evidence. */
  readonly ground?: Ground
  /** True where it changes nothing in the world, though it counts from its date on: a source names a person. */
  readonly changesNothing?: true
  /** True where it speaks of what is yet to be there: a visit is planned. It needs nothing that begins. */
  readonly foretells?: true
  /** Types of its kind that come before it, if they are recorded: a loan is returned after it was made. */
  readonly follows?: readonly string[]
  /** The member of the payload that must be the same in both: who leaves an office had taken it. */
  readonly followsBy?: keyof P & string
  readonly payload?: P
  /** Adds a fault for what is wrong between the members of a payload, at the path of the one to mend, with what would do. */
  readonly checks?: (payload: Read<P>, fault: (path: string, message: string) => void) => void
  /** What is probably a slip beside the other events of its subject, though it may be recorded. */
  readonly doubts?: (payload: Read<P>, others: readonly Sibling[]) => readonly Doubt[]
  /** One such event, for the reference and its tests: of made-up facts, resting on one page of one source. */
  readonly example?: Example<P>
  /** What it claims of its own subject. */
  readonly claims: (claim: Claim<F>, payload: Read<P>, event: About<N>) => unknown
  /** What it claims of others that its payload names. */
  readonly touches?: (payload: Read<P>, event: About<N>, onAnother: OnAnother<F>) => readonly Touch[]
}

export type Events<N extends string, F extends Fields, E extends Readonly<Record<string, PayloadShape>>> = {
  readonly [K in keyof E]: EventDeclaration<N, F, E[K]>
}

/** An argument that lists of the kind have in addition: `keeps` decides which items stay. */
export type Narrowing = {
  readonly arg: Arg
  readonly keeps: (state: State, given: unknown) => (item: Item) => boolean
}

/** Declares an argument of a kind’s list; `keeps` is called once for each list, and its result once for each item. */
export function narrowing<V>(
  arg: Arg<V>,
  keeps: (given: NonNullable<V>, state: State) => (item: Item) => boolean,
): Narrowing {
  // The argument is given as it was declared: its type vouches for the value.
  return { arg, keeps: (state, given) => keeps(given as NonNullable<V>, state) }
}

/**
 * A value that is worked out of an item at its point, from the fields in `of`; from the `days` on it may be another, as the
 * item stands. `turns` gives the same days by what one event says.
 */
export type Turning = {
  readonly cause: Cause
  readonly of: readonly Field<never>[]
  readonly days: (item: Item) => readonly CivilDay[]
  readonly value: (item: Item) => string
  readonly turns?: (event: Envelope) => readonly CivilDay[]
}

/** The words of a count: of one, and of several. */
export type Tally = { readonly one: string; readonly other: string }

export type KindDeclaration<
  N extends string,
  F extends Fields,
  E extends Readonly<Record<string, PayloadShape>>,
> = {
  /** What one of the kind is: the description of its type. */
  readonly says: string
  /** The name of its type in the API, like `Visit`. */
  readonly type: string
  /** The name of its list in a state, its changes in a comparison, and its items in JSON, like `visits`. */
  readonly list: string
  /** What the list holds; null where another output of the state has its name. */
  readonly listSays: string | null
  /** The heading of its section on a page; `pageHeading` that of a state, where it is another. */
  readonly heading: string
  readonly pageHeading?: string
  /** The words of a count, where they say more than its name: `undertaking open`, `undertakings open`. */
  readonly tally?: Tally
  /** Whether a summary names its items instead of counting them. */
  readonly lead?: true
  /** Whether pages show it only with `all`. */
  readonly lesser?: true
  /** Whether its events attest single days, so that *unknown* is an answer, and part of a state. */
  readonly attested?: true
  /** What it says of one that it happened, where one can ask whether anything of the kind did: `A meeting was held.` */
  readonly happens?: string
  readonly fields: F
  /** What one is called where it stands alone: a headline, part by part. */
  readonly label: Labels<F>
  /** What it is called where its other facts stand beside it; by default, the first part of its label. */
  readonly name?: Labels<F>
  /** What a line shows after the name, the most telling first: fields, or words made of them. */
  readonly shows: readonly ((keyof F & string) | Words<F>)[]
  readonly events: Events<N, F, E>
  /** What the API shows beside the fields. */
  readonly derived?: (t: OutputBuilder<Item>, fields: Tokens<F>) => Readonly<Record<string, Output>>
  /** What it adds to the types of other kinds. */
  readonly elsewhere?: (
    t: OutputBuilder<Item>,
    fields: Tokens<F>,
  ) => Readonly<Record<string, { readonly on: readonly string[]; readonly output: Output }>>
  /** What it adds to a state. */
  readonly inState?: (t: OutputBuilder<State>, fields: Tokens<F>) => Readonly<Record<string, Output>>
  readonly narrows?: (fields: Tokens<F>) => Readonly<Record<string, Narrowing>>
  readonly turns?: (fields: Tokens<F>) => Readonly<Record<string, Turning>>
  /** By filter, further words that it is found by: a title together with its side. */
  readonly foundBy?: (fields: Tokens<F>) => Readonly<Record<string, ReadValues>>
  /** By filter, how others print what this kind is called: a person named as an actor. */
  readonly namesFor?: (fields: Tokens<F>) => Readonly<Record<string, ReadValues>>
  /** Its part of a page, where lines of what it `shows` are not enough. */
  readonly sections?: (context: SectionContext, fields: Tokens<F>) => readonly Section[]
  /** How one stands in a few words, to follow its name; by default when it was. */
  readonly brief?: (item: Item, context: SectionContext, fields: Tokens<F>) => string
  /**
   * Of what happens, how one stands that is only planned, in words that follow its name, with the events that say so; undefined
   * of any other. They follow from what its fields come to at the point alone, not from its day. Pages show these in a section of
   * their own, under that heading, and comparisons what differs among them.
   */
  readonly ahead?: {
    readonly heading: string
    readonly words: (item: Item, fields: Tokens<F>) => AheadWords | undefined
  }
  /**
   * By when one is to be done, and how it stands to that; of what has no such day, whether it is still to be done. By default the
   * date of a field with the role `due`, without a standing.
   */
  readonly task?: (item: Item, fields: Tokens<F>) => Task | undefined
  /** Where its events give its begin and its end each for itself, what gives each; by default those that say that it is give both. */
  readonly span?: (item: Item, fields: Tokens<F>) => Span
  /** What JSON has of one beside its fields. */
  readonly extras?: (item: Item, state: State) => Readonly<Record<string, unknown>>
}

/** How something stands that did not happen yet, or never did, and the events that say so. */
export type AheadWords = {
  readonly words: string
  readonly because: readonly EventId[]
  /** When it is planned; absent where no source gives any day. */
  readonly plan?: Plan
}

/** What is, or was, planned for some days. */
export type Plan = {
  /** How far it came, like `planned` or `called off`. */
  readonly stage: string
  /** Its days; where they no longer stand (it was called off, or put off to no day), those that it was planned for last. */
  readonly windows: readonly Bound[]
  /** Whether it is certain that it is no longer planned for these days. */
  readonly isOff: boolean
}

/** What is to be done by a day. */
export type Task = {
  /** The due date as written; of several, of sources that differ. There may be none. */
  readonly due: readonly Bound[]
  /** Whether that is certain. */
  readonly isCertain: boolean
  /** How it stands to that at the point, in words: `overdue on the record since 2026-01-01`. */
  readonly standing?: string
  /** What is certain of it; absent where that is open, or nobody keeps an account. */
  readonly state?: 'open' | 'done' | 'dropped'
}

/** A field of a kind that an event claims. */
export type ClaimedField = { readonly kind: string; readonly field: string }

/** Words made of an item, in a state. */
export type Wording = (item: Item, state: State, say: Say) => readonly string[]

/** A kind as the rest of the house sees it, whatever its fields. */
export type AnyKind = {
  readonly name: string
  readonly says: string
  readonly type: string
  readonly list: string
  readonly listSays: string | null
  readonly heading: string
  readonly pageHeading: string
  readonly tally: Tally
  readonly lead: boolean
  readonly lesser: boolean
  readonly attested: boolean
  readonly happens: string | undefined
  readonly declared: ReadonlyMap<string, AnyDeclared>
  /** The engine’s fields, its links to other subjects among them. */
  readonly tokens: readonly Field<never>[]
  /** By language, what one is called, part by part; empty where nothing that can be seen names it. */
  readonly labels: ReadonlyMap<string, Wording>
  readonly names: ReadonlyMap<string, Wording>
  /** What a line shows after the name, of what stands at the point. */
  readonly shown: Wording
  /** The fields that such a line shows by themselves. */
  readonly shownFields: readonly string[]
  readonly engine: EngineKind
  readonly readings: readonly Reading[]
  /** By event type, the example of one. */
  readonly examples: ReadonlyMap<string, Example<PayloadShape>>
  /** The fields, of this kind and others, that its events claim, as far as made-up payloads show. */
  readonly claimed: () => readonly ClaimedField[]
  readonly derived: Readonly<Record<string, Output>>
  readonly elsewhere: Readonly<Record<string, { readonly on: readonly string[]; readonly output: Output }>>
  readonly inState: Readonly<Record<string, Output>>
  readonly narrows: Readonly<Record<string, Narrowing>>
  readonly foundBy: Readonly<Record<string, ReadValues>>
  readonly namesFor: Readonly<Record<string, ReadValues>>
  readonly sections: ((context: SectionContext) => readonly Section[]) | undefined
  readonly brief: ((item: Item, context: SectionContext) => string) | undefined
  readonly ahead:
    | { readonly heading: string; readonly words: (item: Item) => AheadWords | undefined }
    | undefined
  /** Whether any can have a day by which it is to be done. */
  readonly hasTasks: boolean
  /** By when one is to be done, if by any day; undefined of what is not to be done. */
  readonly task: (item: Item) => Task | undefined
  /** When one was, in words, where its events give its begin and its end each for itself. */
  readonly when: ((item: Item) => string | undefined) | undefined
  /** When one was, as its sources date it: several where they leave no day in common. */
  readonly bounds: (item: Item) => readonly ValidBounds[]
  readonly extras: ((item: Item, state: State) => Readonly<Record<string, unknown>>) | undefined
}

/** A kind with the types of its fields. */
export type Kind<N extends string, F extends Fields> = AnyKind & {
  readonly name: N
  /** The engine’s fields: `item.get(visit.fields.side)`. */
  readonly fields: Tokens<F>
  /** Begins a chain of claims on a subject of the kind. */
  readonly claim: (put: Put) => Claim<F>
}
