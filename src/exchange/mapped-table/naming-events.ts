import { type Catalogue, type EventType, kindOf, type Subject, subjectSchema } from '../../event/index.ts'
import { boundsOfEdtf, parseEdtf } from '../../time/index.ts'
import { keyOf, type NamedSubject, type RowEvent, type TableReading } from './row-event.ts'

/**
 * The events with those before them that name the subjects of which they have made keys: each spelling once, in the row that
 * is dated first. A subject that the chronicle names, or the map itself, is left as it is, and one of a kind of which no event
 * gives just a name. Where a subject has only one name, it is the first.
 */
export function withNamingEvents(
  events: readonly RowEvent[],
  { catalogue, recorded }: Pick<TableReading, 'catalogue' | 'recorded'>,
): readonly RowEvent[] {
  const isNaming = (type: string) => catalogue.get(type)?.namingBy?.() !== undefined
  const named = new Set(events.filter(({ event }) => isNaming(event.type)).map(({ event }) => event.subject))
  const types = new Map<Subject, NamingType | undefined>()
  const typeFor = (subject: Subject) => {
    // What is no key is refused where it stands.
    if (named.has(subject) || !subjectSchema.safeParse(subject).success) return undefined
    if (recorded.eventsAbout(subject).some(({ current }) => isNaming(current.type))) return undefined
    return namingType(catalogue, kindOf(subject))
  }
  const firsts = new Map<string, Naming>()
  for (const row of events) {
    const day = firstDay(row)
    for (const each of row.named) {
      const type = types.getOrInsertComputed(each.subject, typeFor)
      if (type === undefined) continue
      const key = keyOf([each.subject, ...(type.isSingle ? [] : [each.name])])
      const before = firsts.get(key)
      if (before === undefined || day < before.day) firsts.set(key, { ...each, type, row, day })
    }
  }
  const byRow = Map.groupBy(firsts.values(), ({ row }) => row)
  return events.flatMap((row) => [...(byRow.get(row) ?? []).map(namingEvent), row])
}

type Naming = NamedSubject & {
  readonly type: NamingType
  readonly row: RowEvent
  /** The first day on which it may be. */
  readonly day: number
}

type NamingType = { readonly type: string; readonly field: string; readonly isSingle: boolean }

/** The event type that gives a subject of the kind its name, and nothing else. */
function namingType(catalogue: Catalogue, kind: string): NamingType | undefined {
  const isOfKind = ({ kinds }: EventType) => kinds !== 'any' && kinds.includes(kind)
  for (const type of catalogue.values()) {
    const naming = isOfKind(type) ? type.namingBy?.() : undefined
    if (naming !== undefined) return { type: type.type, ...naming }
  }
  return undefined
}

/** It rests on what the event of its row rests on, and is dated as that begins. */
function namingEvent({ subject, name, place, type, row }: Naming): RowEvent {
  const valid = beginOf(row)
  return {
    event: {
      type: type.type,
      subject,
      payload: { [type.field]: name },
      ...(valid !== undefined && { valid }),
      evidence: row.event.evidence,
    },
    above: [],
    place: row.place,
    cells: new Map([...row.cells, [keyOf(['subject']), place], [keyOf(['payload', type.field]), place]]),
    named: [],
  }
}

/** When a row's event begins; where it has only an end, that. */
function beginOf({ event: { valid } }: RowEvent): object | undefined {
  if (valid === undefined) return undefined
  const bound = 'begin' in valid ? valid.begin : 'end' in valid ? valid.end : valid
  if (typeof bound !== 'object' || bound === null || !('edtf' in bound)) return undefined
  const [edtf = ''] = String(bound.edtf)
    .split('/')
    .filter((part) => part !== '' && part !== '..')
  return { ...bound, edtf }
}

function firstDay(row: RowEvent): number {
  const valid = beginOf(row)
  if (valid === undefined || !('edtf' in valid)) return Number.POSITIVE_INFINITY
  try {
    return boundsOfEdtf(parseEdtf(String(valid.edtf))).begin.earliest
  } catch {
    // A date that cannot be read is refused where the draft is checked.
    return Number.POSITIVE_INFINITY
  }
}
