import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openBatches } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { feedOf } from '../../src/exchange/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { type Bound, fixedClock, parseDay, type Valid } from '../../src/time/index.ts'
import { sealBatch } from '../archive/sealing.ts'
import { requestFor } from '../exchange/requests.ts'
import { type Ask, askOf, at } from '../graphql/ask.ts'
import { json, type Place, regesta, temporaryFolder } from './small-chronicle.ts'

const NAME = 'arlandia-bolria'

const stated = (edtf: string): Bound => ({ edtf, basis: 'stated' })

/** Days: ordinary, open on a side, and far. */
const DAYS: Readonly<Record<string, Bound>> = {
  day: stated('2024-12-31'),
  month: stated('2024-12'),
  'from-on': stated('[2024-12-31..]'),
  until: stated('[..2024-12-31]'),
  far: stated('Y9999999'),
  'far-back': stated('Y-9999999'),
  'until-far': stated('[2024..Y9999999]'),
  'from-far-back': stated('[Y-9999999..2024]'),
}
const SPANS: Readonly<Record<string, Valid>> = {
  span: stated('2023-06/2024-12'),
  ongoing: stated('2024/..'),
  'end-unknown': stated('2024/'),
  'begin-open': stated('../2023'),
  'begin-unknown': stated('/2023'),
  'far-end': stated('2024/Y9999999'),
  'far-begin': stated('Y-9999999/2023'),
  'begin-until': { begin: stated('[..2023]') },
  'begin-until-end-from-on': { begin: stated('[..2023]'), end: stated('[2022..]') },
  'begin-from-on': { begin: stated('[2023..]') },
  'end-until': { begin: stated('2020'), end: stated('[..2023]') },
}

/** Every field that holds a date, with these bounds. */
function eventsWith(name: string, valid: Valid, day = stated('2024-01-10')): readonly object[] {
  const evidence = [{ source: `source/${name}`, locator: 'p. 1', role: 'statement' }]
  const told = (type: string, subject: string, payload: object) => ({
    type,
    subject,
    payload,
    valid,
    evidence,
  })
  const made = { grade: 'pledge', by: ['qm'], content: name, checkable: true }
  return [
    {
      type: 'SourceRegistered',
      subject: `source/${name}`,
      payload: { label: name, published: day, absent: [] },
      evidence,
    },
    told('UndertakingMade', `undertaking/${name}-promise`, {
      ...made,
      due: day,
      window: day,
    }),
    told('MeetingHeld', `meeting/${name}-talks`, { kind: 'talks', name: `${name} talks` }),
    told('LabelAdopted', `label/${name}-label`, { object: 'relationship', label: name }),
    told('LabelAttested', `label/${name}-seen`, { object: 'relationship', label: `${name} seen` }),
    told('PersonNamed', `person/${name}-berg`, { name }),
    {
      type: 'UndertakingMade',
      subject: `undertaking/${name}-of-old`,
      payload: { ...made, due: day },
      valid: stated('2020-01-01'),
      evidence,
    },
  ]
}

/** The events with each of the bounds, by its name. */
const ALL = [
  ...Object.entries(DAYS).map(([name, day]) => [name, eventsWith(name, day, day)] as const),
  ...Object.entries(SPANS).map(([name, valid]) => [name, eventsWith(name, valid)] as const),
]
const DATES = ['0001-01-01', '2024-06-01', '2025-06-01', '9999-12-31']

let place: Place
beforeAll(async () => {
  place = await placeWith(ALL.flatMap(([, events]) => events))
})

describe.each(DATES)('the command line, as of %s', (date) => {
  test('answers whatever bounds are open or far', async () => {
    for (const args of [
      ['as-of', date],
      ['as-of', date, '--all'],
      ['compare', date, '2024-12-30', '--all'],
    ]) {
      const { code, err } = await regesta(place, args)
      expect([args, code, err]).toEqual([args, 0, ''])
    }
    for (const args of [
      ['as-of', date, '--all'],
      ['as-of', date, '--known-at', '2025-01-01'],
      ['compare', date, '2024-12-30'],
      ['timeline', '--to', date],
      ['source'],
      ['source', 'from-on'],
    ])
      expect(await json(place, args)).toBeTypeOf('object')
  })

  test('reads as words without a day that is none', async () => {
    const { out } = await regesta(place, ['as-of', date, '--all'])
    expect(out).not.toMatch(/Infinity|NaN|undefined|null/)
  })
})

test.each(['2024-06-01', '2025-06-01', '9999-12-31'])(
  'as-of %s --json gives no days and no last day where a due date has none',
  async (date) => {
    const { undertakings } = await json(place, ['as-of', date, '--all'])
    const promises = undertakings as readonly { readonly subject: string; readonly due: object }[]
    const due = (name: string) =>
      promises.find(({ subject }) => subject === `undertaking/${name}-of-old`)?.due
    expect(due('from-on')).toMatchObject({ label: '[2024-12-31..]', inDays: null, overdueSince: null })
    expect(due('far')).toMatchObject({ label: 'Y9999999', inDays: null })
    expect(due('day')).toMatchObject({ inDays: parseDay('2024-12-31') - parseDay(date) })
  },
)

describe.each(ALL)('the API, of %s', (_, events) => {
  let ask: Ask
  beforeAll(async () => {
    ask = await apiWith(events)
  })

  test.each([...DATES, '-0043-03-15', 'Y-9999999-12-31', 'Y9999999-12-31', 'Y10000000-01-01'])(
    'answers as of %s',
    async (date) => {
      const { data, errors } = await ask(QUERY, { date })
      expect(errors).toEqual([])
      expect(JSON.stringify(data)).not.toMatch(/Infinity|NaN/)
    },
  )
})

test.each([
  ['day', { date: '2024-12-31', inDays: -152, standing: 'OVERDUE', overdueSince: '2025-01-01' }],
  ['month', { date: '2024-12-31', inDays: -152, standing: 'OVERDUE', overdueSince: '2025-01-01' }],
  ['from-on', { date: null, inDays: null, standing: 'POSSIBLY_OVERDUE', overdueSince: null }],
  ['until', { date: '2024-12-31', inDays: -152, standing: 'OVERDUE', overdueSince: '2025-01-01' }],
  ['far', { date: 'Y9999999-12-31', inDays: null, standing: 'DUE', overdueSince: null }],
  [
    'until-far',
    { date: 'Y9999999-12-31', inDays: null, standing: 'POSSIBLY_OVERDUE', overdueSince: 'Y10000000-01-01' },
  ],
  [
    'far-back',
    { date: 'Y-9999999-12-31', inDays: null, standing: 'OVERDUE', overdueSince: 'Y-9999998-01-01' },
  ],
])('a due date %s is, as of 2025-06-01, %j', async (name, due) => {
  const ask = await apiWith(ALL.find(([each]) => each === name)?.[1] ?? [])
  const { data, errors } = await ask(
    `{ relationship(id: "${NAME}") { asOf(date: "2025-06-01") { undertakings(open: true) {
      key: subject due { date inDays standing overdueSince } } } } }`,
  )
  expect(errors).toEqual([])
  const found = at(data, 'relationship', 'asOf', 'undertakings') as readonly { key: string }[]
  expect(found.find(({ key }) => key.endsWith('of-old'))).toMatchObject({ due })
})

const WHEN = '{ edtf likely begin { earliest latest exact edtf } end { earliest latest exact edtf } }'
const QUERY = `query ($date: Date!) { relationship(id: "${NAME}") {
  timeline(first: 20) { nodes { valid ${WHEN} validAsSeen ${WHEN} } }
  sources(first: 20) { nodes { published { edtf open between { earliest latest } } } }
  asOf(date: $date) {
    recordEnds
    undertakings { due { edtf date inDays standing overdueSince recordEnds certainty } window ${WHEN} when ${WHEN} }
    status { certainty lastAttested { when ${WHEN} } labels { certainty when ${WHEN} lastAttested ${WHEN} } }
    meetings { when ${WHEN} }
    items(first: 20) { nodes { subject when ${WHEN} known { between { earliest latest } }
      claims { values { when ${WHEN} } lastAttested { when ${WHEN} } nextAttested { when ${WHEN} } }
      history { periods { from to } picture { validFrom validTo knownFrom knownTo }
        entries { valid ${WHEN} known { edtf between { earliest latest } } } } } }
  }
  compare(from: { date: $date }, to: { date: "2024-12-30" }) {
    changes { subject fields { field derived { was is } causes } }
  }
} }`

async function placeWith(events: readonly object[]): Promise<Place> {
  const dir = temporaryFolder()
  await sealed(join(dir, 'events', NAME), events)
  return { dir, events: join(dir, 'events'), ledger: join(dir, '.regesta', 'ledger.sqlite') }
}

async function sealed(dir: string, events: readonly object[]): Promise<void> {
  await sealBatch(dir, {
    file: '0001-bounds.draft.yaml',
    text: JSON.stringify({ chronicle: NAME, reader: 'the tests', events }, null, 1),
    catalogue: bilateral.vocabulary.catalogue,
    now: Date.parse('2025-06-01T09:00:00Z'),
  })
}

/** The same events behind the API. */
async function apiWith(events: readonly object[]): Promise<Ask> {
  return askOf(createSchema(bilateral), await chronicleWith(events))
}

async function chronicleWith(events: readonly object[]): Promise<Chronicle> {
  const dir = join(temporaryFolder(), NAME)
  await sealed(dir, events)
  const { batches } = await openBatches(dir, bilateral.vocabulary.catalogue)
  const chronicle = await openChronicle({
    name: NAME,
    vocabulary: bilateral.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-06-01T00:00:00Z'),
  })
  for (const { events } of batches)
    await chronicle.record({ name: 'bounds', events: events.map(({ event }) => event) })
  return chronicle
}

test.each(['2024?', '2023-06-XX', '[2021,2023]', '202X-12-25', '2022-21', '2022-05-01T09:30:00+09:00'])(
  '%s is shown as written on every page, of events and of sources',
  async (edtf) => {
    const events = eventsWith('marked', stated(edtf), stated(edtf))
    const place = await placeWith(events)
    const shown = async (...args: readonly string[]) =>
      (await regesta(place, args)).out.replaceAll(/\s+/g, ' ')
    expect(await shown('source')).toContain(edtf)
    expect(await shown('source', 'marked')).toContain(edtf)
    expect((await shown('as-of', '2025-06-01', '--all')).split('MEETINGS')[1]).toContain(edtf)
    const undertaking = eventsWith('due', stated('2019'), stated(edtf)).slice(0, 2)
    const pledged = await placeWith(undertaking)
    expect((await regesta(pledged, ['as-of', '2021-06-01'])).out.replaceAll(/\s+/g, ' ')).toContain(
      `due ${edtf}`,
    )
    const chronicle = await chronicleWith(events)
    const { entries } = await feedOf(requestFor(chronicle))
    const meeting = entries.find(({ tags }) => tags.includes('Meetings'))
    // A feed has its days in words, by the bounds that the date means.
    expect(meeting?.lines.join('; ')).toMatch(/\b20\d\d\b/)
    const { data } = await askOf(
      createSchema(bilateral),
      chronicle,
    )(`{ relationship(id: "${NAME}") { sources(first: 5) { nodes { published { edtf } } } } }`)
    expect(at(data, 'relationship', 'sources', 'nodes')).toEqual([{ published: { edtf } }])
  },
)

test('an approximate date of a source is shown with its bounds beside it', async () => {
  const day = { ...stated('2004-06-~11'), within: '[2004-06-09..2004-06-13]' }
  const place = await placeWith(eventsWith('marked', stated('2004'), day))
  const { out } = await regesta(place, ['source', 'marked'])
  expect(out.replaceAll(/\s+/g, ' ')).toContain('2004-06-~11 (some day from 2004-06-09 to 2004-06-13)')
})

/** A date with a mark, the bounds that the timeline gives beside it, and what the line shows. */
test.each<readonly [Bound, string, string]>([
  [stated('1984?'), '1984', '1984? ●'],
  [stated('XXXX-12-25'), '[0000-12-25..9999-12-25]', 'XXXX-12-25 ●'],
  [stated('[1667,1668,1670..1672]'), '[1667..1672]', '[1667,1668,1670..1672] ●'],
  [stated('2024-05-01T09:30:00+09:00'), '2024-05-01', '2024-05-01T09:30:00+09:00 ●'],
  [stated('1984-06?/1990'), '1984-06/1990', '1984-06?/1990 ●'],
  [
    { ...stated('2004-06-~11'), within: '[2004-06-09..2004-06-13]' },
    '[2004-06-09..2004-06-13]',
    '2004-06-~11 ●',
  ],
])('timeline shows %j as written, and its bounds', async (valid, edtf, shown) => {
  const place = await placeWith(eventsWith('marked', valid, stated('[2024-01-10..]')).slice(0, 3))
  const { events } = await json(place, ['timeline', '--kind', 'meeting'])
  expect(events).toMatchObject([{ edtf, written: valid.edtf }])
  const { out } = await regesta(place, ['timeline', '--kind', 'meeting'])
  expect(out.replace(/\s+/g, ' ')).toContain(shown)
  if (valid.within !== undefined) expect(out.replace(/\s+/g, ' ')).toContain(`(within ${valid.within})`)
})
