import {
  becauseSteps,
  fieldsOf,
  type Item,
  isEmptyField,
  knownOfItem,
  knownSteps,
  ofEach,
  type Steps,
  sourcesOfAll,
} from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { inSteps, nowOrInSteps } from '../limits/budget.ts'
import {
  type AtPoint,
  type EventAtPoint,
  eventSteps,
  type ItemAtPoint,
  itemsBySubject,
} from '../points/at-point.ts'
import type { NodeApi } from '../points/node.ts'
import { sourcesById } from '../points/sources.ts'
import { asSeen, type ProvenanceApi } from '../provenance/event.ts'
import { evidenceFor } from '../provenance/evidence.ts'
import { type CertaintyRef, type ValidTimeApi, whenOf } from '../valid-time.ts'
import { addFieldAnswer, plainWords, type ValueWords, whyEvents } from './field-answer.ts'
import { addHistory } from './history.ts'

/** Of an item with more claims than this, they are read in steps. */
const MANY = 200

/** The interface of items: the fields that every item of a state has, whatever its kind. */
export function addItem(
  builder: Builder,
  node: NodeApi,
  typeNames: ReadonlyMap<string, string>,
  validTime: ValidTimeApi,
  provenance: ProvenanceApi,
  certainty: CertaintyRef,
  { headline: headlineOf = () => undefined, brief: briefOf, valueWords = plainWords }: ItemWords = {},
) {
  const { event, evidence, evidenceArgs, known, source } = provenance
  const { value, fieldAnswer } = addFieldAnswer(builder, validTime, provenance, certainty, valueWords)
  const item = builder.interfaceRef<ItemAtPoint>('Item')
  const brief = builder.objectRef<Brief>('Brief').implement({
    description: 'An item in a line of a list, where when it was stands beside it.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'What it is called: the first part of its headline.' }),
      detail: t.exposeString('detail', {
        description: 'What a line shows beside the name, without when it was. Empty where that is nothing.',
      }),
    }),
  })
  const history = addHistory(builder, item, validTime, provenance, certainty)

  item.implement({
    description:
      'One subject at a point. Everything reached from it keeps that point, and its id contains it.',
    interfaces: [node],
    resolveType: ({ item }) => typeNames.get(item.kind.kind) ?? null,
    fields: (t) => ({
      subject: t.string({
        description: 'Its key, `kind/name`: the same at every point.',
        resolve: ({ item }) => item.subject,
      }),
      headline: t.string({
        description:
          'Its name in one line: a name, a title or what it says, as far as that is visible; else its key without the kind.',
        resolve: (standing) => headlineOf(standing) ?? keyWithoutKind(standing),
      }),
      brief: t.field({
        type: brief,
        description: 'Its name and what stands beside it, for a line of a list.',
        resolve: (standing) => briefOf?.(standing) ?? { name: keyWithoutKind(standing), detail: '' },
      }),
      known: t.field({
        type: known,
        nullable: true,
        description:
          'Since when the public could know of it, by the earliest visible event about it; open where its sources are. Null where none has a source.',
        resolve: ({ item, state }, _, { budget }) =>
          item.standings.length > MANY ? inSteps(budget, knownSteps(state, item)) : knownOfItem(state, item),
      }),
      aliases: t.stringList({
        description: 'Every key that it definitely has at the point, `subject` among them.',
        resolve: ({ item }) => [...item.identity.keys],
      }),
      possiblySame: t.stringList({
        description: 'Keys of subjects that are possibly the same.',
        resolve: ({ item }) => item.identity.possiblySame.map(({ subject }) => subject),
      }),
      distinctFrom: t.stringList({
        description: 'Keys of subjects that are asserted to be different ones, though they look alike.',
        resolve: ({ item }) => item.identity.distinct.map(({ subject }) => subject),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it holds at the point.',
        resolve: ({ item }) => item.existence.answer,
      }),
      likely: t.boolean({
        description: 'Whether an estimate makes it likely, where it holds only possibly.',
        resolve: ({ item }) => item.existence.values.some(({ likely }) => likely),
      }),
      when: t.field({
        type: validTime.ref,
        nullable: true,
        description:
          'When it happened or held, by the claim that decides `certainty`: a lasting claim before an attestation, then the narrowest dates. Null where no event claims that it exists.',
        resolve: whenOf,
      }),
      sources: t.field({
        type: [source],
        description: 'Every visible source that says anything about it, whatever the date; each once.',
        resolve: ({ item, ...at }) => sourcesById(at, sourcesOfAll(item.standings)),
      }),
      singleSource: t.boolean({
        description:
          'Whether only one source says anything about it. A source and those registered as copies of it are one.',
        resolve: ({ item, state }) => state.view.haveOneOrigin(sourcesOfAll(item.standings)),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources say what it is at the point.',
        args: evidenceArgs,
        resolve: ({ item, ...at }, args, { budget }) => nowOrInSteps(budget, evidenceOfItem(at, item, args)),
      }),
      because: t.field({
        type: [event],
        description: 'The events that make it what it is at the point.',
        resolve: ({ item, ...at }, _, { budget }) => nowOrInSteps(budget, eventsOfItem(at, item)),
      }),
      why: t.field({
        type: [event],
        description:
          'The smallest set of events that decides `certainty`: without any one of them it would be different.',
        resolve: (standing, _, context) => whyEvents(standing, standing.item.kind.existence.name, context),
      }),
      claims: t.field({
        type: [fieldAnswer],
        description: 'Its fields, each with every value, certainty, sources and evidence.',
        args: { field: t.arg.string({ required: false, description: 'Only this field.' }) },
        resolve: ({ item, ...at }, { field }, { budget }) => {
          const fields = fieldsOf(item.kind).filter(({ name }) => field == null || name === field)
          const answers = ofEach(fields, 1, (each) => {
            const resolved = item.get(each)
            return isEmptyField(resolved) ? [] : [{ ...at, item, resolved }]
          })
          return nowOrInSteps(budget, answers)
        },
      }),
      history: t.field({
        type: history,
        description: 'Its history on all three clocks.',
        resolve: (standing) => standing,
      }),
    }),
  })
  builder.objectField(event, 'item', (t) =>
    t.field({
      type: item,
      nullable: true,
      description:
        'The item that the event is about, at the point. Null where it is not visible, or is no item, like a source.',
      resolve: (each) =>
        itemsBySubject(
          each,
          [asSeen(each)?.subject].flatMap((subject) => subject ?? []),
        )[0],
    }),
  )
  return { item, interfaces: [item, node] as const, certainty, value, fieldAnswer, valueWords }
}

function* eventsOfItem(at: AtPoint, item: Item): Steps<EventAtPoint[]> {
  return yield* eventSteps(at, yield* becauseSteps(item))
}

function* evidenceOfItem(
  at: AtPoint,
  item: Item,
  args: Parameters<typeof evidenceFor>[2],
): ReturnType<typeof evidenceFor> {
  return yield* evidenceFor(at, yield* becauseSteps(item), args)
}

/** Gives the headline of an item; undefined where nothing visible names it. */
export type Headline = (standing: ItemAtPoint) => string | undefined

/** How a domain puts its items into words. */
/** An item in a line of a list. */
export type Brief = { readonly name: string; readonly detail: string }

type ItemWords = {
  readonly headline?: Headline
  readonly brief?: (standing: ItemAtPoint) => Brief
  readonly valueWords?: ValueWords
}

function keyWithoutKind({ item }: ItemAtPoint): string {
  return item.subject.replace(/^[^/]*\//, '')
}

export type ItemApi = ReturnType<typeof addItem>
