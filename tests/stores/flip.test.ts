import { beforeAll, describe, expect, it } from 'vitest'
import { torture } from '../../torture/flip.ts'
import type { Verdict } from '../../torture/rig/torture.ts'

/** Some of the bytes, spread over the whole of it; every byte: npm run torture -- flip. */
describe('a byte flipped anywhere in a ledger of 100 KB', () => {
  let verdict: Verdict
  beforeAll(async () => {
    verdict = await torture.run(150, 3, () => undefined)
  })
  const times = (what: string) => Number(verdict.tried[what] ?? 0)

  it('is found, or leaves everything to be read as it was', () => {
    expect(verdict.broken).toEqual([])
  })

  it('of a file is found by its seal, and its event named where a ledger is beside', () => {
    expect(times('bytes of files and ledger.sum, found')).toBeGreaterThan(100)
    expect(times('bytes of files, its event named')).toBeGreaterThan(0)
  })

  it('of an event is found, and that event named', () => {
    expect(times('bytes of events, named')).toBeGreaterThan(100)
  })

  it('of the SQLite file is found, but where no row is', () => {
    expect(times('bytes of the SQLite file, found')).toBeGreaterThan(75)
    const passed = Object.keys(verdict.tried).filter((what) => what.includes('reads the same'))
    expect(passed.filter((what) => what.endsWith('rows and their order'))).toEqual([])
  })
})
