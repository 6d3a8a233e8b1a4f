import { describe, expect, test } from 'vitest'
import type { Envelope, Payload } from '../../../src/event/index.ts'
import { chronicleOf, event, warningsOf } from './vocabulary.ts'

const KEY = 'undertaking/boats'
const on = (edtf: string) => ({ edtf, basis: 'stated' })
const boats = (value: number, more: Payload = {}) => ({ value, unit: 'boats', ...more })
const made = (more: Payload = {}) =>
  event(
    'UndertakingMade',
    KEY,
    { grade: 'pledge', by: ['nz'], content: 'give patrol boats', ...more },
    '2024-03-01',
  )
const act = (what: string, edtf: string, payload: Payload = {}) =>
  event(`Undertaking${what}`, KEY, payload, edtf)

async function one(date: string, selection: string, ...events: readonly Envelope[]) {
  const { asOf } = await chronicleOf(...events)
  const { undertakings } = (await asOf(date, `undertakings { ${selection} }`)) as {
    undertakings: readonly unknown[]
  }
  return undertakings[0]
}

describe('what an undertaking carries', () => {
  test('a condition, a bound, who said so and who reports it; what an officer promised is the state’s', async () => {
    const events = [
      event('PersonNamed', 'person/mere-tane', { name: 'Mere Tane' }),
      event('BodyNamed', 'body/press', { name: 'Pacific Press', kind: 'company', country: 'fj' }),
      made({
        condition: 'If parliament grants the money.',
        amount: boats(6, { exactness: 'at-most' }),
        speakers: ['person/mere-tane'],
        reportedBy: 'body/press',
      }),
    ]
    const { asOf } = await chronicleOf(...events)
    for (const filter of ['by: "nz"', 'by: "New Zealand"', 'actor: "Mere Tane"', 'body: "Pacific Press"'])
      expect(
        await asOf(
          '2024-06-01',
          `undertakings(${filter}) { by speakers reportedBy conditions amount { value exactness } checkable }`,
        ),
        filter,
      ).toEqual({
        undertakings: [
          {
            by: ['nz'],
            speakers: ['person/mere-tane'],
            reportedBy: ['body/press'],
            conditions: ['If parliament grants the money.'],
            amount: { value: 6, exactness: 'AT_MOST' },
            checkable: false,
          },
        ],
      })
    expect(await asOf('2024-06-01', 'undertakings(by: "Fiji") { subject }')).toEqual({ undertakings: [] })
  })

  test.each([
    [{}, false],
    [{ due: on('2024-12-31') }, true],
    [{ deliverable: 'Six boats.' }, true],
    [{ due: on('2024-12-31'), checkable: false }, false],
  ])('%j can be checked: %s', async (more, checkable) => {
    expect(await one('2024-06-01', 'checkable', made(more))).toEqual({ checkable })
  })
})

describe('what was delivered', () => {
  const part = (value: number, by: string | undefined, edtf: string) =>
    act('PartlyFulfilled', edtf, { amount: boats(value), ...(by && { with: by }) })
  test.each<[string, readonly Envelope[], object | null]>([
    ['nothing', [], null],
    ['one part', [part(2, undefined, '2024-05-01')], { value: 2, unit: 'boats' }],
    [
      'two parts',
      [part(2, 'visit/a', '2024-05-01'), part(1, 'visit/b', '2024-06-01')],
      { value: 3, unit: 'boats' },
    ],
    [
      'one part by two reports',
      [part(2, 'visit/a', '2024-05-01'), part(2, 'visit/a', '2024-05')],
      { value: 2, unit: 'boats' },
    ],
    ['two that may be one', [part(2, undefined, '2024-05-01'), part(2, undefined, '2024-05')], null],
    [
      'a total',
      [part(2, 'visit/a', '2024-05-01'), act('PartlyFulfilled', '2024-07-01', { total: boats(5) })],
      { value: 5, unit: 'boats' },
    ],
    [
      'of two measures',
      [
        part(2, 'visit/a', '2024-05-01'),
        act('PartlyFulfilled', '2024-07-01', { amount: { value: 9, currency: 'NZD' }, with: 'visit/b' }),
      ],
      null,
    ],
  ])('%s', async (_, events, deliveredSoFar) => {
    const found = await one(
      '2025-01-01',
      'deliveredSoFar { value unit }',
      made({ amount: boats(6) }),
      ...events,
    )
    expect(found).toEqual({ deliveredSoFar })
  })

  test('more than was promised is a doubt, and no less certain amounts', () => {
    const warned = (amount: Payload, ...events: readonly Envelope[]) =>
      warningsOf(made({ amount }), ...events)
    expect(
      warned(boats(6), part(4, 'visit/x', '2024-05-01'), part(3, 'visit/y', '2024-06-01')),
    ).toContainEqual(
      expect.stringMatching(
        /^W_MORE_THAN_PROMISED events\.\d\.payload\.amount\.value expected at most 6, as was promised; 7 would be/,
      ),
    )
    for (const [promised, delivered] of [
      [boats(6), boats(6)],
      [boats(6, { exactness: 'at-least' }), boats(9)],
      [boats(6), boats(9, { exactness: 'approximate' })],
      [boats(6), { value: 9, unit: 'engines' }],
    ] as const)
      expect(warned(promised, act('Fulfilled', '2024-05-01', { amount: delivered }))).toEqual([])
  })
})

describe('postponed, reviewed, denied, called broken', () => {
  const due = (edtf: string) => made({ due: on(edtf) })
  const DUE = 'due { edtf standing } conflicts: subject'
  test.each<[string, string, readonly Envelope[], object | null]>([
    ['as it was made', '2024-06-01', [due('2024-12-31')], { edtf: '2024-12-31', standing: 'DUE' }],
    ['overdue', '2025-01-01', [due('2024-12-31')], { edtf: '2024-12-31', standing: 'OVERDUE' }],
    [
      'postponed',
      '2025-01-01',
      [due('2024-12-31'), act('Postponed', '2024-11-01', { due: on('2025-06-30') })],
      { edtf: '2025-06-30', standing: 'DUE' },
    ],
    [
      'before it was postponed',
      '2024-10-31',
      [due('2024-12-31'), act('Postponed', '2024-11-01', { due: on('2025-06-30') })],
      { edtf: '2024-12-31', standing: 'DUE' },
    ],
    [
      'postponed twice',
      '2025-07-01',
      [
        due('2024-12-31'),
        act('Postponed', '2024-11-01', { due: on('2025-06-30') }),
        act('Postponed', '2025-05-01', { due: on('2025-12-31') }),
      ],
      { edtf: '2025-12-31', standing: 'DUE' },
    ],
    [
      'postponed, and made on an unknown day',
      '2025-01-01',
      [
        event('UndertakingMade', KEY, {
          grade: 'pledge',
          by: ['nz'],
          content: 'give boats',
          due: on('2024-12-31'),
        }),
        act('Postponed', '2024-11-01', { due: on('2025-06-30') }),
      ],
      { edtf: '2025-06-30', standing: 'DUE' },
    ],
    ['postponed to no day', '2025-01-01', [due('2024-12-31'), act('Postponed', '2024-11-01')], null],
    [
      'postponed to no day, then to one',
      '2025-01-01',
      [
        due('2024-12-31'),
        act('Postponed', '2024-11-01'),
        act('Postponed', '2024-12-01', { due: on('2025-06-30') }),
      ],
      { edtf: '2025-06-30', standing: 'DUE' },
    ],
  ])('%s, as of %s', async (_, date, events, expected) => {
    const { asOf } = await chronicleOf(...events)
    expect(await asOf(date, `undertakings { ${DUE} } conflicts { field }`)).toEqual({
      undertakings: [{ due: expected, conflicts: KEY }],
      conflicts: [],
    })
  })

  test('a review is of its day, a breach stays as somebody’s word, and neither changes the status', async () => {
    const events = [
      made({ due: on('2026-12-31') }),
      act('UnderReview', '2024-05-01', { how: 'The price.', by: 'nz' }),
      act('BreachAlleged', '2024-06-01', { by: 'cl', how: 'No boat came.' }),
    ]
    const what = 'status reviews { how by } breaches { by how }'
    expect(await one('2024-05-01', what, ...events)).toEqual({
      status: 'OPEN',
      reviews: [{ how: 'The price.', by: 'nz' }],
      breaches: [],
    })
    expect(await one('2024-07-01', what, ...events)).toEqual({
      status: 'OPEN',
      reviews: [],
      breaches: [{ by: 'cl', how: 'No boat came.' }],
    })
  })
})

describe('what lies ahead', () => {
  const window = (edtf: string) =>
    event(
      'UndertakingMade',
      'undertaking/visit',
      { grade: 'plan', by: ['cl'], content: 'send a ship', window: on(edtf) },
      '2024-03-01',
    )

  test.each([
    ['2024-08-15', 'POSSIBLY'],
    ['2024-07-31', 'UNKNOWN'],
    ['2024-09-01', 'UNKNOWN'],
  ])('what is planned for August may be on %s: %s', async (date, certainty) => {
    expect(await one('2024-06-01', `heldOn(date: "${date}") { certainty }`, window('2024-08'))).toEqual({
      heldOn: { certainty },
    })
  })

  test('what was withdrawn is on no day', async () => {
    const withdrawn = event('UndertakingWithdrawn', 'undertaking/visit', {}, '2024-04-01')
    expect(
      await one('2024-06-01', 'heldOn(date: "2024-08-15") { certainty }', window('2024-08'), withdrawn),
    ).toEqual({
      heldOn: { certainty: 'UNKNOWN' },
    })
  })

  test.each([
    [30, []],
    [61, []],
    [62, ['undertaking/visit']],
    [213, ['undertaking/visit']],
    [214, [KEY, 'undertaking/visit']],
  ])('within %d days of 2024-06-01: %j', async (days, subjects) => {
    const { asOf } = await chronicleOf(made({ due: on('2024-12-31') }), window('2024-08'))
    const found = (await asOf('2024-06-01', `undertakings(dueWithin: ${days}) { subject }`)) as {
      undertakings: readonly { subject: string }[]
    }
    expect(found.undertakings.map(({ subject }) => subject).sort()).toEqual(subjects)
  })
})

test('why it was put off is kept', async () => {
  const put = act('Postponed', '2024-11-01', { reason: 'A strike.' })
  expect(await one('2025-01-01', 'postponedFor', made(), put)).toEqual({ postponedFor: ['A strike.'] })
})
