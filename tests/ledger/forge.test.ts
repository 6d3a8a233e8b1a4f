import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../src/errors.ts'
import { proofFaults, readProof } from '../../src/ledger/index.ts'
import { forge } from '../../torture/forge.ts'
import type { Judge } from '../../torture/rig/forgery/judge.ts'

/** One who overlooks faults of these codes, as a verifier with that check left out would. */
const overlooking =
  (...codes: readonly string[]): Judge =>
  (written, trust) => {
    try {
      const faults = proofFaults('proof', readProof('proof', written), trust)
      return faults.every(({ code }) => codes.includes(code))
    } catch (error) {
      if (error instanceof InvalidInput) return false
      throw error
    }
  }

describe('of 700 forged proofs (10,000: npm run torture -- forge)', () => {
  it('none is taken for one', async () => {
    const { tried, broken } = await forge(700, 11)
    expect(broken).toEqual([])
    expect(tried).toMatchObject({ 'forged proofs': 700, refused: 700 })
  })

  it.each([
    ['whether the event is what its id stands for', ['E_PROOF_EVENT', 'E_PROOF_CHRONICLE']],
    ['whether the hashes lead to the root', ['E_PROOF_PATH', 'E_PROOF_INDEX']],
    ['whether the root is vouched for', ['E_UNTRUSTED']],
    ['of whom a checkpoint is signed', ['E_SIGNATURE', 'E_UNSIGNED', 'E_UNTRUSTED']],
    ['of what a checkpoint is', ['E_PROOF_CHECKPOINT', 'E_UNTRUSTED']],
  ])('some are by a verifier that does not ask %s', async (_, codes) => {
    const { broken } = await forge(700, 11, overlooking(...codes))
    expect(broken.length).toBeGreaterThan(0)
  })
})
