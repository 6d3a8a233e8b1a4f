import { expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle, PointRequest } from '../../src/engine/index.ts'
import { calendarFormat, timelineJsFormat } from '../../src/exchange/index.ts'
import { formatDay, parseDay } from '../../src/time/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { CHRONICLE, dayOf, storyOf } from '../graphql/look-ahead/stories.ts'
import { otherwise } from '../graphql/look-ahead/unseen.ts'
import { storyAt } from '../graphql/look-ahead/worlds.ts'
import { eventsIn } from '../toy/index.ts'
import { requestFor } from './requests.ts'

const DAYS = [0, 2, 4, 6, 9, 12].map(dayOf).map(parseDay)

async function writtenAt(
  chronicle: Chronicle,
  point: PointRequest,
  format = calendarFormat,
): Promise<string> {
  const write = await format.load()
  const { body } = await write(requestFor(chronicle, point))
  return String(body)
}

type Component = { readonly sequence: number; readonly isCancelled: boolean; readonly shown: string }

/** What a calendar holds, by UID. */
function componentsIn(calendar: string): ReadonlyMap<string, Component> {
  const unfolded = calendar.replaceAll('\r\n ', '')
  const found = [...unfolded.matchAll(/BEGIN:(VEVENT|VTODO)\r\n(.*?)END:\1/gs)].map(([, , lines = '']) => {
    const textOf = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(lines)?.[1] ?? ''
    return [
      textOf('UID'),
      {
        sequence: Number(textOf('SEQUENCE')),
        isCancelled: textOf('STATUS') === 'CANCELLED',
        shown: lines.replace(/^(SEQUENCE|DTSTAMP|LAST-MODIFIED|CREATED):.*\r\n/gm, ''),
      },
    ] as const
  })
  const byUid = new Map(found)
  expect(byUid.size).toBe(found.length)
  return byUid
}

/** That whoever had the one calendar takes all that changed from the other. */
function expectUpdate(before: ReadonlyMap<string, Component>, after: ReadonlyMap<string, Component>): void {
  for (const [uid, old] of before) {
    const now = after.get(uid)
    if (now === undefined) expect(old, `${uid} is gone`).toMatchObject({ isCancelled: true })
    else {
      expect(now.sequence, `${old.shown}\n${now.shown}`).toBeGreaterThanOrEqual(old.sequence)
      // Whoever has dropped it need not drop it again.
      if (now.shown !== old.shown && !(now.isCancelled && old.isCancelled))
        expect(now.sequence, `${old.shown}\n${now.shown}`).toBeGreaterThan(old.sequence)
    }
  }
}

test('a subscription is told of every change by SEQUENCE, over positions and days', async () => {
  let updates = 0
  for (let seed = 0; seed < atLength(25, 10); seed += 1) {
    const chronicle = await openAsWritten(CHRONICLE, bilateral.vocabulary, storyOf(seed).events)
    const grid: ReadonlyMap<string, Component>[][] = []
    for (let position = 1; position <= chronicle.position; position += 1) {
      const row: ReadonlyMap<string, Component>[] = []
      for (const [nth, date] of DAYS.entries()) {
        const here = componentsIn(await writtenAt(chronicle, { position, date }))
        for (const before of [row[nth - 1], grid.at(-1)?.[nth]])
          if (before !== undefined) {
            updates += before.size
            expectUpdate(before, here)
          }
        row.push(here)
      }
      grid.push(row)
    }
  }
  expect(updates).toBeGreaterThan(1000)
})

test.each([calendarFormat, timelineJsFormat])(
  '$path tells nothing of what cannot be seen from its point',
  async (format) => {
    let hidden = 0
    for (let seed = 0; seed < atLength(25, 10); seed += 1) {
      const { events, points } = storyAt(seed)
      const whole = await openAsWritten(CHRONICLE, bilateral.vocabulary, events)
      for (const point of points) {
        const other = otherwise(eventsIn(whole), [point])
        hidden += other.left.length
        const again = await openAsWritten(CHRONICLE, bilateral.vocabulary, other.events)
        expect(await writtenAt(again, point, format), `${seed} on ${formatDay(point.date)}`).toBe(
          await writtenAt(whole, point, format),
        )
      }
    }
    expect(hidden).toBeGreaterThan(100)
  },
)
