import { describe, expect, test } from 'vitest'
import { catalogueOf, kernelTypes, parseEvent } from '../../src/event/index.ts'

const catalogue = catalogueOf(...kernelTypes)
const evidence = [{ source: 'source/letter', locator: 'page 1', role: 'context' }]
const premises = ['a'.repeat(64)]
const head = { chronicle: 'toy', version: 1 }

const aside = {
  ...head,
  type: 'PassageSetAside',
  subject: 'source/letter',
  payload: { reason: 'caption-repeated', note: 'Under a picture.' },
  evidence,
}
const note = {
  ...head,
  type: 'DisagreementNoted',
  subject: 'disagreement/two-names',
  payload: { kind: 'tension', about: ['garden/lodge'], summary: 'Two names for one garden.' },
  premises,
}

function codes(event: unknown): readonly string[] {
  const parsed = parseEvent(catalogue, event)
  return parsed.ok ? [] : parsed.faults.map(({ code }) => code)
}

describe('PassageSetAside', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['a passage with a reason', aside, []],
    ['no passage', { ...aside, evidence: [] }, ['E_EVIDENCE']],
    ['a reason of no known sort', { ...aside, payload: { ...aside.payload, reason: 'dull' } }, ['E_SHAPE']],
    ['no line of our own', { ...aside, payload: { reason: 'heading' } }, ['E_SHAPE']],
    ['what is not a source', { ...aside, subject: 'garden/lodge' }, ['E_KIND']],
  ])('of %s', (_, event, expected) => {
    expect(codes(event)).toEqual(expected)
  })
})

describe('DisagreementNoted', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['events, about a subject', note, []],
    ['nothing', { ...head, type: note.type, subject: note.subject, payload: note.payload }, ['E_PREMISES']],
    ['evidence alone', { ...note, premises: undefined, evidence }, ['E_SHAPE', 'E_PREMISES']],
    ['events, about nobody', { ...note, payload: { ...note.payload, about: [] } }, ['E_SHAPE']],
    ['events, under the key of another kind', { ...note, subject: 'garden/lodge' }, ['E_KIND']],
  ])('on %s', (_, event, expected) => {
    expect(codes(event)).toEqual(expected)
  })
})
