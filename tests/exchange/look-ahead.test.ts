import { expect, test } from 'vitest'
import { createExports, FORMATS } from '../../src/exchange/index.ts'
import { formatDay } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { otherwise } from '../graphql/look-ahead/unseen.ts'
import { lending, relationship, storyAt, taleAt } from '../graphql/look-ahead/worlds.ts'
import { eventsIn } from '../toy/index.ts'

/** From which seed on, and how many chronicles: `REGESTA_SEED=7 REGESTA_LEAKS=100 vitest run …`. */
const SEED = Number(process.env.REGESTA_SEED ?? 1)
const CHRONICLES = Number(process.env.REGESTA_LEAKS ?? atLength(40, 10, 6))

/**
 * A workbook holds what the table in CSV does, and says its point as that does. An entry of a feed is read as of its batch, when what
 * was taken back since could be seen: whoever asks from that position sees the same.
 */
const READABLE = FORMATS.filter(({ name }) => !name.endsWith('xlsx') && name !== 'json' && name !== 'atom')

type Opened = Awaited<ReturnType<typeof openAsWritten>>

/** What an export says from a point; the ids of events, by which two chronicles differ, are their positions, and roots go. */
async function bodyFrom(chronicle: Opened, path: string, point: Point, ofAllDates: boolean): Promise<string> {
  const { date, knownAt, position, trusting } = point
  const query = new URLSearchParams({
    ...(!ofAllDates && { date: formatDay(date) }),
    ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }),
    position: `${position}`,
  })
  for (const [name, names] of Object.entries(trusting)) for (const each of names) query.append(name, each)
  const answer = createExports({ chronicles: [new Map([[chronicle.name, chronicle]])] })
  const response = await answer(new Request(`http://localhost/feeds/${chronicle.name}${path}?${query}`))
  const text = await response.text()
  const body = eventsIn(chronicle).reduce(
    (rest, { id, position }) =>
      rest
        .replaceAll(id, `#${position}`)
        .replaceAll(Buffer.from(id, 'hex').toString('base64url'), `#${position}`),
    text,
  )
  return `${response.status} ${response.headers.get('link')}\n${body.replace(/"root":"\w+"/, '')}`
}

test.each([
  { name: 'a relationship', world: relationship, tell: storyAt },
  { name: 'a library', world: lending, tell: taleAt },
])(
  'no export of $name depends on what cannot be seen from its point',
  { timeout: 600_000 },
  async ({ world: { chronicle: name, vocabulary }, tell }) => {
    const leaks: string[] = []
    for (let seed = SEED; seed < SEED + CHRONICLES && leaks.length < 3; seed += 1) {
      const { events, points } = tell(seed)
      const whole = await openAsWritten(name, vocabulary, events)
      // No address says that nobody is trusted: an argument without a value is none.
      const expressible = points.filter(({ trusting }) =>
        Object.values(trusting).every(({ length }) => length > 0),
      )
      for (const point of expressible) {
        const other = await openAsWritten(name, vocabulary, otherwise(eventsIn(whole), [point]).events)
        for (const { path, ofAllDates = false } of READABLE) {
          const [here, there] = [
            await bodyFrom(whole, path, point, ofAllDates),
            await bodyFrom(other, path, point, ofAllDates),
          ]
          if (here === there) continue
          const [lines, others] = [here.split('\n'), there.split('\n')]
          const at = lines.findIndex((line, index) => line !== others[index])
          leaks.push(
            `seed ${seed} ${path} ${JSON.stringify(point)}:\n  ${lines[at]?.slice(0, 600)}\n  ${others[at]?.slice(0, 600)}`,
          )
        }
      }
    }
    expect(leaks.join('\n')).toBe('')
  },
)
