import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { batchJsonSchema, draftJsonSchema } from '../../src/archive/index.ts'
import { catalogue, fixture } from './toy.ts'

/** zod reads its own JSON Schema back, which makes it the judge of what an editor would accept. */
const batch = z.fromJSONSchema(batchJsonSchema(catalogue))
const draft = z.fromJSONSchema(draftJsonSchema(catalogue))

const visit = {
  type: 'VisitMade',
  subject: 'visit/x',
  payload: { garden: 'The Lodge' },
  valid: { begin: { edtf: '2024-05', basis: 'stated' } },
  evidence: [{ source: 'source/note', locator: 'page 1', role: 'statement' }],
}
const head = { chronicle: 'toy', recordedAt: '2026-02-01T00:00:00.000Z', reader: 'me' }
const retraction = {
  type: 'EventRetracted',
  subject: 'visit/x',
  payload: { reason: 'misread' },
  target: { event: 'f'.repeat(64) },
}

test('batchJsonSchema() is draft 2020-12 and has a variant for every type of the catalogue', () => {
  const schema = JSON.stringify(batchJsonSchema(catalogue))
  expect(schema).toContain('https://json-schema.org/draft/2020-12/schema')
  for (const { type, summary } of catalogue.values()) {
    expect(schema).toContain(`"const":"${type}"`)
    expect(schema).toContain(JSON.stringify(summary))
  }
})

test.each([
  ['a visit', [visit], true],
  ['a retraction', [retraction], true],
  ['no events', [], false],
  ['an unknown type', [{ ...visit, type: 'VisitMad' }], false],
  ['a payload of another type', [{ ...visit, payload: { role: 'host' } }], false],
  ['an unknown field', [{ ...visit, place: 'Lodge' }], false],
  ['a subject of another kind', [{ ...visit, subject: 'person/x' }], false],
  ['an act without a target', [{ ...retraction, target: undefined }], false],
  ['a target where none belongs', [{ ...visit, target: retraction.target }], false],
  ['a quote', [{ ...visit, evidence: [{ source: 'source/note', quote: 'x', role: 'name' }] }], false],
])('batchJsonSchema() on %s: %#', (_, events, accepted) => {
  const value = JSON.parse(JSON.stringify({ ...head, events }))
  expect(batch.safeParse(value).success).toBe(accepted)
})

test('draftJsonSchema() takes what an author may write, and the batch schema does not', () => {
  const value = parse(fixture('good/base.yaml'))
  expect(draft.safeParse(value).error?.message).toBeUndefined()
  expect(batch.safeParse(value).success).toBe(false)
})

test('draftJsonSchema() takes the short forms of a draft', () => {
  const events = [
    {
      type: 'SourceRegistered',
      subject: 'source/card',
      payload: { label: 'card', published: '2024-06-09', text: 'card.txt' },
      evidence: 'In Port Arl',
    },
    {
      ...visit,
      valid: '2024-06-09',
      evidence: ['came back', { quote: 'to The Lodge' }, { locator: 'page 1' }],
    },
    { ...visit, valid: { begin: '2024-06-09', end: { edtf: '2024-06-10', basis: 'relative' } } },
    {
      ...retraction,
      type: 'EventCorrected',
      target: { event: 'ffffffff' },
      payload: { reason: 'misread', set: { valid: '2024', evidence: 'came back' } },
    },
  ]
  expect(draft.safeParse({ ...head, events }).error?.message).toBeUndefined()
  expect(draft.safeParse({ ...head, events: [{ ...visit, evidence: [''] }] }).success).toBe(false)
  for (const event of events) expect(batch.safeParse({ ...head, events: [event] }).success).toBe(false)
})
