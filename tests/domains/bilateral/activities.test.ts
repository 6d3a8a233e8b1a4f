import { describe, expect, test } from 'vitest'
import { sectionsOf } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { parseDay } from '../../../src/time/index.ts'
import { chronicleOf, event, faultsOf, warningsOf } from './vocabulary.ts'

const KEY = 'activity/coast'
const on = (edtf: string) => ({ edtf, basis: 'stated' })
const act = (what: string, edtf: string | undefined, payload: Payload = {}) =>
  event(`Activity${what}`, KEY, payload, edtf)
const planned = (more: Payload = {}, edtf = '2024-02-01') =>
  act('Planned', edtf, {
    kind: 'exercise',
    name: 'Coast 24',
    by: ['nz', 'body/navy'],
    place: { city: 'Iquique' },
    window: on('2024-05'),
    ...more,
  })
const begun = (edtf = '2024-05-06', more: Payload = {}) => act('Begun', edtf, more)
const finished = (edtf = '2024-05-10', more: Payload = {}) => act('Finished', edtf, more)
const navy = event('BodyNamed', 'body/navy', { name: 'Chilean Navy', kind: 'armed-force', side: 'cl' })
const EVERY = 'certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]'

async function one(date: string, selection: string, ...events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(navy, ...events)
  const { activities } = (await asOf(date, `activities(${EVERY}) { ${selection} }`)) as {
    activities: readonly object[]
  }
  return activities[0]
}

describe('how far an activity came', () => {
  test.each<[string, string, readonly Envelope[], string, readonly string[], readonly string[]]>([
    ['planned', '2024-03-01', [planned()], 'UNKNOWN', ['PLANNED'], []],
    ['put off', '2024-04-01', [planned(), act('Postponed', '2024-03-01')], 'UNKNOWN', ['POSTPONED'], []],
    [
      'called off',
      '2024-04-01',
      [planned(), act('Cancelled', '2024-03-01', { by: 'cl' })],
      'UNKNOWN',
      ['CANCELLED'],
      [],
    ],
    ['begun', '2024-05-08', [planned(), begun(), finished()], 'DEFINITELY', ['BEGUN'], ['HAPPENED']],
    ['finished', '2024-06-01', [planned(), begun(), finished()], 'DEFINITELY', ['FINISHED'], ['HAPPENED']],
    [
      'held as a whole',
      '2024-06-01',
      [act('Held', '2024-05', { kind: 'exercise' })],
      'DEFINITELY',
      ['HELD'],
      ['HAPPENED'],
    ],
    [
      'denied alone',
      '2024-06-01',
      [act('Denied', '2024-05-20', { by: 'cl' })],
      'UNKNOWN',
      ['DENIED'],
      ['DENIED'],
    ],
    [
      'finished, and denied before',
      '2024-06-01',
      [act('Denied', '2024-05-09', { by: 'cl' }), begun(), finished()],
      'DEFINITELY',
      ['DENIED', 'FINISHED'],
      ['DENIED', 'HAPPENED'],
    ],
  ])('%s', async (_, date, events, certainty, stages, happened) => {
    expect(await one(date, 'certainty stages happened', ...events)).toEqual({
      certainty,
      stages,
      happened,
    })
  })
})

describe('it was held on a day', () => {
  test.each<[string, readonly Envelope[], string]>([
    ['2024-05-05', [begun(), finished()], 'NO'],
    ['2024-05-06', [begun(), finished()], 'DEFINITELY'],
    ['2024-05-08', [begun(), finished()], 'DEFINITELY'],
    ['2024-05-10', [begun(), finished()], 'DEFINITELY'],
    ['2024-05-11', [begun(), finished()], 'NO'],
    ['2024-05-08', [begun()], 'POSSIBLY'],
    ['2024-05-05', [begun()], 'NO'],
    ['2024-05-08', [finished()], 'POSSIBLY'],
    ['2024-05-11', [finished()], 'NO'],
    ['2024-05-08', [begun('2024-05'), finished('2024-05')], 'POSSIBLY'],
    ['2024-06-01', [begun('2024-05'), finished('2024-05')], 'NO'],
    ['2024-05-08', [planned()], 'POSSIBLY'],
    ['2024-06-08', [planned()], 'UNKNOWN'],
    ['2024-05-08', [planned(), act('Postponed', '2024-03-01', { to: on('2024-09') })], 'UNKNOWN'],
    ['2024-09-08', [planned(), act('Postponed', '2024-03-01', { to: on('2024-09') })], 'POSSIBLY'],
    ['2024-05-08', [planned(), act('Cancelled', '2024-03-01')], 'UNKNOWN'],
    ['2024-05-08', [act('Held', '2024-05-07/2024-05-09', { kind: 'exercise' })], 'DEFINITELY'],
  ])('%s', async (day, events, certainty) => {
    expect(await one('2024-10-01', `heldOn(date: "${day}") { certainty }`, ...events)).toEqual({
      heldOn: { certainty },
    })
  })
})

test('it shows when it began and ended, and what lies ahead is found by its window', async () => {
  expect(
    await one('2024-06-01', 'began { edtf } ended { edtf } window { edtf }', planned(), begun(), finished()),
  ).toEqual({ began: { edtf: '2024-05-06' }, ended: { edtf: '2024-05-10' }, window: { edtf: '2024-05' } })
  const { asOf } = await chronicleOf(navy, planned())
  const ahead = (days: number) =>
    asOf('2024-03-01', `activities(certainty: [UNKNOWN], plannedWithin: ${days}) { subject }`)
  expect(await ahead(61)).toEqual({ activities: [] })
  expect(await ahead(62)).toEqual({ activities: [{ subject: KEY }] })
})

test.each<[string, readonly Envelope[], string]>([
  ['planned', [planned()], 'Coast 24, Chilean Navy and New Zealand, Iquique, planned for 2024-05'],
  [
    'put off',
    [planned(), act('Postponed', '2024-03-01')],
    'Coast 24, Chilean Navy and New Zealand, Iquique, put off',
  ],
  [
    'begun',
    [begun('2024-05-06', { kind: 'exercise', by: ['nz'] })],
    'exercise, New Zealand, from 2024-05-06',
  ],
  [
    'finished',
    [begun('2024-05-06', { kind: 'port-call', what: 'Two frigates.' }), finished()],
    'port call: Two frigates, 2024-05-06 to 2024-05-10',
  ],
  ['ended', [finished('2024-05-10', { name: 'Coast 24' })], 'Coast 24, until 2024-05-10'],
  ['denied', [act('Denied', '2024-05-20', { kind: 'exercise', by: 'cl' })], 'exercise, denied'],
  ['called off, and named by no source', [act('Cancelled', '2024-03-01')], 'coast'],
  [
    'called off, and known by nothing else',
    [act('Cancelled', '2024-03-01', { kind: 'course', what: 'A course of Spanish' })],
    'course: A course of Spanish, called off',
  ],
])('%s, it has a headline that stands alone', async (_, events, headline) => {
  expect(await one('2024-06-01', 'headline', ...events)).toEqual({ headline })
})

test.each([
  'actor: "nz"',
  'actor: "cl"',
  'body: "Chilean Navy"',
  'with: ["nz", "Chilean Navy"]',
  'place: "Iquique"',
  'kind: "exercise"',
  'stage: [PLANNED]',
  'search: "coast"',
])('one that is planned is found by %s', async (filter) => {
  const { asOf } = await chronicleOf(navy, planned())
  expect(await asOf('2024-03-01', `activities(certainty: [UNKNOWN], ${filter}) { subject }`)).toEqual({
    activities: [{ subject: KEY }],
  })
})

test('what a delivery fulfilled is shown with it', async () => {
  expect(
    await one(
      '2024-06-01',
      'fulfils { subject }',
      act('Held', '2024-05-07', { kind: 'delivery' }),
      event(
        'UndertakingMade',
        'undertaking/boats',
        { grade: 'pledge', by: ['nz'], content: 'give boats' },
        '2024-03-01',
      ),
      event('UndertakingFulfilled', 'undertaking/boats', { with: KEY }, '2024-05-07'),
    ),
  ).toEqual({ fulfils: [{ subject: 'undertaking/boats' }] })
})

test('what ended before it began is a doubt, and plans and their ends are none', () => {
  expect(warningsOf(navy, planned(), act('Postponed', '2024-03-01'), begun(), finished())).toEqual([])
  expect(warningsOf(navy, planned(), act('Cancelled', '2024-03-01'))).toEqual([])
  expect(warningsOf(begun('2024-05-06'), finished('2024-05-01'))).toContainEqual(
    expect.stringMatching(/^W_ORDER/),
  )
})

test.each<[string, Envelope, RegExp]>([
  ['an unknown kind', act('Held', '2024-05', { kind: 'drill' }), /exercise/],
  ['a plan without a kind', act('Planned', '2024-02-01', {}), /kind/],
  ['a denial by nobody', act('Denied', '2024-05-20', {}), /by/],
])('%s is refused', (_, refused, message) => {
  expect(faultsOf(refused).join('\n')).toMatch(message)
})

test('a page has what is done with its whole time, and what is planned under a heading of its own', async () => {
  const { chronicle } = await chronicleOf(navy, planned(), begun(), finished())
  const linesOf = (date: string, named: string) => {
    const sections = sectionsOf(bilateral, chronicle.asOf({ date: parseDay(date) }), { all: false })
    return JSON.stringify(sections.find(({ heading }) => heading === named)?.lines ?? [])
  }
  const ahead = 'Activities planned or called off'
  expect(linesOf('2024-03-01', ahead)).toContain(
    'Coast 24; Chilean Navy and New Zealand; Iquique; planned for 2024-05',
  )
  expect(linesOf('2024-06-01', ahead)).toBe('[]')
  expect(linesOf('2024-06-01', 'Activities')).toContain('2024-05-06 to 2024-05-10')
})
