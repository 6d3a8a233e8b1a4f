import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { createExports } from '../../src/exchange/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { packageVersion } from '../../src/version.ts'
import { makePlace, NAME, type Place, regesta, TEXTS } from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const DAY = '2024-12-31'

function rowsIn(csv: string): readonly Record<string, string>[] {
  return parse(csv, { bom: true, columns: true })
}

describe('as-of, compare and timeline, narrowed', () => {
  test('show what the filters keep, the lesser kinds of it too, and no section that would say there is none', async () => {
    const all = await regesta(place, ['as-of', DAY, '--all'])
    const meetings = await regesta(place, ['as-of', DAY, '--kinds', 'meeting'])
    expect(all.out).toContain('MEETINGS')
    expect(all.out).toContain('PEOPLE')
    expect(meetings.out).toContain('MEETINGS')
    expect(meetings.out).not.toMatch(/PEOPLE|STATUS|UNDERTAKINGS|Left out/)
    expect((await regesta(place, ['as-of', DAY, '--kinds', 'person'])).out).toContain('PEOPLE')
    expect((await regesta(place, ['as-of', DAY])).out).toMatch(/Left out: .*People/s)
  })

  test('are the same in JSON', async () => {
    const { out } = await regesta(place, [
      'as-of',
      DAY,
      '--json',
      '--kinds',
      'meeting',
      '--where',
      'country=dk',
    ])
    const { meetings, undertakings } = JSON.parse(out)
    const { out: whole } = await regesta(place, ['as-of', DAY, '--json'])
    expect(undertakings).toEqual([])
    expect(meetings.length).toBeLessThanOrEqual(JSON.parse(whole).meetings.length)
    const compared = await regesta(place, ['compare', '2023-01-01', DAY, '--kinds', 'meeting', '--json'])
    const { changes } = JSON.parse(compared.out)
    expect(
      Object.entries<unknown[]>(changes)
        .filter(([, list]) => list.length > 0)
        .map(([kind]) => kind),
    ).toEqual(['meetings'])
    const { out: events } = await regesta(place, ['timeline', '--kinds', 'meeting', '--json'])
    expect(new Set(JSON.parse(events).events.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['meeting']),
    )
  })

  test.each([
    [['--search', 'fisheries']],
    [['--topic', 'lighthouse keeping']],
    [['--where', 'source=B2']],
    [['--where', 'valid=2024-01-01..2024-12-31', '--where', 'certainty=definitely']],
  ])('%j keeps of a state, of its table and of a timeline the same things', async (flags) => {
    const { out } = await regesta(place, ['as-of', DAY, '--all', '--json', ...flags])
    type Listed = readonly { readonly subject?: string }[]
    const lists = Object.entries<unknown>(JSON.parse(out)).flatMap(
      ([name, list]): Listed => (Array.isArray(list) && name !== 'conflicts' && name !== 'noted' ? list : []),
    )
    const table = rowsIn((await regesta(place, ['as-of', DAY, '--all', '--csv', ...flags])).out)
    const kept = lists.map(({ subject = '' }) => subject).toSorted()
    expect(kept).toEqual(table.map(({ subject = '' }) => subject).toSorted())
    const whole = rowsIn((await regesta(place, ['as-of', DAY, '--all', '--csv'])).out)
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(whole.length)
    const printed = (await regesta(place, ['as-of', DAY, ...flags])).out
    const shown = (await regesta(place, ['as-of', DAY, '--all'])).out
    expect(printed.split('\n').length).toBeLessThan(shown.split('\n').length)
    const events = rowsIn((await regesta(place, ['timeline', '--csv', ...flags])).out)
    const all = rowsIn((await regesta(place, ['timeline', '--csv'])).out)
    expect(events.length).toBeGreaterThan(0)
    expect(events.length).toBeLessThan(all.length)
  })

  test.each([[['as-of', DAY]], [['compare', '2023-01-01', DAY]], [['timeline']]])(
    '%j has every fault of the point and of the filters at once',
    async (command) => {
      const flags = [
        '--known-at',
        'soon',
        '--kinds',
        'whale',
        '--where',
        'source=Z9',
        '--where',
        'order=valid-asc',
      ]
      const { code, err } = await regesta(place, [...command, ...flags])
      expect(code).toBe(5)
      expect(
        err
          .trimEnd()
          .split('\n')
          .map((line) => line.split(' E_')[0])
          .toSorted(),
      ).toEqual(['--kinds', '--known-at', '--where order', '--where source'])
    },
  )

  test('a filter that is no pair is refused', async () => {
    const { code, err } = await regesta(place, ['as-of', DAY, '--where', 'source'])
    expect([code, err]).toEqual([5, 'E_ARGUMENT --where "source": expected name=value\n'])
  })

  test.each([
    [['as-of', DAY, '--kinds', 'meeting']],
    [['compare', '2023-01-01', DAY, '--kinds', 'meeting']],
    [['timeline', '--kinds', 'meeting']],
  ])('%j prints with --quote the words that it rests on, for whoever has the texts', async (command) => {
    const quoted = await regesta(place, [...command, '--quote', '--sources', TEXTS])
    expect(quoted.out).toMatch(/^ +“\S/m)
    expect((await regesta(place, command)).out).not.toMatch(/^ +“\S/m)
    const without = await regesta(place, [...command, '--quote'])
    expect([without.code, without.err]).toEqual([
      2,
      'E_USAGE expected the folder of the texts by --sources, or REGESTA_SOURCES\n',
    ])
  })
})

describe('--csv', () => {
  test('of as-of is the feed, and of timeline a row for each event that it prints', async () => {
    const state = await regesta(place, ['as-of', DAY, '--csv', '--kinds', 'meeting'])
    const feed = await regesta(place, ['feed', DAY, '--format', 'csv', '--kinds', 'meeting'])
    expect(state.out).toBe(feed.out)
    const quoted = await regesta(place, ['as-of', DAY, '--csv', '--kinds', 'meeting', '--sources', TEXTS])
    expect(rowsIn(quoted.out).every(({ words }) => words !== '')).toBe(true)
    expect(rowsIn(state.out).length).toBeGreaterThan(0)
    const everything = await regesta(place, ['as-of', DAY, '--csv', '--all'])
    expect(rowsIn(everything.out).length).toBeGreaterThan(
      rowsIn((await regesta(place, ['as-of', DAY, '--csv'])).out).length,
    )
    const lines = await regesta(place, ['timeline', '--json', '--kind', 'meeting'])
    const rows = rowsIn((await regesta(place, ['timeline', '--csv', '--kind', 'meeting'])).out)
    const ids = JSON.parse(lines.out).events.map(({ id }: { id: string }) => id)
    expect(rows.map(({ id }) => id)).toEqual([...new Set(ids)])
  })

  test('of compare has a row for each change, or each field of one', async () => {
    const { out } = await regesta(place, ['compare', '2024-06-30', DAY, '--csv'])
    const { changes } = JSON.parse((await regesta(place, ['compare', '2024-06-30', DAY, '--json'])).out)
    type Change = { readonly change: string; readonly subject: string; readonly fields: readonly unknown[] }
    const expected = Object.values<readonly Change[]>(changes)
      .flat()
      .flatMap(({ change, subject, fields }) =>
        Array.from({ length: change === 'changed' ? fields.length : 1 }, () => `${subject} ${change}`),
      )
    const rows = rowsIn(out)
    expect(rows.map(({ subject, change }) => `${subject} ${change}`).toSorted()).toEqual(expected.toSorted())
    expect(rows.find(({ field, is }) => field !== '' && is !== '')).toMatchObject({ to_as_of: DAY })
  })

  test('of source and count has their tables', async () => {
    const sources = rowsIn((await regesta(place, ['source', '--csv'])).out)
    expect(sources.map(({ label }) => label)).toEqual(['A1', 'B2', 'C3'])
    expect(rowsIn((await regesta(place, ['source', 'B2', '--csv'])).out)).toEqual([sources[1]])
    const counts = rowsIn((await regesta(place, ['count', '--csv'])).out)
    const { all, types } = JSON.parse((await regesta(place, ['count', '--json'])).out)
    expect(counts.at(-1)).toMatchObject({ 'event type': 'all', all: `${all}` })
    expect(counts.length).toBe(types.length + 1)
  })
})

describe('feed', () => {
  test.each(['json', 'csv', 'events.csv', 'xlsx', 'ttl', 'md'])(
    '%s writes the bytes of the address',
    async (format) => {
      const out = join(place.dir, `out.${format}`)
      const run = await regesta(place, [
        'feed',
        DAY,
        '--format',
        format,
        '--out',
        out,
        '--address',
        'http://localhost/feeds',
      ])
      expect(run).toMatchObject({ code: 0, out: '', err: '' })
      const { chronicle, close } = await openRegesta({
        vocabulary: bilateral.vocabulary,
        eventsDir: place.events,
        ledgerPath: place.ledger,
        chronicle: NAME,
        mode: 'read',
        clock: fixedClock('2026-11-21T12:00:00.000Z'),
      })
      const get = createExports({
        chronicles: [new Map([[NAME, chronicle]])],
        program: `Regesta ${packageVersion()}`,
      })
      const path = format.includes('.') ? `/${format}` : `.${format}`
      const response = await get(new Request(`http://localhost/feeds/${NAME}${path}?date=${DAY}`))
      expect(readFileSync(out).equals(Buffer.from(await response.arrayBuffer()))).toBe(true)
      await close()
    },
  )

  test('is refused for a format that is not there, for arguments that it has not, and a folder that is not there', async () => {
    expect(await regesta(place, ['feed', '--format', 'doc'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^E_FORMAT "doc" is no format; there are json, /),
    })
    expect(
      await regesta(place, ['feed', '--format', 'csv', '--set', 'since=2020', '--first', '0']),
    ).toMatchObject({
      code: 5,
      err: expect.stringMatching(/E_ARGUMENT(.|\n)*--first E_PAGE_SIZE/),
    })
    const out = join(place.dir, 'once.csv')
    const write = ['feed', '--format', 'csv', '--kinds', 'visit', '--out', out]
    expect(await regesta(place, write)).toMatchObject({ code: 0 })
    expect(await regesta(place, write)).toMatchObject({ code: 4, err: expect.stringContaining('E_EXISTS') })
    expect(await regesta(place, [...write, '--force'])).toMatchObject({ code: 0 })
    const nowhere = join(place.dir, 'nowhere', 'x.csv')
    expect(await regesta(place, ['feed', '--format', 'csv', '--out', nowhere])).toMatchObject({ code: 3 })
  })
})
