import { beforeAll, describe, expect, test } from 'vitest'
import { json, makePlace, type Place, regesta } from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

async function lines(...args: readonly string[]): Promise<readonly string[]> {
  const { code, out, err } = await regesta(place, ['timeline', ...args])
  expect([code, err]).toEqual([0, ''])
  return out
    .replace(/\n +/g, ' ')
    .split('\n')
    .filter((line) => line !== '')
}

describe('timeline', () => {
  test('is in order of valid time, each with EDTF, certainty and source', async () => {
    expect(await lines('--kind', 'meeting', 'instruments', 'figure', 'label')).toEqual([
      '2023               ● Figure reported: yearly trade [A1 386–417]',
      '2024/              ● Label adopted: enhanced partners [B2 190–230]',
      '2024-03-01         ● Meeting held: talks in Port Arl [A1 165–212]',
      '2024-03-01         ● Instrument signed: memorandum: lighthouse keeping [A1 242–276]',
      '[2025-01..2025-02] ● Meeting held: first fisheries dialogue [C3 46–64]',
      '2025-01-14         ● Meeting held: first fisheries dialogue [B2 70–99]',
    ])
  })

  test('within days, an imprecise date is possibly there', async () => {
    expect(await lines('--kind', 'meeting', '--from', '2025-01-14', '--to', '2025-01-14')).toEqual([
      '[2025-01..2025-02] ○ Meeting held: possibly: first fisheries dialogue [C3 46–64]',
      '2025-01-14         ● Meeting held: first fisheries dialogue [B2 70–99]',
    ])
  })

  test('stays within what was known', async () => {
    expect(await lines('--kind', 'meeting', '--known-at', '2024-12-31')).toEqual([
      '2024-03-01 ● Meeting held: talks in Port Arl [A1 165–212]',
    ])
  })

  test.each([
    [['--from', '1900-01-01', '--to', '1900-12-31'], ' from 1900-01-01 to 1900-12-31, as known by any date'],
    [['--kind', 'meetings', '--known-at', '2020-01-01'], ' on meeting, as known by 2020-01-01'],
    [['--position', '0'], ', as known by any date'],
  ])('%j: says that nothing happened, and from where one looks', async (args, told) => {
    const head = args.includes('--position') ? 0 : 20
    expect(await lines(...args)).toEqual([
      `arlandia-bolria: no dated events${told}, recorded through position ${head} of 20, trusting every source.`,
    ])
  })

  test('that is empty is an empty list in JSON', async () => {
    expect(await json(place, ['timeline', '--to', '1900-12-31'])).toMatchObject({ events: [] })
  })

  test('refuses a last day before the first', async () => {
    const run = (from: string, to: string) => regesta(place, ['timeline', '--from', from, '--to', to])
    expect(await run('2025-01-02', '2025-01-01')).toEqual({
      code: 5,
      out: '',
      err: '--to E_RANGE 2025-01-01 lies before --from, 2025-01-02\n',
    })
    expect(await run('2025-01-01', '2025-01-01')).toMatchObject({ code: 0 })
  })

  test('--json gives the events with payload, bounds and evidence', async () => {
    const { events, from, to, point } = await json(place, [
      'timeline',
      '--kind',
      'instrument',
      '--from',
      '2024-01-01',
    ])
    expect([from, to]).toEqual(['2024-01-01', null])
    expect(point).toMatchObject({ position: 20 })
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        position: 6,
        recordedAt: '2025-06-01T09:00:00.000Z',
        reader: 'the tests',
        type: 'InstrumentSigned',
        kind: 'instrument',
        subject: 'instrument/2024-03-01-lighthouses',
        title: 'memorandum: lighthouse keeping',
        edtf: '2024-03-01',
        written: '2024-03-01',
        likely: null,
        basis: 'relative',
        reading: null,
        certainty: 'definitely',
        payload: expect.objectContaining({ topic: 'lighthouse keeping' }),
        evidence: [expect.objectContaining({ source: 'source/a1', label: 'A1', start: 242, end: 276 })],
        because: [expect.any(String)],
      },
    ])
  })

  test('refuses a kind that is none', async () => {
    expect(await regesta(place, ['timeline', '--kind', 'whale'])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^--kind E_KIND "whale": expected one of label, undertaking, meeting/),
    })
  })
})
