import type { RecordedEvent } from '../event/index.ts'
import type { HistoryEntry, Item, Period, Resolved, Standing, Valued } from '../projection/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Builder } from './builder.ts'
import { eventsOf, type Stand, type StandingItem } from './context.ts'
import type { NodeApi } from './node.ts'
import type { ProvenanceApi } from './provenance.ts'
import { evidenceFor, sourceOf } from './provenance.ts'
import type { Dated, ValidTimeApi } from './valid-time.ts'

type StandingValue = Stand & { readonly valued: Valued<unknown> }
type StandingField = Stand & { readonly resolved: Resolved<unknown> }
type StandingEntry = Stand & { readonly entry: HistoryEntry }
type StandingPeriod = Stand & { readonly period: Period }

/** What every item of a state has, whatever it is of. */
export function addItem(
  builder: Builder,
  node: NodeApi,
  typeNames: ReadonlyMap<string, string>,
  { ref: validTime }: ValidTimeApi,
  provenance: ProvenanceApi,
) {
  const { event, evidence, source, known } = provenance

  const certainty = builder.enumType('Certainty', {
    description: 'The four answers.',
    values: {
      DEFINITELY: { value: 'definitely', description: 'For every date that the evidence allows.' },
      POSSIBLY: { value: 'possibly', description: 'For some of them.' },
      NO: {
        value: 'no',
        description: 'An event that can be seen for certain excludes the date; said of that event alone.',
      },
      UNKNOWN: { value: 'unknown', description: 'What can be seen does not say.' },
    } as const,
  })

  const value = builder.objectRef<StandingValue>('FieldValue').implement({
    description: 'One value of a field, with the claims that make it.',
    fields: (t) => ({
      value: t.field({ type: 'JSON', resolve: ({ valued }) => JSON.parse(JSON.stringify(valued.value)) }),
      certainty: t.field({ type: certainty, resolve: ({ valued }) => valued.answer }),
      likely: t.boolean({
        description: 'Whether an estimate holds it likely by the date.',
        resolve: ({ valued }) => valued.likely,
      }),
      when: t.field({
        type: [validTime],
        description: 'The bounds that its claims rest on.',
        resolve: ({ valued }) => valued.standings.map(datedOf),
      }),
      sources: t.field({
        type: [source],
        resolve: ({ chronicle, valued }) => valued.sources.map((id) => sourceOf(chronicle, id)),
      }),
      evidence: t.field({
        type: [evidence],
        resolve: ({ chronicle, valued }) => evidenceFor(chronicle, valued.because),
      }),
      because: t.field({
        type: [event],
        resolve: ({ chronicle, valued }) => [...eventsOf(chronicle, valued.because)],
      }),
    }),
  })

  const fieldAnswer = builder.objectRef<StandingField>('FieldAnswer').implement({
    description: 'What one field of an item resolves to at the point.',
    fields: (t) => ({
      field: t.string({ resolve: ({ resolved }) => resolved.field }),
      certainty: t.field({ type: certainty, resolve: ({ resolved }) => resolved.answer }),
      values: t.field({
        type: [value],
        description: 'The values that definitely or possibly stand, each once.',
        resolve: ({ resolved, ...stand }) => resolved.values.map((valued) => ({ ...stand, valued })),
      }),
      lastAttested: t.field({
        type: value,
        nullable: true,
        resolve: ({ resolved, ...stand }) =>
          resolved.lastAttested && { ...stand, valued: resolved.lastAttested },
      }),
      nextAttested: t.field({
        type: value,
        nullable: true,
        resolve: ({ resolved, ...stand }) =>
          resolved.nextAttested && { ...stand, valued: resolved.nextAttested },
      }),
    }),
  })

  const item = builder.interfaceRef<StandingItem>('Item')

  const entry = builder.objectRef<StandingEntry>('HistoryEntry').implement({
    description: 'One event of a history, with its place on all three clocks.',
    fields: (t) => ({
      event: t.field({
        type: event,
        resolve: ({ chronicle, entry }) => ({ chronicle, recorded: entry.event }),
      }),
      valid: t.field({
        type: validTime,
        description: 'As narrowed by what can be seen.',
        resolve: ({ entry }) => ({ bounds: entry.valid, written: entry.event.event.valid }),
      }),
      known: t.field({ type: known, nullable: true, resolve: ({ entry }) => entry.known }),
      recordedAt: t.field({ type: 'DateTime', resolve: ({ entry }) => entry.event.recordedAt }),
      position: t.int({ resolve: ({ entry }) => entry.event.position }),
      acts: t.field({
        type: [event],
        description: 'The corrections and inferences that bear on it here.',
        resolve: ({ chronicle, entry }) => [...eventsOf(chronicle, entry.acts)],
      }),
    }),
  })

  const period = builder.objectRef<StandingPeriod>('Period').implement({
    description: 'A stretch of valid time throughout which the answer is the same.',
    fields: (t) => ({
      from: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its first day; null: from ever.',
        resolve: ({ period }) => finite(period.from),
      }),
      to: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its last day (this day is in); null: for ever.',
        resolve: ({ period }) => finite(period.to - 1),
      }),
      certainty: t.field({
        type: certainty,
        resolve: ({ period }): Answer => period.item?.existence.answer ?? 'unknown',
      }),
      item: t.field({
        type: item,
        nullable: true,
        description: 'The item on the first day of the period.',
        resolve: ({ chronicle, period }) => period.item && itemAt(chronicle, period.item),
      }),
    }),
  })

  const history = builder.objectRef<StandingItem>('History').implement({
    description: 'One subject on all three clocks, as seen from the point.',
    fields: (t) => ({
      entries: t.field({
        type: [entry],
        description: 'Every event that can be seen and speaks of it, in order of position.',
        resolve: ({ item, ...stand }) =>
          (stand.chronicle.history(item.subject, stand.state)?.entries ?? []).map((entry) => ({
            ...stand,
            entry,
          })),
      }),
      periods: t.field({
        type: [period],
        description: 'What was held of it along valid time: periods that tile the line.',
        resolve: ({ item, ...stand }) =>
          (stand.chronicle.history(item.subject, stand.state)?.periods ?? []).map((period) => ({
            ...stand,
            period,
          })),
      }),
    }),
  })

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
      aliases: t.stringList({
        description: 'All keys that it definitely goes by here.',
        resolve: ({ item }) => [...item.identity.keys],
      }),
      possiblySame: t.stringList({
        description: 'Subjects that are possibly the same.',
        resolve: ({ item }) => item.identity.possiblySame.map(({ subject }) => subject),
      }),
      certainty: t.field({ type: certainty, resolve: ({ item }) => item.existence.answer }),
      likely: t.boolean({
        description: 'Where it is only possible: whether an estimate holds it likely by the date.',
        resolve: ({ item }) => item.existence.values.some(({ likely }) => likely),
      }),
      when: t.field({
        type: validTime,
        nullable: true,
        description:
          'When it happened or held, by the claim that gives the answer: a lasting one before an attestation, then the narrowest.',
        resolve: whenOf,
      }),
      sources: t.field({
        type: [source],
        resolve: ({ chronicle, item }) => sourcesOf(item).map((id) => sourceOf(chronicle, id)),
      }),
      singleSource: t.boolean({
        description: 'Whether all that is said of it here rests on one source.',
        resolve: ({ item }) => sourcesOf(item).length === 1,
      }),
      evidence: t.field({
        type: [evidence],
        resolve: ({ chronicle, item }) => evidenceFor(chronicle, item.because),
      }),
      because: t.field({
        type: [event],
        description: 'The events that make it what it is here.',
        resolve: ({ chronicle, item }) => [...eventsOf(chronicle, item.because)],
      }),
      claims: t.field({
        type: [fieldAnswer],
        description: 'Field by field: every value with its certainty, sources and evidence.',
        args: { field: t.arg.string({ required: false, description: 'Only this field.' }) },
        resolve: ({ item, ...stand }, { field }) =>
          [item.kind.existence, ...item.kind.fields]
            .filter(({ name }) => field == null || name === field)
            .map((each) => item.get(each))
            .filter(
              (resolved) =>
                resolved.answer !== 'unknown' ||
                resolved.lastAttested !== undefined ||
                resolved.nextAttested !== undefined,
            )
            .map((resolved) => ({ ...stand, resolved })),
      }),
      history: t.field({ type: history, resolve: (standing) => standing }),
    }),
  })
  return { item, interfaces: [item, node] as const, certainty, value, fieldAnswer }
}

export type ItemApi = ReturnType<typeof addItem>

/** The items of a state by their subjects; what cannot be seen from there is left out. */
export function itemsBySubject(stand: Stand, subjects: readonly string[]): StandingItem[] {
  return subjects.flatMap((subject) => {
    const item = stand.state.item(subject)
    return item === undefined ? [] : [{ chronicle: stand.chronicle, state: stand.state, item }]
  })
}

/**
 * When an item holds: of the claims that say it is there, the dating of one that gives its answer; a lasting one
 * before an attestation, and the narrowest of those.
 */
export function whenOf({ item }: StandingItem): Dated | null {
  const claims = item.standings.filter(({ claim }) => claim.field === item.kind.existence.name)
  const answering = claims.filter(({ answer }) => answer === item.existence.answer)
  const [best] = (answering.length > 0 ? answering : claims).sort(
    (a, b) => attestedLast(a) - attestedLast(b) || width(a) - width(b),
  )
  return best === undefined ? null : datedOf(best)
}

export function sourcesOf(item: Item): readonly string[] {
  return [...new Set(item.standings.flatMap(({ sources }) => sources))]
}

function itemAt(chronicle: Stand['chronicle'], item: Item): StandingItem {
  return { chronicle, state: chronicle.at(item.point), item }
}

/** A standing's bounds, with the words they were read from unless something narrowed them. */
export function datedOf({ bounds, event }: Standing): Dated {
  const own = sameBounds(bounds, event)
  return { bounds, written: own ? event.event.valid : undefined }
}

function sameBounds({ begin, end }: Standing['bounds'], { valid }: RecordedEvent): boolean {
  return (
    begin.earliest === valid.begin.earliest &&
    begin.latest === valid.begin.latest &&
    end.earliest === valid.end.earliest &&
    end.latest === valid.end.latest
  )
}

function attestedLast({ claim }: Standing): number {
  return claim.aspect === 'attested' ? 1 : 0
}

function width({ bounds }: Standing): number {
  return bounds.begin.latest - bounds.begin.earliest
}

function finite(day: CivilDay): CivilDay | null {
  return Number.isFinite(day) ? day : null
}
