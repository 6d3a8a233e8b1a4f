import { expect, test } from 'vitest'
import { sidesNamed, whatStoodBetween } from '../../src/domain/index.ts'

test.each([
  ['japan-viet-nam', 'Japan – Viet Nam', 'What stood between Japan and Viet Nam'],
  [
    'united-states-philippines',
    'United States – Philippines',
    'What stood between the United States and the Philippines',
  ],
  ['chile-peru', 'Chile – Peru', 'What stood between Chile and Peru'],
  ['two-countries', undefined, undefined],
])('%s joins two countries, with an article in a sentence that takes one', (key, title, question) => {
  expect([sidesNamed(key), whatStoodBetween(key)]).toEqual([title, question])
})
