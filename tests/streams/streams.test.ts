import { expect, test } from 'vitest'
import { playStreams } from './play.ts'

/** The long form: `npm run torture -- streams 1000 --seed 1`. */
test('subscribers who are cut off and come again miss nothing, and get nothing twice or out of order', async () => {
  let connections = 0
  for (let seed = 1; seed <= 30; seed++) {
    const played = await playStreams(seed)
    expect(played.broken).toEqual([])
    connections += played.connections
  }
  expect(connections).toBeGreaterThan(200)
})
