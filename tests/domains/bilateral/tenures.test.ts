import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Envelope, eventId } from '../../../src/event/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { type Act, type Days, tenureOn } from './tenures.ts'
import { chronicleOf, event, source } from './vocabulary.ts'

/** Random lives of an office among three persons, asked of the API on many days and of {@link tenureOn}. */

const KEY = 'office/nz-defence'
const LAST = 12
const PERSONS = ['ana', 'bo', 'cy'] as const

const day = (index: number) => `2024-01-${String(index + 1).padStart(2, '0')}`
const edtf = ({ first, last }: Days) => (first === last ? day(first) : `[${day(first)}..${day(last)}]`)
const stated = (on: Days) => ({ edtf: edtf(on), basis: 'stated' })

const days: fc.Arbitrary<Days> = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 0, 0, 1, 3))
  .map(([first, length]) => ({ first, last: Math.min(first + length, LAST) }))

const act: fc.Arbitrary<Act> = fc
  .record({
    type: fc.constantFrom<Act['type'][]>('Taken', 'Taken', 'Taken', 'Left', 'Left', 'Attested', 'Filled'),
    person: fc.constantFrom(...PERSONS),
    on: days,
    acting: fc.constantFrom(false, false, true),
    until: fc.option(
      days.map(({ first }) => ({ first, last: first })),
      { nil: undefined, freq: 1 },
    ),
    hidden: fc.constantFrom(false, false, false, false, true),
  })
  .map((each) => (each.type === 'Taken' ? each : { ...each, acting: false, until: undefined }))

function eventOf({ type, person, on, acting, until, hidden }: Act): Envelope {
  const more = {
    Filled: { how: 'elected' },
    Taken: { ...(acting && { acting }), ...(until && { until: stated(until) }) },
    Left: {},
    Attested: { title: 'Minister of Defence', side: 'nz' },
  }[type]
  const payload = { person: `person/${person}`, ...more }
  return event(`Office${type}`, KEY, payload, edtf(on), hidden ? 'undated' : 'a')
}

/** Our own misreading: of an event that was wrong altogether, or of its date. */
function actOn(target: Envelope, type: string, set: object): Envelope {
  const { chronicle, version, subject } = target
  const payload = { reason: 'misread', ...set }
  return { chronicle, version, type, subject, payload, target: { event: eventId(target) } }
}

const isMove = ({ type }: Act) => type === 'Taken' || type === 'Left'

/** Beside an attestation, each taking or leaving is of one day and visible, but for a taking that is the only one of them. */
function narrowed(acts: readonly Act[]): readonly Act[] {
  const moves = acts.filter(isMove)
  const isOneTaking = moves.length === 1 && moves[0]?.type === 'Taken'
  if (isOneTaking || !acts.some(({ type }) => type === 'Attested')) return acts
  return acts.map((each) =>
    isMove(each) ? { ...each, on: { ...each.on, last: each.on.first }, hidden: false } : each,
  )
}

/**
 * What no rule settles yet, beside an attestation: that several left of whom nothing says that they had taken it; and that
 * one who left is attested on a day on which another may be, too.
 */
function isUnsettled(acts: readonly Act[]): boolean {
  const [left, attested] = [
    acts.filter(({ type }) => type === 'Left'),
    acts.filter(({ type }) => type === 'Attested'),
  ]
  const took = ({ person, on }: Act) =>
    acts.some((each) => each.type === 'Taken' && each.person === person && each.on.first < on.first)
  const meets = (one: Act, other: Act) => one.on.first <= other.on.last && other.on.first <= one.on.last
  const again = attested.filter(({ person }) => left.some((each) => each.person === person))
  return (
    (attested.length > 0 && left.filter((each) => !took(each)).length > 1) ||
    again.some((one) => attested.some((other) => other.person !== one.person && meets(one, other)))
  )
}

const idOf = (each: Act) => eventId(eventOf(each))

const life = fc
  .record({
    acts: fc
      .array(act, { minLength: 2, maxLength: 5, size: 'max' })
      .map(narrowed)
      .filter((acts) => new Set(acts.map(idOf)).size === acts.length),
    wrong: fc.option(act, { nil: undefined }),
    moved: fc.option(days, { nil: undefined }),
    dates: fc.uniqueArray(fc.integer({ min: 0, max: LAST }), { minLength: 6, maxLength: 6 }),
  })
  .filter(({ acts, wrong }) => wrong === undefined || acts.every((each) => idOf(each) !== idOf(wrong)))

const RUNS = atLength(60, 25)

test('a random office is held by whom day after day of every world says so, or vacant', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(life, async ({ acts, wrong, moved, dates }) => {
      const [first, ...others] = acts
      if (first === undefined) return
      const on = narrowed([{ ...first, on: moved ?? first.on }, ...others])[0]?.on ?? first.on
      const read = [{ ...first, on }, ...others]
      fc.pre(!isUnsettled(read))
      const { ask } = await chronicleOf(
        source('a', '2024-02-01'),
        source('undated', '[2024-01-01..]'),
        ...acts.map(eventOf),
        ...(wrong ? [eventOf(wrong), actOn(eventOf(wrong), 'EventRetracted', {})] : []),
        ...(edtf(on) !== edtf(first.on)
          ? [actOn(eventOf(first), 'EventCorrected', { set: { valid: stated(on) } })]
          : []),
      )
      const { data, errors } = await ask(
        `{ relationship(id: "nz-cl") { ${dates
          .map(
            (date) => `on${date}: asOf(date: "${day(date)}", knownAt: "2024-06-01") {
              offices(certainty: [DEFINITELY, POSSIBLY, UNKNOWN, NO]) {
                holders { person { subject } certainty acting } vacant } }`,
          )
          .join('\n')} } }`,
      )
      expect(errors).toEqual([])
      for (const date of dates) {
        const shown = tenureOn(read, date)
        if (shown === undefined) continue
        compared += 1
        const office = (data as Answers).relationship[`on${date}`]?.offices[0]
        const holders = (office?.holders ?? []).map(({ person, acting, certainty }) => [
          `${acting ? 'acting ' : ''}${person.subject.replace('person/', '')}`,
          certainty,
        ])
        const found = { holders: Object.fromEntries(holders), vacant: office?.vacant ?? 'UNKNOWN' }
        expect({ on: day(date), ...found }).toEqual({ on: day(date), ...shown })
      }
    }),
    { numRuns: RUNS, seed: 20_260_105 },
  )
  expect(compared).toBeGreaterThan(5 * RUNS)
})

type Answers = {
  readonly relationship: Readonly<
    Record<
      string,
      {
        readonly offices: readonly {
          readonly vacant: string
          readonly holders: readonly {
            readonly person: { readonly subject: string }
            readonly certainty: string
            readonly acting: boolean
          }[]
        }[]
      }
    >
  >
}
