import { bilateral } from '../../../src/domains/index.ts'
import {
  applyCorrection,
  type Envelope,
  type EventId,
  eventCorrected,
  eventId,
  type Json,
  kernelTypes,
  parseEvent,
  payloadOf,
  type Subject,
  sha256Hex,
} from '../../../src/event/index.ts'
import { Dice } from './dice.ts'
import { payloadFor, SIDES, WORDS } from './payloads.ts'

/** A random chronicle over the bilateral vocabulary: what was told, in order, and the texts of its sources. */
export type Story = { readonly events: readonly Envelope[]; readonly texts: ReadonlyMap<string, string> }

export const CHRONICLE = 'story'
export const SOURCES = ['a', 'b', 'c', 'd'].map((name) => `source/${name}`)
export const SUBJECTS: readonly Subject[] = [...bilateral.vocabulary.kinds.keys(), 'disagreement'].flatMap(
  (kind) => [`${kind}/x`, `${kind}/y`],
)
const DAYS = 12
/** How sources are told of one another: a citation of one has the titles of others, which may not be visible. */
const RELATED: Readonly<Record<string, { readonly [field: string]: Json }>> = {
  a: { kind: 'report', partOf: 'source/c', language: 'ja' },
  b: {
    translationOf: 'source/d',
    partOf: 'source/a',
    address: 'https://example.org/b',
    accessed: '2020-01-12',
  },
  c: { translationOf: 'source/a', kind: 'article' },
}
const kernel = new Set<string>(kernelTypes.map(({ type }) => type))
const facts = [...bilateral.vocabulary.catalogue.values()].filter(
  ({ type }) => !kernel.has(type) || ['PassageSetAside', 'SourceRevised', 'DisagreementNoted'].includes(type),
)

/** A chronicle of some thirty events: facts of every type, corrections, retractions, identities, inferences. */
export function storyOf(seed: number): Story {
  const dice = new Dice(seed)
  const told = new Telling(dice)
  const late = dice.upTo(8)
  for (const [index, source] of SOURCES.entries()) if (index !== late) told.register(source)
  const length = 10 + dice.upTo(25)
  for (let step = 0; step < length; step += 1) {
    const source = SOURCES[late]
    if (step === 5 && source !== undefined) told.register(source)
    told.tell()
  }
  return {
    events: told.events,
    texts: new Map(SOURCES.map((name) => [sha256Hex(textOf(name)), textOf(name)])),
  }
}

export function dayOf(index: number): string {
  return `2020-01-${String(index + 1).padStart(2, '0')}`
}

function textOf(source: string): string {
  return `What ${source} has to say, in as many words as it takes.`
}

class Telling {
  readonly events: Envelope[] = []
  readonly #ids: EventId[] = []
  readonly #heads = new Map<EventId, EventId>()
  readonly #dice: Dice

  constructor(dice: Dice) {
    this.#dice = dice
  }

  register(source: Subject): void {
    const dice = this.#dice
    const published = {
      edtf: dice.oneIn(3) ? openDay(dice) : dayIn(dice),
      basis: 'stated',
      reading: 'printed',
    }
    const text = { digest: sha256Hex(textOf(source)), length: textOf(source).length }
    const dateline = { city: dice.of(WORDS), date: dayIn(dice) }
    const side = dice.oneIn(4) ? {} : { side: dice.of(SIDES) }
    const words = {
      title: dice.of(WORDS),
      publisher: dice.of(WORDS),
      medium: 'web',
      byline: [dice.of(WORDS)],
    }
    const payload = {
      label: source.slice(-1),
      published,
      text,
      dateline,
      absent: ['seal'],
      ...side,
      ...words,
      ...RELATED[source.slice(-1)],
    }
    this.#add({ type: 'SourceRegistered', subject: source, payload, evidence: [this.#span(source)] })
  }

  tell(): void {
    const dice = this.#dice
    const kind = dice.upTo(20)
    const target = dice.of(this.#ids)
    const salt = String(this.#ids.length)
    if (kind < 11) this.#fact()
    else if (kind < 14) this.#correct(target)
    else if (kind === 18 && dice.oneIn(2)) this.#workOut(dice.of(SOURCES))
    else if (kind === 14) this.#act('EventRetracted', target, { reason: 'wrong' })
    else if (kind === 15) this.#act('EventRestored', target, { reason: 'right' })
    else if (kind === 16) this.#pair('IdentityAsserted', 'same')
    else if (kind === 17 && dice.oneIn(2)) this.#pair('IdentityDenied', 'distinct')
    else if (kind === 18 && dice.oneIn(3))
      this.#add({
        type: 'SourceRetracted',
        subject: dice.of(SOURCES),
        payload: { reason: 'withdrawn' },
        ...this.#ground(),
        salt,
      })
    else {
      const dated = this.#anyFact()
      const payload = { of: [dated], reason: 'it follows' }
      const premises = [...new Set([dated, this.#anyFact()])]
      this.#add({
        type: 'DateInferred',
        subject: this.#subjectOf(dated),
        payload,
        ...valid(dice),
        premises,
        salt,
      })
    }
  }

  #fact(): void {
    const dice = this.#dice
    const type = dice.of(facts)
    const subject = dice.of([...SUBJECTS, ...SOURCES].filter(isOf(type.kinds)))
    const payload = payloadFor(type, dice, {
      subjects: SUBJECTS,
      sources: SOURCES,
      events: this.#ids,
      day: dayIn,
    })
    const premises = type.ground === 'premises' || dice.oneIn(8) ? { premises: [this.#anyFact()] } : {}
    const ground = type.ground === 'premises' ? {} : this.#ground()
    this.#add({ type: type.type, subject, payload, ...valid(dice), ...ground, ...premises })
  }

  #correct(target: EventId): void {
    const dice = this.#dice
    const event = this.events[this.#ids.indexOf(target)]
    const type = event && bilateral.vocabulary.catalogue.get(event.type)
    if (event === undefined || type === undefined) return
    const again = payloadFor(type, dice, {
      subjects: SUBJECTS,
      sources: SOURCES,
      events: this.#ids,
      day: dayIn,
    })
    const others = [...SUBJECTS].filter(isOf(type.kinds))
    const set = dice.of<{ readonly [key: string]: Json }>([
      { payload: again },
      { valid: { edtf: validIn(dice), basis: 'stated' } },
      ...(others.length === 0 ? [] : [{ subject: dice.of(others) }]),
      ...(event.evidence === undefined ? [] : [{ evidence: [this.#span(dice.of(SOURCES))] }]),
    ])
    this.#act('EventCorrected', target, { reason: 'misread', set })
  }

  /** When a source came out, from other events; of one source at most, for the oracle goes every way through such acts. */
  #workOut(source: Subject): void {
    const dice = this.#dice
    const at = this.events.findIndex(({ type, subject }) => type === 'SourceRegistered' && subject === source)
    const target = this.#ids[at]
    if (target === undefined || this.events.some(({ payload }) => payload.reason === WORKED_OUT)) return
    const set = { payload: { published: { edtf: openDay(dice), basis: 'inferred' } } }
    const premises = [...new Set([this.#anyFact(), this.#anyFact()])]
    this.#act('EventCorrected', target, { reason: WORKED_OUT, set }, { premises })
  }

  #act(
    type: string,
    event: EventId,
    payload: { readonly [key: string]: Json },
    given?: Partial<Envelope>,
  ): void {
    const dice = this.#dice
    if (this.events[this.#ids.indexOf(event)]?.target !== undefined) return
    const after = this.#heads.get(event)
    const drawn = () => (dice.oneIn(4) ? { premises: [this.#anyFact()] } : this.#ground())
    const ground = given ?? (dice.oneIn(2) ? {} : drawn())
    const target = { event, ...(after === undefined ? {} : { after }) }
    const salt = String(this.#ids.length)
    const id = this.#add({ type, subject: this.#subjectOf(event), payload, target, ...ground, salt })
    if (id !== undefined) this.#heads.set(event, id)
  }

  #pair(type: string, says: string): void {
    const dice = this.#dice
    const kind = dice.of([...bilateral.vocabulary.kinds.keys()])
    const payload = { [says]: [`${kind}/x`, `${kind}/y`], reason: 'by the looks of it' }
    const premises = [this.#anyFact()]
    this.#add({ type, subject: `${kind}/x`, payload, premises, salt: String(this.#ids.length) })
  }

  /** Adds what is an event and was not told before; the rest is left out. */
  #add(
    said: { readonly type: string; readonly subject: Subject } & Omit<Partial<Envelope>, 'evidence'> & {
        readonly evidence?: readonly Json[]
      },
  ): EventId | undefined {
    const parsed = parseEvent(bilateral.vocabulary.catalogue, { chronicle: CHRONICLE, version: 1, ...said })
    if (!parsed.ok || !this.#reads(parsed.event)) return undefined
    const id = eventId(parsed.event)
    if (this.#ids.includes(id)) return undefined
    this.events.push(parsed.event)
    this.#ids.push(id)
    return id
  }

  /** Whether what a correction corrects is still an event once it is corrected. */
  #reads(act: Envelope): boolean {
    if (act.type !== eventCorrected.type || act.target === undefined) return true
    const { event: corrected } = act.target
    const root = this.events[this.#ids.indexOf(corrected)]
    if (root === undefined || root.target !== undefined) return false
    const read = [...this.events, act]
      .filter(({ type, target }) => type === eventCorrected.type && target?.event === corrected)
      .reduce((event, each) => applyCorrection(event, payloadOf(eventCorrected, each).set), root)
    return parseEvent(bilateral.vocabulary.catalogue, read).ok
  }

  /** What an inference may rest on: not on an act, of which nothing follows that does not follow from what it acts on. */
  #anyFact(): EventId {
    return this.#dice.of(this.#ids.filter((_, index) => this.events[index]?.target === undefined))
  }

  #subjectOf(id: EventId): Subject {
    return this.events[this.#ids.indexOf(id)]?.subject ?? 'meeting/x'
  }

  #ground() {
    const sources = this.#dice.oneIn(5) ? this.#dice.some(SOURCES, 2) : [this.#dice.of(SOURCES)]
    return { evidence: sources.map((source) => this.#span(source)) }
  }

  #span(source: Subject) {
    const dice = this.#dice
    const role = dice.of(['statement', 'date', 'name'])
    if (dice.oneIn(5)) return { source, locator: `page ${dice.upTo(3)}`, role }
    const start = dice.upTo(20)
    const end = start + 1 + dice.upTo(10)
    return { source, start, end, digest: sha256Hex(textOf(source).slice(start, end)), role }
  }
}

const WORKED_OUT = 'worked out'

function isOf(kinds: readonly string[] | 'any') {
  return (subject: Subject) => kinds === 'any' || kinds.includes(subject.slice(0, subject.indexOf('/')))
}

function valid(dice: Dice) {
  return dice.oneIn(9) ? {} : { valid: { edtf: validIn(dice), basis: 'stated' as const } }
}

function validIn(dice: Dice): string {
  const from = dice.upTo(DAYS)
  const to = from + 1 + dice.upTo(DAYS - from)
  return dice.of([
    dayOf(from),
    dayOf(from),
    `[${dayOf(from)}..${dayOf(to)}]`,
    `${dayOf(from)}/${dayOf(to)}`,
    `${dayOf(from)}/..`,
    `[..${dayOf(to)}]`,
    '2020',
  ])
}

function dayIn(dice: Dice): string {
  return dayOf(dice.upTo(DAYS))
}

function openDay(dice: Dice): string {
  const from = dice.upTo(DAYS)
  return dice.of([`[${dayOf(from)}..${dayOf(from + 1 + dice.upTo(5))}]`, `[${dayOf(from)}..]`, '[..]'])
}
