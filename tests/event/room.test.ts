import { expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import {
  catalogueOf,
  eventId,
  isOfType,
  kernelTypes,
  parseEvent,
  sourceRegistered,
} from '../../src/event/index.ts'

const registration = {
  chronicle: 'library',
  version: 1,
  type: 'SourceRegistered',
  subject: 'source/gazette',
  payload: { label: 'gazette', published: { edtf: '2020-01-02', basis: 'stated' }, absent: [] },
  evidence: [{ source: 'source/gazette', locator: 'line 1', role: 'title' }],
}

function labelIn(value: unknown): readonly string[] {
  const catalogue = catalogueOf(...kernelTypes)
  const parsed = parseEvent(catalogue, value)
  if (!parsed.ok) throw new InvalidInput(parsed.faults)
  return isOfType(sourceRegistered, parsed.event) ? [eventId(parsed.event), parsed.event.payload.label] : []
}

it('the call at the head of the room runs as it says', () => {
  expect(labelIn(registration)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), 'gazette'])
  expect(() => labelIn({ ...registration, type: 'SourceRegister' })).toThrow('did you mean SourceRegistered?')
})
