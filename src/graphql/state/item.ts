import type { Subject } from '../../event/index.ts'
import { fieldsOf, sourcesOfAll, tellsNothing } from '../../state/index.ts'
import type { Interval } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import { eventsOf, type ItemAtPoint, itemsBySubject } from '../points/at-point.ts'
import type { NodeApi } from '../points/node.ts'
import { publishedIn, sourcesById } from '../points/sources.ts'
import { asSeen, type ProvenanceApi } from '../provenance/event.ts'
import { evidenceFor } from '../provenance/evidence.ts'
import { type CertaintyRef, type ValidTimeApi, whenOf } from '../valid-time.ts'
import { addFieldAnswer, whyEvents } from './field-answer.ts'
import { addHistory } from './history.ts'

/** What every item of a state has, whatever it is of. */
export function addItem(
  builder: Builder,
  node: NodeApi,
  typeNames: ReadonlyMap<string, string>,
  validTime: ValidTimeApi,
  provenance: ProvenanceApi,
  certainty: CertaintyRef,
  headlineOf: Headline = () => undefined,
) {
  const { event, evidence, evidenceArgs, known, source } = provenance
  const { value, fieldAnswer } = addFieldAnswer(builder, validTime, provenance, certainty)
  const item = builder.interfaceRef<ItemAtPoint>('Item')
  const history = addHistory(builder, item, validTime, provenance, certainty)

  item.implement({
    description:
      'One subject as it stands at a point. Everything reached from it keeps that point, its id included.',
    interfaces: [node],
    resolveType: ({ item }) => typeNames.get(item.kind.kind) ?? null,
    fields: (t) => ({
      subject: t.string({
        description: 'Its key, `kind/name`: the same at every point.',
        resolve: ({ item }) => item.subject,
      }),
      headline: t.string({
        description:
          'What it can be called in a line: a name, a title or what it holds, as far as that can be seen; else its key without the kind.',
        resolve: (standing) => headlineOf(standing) ?? standing.item.subject.replace(/^[^/]*\//, ''),
      }),
      known: t.field({
        type: known,
        nullable: true,
        description:
          'Since when the public could know of it: the earliest of its sources that can be seen. Null where it names none.',
        resolve: ({ item, state }) => earliest(state.view, sourcesOfAll(item.standings)),
      }),
      aliases: t.stringList({
        description: 'All keys that it definitely goes by here, `subject` among them.',
        resolve: ({ item }) => [...item.identity.keys],
      }),
      possiblySame: t.stringList({
        description: 'Subjects that are possibly the same, by their keys.',
        resolve: ({ item }) => item.identity.possiblySame.map(({ subject }) => subject),
      }),
      distinctFrom: t.stringList({
        description: 'Subjects that are said not to be the same, though they may look so, by their keys.',
        resolve: ({ item }) => item.identity.distinct.map(({ subject }) => subject),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it is there at the date, as seen from the point.',
        resolve: ({ item }) => item.existence.answer,
      }),
      likely: t.boolean({
        description: 'Where it is only possible: whether an estimate holds it likely by the date.',
        resolve: ({ item }) => item.existence.values.some(({ likely }) => likely),
      }),
      when: t.field({
        type: validTime.ref,
        nullable: true,
        description:
          'When it happened or held, by the claim that gives the answer: a lasting one before an attestation, then the narrowest. Null where no event says that it is there.',
        resolve: whenOf,
      }),
      sources: t.field({
        type: [source],
        description: 'Every source that can be seen to say anything of it, at whatever date; each once.',
        resolve: ({ item, ...at }) => sourcesById(at, sourcesOfAll(item.standings)),
      }),
      singleSource: t.boolean({
        description: 'Whether all that is said of it here rests on one source.',
        resolve: ({ item }) => sourcesOfAll(item.standings).length === 1,
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources say what it is here.',
        args: evidenceArgs,
        resolve: ({ item, ...at }, args) => evidenceFor(at, item.because, args),
      }),
      because: t.field({
        type: [event],
        description: 'The events that make it what it is here.',
        resolve: ({ item, ...at }) => eventsOf(at, item.because),
      }),
      why: t.field({
        type: [event],
        description:
          'The fewest events by which alone it is there, or is not: without any one of them the certainty would be another.',
        resolve: (standing) => whyEvents(standing, standing.item.kind.existence.name),
      }),
      claims: t.field({
        type: [fieldAnswer],
        description: 'Field by field: every value with its certainty, sources and evidence.',
        args: { field: t.arg.string({ required: false, description: 'Only this field.' }) },
        resolve: ({ item, ...at }, { field }) =>
          fieldsOf(item.kind)
            .filter(({ name }) => field == null || name === field)
            .map((each) => item.get(each))
            .filter((resolved) => !tellsNothing(resolved))
            .map((resolved) => ({ ...at, item, resolved })),
      }),
      history: t.field({
        type: history,
        description: 'It through time, on all three clocks.',
        resolve: (standing) => standing,
      }),
    }),
  })
  builder.objectField(event, 'item', (t) =>
    t.field({
      type: item,
      nullable: true,
      description:
        'What it is about, as that stands at the point. Null where it cannot be seen, or is no item, like a source.',
      resolve: (each) =>
        itemsBySubject(
          each,
          [asSeen(each)?.subject].flatMap((subject) => subject ?? []),
        )[0],
    }),
  )
  return { item, interfaces: [item, node] as const, certainty, value, fieldAnswer }
}

/** How a domain calls an item in a line; undefined where nothing that can be seen gives it a name. */
export type Headline = (standing: ItemAtPoint) => string | undefined

/** Of the days on which sources came out, those of the first. */
function earliest(view: View, sources: readonly Subject[]): Interval | undefined {
  return sources
    .flatMap((source) => publishedIn(view, source) ?? [])
    .toSorted((a, b) => a.earliest - b.earliest || a.latest - b.latest)[0]
}

export type ItemApi = ReturnType<typeof addItem>
