import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseDay, parseEdtf, readValid, standingAt } from '../../src/time/index.ts'

it('the call at the head of the room runs as it says', () => {
  const meeting = readValid({ edtf: '[2021-09..2021-11]', basis: 'stated' })
  expect(standingAt('happened', meeting, parseDay('2021-10-15'))).toBe('possibly')
  expect(standingAt('happened', meeting, parseDay('2021-11-30'))).toBe('definitely')
})

it('the examples in the docstrings say what comes out', () => {
  expect(parseDay('1973-09-21')).toBe(1359)
  expect(parseEdtf('2021-XX-31').level).toBe(2)
  expect(readValid({ edtf: '2021-09/2021-11', basis: 'stated' }).endStatus).toBe('stated')
})

it('every exported name is listed, none by a star', () => {
  const index = readFileSync(new URL('../../src/time/index.ts', import.meta.url), 'utf8')
  expect(index).not.toMatch(/export \*/)
})
