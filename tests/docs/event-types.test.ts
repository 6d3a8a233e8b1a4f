import { expect, test } from 'vitest'
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
