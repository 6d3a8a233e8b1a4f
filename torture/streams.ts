import { playStreams } from '../tests/streams/play.ts'
import type { Torture } from './rig/torture.ts'

export const torture: Torture = {
  summary:
    'subscribers over real sockets, cut off at any moment while others record, early, late and unheard',
  count: 1000,
  async run(count, seed, say) {
    const tried = { plays: 0, 'events recorded': 0, connections: 0, 'answers that came': 0 }
    const broken: string[] = []
    for (let play = 0; play < count && broken.length < 20; play++) {
      const played = await playStreams(seed + play)
      tried.plays += 1
      tried['events recorded'] += played.events
      tried.connections += played.connections
      tried['answers that came'] += played.pushes
      broken.push(...played.broken)
      if (tried.plays % 100 === 0) say(`${tried.plays} plays of ${count}: ${broken.length} broken`)
    }
    return { tried, broken }
  },
}
