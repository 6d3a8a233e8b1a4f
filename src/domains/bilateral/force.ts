import { z } from 'zod'
import { boundInWords, date, object, oneOf, record, whenInWords } from '../../domain/index.ts'
import { boundSchema, type Envelope, type EventId } from '../../event/index.ts'
import { onlyValue, type Resolved, type Standing, type Valued, withPremises } from '../../state/index.ts'
import {
  type Answer,
  type Bound,
  type CivilDay,
  type Interval,
  overlaps,
  readBound,
} from '../../time/index.ts'
import { beyondRecord } from './due.ts'
import { actor } from './terms.ts'

/** Whether an instrument is in force: what is recorded of it, and what its days bring. */

const FORCE = {
  provisional: 'It is applied provisionally, and not in force.',
  'in-force': 'It is in force.',
  suspended: 'It is suspended.',
  ended: 'It has ended.',
}

/** How it came into force. */
export const force = oneOf({ provisional: FORCE.provisional, 'in-force': FORCE['in-force'] })

/** Whether its force is suspended. */
export const suspension = oneOf({ suspended: FORCE.suspended, resumed: 'It is no longer suspended.' })

/** Whether it has ended, or goes on, as what had ended may do again. */
export const ending = oneOf({ 'goes-on': 'It was extended or taken up again.', ended: FORCE.ended })

/** Until when it was made or extended; without a day, it goes on without an end. */
export const until = record(
  'Until',
  'Until when an instrument was made or extended.',
  z.strictObject({ day: boundSchema.exactOptional() }),
  { day: 'The day; null where it goes on without an end.' },
  { spelling: ({ day }) => day?.edtf ?? 'open', words: ({ day }) => day?.edtf ?? 'without an end' },
)

/** What a source says of its force on the day itself. */
export const attestedForce = oneOf({ 'not-in-force': 'It is not, or not yet, in force.', ...FORCE })

/** Notice that a party leaves it, or that it takes the notice back. */
export const denunciation = record(
  'Denunciation',
  'Notice that a party ends an instrument, or that it takes the notice back.',
  z.strictObject({
    status: oneOf({ given: 'Notice was given.', withdrawn: 'The notice was taken back.' }),
    by: actor.exactOptional(),
    effective: date.exactOptional(),
  }),
  {
    status: '`given` or `withdrawn`.',
    by: 'Who gave it; null where no source says.',
    effective: 'From when it is to have ended; null where no source says.',
  },
  {
    spelling: ({ status, by }) => `${status} ${by}`,
    words: ({ status, by }, say) => `denunciation ${status}${by ? ` by ${say.subject(by)}` : ''}`,
  },
)

type Denunciation = z.infer<typeof denunciation>

/** What bears on the force of one instrument at its point. */
export type ForceFields = {
  readonly force: Resolved<z.infer<typeof force>>
  readonly suspension: Resolved<z.infer<typeof suspension>>
  readonly ending: Resolved<z.infer<typeof ending>>
  readonly attested: Resolved<z.infer<typeof attestedForce>>
  readonly planned: Resolved<Bound>
  readonly until: Resolved<z.infer<typeof until>>
  readonly denunciation: Resolved<Denunciation>
}

/**
 * Whether it is in force on a date. `unknown`: nothing on the record says that it ever was. `possibly` after a day on which it was
 * to begin or to end, for nothing was reported since.
 */
export type Force = {
  readonly answer: Answer
  /** In words that follow its name: `signed, not in force as far as is recorded`. */
  readonly words: string
  readonly since: Standing | undefined
  readonly planned: Bound | undefined
  readonly until: Bound | undefined
  readonly because: readonly EventId[]
}

/** How it may be, in words: `silent` where a day passed and nothing was reported, `disputed` where sources differ. */
type Case = { readonly is: 'in-force' | 'silent' | 'disputed' | 'not' | 'unrecorded'; readonly words: string }

/** Whether it is in force on the date; undefined for what never enters into force, of which no event says otherwise. */
export function forceOn(date: CivilDay, fields: ForceFields, entersIntoForce: boolean): Force | undefined {
  const { force, suspension, ending, attested, planned } = fields
  const recorded = [force, suspension, ending, attested, planned].some(({ values }) => values.length > 0)
  if (!recorded && !entersIntoForce) return undefined
  const statuses = statusesOf(fields)
  const since = statuses.has('in-force') ? sinceOf(fields) : []
  const cases = [...statuses].flatMap((status) => casesOf(status, date, fields, since))
  const all = attestedCases(attested, cases)
  const [answer, words] = [answerOf(all), [...new Set(all.map((each) => each.words))]]
  const isDisputed = all.some((each) => each.is === 'disputed')
  const bearing = Object.values(fields)
    .filter((field) => field !== planned || statuses.has(undefined))
    .filter(({ values }) => values.length > 0)
  const last =
    statuses.has(undefined) && attested.lastAttested?.value === 'in-force' ? attested.lastAttested : undefined
  return {
    answer,
    words: `${words.length > 1 || isDisputed ? 'possibly ' : ''}${words.join('; or ')}`,
    since: since[0]?.standings[0],
    planned: onlyValue(planned),
    until: onlyValue(fields.until)?.day,
    because: [...new Set([...bearing, ...(last ? [last] : [])].flatMap(({ because }) => because))],
  }
}

/** Since when it is in force without a break, as far as is recorded. */
function sinceOf({ force, suspension, ending }: ForceFields): readonly Valued<unknown>[] {
  const resumed = suspension.values.filter(({ value }) => value === 'resumed')
  const entered = force.values.filter(({ value }) => value === 'in-force')
  if (resumed.length > 0) return resumed
  return entered.length > 0 ? entered : ending.values.filter(({ value }) => value === 'goes-on')
}

/** Every value that may be, and none where none is certain. */
function choicesOf<T>({ values }: Resolved<T>): readonly (T | undefined)[] {
  const choices = values.map(({ value }) => value)
  return values.some(({ answer }) => answer === 'definitely') ? choices : [...choices, undefined]
}

type Status = 'in-force' | 'provisional' | 'suspended' | 'ended' | undefined

/** How its force may stand by what is recorded; undefined where nothing is. */
function statusesOf({ force, suspension, ending }: ForceFields): ReadonlySet<Status> {
  const statuses = new Set<Status>()
  for (const entered of choicesOf(force))
    for (const paused of choicesOf(suspension))
      for (const ended of choicesOf(ending))
        if (ended === 'ended' || paused === 'suspended') statuses.add(ended === 'ended' ? ended : 'suspended')
        else statuses.add(entered ?? (paused || ended ? 'in-force' : undefined))
  return statuses
}

/** What its days make of that by the date. */
function casesOf(
  status: Status,
  date: CivilDay,
  fields: ForceFields,
  since: readonly Valued<unknown>[],
): readonly Case[] {
  if (status === undefined)
    return choicesOf(fields.planned).flatMap((day) =>
      choicesOf(fields.denunciation).map((notice): Case => {
        const { is, words } = notYet(date, day, fields.attested)
        return { is, words: `${words}${denounced(notice)}` }
      }),
    )
  if (status !== 'in-force') return [{ is: 'not', words: status }]
  const begun = `in force${isDated(since) ? ` since ${whenInWords(since)}` : ''}`
  return choicesOf(fields.until).flatMap((made) =>
    choicesOf(fields.denunciation).map((notice): Case => {
      const words = made?.day === undefined ? begun : `${begun}, until ${boundInWords(made.day)}`
      // The day itself is in.
      if (made?.day !== undefined && date > readBound(made.day).earliest)
        return { is: 'silent', words: `${words}; nothing is reported since` }
      if (notice !== undefined && mayHaveEnded(date, notice))
        return { is: 'silent', words: `${begun}; denounced, and no end is reported` }
      return { is: 'in-force', words: `${words}${denounced(notice)}` }
    }),
  )
}

/** `; denounced as of 2026-08-02`, where notice was given and a source says from when. */
function denounced(notice: Denunciation | undefined): string {
  const effective = notice?.status === 'given' ? notice.effective : undefined
  return effective === undefined ? '' : `; denounced as of ${boundInWords(effective)}`
}

function notYet(date: CivilDay, planned: Bound | undefined, attested: ForceFields['attested']): Case {
  const { lastAttested } = attested
  if (lastAttested?.value === 'in-force')
    return {
      is: 'silent',
      words: `in force on ${whenInWords([lastAttested])}; nothing is reported since`,
    }
  if (planned === undefined) return { is: 'unrecorded', words: 'not in force as far as is recorded' }
  const when = boundInWords(planned)
  return date < readBound(planned).earliest
    ? {
        is: 'unrecorded',
        words: `not yet in force as far as is recorded; to enter into force ${when}`,
      }
    : { is: 'silent', words: `was to enter into force ${when}; nothing is reported since` }
}

/** What sources say of the day itself beats silence, and stands beside what is recorded otherwise. */
function attestedCases({ values }: ForceFields['attested'], cases: readonly Case[]): readonly Case[] {
  const words = `${wordsOf(values)} on that day`
  const attestedWays = (inForce: boolean) => {
    const those = values.filter(({ value }) => (value === 'in-force') === inForce)
    if (those.length === 0) return [false]
    return those.some(({ answer }) => answer === 'definitely') ? [true] : [true, false]
  }
  const attestedAs = (each: Case, saysSo: boolean, saysNot: boolean): Case => {
    if (!saysSo && !saysNot) return each
    const against = saysSo ? 'not' : 'in-force'
    if ((saysSo && saysNot) || each.is === against) return { is: 'disputed', words }
    return { is: saysSo ? 'in-force' : 'not', words }
  }
  return attestedWays(true).flatMap((saysSo) =>
    attestedWays(false).flatMap((saysNot) => cases.map((each) => attestedAs(each, saysSo, saysNot))),
  )
}

const MAY_BE: readonly Case['is'][] = ['in-force', 'silent', 'disputed']

function answerOf(cases: readonly Case[]): Answer {
  const found = new Set(cases.map((each) => each.is))
  if (found.size === 1 && found.has('in-force')) return 'definitely'
  if (cases.some((each) => MAY_BE.includes(each.is))) return 'possibly'
  return found.size === 1 && found.has('not') ? 'no' : 'unknown'
}

function mayHaveEnded(date: CivilDay, { status, effective }: Denunciation): boolean {
  return status === 'given' && (effective === undefined || date >= readBound(effective).earliest)
}

/** Whether some source says when it was: what is only reported was on any day before that. */
export function isDated(values: readonly Valued<unknown>[]): boolean {
  return values.some(({ standings }) =>
    standings.some(({ bounds }) => Number.isFinite(bounds.begin.earliest)),
  )
}

function wordsOf(values: readonly Valued<string>[]): string {
  return values.map(({ value }) => value.replaceAll('-', ' ')).join(' or ')
}

/** The days from which on {@link forceOn} may have it otherwise, by what stands of an instrument. */
export function forceDays(fields: ForceFields): readonly CivilDay[] {
  return boundsThatTurn(fields).flatMap(daysOfBound)
}

/** Whether it may enter into force as planned, end, or a notice take effect, on one of these days. */
export function mayTurnWithin(fields: ForceFields, days: Interval): boolean {
  return boundsThatTurn(fields).some((bound) => overlaps(readBound(bound), days))
}

function boundsThatTurn({ planned, until, denunciation }: ForceFields): readonly Bound[] {
  const effective = denunciation.values.flatMap(({ value }) => value.effective ?? [])
  const ends = until.values.flatMap(({ value }) => value.day ?? [])
  return [...planned.values.map(({ value }) => value), ...ends, ...effective]
}

/** The same by what one event says. */
export function forceTurns({ payload }: Envelope): readonly CivilDay[] {
  return [payload.on, payload.until, payload.effective].flatMap((value) => {
    const bound = boundSchema.safeParse(value)
    return bound.success ? daysOfBound(bound.data) : []
  })
}

function daysOfBound(bound: Bound): readonly CivilDay[] {
  const { earliest, latest } = readBound(bound)
  return [earliest, earliest + 1, latest].filter(Number.isFinite)
}

/** How the API shows it. */
export const forceShown = object<Force>('Force', 'Whether an instrument is in force at the point.', (t) => ({
  certainty: t.certainty(
    'DEFINITELY: in force. POSSIBLY: also once a day passed on which it was to begin or to end, and nothing is reported. NO: suspended, ended, applied only provisionally, or a source says that it is not. UNKNOWN: nothing on the record says that it ever was.',
    ({ answer }) => answer,
  ),
  words: t.string('The same in a line: `in force since 2024-05-01`.', ({ words }) => words),
  since: t.orNull.validTime('When it entered into force; null where no source says.', ({ since }) => since),
  planned: t.orNull.validTime(
    'When it is, or was, to enter into force; null where no source says, or they differ.',
    ({ planned }) => planned,
  ),
  until: t.orNull.validTime(
    'Until when it was made or extended; null where no source says, or they differ.',
    ({ until }) => until,
  ),
  onTheRecord: t.yesNo(
    'True where it is inferred from silence, for a date after the newest source.',
    ({ answer }, { state }) => answer !== 'no' && beyondRecord(state),
  ),
  evidence: t.listOf.evidence('Where the sources say so.', ({ because }, { state }) =>
    withPremises(state.view, because),
  ),
  because: t.listOf.events('The events that make it so.', ({ because }) => because),
}))
