import { z } from 'zod'
import type { EventType, Subject } from '../event/index.ts'
import {
  all,
  type Kind as EngineKind,
  type Field,
  field,
  type Item,
  type Put,
  type Reading,
  reading,
  type State,
} from '../state/index.ts'
import { boundsOfSpan, boundsOfValues, spanInWords, whenInWords } from './dates.ts'
import type {
  Claim,
  ClaimedField,
  EventDeclaration,
  How,
  Kind,
  KindDeclaration,
  OnAnother,
  PayloadShape,
  Tally,
  Task,
  Touch,
  Wording,
} from './declaration.ts'
import type { AnyDeclared, Fields, Tokens } from './field.ts'
import type { Label, Labels, Seen } from './field-values.ts'
import { claimedValues, standingValues } from './field-values.ts'
import { lifeSteps, type StepOf } from './life-step.ts'
import { namingField } from './naming.ts'
import { outputBuilder } from './output.ts'
import { partsIn } from './payload-parts.ts'
import { date, isSubjectOf, type Say } from './value.ts'
import { eitherOf, listed, spaced, valueInWords } from './words.ts'

/** Claims of another subject, in the fields of its kind: of nothing where the payload names none. */
export function on<N extends string, F extends Fields>(
  subject: Subject | undefined,
  kind: Kind<N, F>,
  claims: (claim: Claim<F>) => unknown,
): Touch {
  return { subject, kind: kind.name, add: (put) => claims(kind.claim(put)) }
}

function onAnother<F extends Fields>(kind: string, claim: (put: Put) => Claim<F>): OnAnother<F> {
  return (subject, claims) => ({ subject, kind, add: (put) => claims(claim(put)) })
}

/**
 * Declares a kind of subject: all that is known of it in the house. What is left out, or names a field that it does not
 * have, does not compile.
 */
export function kind<
  const N extends string,
  F extends Fields,
  E extends Readonly<Record<string, PayloadShape>>,
>(name: N, declaration: KindDeclaration<N, F, E>): Kind<N, F> {
  const {
    fields: declared,
    events,
    label,
    derived,
    elsewhere,
    inState,
    narrows,
    turns,
    sections,
    brief,
    ahead,
    task,
    span,
  } = declaration
  const entries: readonly (readonly [string, AnyDeclared])[] = Object.entries(declared)
  const fields = eachField<F, Tokens<F>>(declared, (field, each) => each.token(field))
  const tokens: readonly (readonly [string, Field<never>])[] = Object.entries<Field<never>>(fields)
  const claim = claimOf(declared, fields)
  const existence = entries.find(([, each]) => each.existence)?.[0]
  const engine: EngineKind = {
    kind: name,
    // `checkDomains` refuses a kind without the field; until then this is a field that nothing claims.
    existence: existence === undefined ? there : field<true>(existence, all),
    fields: tokens
      .filter(([field]) =>
        entries.some(([each, { link, existence }]) => each === field && !link && !existence),
      )
      .map(([, token]) => token),
    ...(turns && {
      derived: Object.entries(turns(fields)).map(([turning, { turns, ...others }]) => ({
        ...others,
        name: turning,
        ...(turns && { turns }),
      })),
    }),
    ...(ahead && { ahead: (item: Item) => ahead.words(item, fields) }),
  }
  const dueFields = tokens.flatMap(([field, token]) =>
    declared[field]?.roles.includes('due') === true ? [token] : [],
  )
  const fieldsByName = new Map(entries)
  const shared: Shared<F> = { claim, stepOf: lifeSteps(fieldsByName), declared: fieldsByName }
  const readings = Object.entries(events).map(([type, event]) => readingOf(name, type, event, shared))
  return {
    ...declaration,
    name,
    fields,
    claim,
    engine,
    tally: declaration.tally ?? plainTally(name, declaration.heading),
    lead: declaration.lead ?? false,
    lesser: declaration.lesser ?? false,
    attested: declaration.attested ?? false,
    happens: declaration.happens,
    declared: fieldsByName,
    tokens: tokens.map(([, token]) => token),
    readings,
    examples: new Map(
      Object.entries(events).flatMap(([type, { example }]) =>
        example === undefined ? [] : [[type, example]],
      ),
    ),
    claimed: () => Object.values(events).flatMap((event) => claimedBy(name, event, claim)),
    derived: derived?.(outputBuilder<Item>(), fields) ?? {},
    elsewhere: elsewhere?.(outputBuilder<Item>(), fields) ?? {},
    inState: inState?.(outputBuilder<State>(), fields) ?? {},
    narrows: narrows?.(fields) ?? {},
    foundBy: declaration.foundBy?.(fields) ?? {},
    namesFor: declaration.namesFor?.(fields) ?? {},
    pageHeading: declaration.pageHeading ?? declaration.heading,
    labels: worded(declared, fields, label),
    names: worded(declared, fields, declaration.name ?? label),
    shown: wordingOf(
      declared,
      fields,
      (seen, about) =>
        declaration.shows.map((each) => (typeof each === 'function' ? each(seen, about) : seen[each])),
      'at the point',
    ),
    shownFields: declaration.shows.filter((each) => typeof each === 'string'),
    sections: sections && ((context) => sections(context, fields)),
    brief: brief && ((item, context) => brief(item, context, fields)),
    ahead: ahead && { heading: ahead.heading, words: (item) => ahead.words(item, fields) },
    hasTasks: task !== undefined || dueFields.length > 0,
    task: (item) => (task === undefined ? taskByRole(item, dueFields) : task(item, fields)),
    when: span && ((item) => spanInWords(span(item, fields))),
    bounds: (item) => {
      const whole = span && boundsOfSpan(span(item, fields))
      return whole === undefined ? boundsOfValues(item.existence.values) : [whole]
    },
    extras: declaration.extras,
  }
}

/** The words of a count by what a kind is called: `undertaking`, `undertakings`. */
function plainTally(name: string, heading: string): Tally {
  return { one: spaced(name), other: heading.charAt(0).toLowerCase() + heading.slice(1) }
}

/** The dates of fields with the role `due`, as they stand: what becomes of them is nobody’s account. */
function taskByRole(item: Item, fields: readonly Field<never>[]): Task | undefined {
  const values = fields.flatMap((each) => item.get(each).values)
  const due = values.flatMap(({ value }) => date.safeParse(value).data ?? [])
  const isCertain = due.length === 1 && values.every(({ answer }) => answer === 'definitely')
  return due.length === 0 ? undefined : { due, isCertain }
}

/** A value for each field, by its name: the type of each follows from how the field is declared. */
function eachField<F extends Fields, R>(declared: F, make: (name: string, field: AnyDeclared) => unknown): R {
  return Object.fromEntries(
    Object.entries<AnyDeclared>(declared).map(([name, each]) => [name, make(name, each)]),
  ) as R
}

/** What claims each field; made at its first use, for most events claim few of them. */
function claimOf<F extends Fields>(declared: F, fields: Tokens<F>): (put: Put) => Claim<F> {
  const prototype: object = {}
  for (const [name, { existence, stage }] of Object.entries<AnyDeclared>(declared)) {
    const token: Field<never> | undefined = fields[name]
    const one = (put: Put, value: unknown, how: How | undefined) => {
      if (token === undefined || value === undefined) return
      put(token, value as never, { ...(stage && { stage: stage(value as never) }), ...how })
    }
    Object.defineProperty(prototype, name, {
      get(this: Putting) {
        const own = (value: unknown, how?: How) => {
          if (existence) this.put(field<true>(name, all), true, isHow(value) ? value : {})
          else one(this.put, value, how)
          return this
        }
        const each = (values: readonly unknown[] = [], how?: How) => {
          for (const value of values) one(this.put, value, how)
          return this
        }
        return Object.assign(own, { each })
      },
    })
  }
  // The getters are those of the fields, by their names.
  return (put) => Object.assign(Object.create(prototype), { put }) as Claim<F>
}

/** What the getters of a claim read. */
type Putting = { readonly put: Put }

function isHow(value: unknown): value is How {
  return typeof value === 'object' && value !== null && ('aspect' in value || 'stage' in value)
}

/** How many made-up payloads are tried, each with the next word of every vocabulary, and with `true` or `false` in turn. */
const TRIED = 12

/** The fields that an event type claims, tried with payloads that are made up. */
function claimedBy<N extends string, F extends Fields, P extends PayloadShape>(
  kind: N,
  { payload, claims, touches }: EventDeclaration<N, F, P>,
  claim: (put: Put) => Claim<F>,
): readonly ClaimedField[] {
  const found: ClaimedField[] = []
  const noting =
    (kind: string): Put =>
    ({ name: field }) =>
      found.push({ kind, field })
  const subject = `${kind}/made-up`
  if (!isSubjectOf(subject, kind)) return []
  for (let tried = 0; tried < TRIED; tried += 1) {
    // Claims depend only on what their payload’s schema allows, so any value of each type will do.
    const made = madeUp(z.strictObject(payload ?? {}), tried) as Parameters<typeof claims>[1]
    claims(claim(noting(kind)), made, { subject })
    const touched = touches?.(made, { subject }, onAnother(kind, claim)) ?? []
    for (const touch of touched) touch.add(noting(touch.kind))
  }
  return found
}

/** A value of about the type of a schema, with all that it may have; its patterns are not kept. */
function madeUp(schema: unknown, tried: number): unknown {
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional)
    return madeUp(schema.unwrap(), tried)
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([name, each]) => [name, madeUp(each, tried)]))
  if (schema instanceof z.ZodArray) return [madeUp(schema.element, tried)]
  if (schema instanceof z.ZodUnion) return madeUp(schema.options[0], tried)
  if (schema instanceof z.ZodEnum) return schema.options[tried % schema.options.length]
  if (schema instanceof z.ZodBoolean) return tried % 2 === 0
  if (schema instanceof z.ZodNumber) return 1
  return 'made up'
}

/** Stands for the existence field of a kind that has none, which is refused when its domain is checked. */
const there = field<true>('there', all)

/** What the readings of a kind's events share. */
type Shared<F extends Fields> = {
  readonly claim: (put: Put) => Claim<F>
  readonly stepOf: StepOf
  readonly declared: ReadonlyMap<string, AnyDeclared>
}

function readingOf<N extends string, F extends Fields, P extends PayloadShape>(
  kind: N,
  type: string,
  declaration: EventDeclaration<N, F, P>,
  { claim, stepOf, declared }: Shared<F>,
): Reading {
  const {
    says,
    aspect = 'happened',
    ground = 'evidence',
    changesNothing,
    foretells,
    follows,
    followsBy,
    checks,
    doubts,
    claims,
    touches,
  } = declaration
  const shape = z.strictObject(declaration.payload ?? ({} as P))
  const payload =
    checks === undefined
      ? shape
      : shape.superRefine((parsed, { addIssue }) =>
          checks(parsed, (path, message) => addIssue({ code: 'custom', path: [path], message })),
        )
  const eventType = {
    type,
    summary: says,
    kinds: [kind],
    aspect,
    ground,
    ...(changesNothing && { changesNothing }),
    ...(foretells && { foretells }),
    ...(follows && { follows }),
    ...(followsBy && { followsBy }),
    payload,
    // The payload was parsed by this type.
    ...(doubts && {
      doubtsOf: (event, others) => doubts(event.payload as Parameters<typeof claims>[1], others),
    }),
    partsOf: (written) => partsIn(payload, written),
    namingBy: () =>
      touches === undefined
        ? namingField(declared, payload, (put, written) => {
            const subject = `${kind}/made-up`
            if (isSubjectOf(subject, kind))
              claims(claim(put), written as Parameters<typeof claims>[1], { subject })
          })
        : undefined,
    stepOf: (event) =>
      // The payload was parsed by this type.
      stepOf(event, (put) => {
        if (isSubjectOf(event.subject, kind))
          claims(claim(put), event.payload as Parameters<typeof claims>[1], { subject: event.subject })
      }),
  } satisfies EventType
  const another = onAnother(kind, claim)
  return reading(
    eventType,
    (put, payload, subject, { event }) => {
      if (!isSubjectOf(event.subject, kind)) return
      if (touches !== undefined)
        for (const touch of touches(payload, { subject: event.subject }, another))
          if (touch.subject === subject) touch.add(put)
      if (subject === event.subject) claims(claim(put), payload, { subject: event.subject })
    },
    touches &&
      ((payload, subject) =>
        isSubjectOf(subject, kind)
          ? touches(payload, { subject }, another).map((touch) => touch.subject)
          : []),
  )
}

function worded<F extends Fields>(declared: F, fields: Tokens<F>, labels: Labels<F>) {
  return new Map(
    Object.entries<Label<F>>(labels ?? {}).map(([language, each]) => [
      language,
      wordingOf(declared, fields, each),
    ]),
  )
}

/** Words made of what is claimed of an item at any date, or of what stands at the point alone. */
function wordingOf<F extends Fields>(
  declared: F,
  fields: Tokens<F>,
  words: Label<F>,
  when: 'at any date' | 'at the point' = 'at any date',
): Wording {
  const tokens = new Map<string, Field<never>>(Object.entries<Field<never>>(fields))
  // The getters are defined once, and read the item of the object that they are called on.
  const prototype: object = {}
  for (const [name, each] of Object.entries<AnyDeclared>(declared))
    Object.defineProperty(prototype, name, {
      get(this: SeenOf) {
        return inWords(each, this.valuesOf(tokens.get(name) ?? there), this.say)
      },
    })
  return (item, state, say) => {
    const valuesOf = <T>(field: Field<T>): readonly T[] =>
      when === 'at the point'
        ? standingValues(item, field)
        : claimedValues(item, field).map(({ value }) => value)
    const bare: object = Object.create(prototype)
    const seen = Object.assign(bare, { valuesOf, say })
    const values = <K extends keyof F>(name: K) => valuesOf(fields[name])
    const about = new AboutItem(item, state, say, values)
    // Each of its members is what the type says: a field of the declaration, in words.
    return words(seen as Seen<F>, about).filter((part): part is string => part !== undefined && part !== '')
  }
}

/** What a label may look at beside words. Its getter is of the class: an object with its own would be of a shape of its own. */
class AboutItem<V> {
  readonly item: Item
  readonly state: State
  readonly say: Say
  readonly values: V

  constructor(item: Item, state: State, say: Say, values: V) {
    this.item = item
    this.state = state
    this.say = say
    this.values = values
  }

  get when(): string | undefined {
    const { values } = this.item.existence
    return values.length === 0 ? undefined : whenInWords(values)
  }
}

/** What the getters of a seen item read. */
type SeenOf = { readonly valuesOf: <T>(field: Field<T>) => readonly T[]; readonly say: Say }

/** The values of a field in words: the first text, or all of what else they are; undefined where there is none. */
function inWords({ facts, single }: AnyDeclared, values: readonly unknown[], say: Say): string | undefined {
  const words = values.map((value) => valueInWords(facts, value, say))
  if (facts.shape.type === 'text' && !single) return words[0]
  return single ? eitherOf(words) : listed(...words)
}
