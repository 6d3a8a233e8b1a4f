import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluateAt, type Outcome, type SeenClaim, stagedBy, successionOf } from '../../src/state/index.ts'
import { readValid } from '../../src/time/index.ts'
import type { NaiveClaim } from '../oracle/claims.ts'
import { resolveNaively, type Told } from '../oracle/field.ts'
import { stated } from '../toy/index.ts'

/** The ways of stages and of succession, against trying every world. */

const DATE = 18_267 // 2020-01-06
const EDTFS = [
  '2020-01-03',
  '2020-01-04',
  '2020-01-05',
  '[2020-01-03..2020-01-05]',
  '[2020-01-04..2020-01-08]',
  '[2020-01-05..2020-01-06]',
  '2020-01-07',
  '[..2020-01-05]',
  '[..]',
]
const STAGES = {
  first: [['first'], ['second']],
  dated: [['third', 'also third'], ['fourth']],
  last: [['last']],
} as const

type Said = { readonly claim: NaiveClaim; readonly stage: string; readonly on: string }
/** What an event claims in each way that it may read. */
type Event = readonly (readonly Said[])[]

const happened = { subject: 'desk/1', field: 'field', aspect: 'happened', rank: -1 } as const

const staged: fc.Arbitrary<Said> = fc
  .record({
    stage: fc.constantFrom(
      ...Object.entries(STAGES).flatMap(([tier, ranks]) =>
        ranks.flatMap((names, place) => names.map((name) => [name, tier, place] as const)),
      ),
    ),
    again: fc.boolean(),
    on: fc.constantFrom(...EDTFS),
  })
  .map(({ stage: [name, tier, place], again, on }) => {
    const value = again && name === 'fourth' ? 'second' : name
    return { claim: { ...happened, value, stage: [tier, place] }, stage: name, on }
  })

/** Whether someone comes or goes is in the type of an event, and so the same however it reads. */
function seated(goes: boolean): fc.Arbitrary<Said> {
  return fc
    .record({ person: fc.constantFrom('A', 'B', 'C'), on: fc.constantFrom(...EDTFS) })
    .map(({ person, on }) => {
      const value = goes ? 'vacant' : person
      return { claim: { ...happened, value, person, goes }, stage: goes ? 'out' : 'in', on }
    })
}

/** A few events, mostly with one reading; some may read otherwise, or may not be seen. */
function eventsOf(...kinds: readonly fc.Arbitrary<Said>[]): fc.Arbitrary<readonly Event[]> {
  const ways = fc.oneof(...kinds.map(waysOf))
  return fc.array(ways, { minLength: 1, maxLength: 6, size: 'max' })
}

function waysOf(said: fc.Arbitrary<Said>): fc.Arbitrary<Event> {
  const claims = said.map((one) => [one])
  return fc.oneof(
    { weight: 4, arbitrary: claims.map((only) => [only]) },
    { weight: 2, arbitrary: claims.map((only) => [only, []]) },
    { weight: 2, arbitrary: fc.tuple(claims, claims) },
    { weight: 1, arbitrary: fc.tuple(claims, claims).map((both) => [...both, []]) },
  )
}

function seenIn(events: readonly Event[]): readonly SeenClaim[] {
  return events.flatMap((ways, position) => {
    const id = String(position)
    return ways.flatMap((said, version) =>
      said.map(({ claim: { value, person }, stage, on }) => {
        const bounds = readValid(stated(on))
        return {
          claim: { field: 'field', value: person ?? value, spelling: value, aspect: 'happened', stage },
          event: { id, position, event: { type: 'DeskTold' } },
          version,
          of: ways.length,
          sources: [],
          visible: ways.every((way) => way.length > 0) ? 'definitely' : 'possibly',
          bounds,
          written: undefined,
          datedBy: [],
          because: [id],
        } as const
      }),
    )
  })
}

function toldIn(events: readonly Event[]): readonly (readonly (readonly Told[])[])[] {
  return events.map((ways, position) =>
    ways.map((said) =>
      said.map(({ claim, on }) => ({ event: String(position), claim, bounds: readValid(stated(on)) })),
    ),
  )
}

function plain({ answer, candidates, certain }: Outcome) {
  const spellings = [...new Set(candidates.map(({ claim }) => claim.spelling))].sort()
  const values = spellings.map((value) => [value, certain.has(value) ? 'definitely' : 'possibly'])
  return { answer, values: Object.fromEntries(values) }
}

it.each([
  ['staged', eventsOf(staged), stagedBy(STAGES)],
  ['succession', eventsOf(seated(false), seated(true)), successionOf(String)],
] as const)('%s answers as every world together does', (way, some, resolve) => {
  let compared = 0
  fc.assert(
    fc.property(some, (events) => {
      const worlds = resolveNaively(way, toldIn(events), DATE)
      if (worlds === undefined) return
      compared += 1
      expect(plain(resolve(seenIn(events).map((seen) => evaluateAt(seen, DATE))))).toEqual(worlds)
    }),
    { numRuns: 300, seed: 20_260_103 },
  )
  expect(compared).toBeGreaterThan(100)
})
