import { expect, test } from 'vitest'
import { temporaryFolder } from '../cli/small-chronicle.ts'
import { readPage } from './markdown.ts'
import { follow } from './own-chronicle.ts'

test('what the page on domains types is printed as it shows', async () => {
  const places = { REGESTA_EVENTS: 'museum/events', REGESTA_LEDGER: 'museum/ledger.sqlite' }
  expect(await follow(temporaryFolder(), readPage('docs/domains.md'), places)).toEqual([])
})
