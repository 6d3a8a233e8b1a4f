import { expect, test } from 'vitest'
import { bilateral } from '../../../src/domains/index.ts'
import type { Payload } from '../../../src/event/index.ts'
import { event, faultsOf } from './vocabulary.ts'

const examples = bilateral.kinds.flatMap((kind) =>
  [...kind.examples].map(([type, example]) => ({ kind, type, example })),
)

test.each(examples)('the example of $type can be recorded', ({ kind, type, example }) => {
  expect(example.subject).toMatch(new RegExp(`^${kind.name}/`))
  // As somebody writes it: its schema types the payload.
  const payload = (example.payload ?? {}) as Payload
  expect(faultsOf(event(type, example.subject, payload, example.valid))).toEqual([])
})

test('every event type has an example', () => {
  const types = bilateral.kinds.flatMap(({ readings }) => readings.map(({ type }) => type.type))
  expect(types.filter((type) => !examples.some((example) => example.type === type))).toEqual([])
})
