import { expect, test } from 'vitest'
import { runExample } from '../docstring.ts'
import { openTale, Tale } from '../toy/index.ts'
import { libraryApi } from './library-api.ts'

test('the call in the docstring of the entry runs', async () => {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  tale.source('courier')
  const given = { domain: libraryApi, chronicle: await openTale(tale) }
  const [line, ...others] = await runExample('src/graphql/index.ts', given)
  expect(JSON.parse(line ?? '')).toEqual({ sources: [{ label: 'gazette', title: null }] })
  expect(others).toEqual([])
})
