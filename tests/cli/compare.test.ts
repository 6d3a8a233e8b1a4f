import { beforeAll, describe, expect, test } from 'vitest'
import { json, makePlace, type Place, regesta } from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

async function page(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await regesta(place, ['compare', ...args])
  expect([code, err]).toEqual([0, ''])
  return out.replace(/\n {4,}(?=\S)/g, ' ')
}

describe('compare, the page', () => {
  test('tells what was added, with its date, source and cause', async () => {
    const text = await page('2024-02-29', '2024-03-01')
    expect(text).toContain('UNDERTAKINGS: 3 ADDED')
    expect(text).toContain('  + memorandum: lighthouse keeping; 2024-03-01 [A1 242–276] the world changed\n')
  })

  test('a due date that passed changes an undertaking, and no event does', async () => {
    expect(await page('2024-12-30', '2025-01-02')).toContain(
      'due standing: due → overdue (a due date passed)',
    )
  })

  test('a window that closed is told as such', async () => {
    expect(await page('2024-06-01', '2024-12-31')).toContain(
      'possibly → definitely (the window of an imprecise date opened or closed)',
    )
  })

  test('what is no longer attested is not gone', async () => {
    const text = await page('2025-01-15', '2025-01-16')
    expect(text).toContain('STATUS: 1 NO LONGER ATTESTED\n  ? enhanced partners')
    expect(text).not.toContain('GONE')
  })

  test('one date, as known by two: learned', async () => {
    const text = await page('2025-02-01', '2025-02-01', '--from-known-at', '2024-12-31')
    expect(text).toContain('as known by 2024-12-31')
    expect(text).toMatch(/\+ first fisheries dialogue; 2025-01-14 .*it became known/)
  })

  test('one date, recorded at two positions: recorded', async () => {
    const text = await page('2025-02-01', '2025-02-01', '--from-position', '10')
    expect(text).toContain('recorded through position 10 of 20')
    expect(text).toMatch(/\+ first fisheries dialogue; 2025-01-14 .*it was recorded/)
  })

  test('nothing differs between a point and itself', async () => {
    expect(await page('2025-02-01', '2025-02-01')).toContain('Nothing differs.')
  })

  test('the other way round it is the mirror', async () => {
    expect(await page('2024-03-01', '2024-02-29')).toContain('INSTRUMENTS: 1 GONE\n  − memorandum')
  })
})

describe('compare --json', () => {
  test('gives both points and the changes of every kind', async () => {
    const { chronicle, from, to, changes } = await json(place, ['compare', '2024-12-30', '2025-01-14'])
    expect(chronicle).toBe('arlandia-bolria')
    expect([from, to]).toMatchObject([
      { date: '2024-12-30', position: 20 },
      { date: '2025-01-14', position: 20 },
    ])
    expect(changes).toMatchObject({
      status: [{ change: 'changed', certainty: { was: 'possibly', is: 'definitely' } }],
      undertakings: [
        {
          change: 'changed',
          subject: 'undertaking/first-fisheries-dialogue',
          was: { due: { standing: 'due' } },
          is: { due: { standing: 'settled' } },
          fields: [
            {
              field: 'status',
              was: { answer: 'definitely', values: [{ value: { status: 'open' } }] },
              is: { answer: 'definitely', values: [{ value: { status: 'fulfilled' } }] },
              causes: ['worldChanged'],
            },
            { field: 'dueStanding', was: 'due', is: 'settled' },
          ],
        },
      ],
      meetings: [{ change: 'added', was: null, is: { title: 'first fisheries dialogue' } }],
      instruments: [],
      places: [],
    })
  })
})

describe('compare, refused', () => {
  test('faults of both sides come together', async () => {
    const { code, err } = await regesta(place, [
      'compare',
      '2024-13-01',
      '2024-02-30',
      '--to-known-at',
      'soon',
    ])
    expect(code).toBe(5)
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^from E_DATE "2024-13-01"/),
      expect.stringMatching(/^to E_DATE "2024-02-30"/),
      expect.stringMatching(/^--to-known-at E_DATE "soon"/),
    ])
  })

  test('a flag of both sides is faulted once, one of a side by its own name', async () => {
    const flags = ['--known-at', 'soon', '--only', 'Z9', '--to-only', 'Z8', '--from-sides', 'xx']
    const { code, err } = await regesta(place, ['compare', '2024-01-01', '2024-02-01', ...flags])
    expect(code).toBe(5)
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^--known-at E_DATE "soon"/),
      expect.stringMatching(/^--only E_UNKNOWN_SOURCE "Z9"/),
      expect.stringMatching(/^--from-sides E_UNKNOWN_SIDE "xx"/),
      expect.stringMatching(/^--to-only E_UNKNOWN_SOURCE "Z8"/),
    ])
  })
})

test('compare with a source that one side alone does without shows what rests on it', async () => {
  const day = '2024-12-31'
  const both = await regesta(place, ['compare', day, day, '--without', 'A1'])
  expect(both.out).toContain('Nothing differs.')
  const one = await regesta(place, ['compare', day, day, '--from-without', 'A1'])
  expect(one.out).not.toContain('Nothing differs.')
  expect(one.out).toMatch(/trusting every source but A1/)
})
