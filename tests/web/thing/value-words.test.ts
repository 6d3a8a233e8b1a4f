import { expect, test } from 'vitest'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { sideInWords, wordsOfEvent } from '../../../web/src/thing/value-words.ts'

/** An item of which one field holds values with their words. */
function itemOf(role: string, values: Readonly<Record<string, string>>): GridItem {
  const content = { values: Object.entries(values).map(([value, words]) => ({ value, words })) }
  const kind = { columns: [{ name: 'field', of: 'field', roles: [role] }] }
  return { kind, rectangles: () => [{ content }] } as unknown as GridItem
}

const own = itemOf('side', { no: 'Norway' })
const items = [own, itemOf('by', { se: 'Sweden', no: 'The Kingdom' }), itemOf('topic', { fi: 'Finance' })]
const grid = { items } as unknown as Grid

test('wordsOfEvent() has the sides that other items name, and nothing else of them', () => {
  expect([...wordsOfEvent(own, grid)].sort()).toEqual([
    ['no', 'Norway'],
    ['se', 'Sweden'],
  ])
  expect(wordsOfEvent(items[1], grid).get('no')).toBe('The Kingdom')
  expect(wordsOfEvent(undefined, undefined).size).toBe(0)
})

test('sideInWords() is the code where no field names the side', () => {
  expect([sideInWords('se', grid), sideInWords('fi', grid)]).toEqual(['Sweden', 'FI'])
})
