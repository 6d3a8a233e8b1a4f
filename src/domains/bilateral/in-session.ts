import { z } from 'zod'
import { type Occurrence, object, record } from '../../domain/index.ts'
import { RegestaError } from '../../errors.ts'
import type { Resolved } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'

/** The hours of a meeting: when on its day it sat, and how long. */
export const session = record(
  'Session',
  'When on its day it met, in the civil time of its place.',
  z.strictObject({
    begins: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, HH:MM'),
    minutes: z.strictObject({
      about: z.int32().positive(),
      atLeast: z.int32().positive().meta({ description: 'the bounds that an approximate duration means' }),
      atMost: z.int32().positive(),
    }),
  }),
  { begins: '`HH:MM`' },
  { words: ({ begins, minutes }) => `from ${begins}, about ${minutes.about} minutes` },
)

export type Session = z.infer<typeof session>

/** How the API shows the hours. */
export const sessionShown = object<Session>(
  'Session',
  'When on its day it met, in the civil time of its place.',
  (t) => ({
    begins: t.string(
      '`HH:MM`, 00:00 to 23:59, in the zone of the place, printed or not.',
      ({ begins }) => begins,
    ),
    minutesAbout: t.int(
      'How long it took, in minutes, as the source gives it.',
      ({ minutes }) => minutes.about,
    ),
    minutesAtLeast: t.int(
      'The least that an approximate duration means, in minutes: it certainly lasted so long.',
      ({ minutes }) => minutes.atLeast,
    ),
    minutesAtMost: t.int(
      'The most that it means, in minutes: by then it was over.',
      ({ minutes }) => minutes.atMost,
    ),
  }),
)

/** A time of day in minutes from midnight, of whatever zone the place keeps. */
export type TimeOfDay = number

/** The minutes of `HH:MM`; `undefined` for any other text. */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

/** The time of day of an argument `at`; throws E_TIME for any other text. */
export function timeOfDay(text: string): TimeOfDay {
  const minutes = parseTimeOfDay(text)
  if (minutes !== undefined) return minutes
  throw new RegestaError('E_TIME', 'invalid', `argument "at": "${text}" is not a time of day like 15:30`)
}

/**
 * Whether a meeting was sitting at a time of its day, and whether its likely length reaches so far. A time before
 * it began, or after the longest that it may have lasted, is a `no`; where no session is known, or sources that
 * can be seen give several and differ, `unknown` or `possibly`.
 */
export function inSession({ values }: Resolved<Session>, at: TimeOfDay): Occurrence {
  const sessions = values.map(({ value, answer }) => ({
    ...sitting(value, at),
    sure: answer === 'definitely',
  }))
  const [first] = sessions
  if (first === undefined) return { answer: 'unknown', likely: false }
  const agreed = sessions.every(({ answer, sure }) => sure && answer === first.answer)
  const open = sessions.some(({ answer }) => answer !== 'no')
  return {
    answer: agreed ? first.answer : open ? 'possibly' : 'unknown',
    likely: sessions.some(({ likely }) => likely),
  }
}

/** Half-open: it sits in the minute in which it begins, and no longer in the one in which it ends. */
function sitting({ begins, minutes }: Session, at: TimeOfDay): Occurrence {
  const lasted = at - (parseTimeOfDay(begins) ?? Number.NaN)
  const answer: Answer =
    lasted < 0 || lasted >= minutes.atMost ? 'no' : lasted < minutes.atLeast ? 'definitely' : 'possibly'
  return { answer, likely: lasted >= 0 && lasted < minutes.about }
}
