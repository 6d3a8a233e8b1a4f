import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Envelope, eventId, type Payload } from '../../../src/event/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { type Act, type Days, inForceOf } from './lives.ts'
import { chronicleOf, event, source } from './vocabulary.ts'

/** Random lives of instruments, asked of the API on many days and of {@link inForceOf}. */

const KEY = 'instrument/fisheries'
const LAST = 12
const DATES = [0, 2, 4, 5, 6, 8, 10, LAST]

const day = (index: number) => `2024-01-${String(index + 1).padStart(2, '0')}`
const edtf = ({ first, last }: Days) => (first === last ? day(first) : `[${day(first)}..${day(last)}]`)

const days: fc.Arbitrary<Days> = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 0, 0, 1, 3))
  .map(([first, length]) => ({ first, last: Math.min(first + length, LAST) }))

const TYPES = {
  EnteredIntoForce: 'until',
  ToEnterIntoForce: 'on',
  Suspended: undefined,
  Resumed: undefined,
  Extended: 'until',
  Denounced: 'effective',
  Ended: undefined,
  ForceAttested: undefined,
} as const
type Type = keyof typeof TYPES

const act: fc.Arbitrary<Act & { readonly type: Type }> = fc
  .record({
    type: fc.constantFrom(
      ...(Object.keys(TYPES) as Type[]),
      'EnteredIntoForce' as const,
      'EnteredIntoForce' as const,
    ),
    on: days,
    names: fc.option(days, { nil: undefined }),
    flag: fc.constantFrom(false, false, true),
    says: fc.constantFrom('in-force', 'not-in-force', 'suspended'),
    hidden: fc.constantFrom(false, false, false, true),
  })
  .map((each) => {
    const names = each.type === 'ToEnterIntoForce' ? (each.names ?? each.on) : each.names
    return { ...each, names: TYPES[each.type] === undefined ? undefined : names }
  })

function payloadOf({ type, names, flag, says }: Act & { readonly type: Type }): Payload {
  const member = TYPES[type]
  const named = member && names ? { [member]: { edtf: edtf(names), basis: 'stated' } } : {}
  if (type === 'EnteredIntoForce') return { provisionally: flag ?? false, ...named }
  if (type === 'Denounced') return { by: 'cl', withdrawn: flag ?? false, ...named }
  if (type === 'ForceAttested') return { force: says ?? 'in-force' }
  return named
}

const eventOf = (act: Act & { readonly type: Type }): Envelope =>
  event(`Instrument${act.type}`, KEY, payloadOf(act), edtf(act.on), act.hidden ? 'undated' : 'a')

/** Our own misreading: of an event that was wrong altogether, or of its date. */
function actOn(target: Envelope, type: string, payload: Payload): Envelope {
  const { chronicle, version, subject } = target
  return { chronicle, version, type, subject, payload, target: { event: eventId(target) } }
}

const life = fc
  .record({
    acts: fc.uniqueArray(act, { minLength: 1, maxLength: 4, selector: (each) => eventId(eventOf(each)) }),
    wrong: fc.option(act, { nil: undefined }),
    moved: fc.option(days, { nil: undefined }),
  })
  .filter(
    ({ acts, wrong }) =>
      wrong === undefined || acts.every((each) => eventId(eventOf(each)) !== eventId(eventOf(wrong))),
  )

const SIGNED = event('InstrumentSigned', KEY, { kind: 'agreement', topic: 'fisheries' }, day(0))

const RUNS = atLength(60, 25)

test('a random instrument is in force when day after day of every world says so, and listed so', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(life, async ({ acts, wrong, moved }) => {
      const [first, ...others] = acts
      if (first === undefined) return
      const read = [{ ...first, on: moved ?? first.on }, ...others]
      const { ask } = await chronicleOf(
        source('a', '2024-02-01'),
        source('undated', '[2024-01-01..]'),
        SIGNED,
        ...acts.map(eventOf),
        ...(wrong ? [eventOf(wrong), actOn(eventOf(wrong), 'EventRetracted', { reason: 'misread' })] : []),
        ...(moved && edtf(moved) !== edtf(first.on)
          ? [
              actOn(eventOf(first), 'EventCorrected', {
                reason: 'misread',
                set: { valid: { edtf: edtf(moved), basis: 'stated' } },
              }),
            ]
          : []),
      )
      const { data, errors } = await ask(
        `{ relationship(id: "nz-cl") { ${DATES.map(
          (date) => `on${date}: asOf(date: "${day(date)}", knownAt: "2024-06-01") {
            all: instruments { inForce { certainty words } }
            may: instruments(inForce: true) { subject } other: instruments(inForce: false) { subject } }`,
        ).join('\n')} } }`,
      )
      expect(errors).toEqual([])
      for (const date of DATES) {
        const certainty = inForceOf(read, date)
        if (certainty === undefined) continue
        compared += 1
        const state = (data as Answers).relationship[`on${date}`]
        const may = ['DEFINITELY', 'POSSIBLY'].includes(certainty)
        expect([day(date), state?.all[0]?.inForce.certainty, state?.may.length, state?.other.length]).toEqual(
          [day(date), certainty, may ? 1 : 0, may ? 0 : 1],
        )
      }
    }),
    { numRuns: RUNS, seed: 20_260_104 },
  )
  expect(compared).toBeGreaterThan(5 * RUNS)
})

type Answers = {
  readonly relationship: Readonly<
    Record<
      string,
      {
        readonly all: readonly { readonly inForce: { readonly certainty: string; readonly words: string } }[]
        readonly may: readonly unknown[]
        readonly other: readonly unknown[]
      }
    >
  >
}
