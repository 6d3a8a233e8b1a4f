import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readEventTypes } from '../../cookbook/event-types.ts'
import { eventTypesPage } from '../../src/domain/index.ts'
import { bilateral } from '../../src/domains/index.ts'

test('docs/event-types.md is what the catalogue gives', async () => {
  expect(await readEventTypes(), 'run npm run cookbook').toBe(eventTypesPage(bilateral))
})

test('it has every event type, with every field of its payload', () => {
  const page = eventTypesPage(bilateral)
  for (const { type, payload } of bilateral.vocabulary.catalogue.values()) {
    const [, section = ''] = page.split(`## ${type}\n`)
    for (const field of Object.keys(payload.shape)) expect(section).toContain(`| \`${field}\` |`)
  }
})

test('every example in it is YAML that gives the example back', () => {
  const page = eventTypesPage(bilateral)
  const shown = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(
    ([, text = '']) => parse(text) as object[],
  )
  const declared = bilateral.kinds.flatMap((kind) => [...kind.examples])
  expect(shown).toHaveLength(declared.length)
  for (const [type, { subject, payload = {} }] of declared)
    expect(shown).toContainEqual(expect.objectContaining({ type, subject, payload }))
})
