import { describe, expect, test } from 'vitest'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { chronicleOf, event, faultsOf, warningsOf } from './vocabulary.ts'

const KEY = 'transfer/port'
const nzd = (value: number, more: Payload = {}) => ({ value, currency: 'NZD', ...more })
const act = (what: string, edtf: string | undefined, payload: Payload = {}) =>
  event(`Transfer${what}`, KEY, { ...(what !== 'Cancelled' && { form: 'loan' }), ...payload }, edtf)
const announced = (more: Payload = {}, edtf = '2024-02-01') =>
  act('Announced', edtf, { from: 'nz', to: 'cl', amount: nzd(1_600_000), ...more })
const agreed = (more: Payload = {}) => act('Agreed', '2024-03-01', more)
const made = (more: Payload = {}, edtf = '2024-04-01') => act('Made', edtf, more)
const EVERY = 'certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]'

async function one(date: string, selection: string, ...events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(...events)
  const { transfers } = (await asOf(date, `transfers(${EVERY}) { ${selection} }`)) as {
    transfers: readonly object[]
  }
  return transfers[0]
}

describe('how far a transfer came', () => {
  test.each<[string, readonly Envelope[], string, readonly string[]]>([
    ['announced', [announced()], 'UNKNOWN', ['ANNOUNCED']],
    ['agreed', [announced(), agreed()], 'UNKNOWN', ['AGREED']],
    ['made', [announced(), agreed(), made()], 'DEFINITELY', ['MADE']],
    ['called off', [announced(), act('Cancelled', '2024-03-05', { by: 'nz' })], 'UNKNOWN', ['CANCELLED']],
    ['made, though called off', [made(), act('Cancelled', '2024-05-05')], 'DEFINITELY', ['MADE']],
  ])('%s', async (_, events, certainty, stages) => {
    expect(await one('2024-06-01', 'certainty stages', ...events)).toEqual({ certainty, stages })
  })
})

test('what was announced, agreed and made stand beside one another, and are no disagreement', async () => {
  const { asOf } = await chronicleOf(
    announced(),
    agreed({ amount: nzd(1_500_000), per: 'year' }),
    made({ amount: nzd(400_000) }),
  )
  const amount = (value: number) => ({ value, currency: 'NZD' })
  expect(
    await asOf(
      '2024-06-01',
      'transfers { from to form amounts { stage amount { value currency } per } } conflicts { field }',
    ),
  ).toEqual({
    transfers: [
      {
        from: ['nz'],
        to: ['cl'],
        form: 'loan',
        amounts: [
          { stage: 'announced', amount: amount(1_600_000), per: null },
          { stage: 'agreed', amount: amount(1_500_000), per: 'year' },
          { stage: 'made', amount: amount(400_000), per: null },
        ],
      },
    ],
    conflicts: [],
  })
})

test.each<[string, readonly Envelope[], string]>([
  [
    'announced',
    [announced({ what: 'A port', amount: nzd(1_600_000, { exactness: 'at-most' }) })],
    'loan: A port, from New Zealand to Chile, up to NZD 1,600,000, announced',
  ],
  ['made', [made({ to: 'cl', amount: nzd(7) })], 'loan, to Chile, NZD 7, 2024-04-01'],
  [
    'called off',
    [
      announced({ amount: nzd(5, { exactness: 'approximate' }), per: 'year' }),
      act('Cancelled', '2024-03-05'),
    ],
    'loan, from New Zealand to Chile, about NZD 5 a year announced, called off',
  ],
])('%s, it has a headline that stands alone', async (_, events, headline) => {
  expect(await one('2024-06-01', 'headline', ...events)).toEqual({ headline })
})

test.each([
  'actor: "nz"',
  'with: ["nz", "Chile"]',
  'addressee: "cl"',
  'stage: [ANNOUNCED]',
  'form: "loan"',
  'search: "port"',
])('one that is announced is found by %s', async (filter) => {
  const { asOf } = await chronicleOf(announced({ purpose: 'A port.' }))
  expect(await asOf('2024-03-01', `transfers(certainty: [UNKNOWN], ${filter}) { subject }`)).toEqual({
    transfers: [{ subject: KEY }],
  })
})

test('what came of a meeting are its transfers, too', async () => {
  const { asOf } = await chronicleOf(
    event('MeetingHeld', 'meeting/talks', { kind: 'talks', name: 'Talks' }, '2024-02-01'),
    announced({ occasion: 'meeting/talks' }),
  )
  expect(await asOf('2024-03-01', 'meetings { outcomes { subject } }')).toEqual({
    meetings: [{ outcomes: [{ subject: KEY }] }],
  })
})

test.each<[string, Payload, RegExp]>([
  ['money without its currency', { amount: { value: 5, unit: 'dollars' } }, /expected `currency: USD/],
  ['a number of nothing', { amount: { value: 5 } }, /expected what it is of/],
  ['an unknown form', { form: 'gift' }, /grant/],
])('%s is refused', (_, payload, message) => {
  expect(faultsOf(announced(payload)).join('\n')).toMatch(message)
})

test('what was made before it was announced is a doubt', () => {
  expect(warningsOf(announced(), agreed(), made())).toEqual([])
  expect(warningsOf(announced({}, '2024-05-01'), made())).toContainEqual(expect.stringMatching(/^W_ORDER/))
})
