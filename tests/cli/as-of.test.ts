import { beforeAll, describe, expect, test } from 'vitest'
import { json, makePlace, type Place, regesta } from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

async function page(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await regesta(place, ['as-of', ...args])
  expect([code, err]).toEqual([0, ''])
  return out
}

/** The lines of one section, joined as they were before they were wrapped. */
function section(text: string, heading: string): readonly string[] {
  const body = text.split(`${heading}\n`)[1]?.split('\n\n')[0] ?? ''
  return body
    .replace(/\n {4,}/g, ' ')
    .split('\n')
    .filter((line) => line !== '')
}

describe('as-of, the page', () => {
  test('reads as a whole', async () => {
    expect(await page('2024-03-05')).toMatchInlineSnapshot(`
      "arlandia-bolria
      As of the end of 2024-03-05, as known by any date, recorded through position 20
      of 20, trusting every source.
      Told by 3 sources, the newest dated 2025-01-15, 1 undated.

      STATUS
        ○ “enhanced partners”: possibly in force, 2024 to at least 2025-01-15
          [B2 190–230]

      OPEN UNDERTAKINGS WITH A DUE DATE
        ● Hold a first dialogue on fisheries in Bolria — agreement by QM and QN; due
          2024-12-31, in 301 days [A1 62–133]

      OPEN UNDERTAKINGS WITHOUT A DUE DATE
        request
        ● Lend two keepers of lighthouses — by Bo Falk to QM [A1 298–328]
        and 1 of a general kind: --all shows them

      MEETINGS
        ● 2024-03-01 talks in Port Arl; Port Arl, QM; Ada Berg, Bo Falk [A1 165–212]

      INSTRUMENTS SIGNED
        ● 2024-03-01 memorandum: lighthouse keeping; not in force as far as is
          recorded [A1 242–276]

      OFFICES
        ? Fisheries Minister (QM): holder unknown; last attested Ada Berg 2024-03-01
          [A1 135–164]; next attested Cleo Dahl 2025-01-14 [B2 101–129]

      FIGURES
        ? yearly trade: about 40 million crowns, last reported of 2023 [A1 386–417]

      Left out: Visits, Positions, Cooperation, People, Bodies, Places: --all shows
      them

      ● definitely ○ possibly ? unknown
      "
    `)
  })

  test('says the point in words', async () => {
    const text = await page('2024-12-31', '--known-at', '2024-12-31', '--position', '10', '--only', 'A1')
    expect(text.replaceAll('\n', ' ')).toContain(
      'As of the end of 2024-12-31, as known by 2024-12-31, recorded through position 10 of 20, trusting only A1.',
    )
  })

  test.each([
    ['2024-12-31', ['--only', 'A1'], 'trusting only A1.'],
    ['2024-12-31', ['--only', 'source/a1'], 'trusting only A1.'],
    ['2024-01-01', ['--known-at', '2024-01-01', '--only', 'A1'], 'trusting only A1.'],
    [
      '2024-01-01',
      ['--known-at', '2024-01-01', '--without', 'A1,B2'],
      'trusting every source but A1 and B2.',
    ],
    ['2024-01-01', ['--position', '0', '--only', 'B2'], 'trusting only B2.'],
    ['2024-12-31', ['--sides', 'qm'], 'trusting only the side of QM.'],
  ])('on %s with %j prints names: %s', async (date, flags, words) => {
    expect((await page(date, ...flags)).replaceAll('\n', ' ')).toContain(words)
  })

  test.each([
    ['2024-12-30', 'due 2024-12-31, in 1 day ['],
    ['2025-01-01', 'overdue on the record since 2025-01-01; newest source 2025-01-15 ['],
  ])('an open undertaking on %s: %s', async (date, words) => {
    const [line] = section(await page(date), 'OPEN UNDERTAKINGS WITH A DUE DATE')
    expect(line).toContain(words)
  })

  test('what was fulfilled is no longer open, and told by --all', async () => {
    expect(await page('2025-01-14')).not.toContain('WITH A DUE DATE')
    expect(section(await page('2025-01-14', '--all'), 'SETTLED UNDERTAKINGS')).toEqual([
      '  ● Hold a first dialogue on fisheries in Bolria — agreement by QM and QN; fulfilled (by first fisheries dialogue) [B2 25–69]; was due 2024-12-31 [A1 62–133]',
    ])
  })

  test.each([
    ['2023-12-31', 'no: window opens 2024-01-01'],
    ['2024-06-01', 'possibly in force, 2024 to at least 2025-01-15'],
    ['2024-12-31', 'in force, 2024 to at least 2025-01-15'],
    ['2026-01-01', 'unknown; last attested 2025-01-15'],
  ])('the label on %s: %s', async (date, words) => {
    expect(section(await page(date), 'STATUS').join('\n')).toContain(`“enhanced partners”: ${words}`)
  })

  test('an office between attestations is unknown, with both', async () => {
    expect(section(await page('2024-06-01'), 'OFFICES')).toEqual([
      '  ? Fisheries Minister (QM): holder unknown; last attested Ada Berg 2024-03-01 [A1 135–164]; next attested Cleo Dahl 2025-01-14 [B2 101–129]',
    ])
  })

  test('nothing shows of a source that was not out', async () => {
    const text = await page('2026-01-01', '--known-at', '2024-12-31', '--all')
    expect(text).toContain('Told by 1 source, the newest dated 2024-03-02.')
    for (const later of ['B2', 'C3', 'Dahl', 'Holm', 'enhanced']) expect(text).not.toContain(later)
  })

  test('an undated source is possibly known', async () => {
    const text = await page('2026-01-01', '--known-at', '2025-02-01', '--all')
    expect(section(text, 'POSITIONS')).toEqual([
      '  ○ possibly: Cleo Dahl on herring: Herring is common to all [C3 81–107]',
    ])
  })

  test('sources that differ are set side by side', async () => {
    expect(section(await page('2025-02-28'), 'WHERE SOURCES DIFFER')).toContain(
      '  ≠ first fisheries dialogue, city: “Holm” [B2 70–99] against “Sund” [C3 46–64]',
    )
  })

  test('no line is wider than 80 columns, and none has an escape in it', async () => {
    const text = await page('2025-02-01', '--all')
    expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80)
    expect(text.includes('\u001b')).toBe(false)
  })

  test('today is the date where none is given', async () => {
    expect(await page()).toContain('As of the end of 2026-02-01')
  })
})

describe('as-of --json', () => {
  test('gives point, horizon, a list for every kind, conflicts, and what was noted', async () => {
    const state = await json(place, ['as-of', '2024-12-30'])
    expect(Object.keys(state)).toEqual([
      'chronicle',
      'point',
      'horizon',
      'status',
      'undertakings',
      'meetings',
      'instruments',
      'mechanisms',
      'offices',
      'relations',
      'activities',
      'transfers',
      'figures',
      'visits',
      'positions',
      'cooperation',
      'people',
      'bodies',
      'places',
      'conflicts',
      'noted',
    ])
    expect(state).toMatchObject({
      chronicle: 'arlandia-bolria',
      point: {
        date: '2024-12-30',
        knownAt: null,
        position: 20,
        recordedAt: '2025-06-02T09:00:00.000Z',
        head: 20,
        trusting: {},
      },
      horizon: '2025-01-15',
    })
  })

  test('an item carries certainty, dates, fields, evidence and because', async () => {
    const { undertakings } = await json(place, ['as-of', '2024-12-30'])
    const [first] = undertakings as readonly Record<string, unknown>[]
    expect(first).toMatchObject({
      subject: 'undertaking/first-fisheries-dialogue',
      title: 'Hold a first dialogue on fisheries in Bolria',
      certainty: 'definitely',
      valid: ['2024-03-01'],
      due: {
        standing: 'due',
        label: '2024-12-31',
        inDays: 1,
        overdueSince: '2025-01-01',
        certainty: 'definitely',
      },
      fields: {
        status: { answer: 'definitely', values: [{ value: { status: 'open' }, certainty: 'definitely' }] },
        by: { values: [{ value: 'qm' }, { value: 'qn' }] },
      },
      evidence: [{ source: 'source/a1', label: 'A1', start: 62, end: 133, role: 'statement' }],
      because: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    })
  })

  test('holds what stands, and with --all the rest', async () => {
    const meetings = async (...args: readonly string[]) =>
      (
        (await json(place, ['as-of', '2024-06-01', ...args])).meetings as readonly { certainty: string }[]
      ).map(({ certainty }) => certainty)
    expect(await meetings()).toEqual(['definitely'])
    expect(await meetings('--all')).toEqual(['definitely', 'no'])
  })
})

describe('as-of, refused', () => {
  test('every faulty flag gets its line, by its name', async () => {
    const { code, out, err } = await regesta(place, [
      'as-of',
      '2025-02-29',
      '--known-at',
      '2025-01-01T12:00',
      '--position',
      'ten',
      '--only',
      'Z9',
      'A1',
    ])
    expect([code, out]).toEqual([5, ''])
    expect(err.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^date E_DATE "2025-02-29": .*not a leap year/),
      expect.stringMatching(/^--known-at E_DATE "2025-01-01T12:00": a date has no time in it/),
      expect.stringMatching(/^--position E_POSITION "ten": expected a position/),
      expect.stringMatching(/^--only E_UNKNOWN_SOURCE "Z9" .*A1 \(source\/a1\)/),
    ])
  })

  test('a position past the head', async () => {
    expect(await regesta(place, ['as-of', '--position', '21'])).toMatchObject({
      code: 5,
      err: expect.stringContaining('E_POSITION position 21 is not one of 0…20'),
    })
  })

  test('a chronicle that is not there', async () => {
    expect(await regesta(place, ['as-of', '--chronicle', 'atlantis'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^E_NO_CHRONICLE .*it holds arlandia-bolria\n$/),
    })
  })
})
