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

  test('is silent where nothing happened', async () => {
    expect(await lines('--from', '1900-01-01', '--to', '1900-12-31')).toEqual([])
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
        type: 'InstrumentSigned',
        kind: 'instrument',
        subject: 'instrument/2024-03-01-lighthouses',
        title: 'memorandum: lighthouse keeping',
        edtf: '2024-03-01',
        likely: null,
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
