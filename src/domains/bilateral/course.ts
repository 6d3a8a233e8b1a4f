import { z } from 'zod'
import {
  type AheadWords,
  all,
  arg,
  boundInWords,
  type Claim,
  country,
  date,
  type Fields,
  lifecycle,
  narrowing,
  type Occurrence,
  type OutputBuilder,
  occurredOn,
  occurrence,
  oneOf,
  ownWords,
  record,
  staged,
  standingValues,
  type Tokens,
  yesNo,
} from '../../domain/index.ts'
import { type Item, onlyValue } from '../../state/index.ts'
import { type Bound, type CivilDay, type Interval, oneDay, overlaps, readBound } from '../../time/index.ts'
import { actor, byStage, type Place, place } from './terms.ts'

/**
 * The course of what is planned, put off, called off, done, or denied: activities, visits and meetings, and of transfers a part.
 * Only what was done is there; whether anything else is, is unknown, and it is found by its stage. Nobody wins by being later
 * where some say that it was done and others deny it.
 */

/** The stages before it is done, and that it is denied, for the vocabulary of a kind. */
export const NOT_DONE = {
  planned: 'It is planned or announced.',
  postponed: 'It was put off, to another day or to none.',
  cancelled: 'It was called off.',
  denied: 'Someone denies that it happened.',
}

type NotDone = keyof typeof NOT_DONE

const happened = oneOf(
  { happened: 'It happened, at least in part.', denied: 'It did not happen.' },
  { name: 'Happened', says: 'What sources claim of whether it happened.' },
)

export const denial = record(
  'Denial',
  'Someone denies that it happened.',
  z.strictObject({ by: actor, how: ownWords.exactOptional() }),
  { by: 'Who denies it.', how: 'In our own words; null where no source says more.' },
  { words: ({ by, how }, say) => `denied by ${say.subject(by)}${how === undefined ? '' : `: ${how}`}` },
)

export const expected = record(
  'ExpectedActor',
  'Someone who was to take part, by a plan.',
  z.strictObject({ actor, side: country.exactOptional() }),
  {
    actor: 'A side like `jp`, or the key of a person or body.',
    side: 'For which country; null where no plan says.',
  },
  { spelling: ({ actor }) => actor, words: ({ actor }, say) => say.subject(actor) },
)

type Expected = z.infer<typeof expected>

/** Plans go by date: what is planned anew takes the place of what was put off before. */
const PLANS = { dated: [['planned'], ['postponed']] }

/** What any kind has that can be called off. */
export function endingFields() {
  return {
    cancelledBy: all(actor, 'Who called it off: sides like `jp`, or keys of bodies or persons.', {
      role: 'actor',
    }),
    reason: all(ownWords, 'Why it was put off or called off, in our own words.', { as: 'reasons' }),
  }
}

/** The fields of a kind whose stages are `stage`, of which those in `done` say that it is done, the furthest last. */
export function courseFields<W extends string>(
  stage: z.ZodType<W>,
  done: readonly (readonly NoInfer<W>[])[],
) {
  return {
    stage: staged(
      stage,
      'How far it came; more than one where that is open.',
      { dated: [...PLANS.dated, ['cancelled']], last: done },
      { as: 'stages', filter: byStage },
    ),
    happened: lifecycle(
      happened,
      'Whether sources have it done, or deny it; empty while it is only planned. Both where they disagree.',
      [['happened', 'denied']],
      { single: true },
    ),
    denied: all(denial, 'Who denies that it happened.', { role: 'actor', as: 'denials' }),
    window: staged(date, 'When it is planned.', PLANS, { single: true, inTurn: true, shown: false }),
    windowUnset: staged(yesNo, 'Whether it was last put off to no day.', PLANS, {
      stage: () => 'postponed',
      shown: false,
    }),
    plannedPlace: staged(
      place,
      'Where it is planned, or was; null where no source says, or they differ.',
      PLANS,
      { role: 'place', stage: () => 'planned', shown: 'one' },
    ),
    expected: all(expected, 'Who was to take part, by the plans.', { role: 'actor' }),
    ...endingFields(),
  }
}

type CourseFields = ReturnType<typeof courseFields<NotDone>>
type Course = Tokens<Omit<CourseFields, 'stage'>> & { readonly stage: Tokens<Fields>[string] }
type Ending = ReturnType<typeof endingFields> & {
  readonly stage: ReturnType<typeof staged<z.ZodType<'cancelled'>>>
}

/** What a plan has in its payload beside what its kind does. */
export const plan = {
  window: date.exactOptional().meta({ description: 'when it is to be' }),
  place: place.exactOptional().meta({ description: 'where it is to be' }),
}

export const postponement = {
  to: date.exactOptional().meta({ description: 'to when; absent where no new day is set' }),
  reason: ownWords.exactOptional(),
}

export const cancellation = {
  by: actor.exactOptional().meta({ description: 'who called it off' }),
  reason: ownWords.exactOptional(),
}

export const denialParts = denial.shape

type Given<P extends z.ZodRawShape> = z.infer<z.ZodObject<P, z.core.$strict>>

export function claimPlanned(
  claim: Claim<CourseFields>,
  { window, place }: { readonly window?: Bound; readonly place?: Place },
  who: readonly Expected[] = [],
): void {
  claim
    .stage('planned')
    .window(window, { stage: 'planned' })
    .windowUnset(window === undefined ? undefined : false, { stage: 'planned' })
    .plannedPlace(place)
    .expected.each(who)
}

export function claimPostponed(claim: Claim<CourseFields>, { to, reason }: Given<typeof postponement>): void {
  claim
    .stage('postponed')
    .window(to, { stage: 'postponed' })
    .windowUnset(to === undefined)
    .reason(reason)
}

export function claimCancelled(claim: Claim<Ending>, { by, reason }: Given<typeof cancellation>): void {
  claim.stage('cancelled').cancelledBy(by).reason(reason)
}

/** A denial is of the day on which it is made, and stands beside what others say, whichever is the later. */
export function claimDenied(claim: Claim<CourseFields>, { by, how }: Given<typeof denialParts>): void {
  claim
    .stage('denied')
    .happened('denied')
    .denied({ by, ...(how && { how }) })
}

/** When it is planned, as it stands: none once it was put off to no day. */
function windowsOf(item: Item, { window, windowUnset }: Course): readonly Bound[] {
  return onlyValue(item.get(windowUnset)) === true ? [] : standingValues(item, window)
}

/** Whether it may be still to come: planned or put off, and neither done, called off nor denied for certain. */
function mayBeAhead(item: Item, { stage }: Course): boolean {
  return stagesOf(item, stage).some((each) => each === 'planned' || each === 'postponed')
}

function stagesOf(item: Item, stage: Course['stage']): readonly string[] {
  return standingValues(item, stage).map(String)
}

function mayBeWithin(item: Item, fields: Course, days: Interval): boolean {
  return (
    mayBeAhead(item, fields) && windowsOf(item, fields).some((window) => overlaps(readBound(window), days))
  )
}

/** Whether it was held on a day, by who says that it was; or else whether that is planned, which makes it possible. */
export function courseOn(item: Item, fields: Course, day: CivilDay): Occurrence {
  if (item.standingsOf(item.kind.existence).length > 0) return occurredOn(item, day)
  const answer = mayBeWithin(item, fields, oneDay(day)) ? 'possibly' : 'unknown'
  return { answer, likely: false }
}

/** The outputs of a kind with such fields; `heldOn` where it knows better than {@link courseOn}. */
export function courseOutputs(
  t: OutputBuilder<Item>,
  fields: Course,
  heldOn: (item: Item, day: CivilDay) => Occurrence = (item, day) => courseOn(item, fields, day),
) {
  return {
    window: t.orNull.validTime(
      'When it is planned, by the last plan; null where no source says, they differ, or it was put off to no day.',
      (item) => {
        const [window, ...others] = windowsOf(item, fields)
        return others.length === 0 ? window : null
      },
    ),
    heldOn: t.object(
      occurrence,
      'Whether it was held on that day; of what is only planned, POSSIBLY on a day of its window. NO is about this one alone.',
      (item, _, { date }) => heldOn(item, date),
      { date: arg.day('The day.') },
    ),
  }
}

/** The arguments of a kind’s list. */
export function courseNarrowings(fields: Course) {
  return {
    plannedWithin: narrowing(
      arg.int(
        'Only those that may be still to come and whose window may fall on one of so many days from the point’s date on. What is only planned has the certainty UNKNOWN.',
      ),
      (days, { point: { date } }) =>
        (item) =>
          mayBeWithin(item, fields, { earliest: date, latest: date + days }),
    ),
  }
}

/** A headline that ends with when it was or how it stands; none of that alone, for it names nothing. */
export function labelWith(
  standing: string | undefined,
  parts: readonly (string | undefined)[],
): readonly (string | undefined)[] {
  return parts.some((part) => part !== undefined && part !== '') ? [...parts, standing] : []
}

/** How it stands where it is not done, to follow its name: `planned for 2026-05`; undefined where it is done. */
export function ahead(item: Item, fields: Course): AheadWords | undefined {
  const found = aheadBy(item, fields.stage, windowsOf(item, fields))
  // What was put off to no day keeps the days that it was planned for before.
  const windows = standingValues(item, fields.window)
  if (found === undefined || windows.length === 0) return found
  const stages = stagesOf(item, fields.stage)
  const isUnset = onlyValue(item.get(fields.windowUnset)) === true
  const isOff = isUnset || !stages.some((each) => each === 'planned' || each === 'postponed')
  return { ...found, plan: { stage: stages.map(stageInWords).join(' or '), windows, isOff } }
}

/** The same of a kind whose plans have no window. */
export function aheadBy(
  item: Item,
  stage: Course['stage'],
  windows: readonly Bound[] = [],
): AheadWords | undefined {
  if (item.existence.values.length > 0) return undefined
  const { because } = item.get(stage)
  const when = windows.map(boundInWords).join(' or ')
  const words = stagesOf(item, stage).map((each) => {
    if (when === '') return stageInWords(each)
    if (each === 'planned') return `planned for ${when}`
    return each === 'postponed' ? `put off to ${when}` : stageInWords(each)
  })
  return words.length === 0 ? undefined : { words: words.join(' or '), because }
}

function stageInWords(stage: string): string {
  if (stage === 'postponed') return 'put off'
  return stage === 'cancelled' ? 'called off' : stage
}
