import { describe, expect, it } from 'vitest'
import { ANSWERS, type Answer, allOf, and, anyOf, or } from '../../src/time/index.ts'

/** Sixty-four triples are all there are: each law is tried on every one. */
const triples = ANSWERS.flatMap((a) =>
  ANSWERS.flatMap((b) => ANSWERS.map((c): [Answer, Answer, Answer] => [a, b, c])),
)

function everywhere(left: (...t: [Answer, Answer, Answer]) => Answer, right: typeof left): void {
  for (const triple of triples) expect(left(...triple), triple.join()).toBe(right(...triple))
}

describe('the four answers', () => {
  it('are a chain from no to definitely', () => {
    expect(ANSWERS).toEqual(['no', 'unknown', 'possibly', 'definitely'])
    ANSWERS.forEach((low, at) => {
      for (const high of ANSWERS.slice(at)) {
        expect(and(low, high)).toBe(low)
        expect(or(low, high)).toBe(high)
      }
    })
  })

  it('commute', () => {
    everywhere(
      (a, b) => and(a, b),
      (a, b) => and(b, a),
    )
    everywhere(
      (a, b) => or(a, b),
      (a, b) => or(b, a),
    )
  })

  it('associate', () => {
    everywhere(
      (a, b, c) => and(a, and(b, c)),
      (a, b, c) => and(and(a, b), c),
    )
    everywhere(
      (a, b, c) => or(a, or(b, c)),
      (a, b, c) => or(or(a, b), c),
    )
  })

  it('are idempotent', () => {
    everywhere(
      (a) => and(a, a),
      (a) => a,
    )
    everywhere(
      (a) => or(a, a),
      (a) => a,
    )
  })

  it('absorb', () => {
    everywhere(
      (a, b) => and(a, or(a, b)),
      (a) => a,
    )
    everywhere(
      (a, b) => or(a, and(a, b)),
      (a) => a,
    )
  })

  it('distribute, each over the other', () => {
    everywhere(
      (a, b, c) => and(a, or(b, c)),
      (a, b, c) => or(and(a, b), and(a, c)),
    )
    everywhere(
      (a, b, c) => or(a, and(b, c)),
      (a, b, c) => and(or(a, b), or(a, c)),
    )
  })

  it('have definitely for the neutral one of and, no for that of or', () => {
    everywhere(
      (a) => and(a, 'definitely'),
      (a) => a,
    )
    everywhere(
      (a) => or(a, 'no'),
      (a) => a,
    )
    expect(allOf([])).toBe('definitely')
    expect(anyOf([])).toBe('no')
  })

  it('allOf() is the lowest and anyOf() the highest of many', () => {
    everywhere(
      (...all) => allOf(all),
      (a, b, c) => and(a, and(b, c)),
    )
    everywhere(
      (...all) => anyOf(all),
      (a, b, c) => or(a, or(b, c)),
    )
    expect(allOf(new Set<Answer>(['possibly', 'unknown']))).toBe('unknown')
  })
})
