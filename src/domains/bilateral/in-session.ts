import type { Item } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { HeldOn } from './held-on.ts'
import { meetingFields, type Session } from './meeting.ts'

/** A time of day in minutes from midnight, of whatever zone the place keeps. */
export type TimeOfDay = number

/** The minutes of `HH:MM`; `undefined` for any other text. */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hours === undefined || minutes === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

/**
 * Whether a meeting was sitting at a time of its day, and whether its likely length reaches so far. A time before
 * it began, or after the longest that it may have lasted, is a `no`; where no session is told, or sources that
 * can be seen give several and differ, `unknown` or `possibly`.
 */
export function inSession(item: Item, at: TimeOfDay): HeldOn {
  const { values } = item.get(meetingFields.session)
  const told = values.map(({ value, answer }) => ({ ...sitting(value, at), sure: answer === 'definitely' }))
  const [first] = told
  if (first === undefined) return { answer: 'unknown', likely: false }
  const agreed = told.every(({ answer, sure }) => sure && answer === first.answer)
  const open = told.some(({ answer }) => answer !== 'no')
  return {
    answer: agreed ? first.answer : open ? 'possibly' : 'unknown',
    likely: told.some(({ likely }) => likely),
  }
}

/** Half-open: it sits in the minute in which it begins, and no longer in the one in which it ends. */
function sitting({ begins, minutes }: Session, at: TimeOfDay): HeldOn {
  const lasted = at - (parseTimeOfDay(begins) ?? Number.NaN)
  const answer: Answer =
    lasted < 0 || lasted >= minutes.atMost ? 'no' : lasted < minutes.atLeast ? 'definitely' : 'possibly'
  return { answer, likely: lasted >= 0 && lasted < minutes.about }
}
