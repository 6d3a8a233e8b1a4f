import { z } from 'zod'
import { boundInWords, date, object, oneOf, record, whenInWords } from '../../domain/index.ts'
import { boundSchema, type Envelope, type EventId } from '../../event/index.ts'
import { onlyValue, type Resolved, type Standing, type Valued, withPremises } from '../../state/index.ts'
import { type Answer, type Bound, type CivilDay, readBound } from '../../time/index.ts'
import { beyondRecord } from './due.ts'
import { actor } from './terms.ts'

/** Whether an instrument is in force: what is recorded of it, and what its days bring. */

const FORCE = {
  provisional: 'It is applied provisionally, and not in force.',
  'in-force': 'It is in force.',
  suspended: 'It is suspended.',
  ended: 'It has ended.',
}

/** What an event makes of its force. */
export const force = oneOf(FORCE)

/** How it came to be in force: an extension only goes on with that. */
export const beginning = oneOf({ entered: 'It entered into force.', resumed: 'It was resumed.' })

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

type Because = Pick<Resolved<unknown>, 'because'>

/** What bears on the force of one instrument at its point. */
export type ForceFields = {
  readonly force: Resolved<z.infer<typeof force>>
  readonly began: Resolved<z.infer<typeof beginning>>
  readonly attested: Resolved<z.infer<typeof attestedForce>>
  readonly planned: Resolved<Bound>
  readonly until: Resolved<Bound>
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

/** Whether it is in force on the date; undefined for what never enters into force, of which no event says otherwise. */
export function forceOn(date: CivilDay, fields: ForceFields, entersIntoForce: boolean): Force | undefined {
  const { force, began, attested } = fields
  const [planned, until] = [onlyValue(fields.planned), onlyValue(fields.until)]
  const inForce = force.values.filter(({ value }) => value === 'in-force')
  const since = inForce.length === 0 ? undefined : began.values.flatMap(({ standings }) => standings)[0]
  const recorded = [force, attested, fields.planned].some(({ values }) => values.length > 0)
  if (!recorded && !entersIntoForce) return undefined
  const found = (answer: Answer, words: string, ...from: readonly Because[]): Force => {
    const because = [...new Set(from.flatMap((each) => each.because))]
    return { answer, words, since, planned, until, because }
  }
  const today = attested.values.map(({ value }) => value === 'in-force')
  if (today.length > 0) {
    const agreed = new Set([...today, ...force.values.map(({ value }) => value === 'in-force')])
    const [answer = 'unknown'] =
      agreed.size > 1 ? ['possibly' as const] : ([agreed.has(true) ? 'definitely' : 'no'] as const)
    return found(
      answer,
      `${answer === 'possibly' ? 'possibly ' : ''}${wordsOf(attested.values)} on that day`,
      attested,
      force,
    )
  }
  if (force.values.length === 0) return notYet(date, planned, fields, found)
  if (inForce.length === 0)
    return found(force.answer === 'definitely' ? 'no' : 'unknown', wordsOf(force.values), force)
  if (inForce.length < force.values.length || force.answer !== 'definitely')
    return found('possibly', `possibly ${wordsOf(force.values)}`, force)
  const begun = `in force${isDated(began.values) ? ` since ${whenInWords(began.values)}` : ''}`
  const passed = until === undefined ? undefined : readBound(until)
  if (until !== undefined && passed !== undefined && date >= passed.latest)
    return found(
      'possibly',
      `${begun}, until ${boundInWords(until)}; nothing is reported since`,
      force,
      fields.until,
    )
  const notice = fields.denunciation.values.filter(({ value }) => value.status === 'given')
  if (notice.some((each) => mayHaveEnded(date, each)))
    return found('possibly', `${begun}; denounced, and no end is reported`, force, fields.denunciation)
  const effects = notice.flatMap(({ value: { effective } }) => effective ?? [])
  const parts = [
    begun,
    ...(until === undefined ? [] : [`, until ${boundInWords(until)}`]),
    ...(effects.length === 0 ? [] : [`; denounced as of ${effects.map(boundInWords).join(' or ')}`]),
  ]
  return found(
    'definitely',
    parts.join(''),
    force,
    fields.until,
    ...(notice.length > 0 ? [fields.denunciation] : []),
  )
}

function notYet(
  date: CivilDay,
  planned: Bound | undefined,
  fields: ForceFields,
  found: (answer: Answer, words: string, ...from: readonly Because[]) => Force,
): Force {
  const { lastAttested } = fields.attested
  if (lastAttested?.value === 'in-force')
    return found(
      'possibly',
      `in force on ${whenInWords([lastAttested])}; nothing is reported since`,
      lastAttested,
    )
  if (planned === undefined) return found('unknown', 'not in force as far as is recorded')
  const when = boundInWords(planned)
  if (date < readBound(planned).earliest)
    return found(
      'unknown',
      `not yet in force as far as is recorded; to enter into force ${when}`,
      fields.planned,
    )
  return found('possibly', `was to enter into force ${when}; nothing is reported since`, fields.planned)
}

function mayHaveEnded(date: CivilDay, { value: { effective } }: Valued<Denunciation>): boolean {
  return effective === undefined || date >= readBound(effective).earliest
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
export function forceDays({ planned, until, denunciation }: ForceFields): readonly CivilDay[] {
  const effective = denunciation.values.flatMap(({ value }) => value.effective ?? [])
  const bounds = [...planned.values, ...until.values].map(({ value }) => value)
  return [...bounds, ...effective].flatMap(daysOfBound)
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
  return [earliest, latest].filter(Number.isFinite)
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
