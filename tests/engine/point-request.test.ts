import { beforeAll, describe, expect, it } from 'vitest'
import type { Chronicle } from '../../src/engine/index.ts'
import { InvalidInput } from '../../src/errors.ts'
import { formatDay, parseInstant } from '../../src/time/index.ts'
import { bookCatalogued, openTale, Tale } from '../toy/index.ts'

let chronicle: Chronicle

beforeAll(async () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01', 'left')
  tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list' })
  tale.tell(bookCatalogued, 'book/b', { title: 'B' }, { by: 'list' })
  chronicle = await openTale(tale)
})

describe('a point', () => {
  it('is today, at the head, unfiltered by what was known, trusting everyone, unless asked otherwise', () => {
    const { date, ...rest } = chronicle.asOf({}).point
    expect(formatDay(date)).toBe('2030-01-01')
    expect(rest).toEqual({ position: 3, trusting: {} })
  })

  it.each([
    ['1970-01-01T00:00:00.999Z', 0],
    ['1970-01-01T00:00:01Z', 1],
    ['1970-01-01T00:00:02.500Z', 2],
    ['2029-01-01T00:00:00Z', 3],
  ])('recorded at %s stands at position %i', (instant, position) => {
    expect(chronicle.asOf({ recordedAt: parseInstant(instant) }).point.position).toBe(position)
  })

  it.each([0, 1, 3])('may stand at position %i', (position) => {
    expect(chronicle.asOf({ position }).point.position).toBe(position)
  })

  it.each([
    [{ position: 4 }, ['position E_POSITION']],
    [{ position: -1 }, ['position E_POSITION']],
    [{ position: 1.5 }, ['position E_POSITION']],
    [{ date: Number.NaN }, ['date E_DATE']],
    [{ knownAt: Infinity }, ['knownAt E_DATE']],
    [{ position: 1, recordedAt: 0 }, ['position E_TWO_POSITIONS']],
    [{ trusting: { only: ['source/list', 'source/none'] } }, ['trusting.only E_UNKNOWN_SOURCE']],
    [{ trusting: { without: ['list'] } }, ['trusting.without E_UNKNOWN_SOURCE']],
    [{ trusting: { sides: ['left', 'right'] } }, ['trusting.sides E_UNKNOWN_SIDE']],
    [
      { date: 0.5, position: 9, recordedAt: 0, trusting: { only: ['source/x'], without: ['source/y'] } },
      [
        'date E_DATE',
        'position E_TWO_POSITIONS',
        'position E_POSITION',
        'trusting.only E_UNKNOWN_SOURCE',
        'trusting.without E_UNKNOWN_SOURCE',
      ],
    ],
  ])('%j is refused with every fault', (request, expected) => {
    const faults = caught(() => chronicle.asOf(request))
    expect(faults).toEqual(expected)
  })
})

function caught(ask: () => unknown): readonly string[] {
  try {
    ask()
  } catch (error) {
    if (error instanceof InvalidInput)
      return error.faults.map(({ code, place }) => `${place?.argument} ${code}`)
    throw error
  }
  return []
}
