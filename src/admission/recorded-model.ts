import { type EventId, isRetractedAfter, kindOf, type RecordedEvent, type Subject } from '../event/index.ts'
import type { EventIndex } from '../visibility/index.ts'
import {
  emptyWriteModel,
  hasText,
  MOST_ABOUT,
  type ReadonlyWriteModel,
  type StandingEvent,
  type StandingSource,
  type WriteModel,
  writeModelOver,
} from './write-model.ts'

/** The characters of keys. */
const IN_KEYS = 'abcdefghijklmnopqrstuvwxyz-0123456789'

/** How many of the names in a chronicle are looked through for those of a kind. */
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
  const eventOf = (id: EventId): StandingEvent | undefined => {
    const event = index.event(id)?.event
    const acts = index.actsOn(id)
    return (
      event && {
        id,
        event,
        current: index.lastWordingOf(id)?.event ?? event,
        lastAct: acts.at(-1)?.id,
        retracted: acts.reduce((before, act) => isRetractedAfter(act.event, before), false),
      }
    )
  }
  const sourceOf = (subject: Subject): StandingSource | undefined => {
    if (sourcesFound.has(subject)) return sourcesFound.get(subject)
    const events = [...index.sources.registrationsOf(subject), ...index.sources.revisionsOf(subject)]
    const source = events.length === 0 ? undefined : replay(events).sourceOf(subject)
    sourcesFound.set(subject, source)
    return source
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
        const standing = eventOf(index.idOf(number))
        return standing && !standing.retracted && standing.current.subject === subject ? [standing] : []
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
        const id = index.idOf(number)
        const { current, lastAct = id } = eventOf(id) ?? {}
        if (current === undefined || current.payload.label !== label) return []
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
    subjectsOf(kind) {
      const { names } = index
      const found = new Set<Subject>()
      for (let name = 0; name < Math.min(names.count, MOST_NAMES); name += 1) {
        const subject = names.at(name)
        if (kindOf(subject) === kind && index.taken.hasAbout(subject)) found.add(subject)
      }
      return found
    },
    sources() {
      const standing = index.sources.all.map((subject) => [subject, sourceOf(subject)?.texts] as const)
      return new Map(standing.flatMap(([subject, texts]) => (texts === undefined ? [] : [[subject, texts]])))
    },
  }
}
