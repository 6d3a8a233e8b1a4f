import { RegestaError } from '../../../errors.ts'
import { parseTimeOfDay } from '../in-session.ts'
import type { Session } from '../meeting.ts'
import type { Kit } from './refs.ts'

/** The type of the hours of a meeting. */
export function addSession({ builder }: Kit) {
  return builder.objectRef<Session>('Session').implement({
    description: 'When on its day it met, in the civil time of its place.',
    fields: (t) => ({
      begins: t.exposeString('begins', {
        description: '`HH:MM`, 00:00 to 23:59; the zone is that of the place, whether or not it is printed.',
      }),
      minutesAbout: t.int({
        description: 'How long it took, in minutes, as the source gives it.',
        resolve: ({ minutes }) => minutes.about,
      }),
      minutesAtLeast: t.int({
        description: 'The least that an approximate duration means, in minutes: so long it sat for certain.',
        resolve: ({ minutes }) => minutes.atLeast,
      }),
      minutesAtMost: t.int({
        description: 'The most that it means, in minutes: by then it was over.',
        resolve: ({ minutes }) => minutes.atMost,
      }),
    }),
  })
}

/** The time of day of an argument `at`; throws E_TIME for any other text. */
export function timeOfDay(text: string): number {
  const minutes = parseTimeOfDay(text)
  if (minutes !== undefined) return minutes
  throw new RegestaError('E_TIME', 'invalid', `argument "at": "${text}" is not a time of day like 15:30`)
}
