import { type Kind, reading } from '../../../state/index.ts'
import { meetingFields } from '../meeting.ts'
import { dueOf, dueTurns } from './due.ts'
import {
  undertakingAnswered,
  undertakingDenied,
  undertakingFulfilled,
  undertakingLapsed,
  undertakingMade,
  undertakingPartlyFulfilled,
  undertakingWithdrawn,
} from './events.ts'
import { undertakingFields } from './fields.ts'

const { made, ...others } = undertakingFields

export const undertakingKind: Kind = {
  kind: 'undertaking',
  existence: made,
  fields: Object.values(others),
  derived: [
    { name: 'dueStanding', cause: 'duePassed', value: (item) => dueOf(item).standing, turns: dueTurns },
  ],
}

const ended = [
  [undertakingPartlyFulfilled, 'partly-fulfilled'],
  [undertakingFulfilled, 'fulfilled'],
  [undertakingWithdrawn, 'withdrawn'],
  [undertakingLapsed, 'lapsed'],
  [undertakingDenied, 'denied'],
] as const

export const undertakingReadings = [
  reading(
    undertakingMade,
    (put, payload, subject, { event }) => {
      if (subject === payload.occasion) put(meetingFields.outcomes, event.subject)
      if (subject === payload.meeting)
        put(meetingFields.announced, {
          undertaking: event.subject,
          ...(payload.place && { place: payload.place }),
          ...(payload.level && { level: payload.level }),
          ...(payload.heads && { heads: payload.heads }),
        })
      if (subject !== event.subject) return
      put(made, true)
      put(others.status, { status: 'open' }, { stage: 'open' })
      put(others.grade, payload.grade)
      for (const by of payload.by) put(others.by, by)
      for (const to of payload.to ?? []) put(others.to, to)
      put(others.content, payload.content)
      put(others.checkable, payload.checkable)
      put(others.deliverable, payload.deliverable)
      put(others.due, payload.due)
      put(others.window, payload.window)
      put(others.meeting, payload.meeting)
      put(others.place, payload.place)
      put(others.level, payload.level)
      for (const head of payload.heads ?? []) put(others.heads, head)
      put(others.occasion, payload.occasion)
      for (const topic of payload.topics ?? []) put(others.topics, topic)
    },
    ({ occasion, meeting }) => [occasion, meeting],
  ),
  reading(undertakingAnswered, (put, payload) => {
    put(others.status, { status: 'answered', by: payload.with }, { stage: 'answered' })
  }),
  ...ended.map(([type, status]) =>
    reading(type, (put, payload) => {
      put(others.status, { status, ...(payload.with && { by: payload.with }) }, { stage: status })
    }),
  ),
]
