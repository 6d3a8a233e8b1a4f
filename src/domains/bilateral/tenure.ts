import { z } from 'zod'
import { object, oneOf, valueType, yesNo } from '../../domain/index.ts'
import { boundSchema, type EventId } from '../../event/index.ts'
import { type Field, type Item, type Standing, sourcesOfAll, type Valued } from '../../state/index.ts'
import { type Answer, and, type Bound, readBound } from '../../time/index.ts'
import { person } from './terms.ts'

/** Who holds an office in turn: each from taking it until leaving it. */

export const filledHow = oneOf({
  elected: 'They were elected.',
  appointed: 'They were appointed.',
  nominated: 'They were nominated, and have yet to be confirmed.',
})

export const leftHow = oneOf({
  resigned: 'They resigned.',
  dismissed: 'They were dismissed.',
  died: 'They died.',
  'term-ended': 'Their term ended.',
  recalled: 'They were recalled by those who sent them.',
  expelled: 'They were expelled by those who had received them.',
  other: 'They left in another way.',
})

const move = z.strictObject({
  person,
  acting: yesNo.exactOptional(),
  how: filledHow.exactOptional(),
  from: boundSchema.exactOptional(),
  until: boundSchema.exactOptional(),
  left: yesNo.exactOptional(),
  leftHow: leftHow.exactOptional(),
})

/** A person in an office, or with `left` one who left it, so that it is vacant. Where no more is known, the key alone. */
export const holder = valueType(z.union([person, move]), {
  shape: { type: 'reference', kind: 'person' },
  spelling: (value) => {
    const { person, acting = false, left = false } = partsOf(value)
    if (left) return 'vacant'
    return acting ? `acting ${person}` : JSON.stringify(person)
  },
  words: (value, say) => {
    const { person, acting = false, left = false } = partsOf(value)
    if (left) return 'vacant'
    return acting ? `${say.subject(person)} (acting)` : say.subject(person)
  },
})

export type Holder = z.infer<typeof holder>

export function partsOf(value: Holder): z.infer<typeof move> {
  return typeof value === 'string' ? { person: value } : value
}

export function personIn(value: Holder): z.infer<typeof person> {
  return partsOf(value).person
}

/** Whether it is the value of a vacant office. */
export function isVacancy(value: Holder): boolean {
  return partsOf(value).left === true
}

/** The options of a field of holders: who is named by which, and which of its claims end a turn. */
export const IN_TURN = {
  single: true,
  inTurn: true,
  shown: false,
  stage: (value: Holder) => (isVacancy(value) ? 'out' : 'in'),
  names: (value: Holder) => (isVacancy(value) ? undefined : personIn(value)),
} as const

/** A stretch of time in an office, as far as sources give it. */
export type Tenure = {
  readonly office: Item
  readonly person: string
  readonly acting: boolean
  readonly until: Bound | undefined
  /** What claims that they took it, and that they left it. */
  readonly came: readonly Standing[]
  readonly went: readonly Standing[]
  readonly credentials: readonly Standing[]
  /** Whether they hold it at the point. */
  readonly holds: Answer
}

export type OfficeFields = {
  readonly holder: Field<Holder>
  readonly credentials: Field<z.infer<typeof person>>
}

/** Who took an office or left it up to the date, in order; two reports of one taking or leaving are of one. */
export function tenuresOf(office: Item, fields: OfficeFields): readonly Tenure[] {
  const moves = office
    .standingsOf(fields.holder)
    .filter(({ answer, claim }) => claim.aspect !== 'attested' && answer !== 'no' && answer !== 'unknown')
    .toSorted(byDay)
  const found: { person: string; acting: boolean; came: Standing[]; went: Standing[] }[] = []
  for (const one of moves) {
    // It was claimed as a value of this field.
    const { person, acting = false, left = false } = partsOf(one.claim.value as Holder)
    const last = found.findLast((each) => each.person === person)
    if (left && last !== undefined) last.went.push(one)
    else if (!left && last?.went.length === 0 && last.acting === acting) last.came.push(one)
    else
      found.push({
        person,
        acting,
        came: left ? [] : [one],
        went: left ? [one] : [],
      })
  }
  const now = office.get(fields.holder).values
  return found.map((each) => {
    const events = new Set(each.came.map(({ event }) => event.id))
    const current = now.find(
      ({ value, standings }) => !isVacancy(value) && standings.some(({ event }) => events.has(event.id)),
    )
    return {
      ...each,
      office,
      until: untilOf(each.came),
      credentials: office
        .standingsOf(fields.credentials)
        .filter(
          ({ claim, answer }) => claim.value === each.person && answer !== 'no' && answer !== 'unknown',
        ),
      holds: current === undefined ? 'no' : answerOf(current, office),
    }
  })
}

/** Of one day, who goes does so first. */
function byDay({ bounds: { begin: a }, claim }: Standing, { bounds: { begin: b } }: Standing): number {
  if (a.latest !== b.latest) return a.latest - b.latest
  return claim.stage === 'out' ? -1 : 1
}

function untilOf(standings: readonly Standing[]): Bound | undefined {
  return standings
    .map(({ claim }) => partsOf(claim.value as Holder).until)
    .find((until) => until !== undefined)
}

/** Until when someone was given an office, where a source says. */
export function untilIn({ standings }: Valued<Holder>): Bound | undefined {
  return untilOf(standings)
}

/** Whether a value of the holder is certain: once their time has passed and nothing is reported, it no longer is. */
export function answerOf(valued: Valued<Holder>, { point: { date } }: Item): Answer {
  const until = untilIn(valued)
  return until !== undefined && date >= readBound(until).latest
    ? and(valued.answer, 'possibly')
    : valued.answer
}

/** Of the claims on a holder, those that they took it or left it. */
export function takings({ standings }: Valued<Holder>): readonly Standing[] {
  return standings.filter(({ claim }) => claim.aspect !== 'attested')
}

/** Of several reports of one act, that which gives its date most narrowly. */
export function narrowest(standings: readonly Standing[]): Standing | undefined {
  const width = ({ bounds: { begin } }: Standing) => begin.latest - begin.earliest
  return standings.toSorted((a, b) => width(a) - width(b))[0]
}

/** What the API shows of someone in an office at a date. */
export const holding = object<{ readonly valued: Valued<Holder>; readonly office: Item }>(
  'Holding',
  'Someone in an office at a date.',
  (t) => ({
    person: t.orNull.item(
      'person',
      'Who holds it. Null where that is not visible at the point.',
      ({ valued }) => personIn(valued.value),
    ),
    certainty: t.certainty(
      'DEFINITELY: they took it and nothing says that they left, or they are attested on the date itself. POSSIBLY: also once the time that they were given has passed, or another is attested since.',
      ({ valued, office }) => answerOf(valued, office),
    ),
    acting: t.yesNo('Whether they only act in it.', ({ valued }) => partsOf(valued.value).acting === true),
    since: t.orNull.validTime('When they took it; null where no source says that they did.', ({ valued }) =>
      narrowest(takings(valued)),
    ),
    until: t.orNull.validTime('Until when they were given it; null where no source says.', ({ valued }) =>
      untilIn(valued),
    ),
    when: t.listOf.validTime('When they took it, or are attested in it.', ({ valued }) => valued.standings),
    sources: t.listOf.sources('Who says so.', ({ valued }) => valued.sources),
    evidence: t.listOf.evidence('Where the sources say so.', ({ valued }) => valued.because),
    because: t.listOf.events('The events that say so.', ({ valued }) => valued.because),
  }),
)

/** What the API shows of a stretch of time in an office. */
export const tenure = object<Tenure>(
  'Tenure',
  'Someone’s time in an office, as far as sources give it.',
  (t) => ({
    office: t.orNull.item(
      'office',
      'Which office it is. Null where it is not visible at the point.',
      ({ office }) => office.subject,
    ),
    person: t.orNull.item(
      'person',
      'Who took it or left it. Null where that is not visible at the point.',
      ({ person }) => person,
    ),
    acting: t.yesNo('Whether they only acted in it.', ({ acting }) => acting),
    holds: t.certainty('Whether they hold it at the point.', ({ holds }) => holds),
    from: t.orNull.validTime('When they took it; null where no source says.', ({ came }) => narrowest(came)),
    to: t.orNull.validTime('When they left it; null where no source says.', ({ went }) => narrowest(went)),
    how: t.orNull.value(leftHow, 'How they left: `resigned`; null where no source says.', ({ went }) =>
      went.map(({ claim }) => partsOf(claim.value as Holder).leftHow).find((how) => how !== undefined),
    ),
    until: t.orNull.validTime(
      'Until when they were given it; null where no source says.',
      ({ until }) => until,
    ),
    credentials: t.orNull.validTime(
      'When they presented their credentials; null where no source says.',
      ({ credentials }) => narrowest(credentials),
    ),
    sources: t.listOf.sources('Who says so.', (of) => sourcesOfAll(claimsOf(of))),
    evidence: t.listOf.evidence('Where the sources say so.', (of) => eventsOf(of)),
    because: t.listOf.events('The events that say so.', (of) => eventsOf(of)),
  }),
)

function claimsOf({ came, went, credentials }: Tenure): readonly Standing[] {
  return [...came, ...went, ...credentials]
}

function eventsOf(tenure: Tenure): readonly EventId[] {
  return [...new Set(claimsOf(tenure).flatMap(({ because }) => because))]
}

/** What the API shows of someone who is to take an office. */
export const designation = object<Valued<Holder>>(
  'Designation',
  'Someone who was chosen for an office and has not taken it yet.',
  (t) => ({
    person: t.orNull.item(
      'person',
      'Who is to take it. Null where that is not visible at the point.',
      ({ value }) => personIn(value),
    ),
    certainty: t.certainty('Whether it stands so.', ({ answer }) => answer),
    how: t.orNull.value(
      filledHow,
      '`elected`, `appointed` or `nominated`; null where no source says.',
      ({ value }) => partsOf(value).how,
    ),
    when: t.listOf.validTime('When they were chosen.', ({ standings }) => standings),
    from: t.orNull.validTime(
      'When they are to take it; null where no source says.',
      ({ value }) => partsOf(value).from,
    ),
    sources: t.listOf.sources('Who says so.', ({ sources }) => sources),
    evidence: t.listOf.evidence('Where the sources say so.', ({ because }) => because),
    because: t.listOf.events('The events that say so.', ({ because }) => because),
  }),
)
