import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { parseAddress } from '../../web/src/address.ts'
import { feedAddress, shownBy } from '../../web/src/parts/feed-address.ts'
import { viewQuery } from '../../web/src/parts/view-query.ts'

const schema = buildSchema(readFileSync(join(import.meta.dirname, '..', '..', 'schema.graphql'), 'utf8'))
const addressOf = (path: string) => parseAddress(new URL(path, 'http://localhost')).address

test.each([
  '/japan-viet-nam',
  '/japan-viet-nam?date=2025-05-01&known=2025-12-31&position=12&only=004&without=000&sides=jp',
  '/japan-viet-nam?search=%22%0A%7D&kinds=meeting,label&source=004&topic=a%0Ab&actor=%E2%80%A8x',
  '/japan-viet-nam/compare?date=2025-05-01&to=2025-12-31&to-known=2025-12-31',
  '/japan-viet-nam/compare?date=2025-05-01&kinds=meeting&source=004&search=a&to-without=000',
  '/japan-viet-nam/sources?known=2025-05-01',
  '/japan-viet-nam/sources',
  '/japan-viet-nam/meeting/2025-04-28-summit?date=2025-05-01',
  '/japan-viet-nam/source/004',
])('viewQuery() of %s is a query of the schema', (path) => {
  expect(validate(schema, parse(viewQuery(addressOf(path)))).map(({ message }) => message)).toEqual([])
})

test('feedAddress() sends what a format takes, by the names of exports, and nothing else', () => {
  const { at, filters } = addressOf(
    '/c?date=2025-05-01&known=2025-12-31&position=12&without=000&search=a+b&kinds=meeting&side=jp&topic=x',
  )
  const search = (takes: Parameters<typeof feedAddress>[3]) =>
    [...new URLSearchParams(feedAddress('', at, filters, takes))].map((pair) => pair.join('='))
  expect(search({ date: true, filters: 'all' })).toEqual([
    ...['date=2025-05-01', 'knownAt=2025-12-31', 'position=12', 'without=000', 'kinds=meeting'],
    ...['search=a b', 'topic=x', 'actor=jp'],
  ])
  expect(search({ date: false, filters: 'kinds' })).toEqual([
    ...['knownAt=2025-12-31', 'position=12', 'without=000', 'kinds=meeting'],
  ])
  expect(search({ date: true, filters: 'none' })).not.toContain('kinds=meeting')
})

test.each([
  [
    '/c/meeting/2025-summit?date=2025-05-01&search=a&kinds=person',
    '?date=2025-05-01&subject=meeting/2025-summit',
  ],
  ['/c/source/004?date=2025-05-01', '?date=2025-05-01&source=source/004'],
  ['/c?date=2025-05-01&search=a', '?date=2025-05-01&search=a'],
])('downloads of %s are of what it shows', (path, query) => {
  const address = addressOf(path)
  expect(feedAddress('', address.at, shownBy(address), { date: true, filters: 'all' })).toBe(query)
})
