import { expect, test } from 'vitest'
import { nearestName } from '../src/errors.ts'

const NAMES = ['MeetingHeld', 'MeetingHosted', 'RoleHeld', 'VisitMade']

test.each([
  ['a letter replaced', 'MeetingHeld', 'MeetingHold'],
  ['a letter left out', 'MeetingHeld', 'MeetinHeld'],
  ['a letter added', 'VisitMade', 'VisitsMade'],
  ['another case', 'RoleHeld', 'roleheld'],
  ['two that are near: the nearer', 'MeetingHosted', 'MeetingHoste'],
  ['another name altogether', undefined, 'InstrumentEaten'],
  ['a few letters', undefined, 'Rol'],
  ['nothing', undefined, ''],
])('nearestName() of %s is %s', (_, name, written) => {
  expect(nearestName(written, NAMES)).toBe(name)
})
