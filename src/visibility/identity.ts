import { type EventId, kindOf, type Subject } from '../event/index.ts'
import { type Answer, anyOf } from '../time/index.ts'

import type { View } from './view.ts'
import { type Link, linkIn } from './wording.ts'

/** Another subject, and the events that bind it to one or keep it apart. */
export type Neighbour = { readonly subject: Subject; readonly by: readonly EventId[] }

/** One subject under all the keys it is definitely known by, and those it possibly shares. */
export type Identity = {
  /** The first of its keys in the order of the alphabet: the name the whole goes by. */
  readonly subject: Subject
  readonly keys: readonly Subject[]
  /** The events that join the keys. */
  readonly by: readonly EventId[]
  /** In the order of the alphabet, as are {@link distinct}: the order of what was recorded may tell what is not visible. */
  readonly possiblySame: readonly Neighbour[]
  /** Subjects that are asserted to be others, definitely or possibly. */
  readonly distinct: readonly Neighbour[]
  /** Pairs of which sameness is both asserted and denied, in the order of the alphabet. */
  readonly contested: readonly Contested[]
}

/**
 * A pair of keys that some visible events join, directly or through others, and others keep apart. Definite if both
 * sides are definitely visible.
 */
export type Contested = {
  readonly pair: readonly [Subject, Subject]
  readonly answer: 'definitely' | 'possibly'
  readonly asserted: readonly EventId[]
  readonly denied: readonly EventId[]
}

/** The identity of a subject that no event joins to another or keeps apart from one. */
export function soleIdentity(subject: Subject): Identity {
  return { subject, keys: [subject], by: [], possiblySame: [], distinct: [], contested: [] }
}

/**
 * Follows the identities that can be seen. Two subjects of a kind are the same if that is asserted and not
 * denied of that very pair; a possible denial, or a possible assertion, leaves them possibly the same, and
 * only what is definitely the same is joined. Cost: the links of the subjects that are joined.
 */
export function identityOf(view: View, subject: Subject): Identity {
  const joints = new Map<Subject, readonly Joint[]>()
  const keys = new Set<Subject>([subject])
  for (const key of keys) {
    const found = jointsOf(view, key)
    joints.set(key, found)
    for (const { same, other } of found) if (same === 'definitely') keys.add(other)
  }
  // In the order of the keys and of what was recorded: the same from whichever key one comes.
  const sorted = [...keys].sort()
  const joined = sorted.flatMap((key) => joints.get(key) ?? [])
  const asserted = joined.flatMap((joint) => (joint.same === 'definitely' ? joint.asserted : []))
  return {
    subject: sorted[0] ?? subject,
    keys: sorted,
    by: inOrder(view, asserted),
    possiblySame: neighbours(view, joined, ({ same, other, asserted }) =>
      same === 'possibly' && !keys.has(other) ? asserted : [],
    ),
    distinct: neighbours(view, joined, ({ denied }) => denied),
    contested: contestedOf(view, keys, joints),
  }
}

/** The denied pairs that are asserted too, or whose keys are joined all the same by what is asserted of others. */
function contestedOf(
  view: View,
  keys: ReadonlySet<Subject>,
  joints: ReadonlyMap<Subject, readonly Joint[]>,
): readonly Contested[] {
  const joining = [...joints.values()].flat().filter(({ same }) => same === 'definitely')
  const contested = [...joints].flatMap(([key, found]) =>
    found.flatMap(({ other, assertedAnswer, deniedAnswer, asserted, denied }): readonly Contested[] => {
      const joined = keys.has(other)
      // Each pair of joined keys comes up from both.
      if (denied.length === 0 || (joined && other < key) || !(joined || asserted.length > 0)) return []
      const sure = deniedAnswer === 'definitely' && (joined || assertedAnswer === 'definitely')
      const path = joined ? joining.flatMap((joint) => joint.asserted) : []
      return [
        {
          pair: key < other ? [key, other] : [other, key],
          answer: sure ? 'definitely' : 'possibly',
          asserted: inOrder(view, [...asserted, ...path]),
          denied: inOrder(view, denied),
        },
      ]
    }),
  )
  const named = ({ pair }: Contested) => pair.join(' ')
  return contested.sort((a, b) => (named(a) < named(b) ? -1 : 1))
}

/** Each event once, in order of position. */
function inOrder({ eventIndex }: View, ids: readonly EventId[]): readonly EventId[] {
  const position = (id: EventId) => eventIndex.positionOf(id)
  return [...new Set(ids)].sort((a, b) => position(a) - position(b))
}

type Joint = {
  readonly other: Subject
  readonly same: Answer
  readonly assertedAnswer: Answer
  readonly deniedAnswer: Answer
  readonly asserted: readonly EventId[]
  readonly denied: readonly EventId[]
}

/** Per neighbour of its own kind: what is asserted and denied of the pair. */
function jointsOf(view: View, subject: Subject): readonly Joint[] {
  const links = view.eventIndex.linksOf(subject).filter(({ other }) => kindOf(other) === kindOf(subject))
  return [...Map.groupBy(links, ({ other }) => other)].map(([other, about]) => {
    const seen = about.map((link) => ({ link, answer: linkSeen(view, subject, link) }))
    const of = (says: Link['says']) =>
      seen.filter(({ link, answer }) => link.says === says && answer !== 'no')
    const [asserted, denied] = [of('same'), of('distinct')]
    const assertedAnswer = anyOf(asserted.map(({ answer }) => answer))
    const deniedAnswer = anyOf(denied.map(({ answer }) => answer))
    return {
      other,
      same: net(assertedAnswer, deniedAnswer),
      assertedAnswer,
      deniedAnswer,
      asserted: eventsOf(view, asserted),
      denied: eventsOf(view, denied),
    }
  })
}

/** Whether it can be seen that the event says this of the pair: a correction may have it speak of others. */
function linkSeen(view: View, subject: Subject, { says, other, by }: Link): Answer {
  const { versions, absent } = view.see(by.id)
  const speaking = versions.filter(({ event: { event }, wellFormed }) => {
    const link = linkIn({ event, wellFormed })
    return link?.says === says && link.pair.includes(subject) && link.pair.includes(other)
  })
  if (speaking.length === 0) return 'no'
  return speaking.length < versions.length || absent ? 'possibly' : 'definitely'
}

function net(asserted: Answer, denied: Answer): Answer {
  if (denied === 'definitely' || asserted === 'no') return 'no'
  return denied === 'possibly' ? 'possibly' : asserted
}

function eventsOf(view: View, seen: readonly { readonly link: Link }[]): readonly EventId[] {
  return [...new Set(seen.flatMap(({ link }) => view.versions(link.by.id).flatMap(({ by }) => by)))]
}

function neighbours(
  view: View,
  joints: readonly Joint[],
  events: (joint: Joint) => readonly EventId[],
): readonly Neighbour[] {
  const bySubject = Map.groupBy(joints, ({ other }) => other)
  const found = [...bySubject].flatMap(([subject, about]) => {
    const by = inOrder(view, about.flatMap(events))
    return by.length === 0 ? [] : [{ subject, by }]
  })
  return found.sort((a, b) => (a.subject < b.subject ? -1 : 1))
}
