import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  all,
  attested,
  evaluateAt,
  latest,
  lifecycleBy,
  type Outcome,
  type Resolution,
  type Standing,
  stagedBy,
  successionOf,
} from '../../src/state/index.ts'
import { type Aspect, readValid } from '../../src/time/index.ts'
import { LOAN_STAGES, stated } from '../toy/index.ts'

const DATE = 18_267 // 2020-01-06
const EDTFS = [
  '2020-01-02',
  '2020-01-04',
  '[2020-01-03..2020-01-08]',
  '2020-01-05',
  '[2020-01-07..]',
  '2020-01-01/2020-01-04',
  '2020-01-06/',
  '[..]',
]
const WAYS: readonly (readonly [string, Resolution])[] = [
  ['all', all],
  ['latest', latest],
  ['attested', attested],
  ['lifecycle', lifecycleBy(LOAN_STAGES)],
]

type Told = {
  readonly event: number
  readonly value: string
  readonly on: string
  readonly aspect?: Aspect
  readonly stage?: string
  readonly after?: number
  readonly of?: number
}

function standing({ event, value, on, aspect = 'happened', stage, after, of = 1 }: Told): Standing {
  const valid = readValid(stated(on))
  const id = String(event)
  const recorded = {
    id,
    position: event,
    recordedAt: event,
    event: { chronicle: 'library', version: 1, type: 'BookSeen', subject: 'book/a', payload: {} },
    valid,
  } as const
  const how = {
    ...(stage === undefined ? {} : { stage }),
    ...(after === undefined ? {} : { after: String(after) }),
  }
  return evaluateAt(
    {
      claim: { field: 'field', value, spelling: value, aspect, ...how },
      event: recorded,
      version: 0,
      of,
      sources: [],
      visible: of === 1 ? 'definitely' : 'possibly',
      bounds: valid,
      written: undefined,
      datedBy: [],
      because: [id],
    },
    DATE,
  )
}

const told: fc.Arbitrary<readonly Told[]> = fc
  .array(
    fc.record({
      value: fc.constantFrom('a', 'b', 'c'),
      on: fc.constantFrom(...EDTFS),
      aspect: fc.constantFrom('happened', 'attested', 'lasting'),
      stage: fc.constantFrom('open', 'renewed', 'returned', 'lost'),
      after: fc.nat(6),
      of: fc.constantFrom(1, 1, 2),
    }),
    { maxLength: 6 },
  )
  .map((claims) => claims.map((claim, index) => ({ ...claim, event: index + 1 })))

function plain({ answer, candidates, certain }: Outcome) {
  const values = new Set(candidates.map(({ claim }) => claim.spelling))
  return { answer, values: [...values].sort(), certain: [...certain].sort() }
}

describe.each(WAYS)('%s', (_, way) => {
  it('says the same in whatever order the claims come', () => {
    fc.assert(
      fc.property(
        told.chain((claims) =>
          fc.tuple(fc.constant(claims), fc.shuffledSubarray([...claims], { minLength: claims.length })),
        ),
        ([claims, shuffled]) => {
          expect(plain(way(shuffled.map(standing)))).toEqual(plain(way(claims.map(standing))))
        },
      ),
    )
  })

  it('says the same of its own candidates alone', () => {
    fc.assert(
      fc.property(told, (claims) => {
        const unchained = claims.map(({ after: _after, ...claim }) => claim)
        const once = way(unchained.map(standing))
        if (once.candidates.length > 0) expect(plain(way(once.candidates))).toEqual(plain(once))
      }),
    )
  })

  it('says the same when an equal claim comes from another event', () => {
    fc.assert(
      fc.property(told, fc.nat(5), (chained, index) => {
        const claims = chained.map(({ after: _after, ...claim }) => claim)
        const again = claims[index]
        if (again === undefined) return
        const repeated = [...claims, { ...again, event: 99 }].map(standing)
        const before = plain(way(claims.map(standing)))
        const after = plain(way(repeated))
        expect([after.answer, after.values]).toEqual([before.answer, before.values])
      }),
    )
  })

  it('never takes away a definite answer for claims that may not be seen, but may open it', () => {
    fc.assert(
      fc.property(told, (chained) => {
        const claims = chained.map(({ after: _after, ...claim }) => claim)
        const sure = claims.filter(({ of }) => of === 1)
        const [less, more] = [plain(way(sure.map(standing))), plain(way(claims.map(standing)))]
        for (const value of more.certain) expect(less.certain).toContain(value)
      }),
    )
  })

  it('has values just where it answers definitely or possibly, and of one certain value is definite', () => {
    fc.assert(
      fc.property(told, (claims) => {
        const { answer, values, certain } = plain(way(claims.map(standing)))
        expect(values.length > 0).toBe(answer === 'definitely' || answer === 'possibly')
        if (values.length === 1) expect(certain.length === 1).toBe(answer === 'definitely')
      }),
    )
  })
})

describe('latest', () => {
  it.each([
    [
      'a later claim beats an earlier',
      [
        ['a', '2020-01-02'],
        ['b', '2020-01-04'],
      ],
      ['b'],
      'definitely',
    ],
    [
      'of the same day both stay',
      [
        ['a', '2020-01-04'],
        ['b', '2020-01-04'],
      ],
      ['a', 'b'],
      'possibly',
    ],
    [
      'a claim that is not yet does not beat',
      [
        ['a', '2020-01-02'],
        ['b', '2020-01-09'],
      ],
      ['a'],
      'definitely',
    ],
    [
      'an imprecise later one leaves both',
      [
        ['a', '2020-01-02'],
        ['b', '[2020-01-05..2020-01-09]'],
      ],
      ['a', 'b'],
      'possibly',
    ],
    [
      'two that overlap leave both',
      [
        ['a', '[2020-01-02..2020-01-04]'],
        ['b', '[2020-01-03..2020-01-05]'],
      ],
      ['a', 'b'],
      'possibly',
    ],
    [
      'two that agree are one',
      [
        ['a', '[2020-01-02..2020-01-04]'],
        ['a', '[2020-01-03..2020-01-05]'],
      ],
      ['a'],
      'definitely',
    ],
    ['all later than the date are excluded', [['a', '2020-01-09']], [], 'no'],
    ['of nothing nobody knows', [], [], 'unknown'],
  ] as const)('%s', (_, claims, values, answer) => {
    const standings = claims.map(([value, on], index) => standing({ event: index + 1, value, on }))
    const outcome = plain(latest(standings))
    expect([outcome.values, outcome.answer]).toEqual([values, answer])
  })
})

describe('latest, of a certain claim and one that is only possible', () => {
  const certain = (sure: string, unsure: string) =>
    plain(
      latest([standing({ event: 1, value: 'a', on: sure }), standing({ event: 2, value: 'b', on: unsure })]),
    ).certain

  it('has the certain value in no way for certain if the other may be the later', () => {
    expect(certain('2020-01-04', '[2020-01-03..2020-01-09]')).toEqual([])
  })

  it('has it for certain if the other, where it stands by the date, is no later', () => {
    expect(certain('2020-01-06', '[2020-01-05..2020-01-09]')).toEqual(['a'])
  })
})

describe('lifecycle', () => {
  const loan = lifecycleBy(LOAN_STAGES)
  const stage = (event: number, value: string, on = '2020-01-02', after?: number) =>
    standing({ event, value, stage: value, on, ...(after === undefined ? {} : { after }) })
  const values = (standings: readonly Standing[]) => plain(loan(standings)).values

  it('goes by stage and not by date', () => {
    expect(values([stage(1, 'returned', '2020-01-02'), stage(2, 'open', '2020-01-04')])).toEqual(['returned'])
  })

  it('leaves equal stages side by side', () => {
    expect(values([stage(1, 'returned'), stage(2, 'lost')])).toEqual(['lost', 'returned'])
  })

  it('takes what comes after an end for the new state, which a new end beats in its turn', () => {
    const reopened = [stage(1, 'open'), stage(2, 'returned'), stage(3, 'renewed', '2020-01-03', 2)]
    expect(values(reopened)).toEqual(['renewed'])
    expect(values([...reopened, stage(4, 'lost', '2020-01-04', 3)])).toEqual(['lost'])
  })

  it('does not lose itself in a circle of after', () => {
    const circle = [stage(1, 'returned', '2020-01-02', 2), stage(2, 'renewed', '2020-01-02', 1)]
    expect(values(circle)).toHaveLength(1)
  })

  it('leaves both values possible where an end is only possible', () => {
    const outcome = plain(loan([stage(1, 'open'), stage(2, 'returned', '[2020-01-05..2020-01-09]')]))
    expect(outcome).toEqual({ answer: 'possibly', values: ['open', 'returned'], certain: [] })
  })
})

describe('all', () => {
  it('has each value for itself, certain or not', () => {
    const claims = [
      standing({ event: 1, value: 'a', on: '2020-01-02' }),
      standing({ event: 2, value: 'b', on: '[2020-01-05..2020-01-09]' }),
    ]
    expect(plain(all(claims))).toEqual({ answer: 'definitely', values: ['a', 'b'], certain: ['a'] })
  })

  it('is no only where one excludes the date and the attestations lie within what that allows', () => {
    const adopted = standing({ event: 1, value: 'a', on: '2020-01-08/', aspect: 'lasting' })
    const later = standing({ event: 2, value: 'a', on: '2020-01-09', aspect: 'attested' })
    const earlier = standing({ event: 3, value: 'a', on: '2020-01-02', aspect: 'attested' })
    expect(all([adopted, later]).answer).toBe('no')
    expect(all([adopted, earlier]).answer).toBe('unknown')
    expect(all([later]).answer).toBe('unknown')
  })

  it('is no though another event that excludes the date is only possibly visible', () => {
    const sure = standing({ event: 1, value: 'a', on: '2020-01-08' })
    const unsure = standing({ event: 2, value: 'a', on: '2020-01-09', of: 2 })
    expect(all([sure, unsure]).answer).toBe('no')
    expect(all([unsure]).answer).toBe('unknown')
  })
})

describe('attested', () => {
  it('claims nothing of other days', () => {
    expect(attested([standing({ event: 1, value: 'a', on: '2020-01-02', aspect: 'attested' })]).answer).toBe(
      'unknown',
    )
  })

  it('leaves two values of one day side by side', () => {
    const claims = ['a', 'b'].map((value, event) =>
      standing({ event, value, on: '2020-01-06', aspect: 'attested' }),
    )
    expect(plain(attested(claims))).toEqual({ answer: 'possibly', values: ['a', 'b'], certain: ['a', 'b'] })
  })
})

describe('stagedBy', () => {
  const force = stagedBy({
    first: [['provisional'], ['in-force']],
    dated: [['suspended'], ['resumed'], ['ended']],
    last: [['void']],
  })
  const at = (...told: readonly (readonly [stage: string, on: string])[]) => {
    const { candidates, certain } = force(
      told.map(([stage, on], index) => standing({ event: index + 1, value: stage, stage, on })),
    )
    const values = [...new Set(candidates.map(({ claim }) => claim.value))].sort().join(' or ')
    return certain.size === 1 ? values : `maybe ${values}`
  }

  it.each([
    [
      'a first stage beats an earlier one, whatever the dates',
      [
        ['in-force', '2020-01-02'],
        ['provisional', '2020-01-04'],
      ],
      'in-force',
    ],
    [
      'a dated one beats those of the first stages',
      [
        ['suspended', '2020-01-02'],
        ['in-force', '2020-01-04'],
      ],
      'suspended',
    ],
    [
      'also where these are undated',
      [
        ['suspended', '2020-01-02'],
        ['in-force', '[..]'],
      ],
      'suspended',
    ],
    [
      'of dated ones the latest',
      [
        ['suspended', '2020-01-02'],
        ['resumed', '2020-01-04'],
      ],
      'resumed',
    ],
    [
      'of one day the later stage',
      [
        ['resumed', '2020-01-02'],
        ['suspended', '2020-01-02'],
      ],
      'resumed',
    ],
    [
      'suspended again',
      [
        ['suspended', '2020-01-04'],
        ['resumed', '2020-01-02'],
      ],
      'suspended',
    ],
    [
      'a window leaves both',
      [
        ['suspended', '2020-01-04'],
        ['resumed', '[2020-01-03..2020-01-05]'],
      ],
      'maybe resumed or suspended',
    ],
    [
      'a last stage beats all',
      [
        ['void', '2020-01-02'],
        ['ended', '2020-01-04'],
      ],
      'void',
    ],
  ] as const)('%s', (_, told, value) => {
    expect(at(...told)).toBe(value)
  })
})

describe('successionOf', () => {
  const office = successionOf(String)
  const at = (...told: readonly (readonly [stage: 'in' | 'out' | 'seen', person: string, on: string])[]) => {
    const standings = told.map(([stage, person, on], index) => {
      const aspect = stage === 'seen' ? 'attested' : 'happened'
      const one = standing({ event: index + 1, value: person, stage, on, aspect })
      const claim = { ...one.claim, spelling: stage === 'out' ? 'vacant' : person }
      return evaluateAt({ ...one.seen, claim }, DATE)
    })
    const { candidates, certain } = office(standings)
    const values = [...new Set(candidates.map(({ claim }) => claim.spelling))].sort().join(' or ')
    return certain.size === 1 ? values : `maybe ${values}`
  }

  it.each([
    ['who came in', [['in', 'A', '2020-01-02']], 'A'],
    [
      'who came last',
      [
        ['in', 'A', '2020-01-02'],
        ['in', 'B', '2020-01-04'],
      ],
      'B',
    ],
    [
      'vacant once they went',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '2020-01-04'],
      ],
      'vacant',
    ],
    [
      'on the day of a handover, who came',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '2020-01-04'],
        ['in', 'B', '2020-01-04'],
      ],
      'B',
    ],
    [
      'who went formally after the next came, leaves that one',
      [
        ['in', 'A', '2020-01-02'],
        ['in', 'B', '2020-01-04'],
        ['out', 'A', '2020-01-05'],
      ],
      'B',
    ],
    [
      'went on a day that is not known, before the next came',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '[2020-01-03..2020-01-08]'],
        ['in', 'B', '2020-01-05'],
      ],
      'B',
    ],
    [
      'may have gone',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '[2020-01-03..2020-01-08]'],
      ],
      'maybe A or vacant',
    ],
    [
      'came again',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '2020-01-04'],
        ['in', 'A', '2020-01-05'],
      ],
      'A',
    ],
    [
      'went, and nothing says when they had come',
      [
        ['in', 'B', '2020-01-02'],
        ['out', 'A', '2020-01-04'],
      ],
      'maybe B or vacant',
    ],
    ['went, and nothing else is known', [['out', 'A', '2020-01-04']], 'vacant'],
    [
      'went and came again on one day',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '2020-01-04'],
        ['in', 'A', '2020-01-04'],
      ],
      'A',
    ],
    [
      'of two who came on one day, the one who stayed',
      [
        ['in', 'A', '2020-01-02'],
        ['in', 'B', '2020-01-02'],
        ['out', 'A', '2020-01-04'],
      ],
      'B',
    ],
    [
      'is attested after another came',
      [
        ['in', 'A', '2020-01-02'],
        ['seen', 'B', '2020-01-04'],
      ],
      'maybe A or B',
    ],
    [
      'is attested on the day on which another came',
      [
        ['seen', 'B', '2020-01-02'],
        ['in', 'A', '2020-01-02'],
      ],
      'A',
    ],
    [
      'is attested before another came, as who came, and as who goes later',
      [
        ['seen', 'B', '2020-01-02'],
        ['in', 'A', '2020-01-03'],
        ['seen', 'A', '2020-01-04'],
        ['out', 'A', '2020-01-05'],
        ['seen', 'A', '2020-01-07'],
      ],
      'vacant',
    ],
    [
      'is attested after going',
      [
        ['in', 'A', '2020-01-02'],
        ['out', 'A', '2020-01-03'],
        ['seen', 'A', '2020-01-05'],
      ],
      'maybe A or vacant',
    ],
    [
      'went after the next came, and was attested before that',
      [
        ['seen', 'A', '2020-01-02'],
        ['in', 'B', '2020-01-03'],
        ['out', 'A', '2020-01-04'],
      ],
      'B',
    ],
    [
      'is attested on the date, after another went',
      [
        ['out', 'A', '2020-01-04'],
        ['seen', 'B', '2020-01-06'],
      ],
      'B',
    ],
    [
      'was attested after another went',
      [
        ['out', 'A', '2020-01-04'],
        ['seen', 'B', '2020-01-05'],
      ],
      'maybe B or vacant',
    ],
    ['is attested on the date', [['seen', 'A', '2020-01-06']], 'A'],
    ['is attested before the date alone', [['seen', 'A', '2020-01-05']], 'maybe '],
    ['is not yet', [['in', 'A', '[2020-01-07..]']], 'maybe '],
  ] as const)('%s', (_, told, value) => {
    expect(at(...told)).toBe(value)
  })
})
