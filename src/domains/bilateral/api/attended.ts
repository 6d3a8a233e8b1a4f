import { type AtPoint, itemsOf } from '../../../graphql/index.ts'
import { meetingFields } from '../meeting.ts'
import { many } from './values.ts'

/** Who was at a meeting in one of the roles, as far as the state has it, by key. Cost: the meetings. */
export function attendedBy(stand: AtPoint, roles: readonly string[]): ReadonlySet<string> {
  const participants = itemsOf(stand, 'meeting').flatMap((meeting) =>
    many(meeting, meetingFields.participants),
  )
  return new Set(participants.filter(({ role }) => roles.includes(role)).map(({ person }) => person))
}
