import { type EventId, isRetractedAfter, kindOf, type RecordedEvent, type Subject } from '../event/index.ts'
import type { EventIndex } from '../visibility/index.ts'
import {
  emptyWriteModel,
  hasText,
  MOST_ABOUT,
  type ReadonlyWriteModel,
  registeredAddress,
  type StandingEvent,
  type StandingSource,
  type WriteModel,
  writeModelOver,
} from './write-model.ts'

/** The characters of keys. */
const IN_KEYS = 'abcdefghijklmnopqrstuvwxyz-0123456789'

/** Of how many of the names in a chronicle all of a kind are found; of later ones the first of a kind that has none. */
const MOST_NAMES = 20_000

/**
 * The write model of an indexed chronicle, as it is now: of one that has grown, ask for another. Nothing is replayed in
 * advance: each answer costs the events that have the name in question, and the acts on them.
 */
export function writeModelOf(chronicle: string, index: EventIndex): ReadonlyWriteModel {
  const sourcesFound = new Map<Subject, StandingSource | undefined>()

  const replay = (events: readonly RecordedEvent[]): WriteModel => {
    const model = writeModelOver(emptyWriteModel(chronicle))
    const all = events.flatMap((event) => [event, ...index.actsOn(event.id)])
    for (const each of all.sort((a, b) => a.position - b.position)) model.apply(each)
    return model
  }
  const eventAt = (number: number): StandingEvent => {
    const { id, event } = index.at(number)
    if (!index.isActedOn(number)) return { id, event, current: event, lastAct: undefined, retracted: false }
    const acts = index.actsOn(id)
    return {
      id,
      event,
      current: index.lastWordingOf(id)?.event ?? event,
      lastAct: acts.at(-1)?.id,
      retracted: acts.reduce((before, act) => isRetractedAfter(act.event, before), false),
    }
  }
  const eventOf = (id: EventId): StandingEvent | undefined => {
    const number = index.numberOf(id)
    return number < 0 ? undefined : eventAt(number)
  }
  const sourceOf = (subject: Subject): StandingSource | undefined => {
    if (sourcesFound.has(subject)) return sourcesFound.get(subject)
    const events = [...index.sources.registrationsOf(subject), ...index.sources.revisionsOf(subject)]
    const source = events.length === 0 ? undefined : replay(events).sourceOf(subject)
    sourcesFound.set(subject, source)
    return source
  }
  let byKind: Map<string, Set<Subject>> | undefined
  const subjectsByKind = (): ReadonlyMap<string, ReadonlySet<Subject>> => {
    if (byKind !== undefined) return byKind
    byKind = new Map()
    for (let name = 0; name < index.names.count; name += 1) {
      const subject = index.names.at(name)
      const kind = kindOf(subject)
      if ((name >= MOST_NAMES && byKind.has(kind)) || !index.taken.hasAbout(subject)) continue
      byKind.getOrInsertComputed(kind, () => new Set()).add(subject)
    }
    return byKind
  }

  return {
    chronicle,
    position: index.count,
    recordedAt: index.count === 0 ? undefined : index.recordedAtOf(index.count - 1),
    eventOf,
    idsBeginningWith: (start) => index.idsBeginningWith(start),
    sourceOf,
    revisedTextsOf: (subject) => replay(index.sources.revisionsOf(subject)).revisedTextsOf(subject),
    eventsAbout(subject) {
      const all = index.taken.about(subject)
      const half = MOST_ABOUT / 2
      const looked = all.length > MOST_ABOUT ? [...all.slice(0, half), ...all.slice(-half)] : all
      return looked.flatMap((number) => {
        const standing = eventAt(number)
        return !standing.retracted && standing.current.subject === subject ? [standing] : []
      })
    },
    subjectsNear: (subject) =>
      new Set(
        index.names
          .near(subject, subject.indexOf('/') + 1, IN_KEYS)
          .filter((each) => index.taken.hasAbout(each)),
      ),
    sourcesLabelled(label) {
      const taken = (typeof label === 'string' ? index.taken.labelled(label) : []).flatMap((number) => {
        const { id, current, lastAct = id } = eventAt(number)
        if (current.payload.label !== label) return []
        if (sourceOf(current.subject)?.registration !== id) return []
        return [{ subject: current.subject, since: index.positionOf(lastAct) }]
      })
      return new Set(taken.sort((a, b) => a.since - b.since).map(({ subject }) => subject))
    },
    sourcesWithText(digest) {
      const bringing = index.taken.bringing(digest).map((number) => index.idOf(number))
      // A source keeps the texts of what registered it once.
      const subjects = bringing.flatMap((id) => index.wordingsOf(id).map(({ event }) => event.subject))
      return new Set(subjects.filter((subject) => hasText(sourceOf(subject), digest)))
    },
    sourcesAt(address) {
      const ids = index.taken.addressed(address).map((number) => index.idOf(number))
      const subjects = ids.flatMap((id) => eventOf(id)?.current.subject ?? [])
      return new Set(
        subjects.filter((subject) => registeredAddress({ sourceOf, eventOf }, subject) === address),
      )
    },
    subjectsOf: (kind) => subjectsByKind().get(kind) ?? new Set(),
    sources() {
      const standing = index.sources.all.map((subject) => [subject, sourceOf(subject)?.texts] as const)
      return new Map(standing.flatMap(([subject, texts]) => (texts === undefined ? [] : [[subject, texts]])))
    },
  }
}
