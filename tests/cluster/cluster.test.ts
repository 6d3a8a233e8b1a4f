import { expect, it } from 'vitest'
import { atLength } from '../../torture/rig/thorough.ts'
import { describeWith } from '../require.ts'
import { ownPostgres } from '../stores/postgres-binaries.ts'
import { clusterRun } from './cluster-run.ts'

describeWith(ownPostgres, 'three servers on one PostgreSQL ledger', () => {
  it('lose nothing and tell everything once when one is killed and another comes', async () => {
    const run = await clusterRun(1, atLength(200, 100))
    expect(run.broken).toEqual([])
    expect(run.moves).toBeGreaterThan(0)
    expect(run.shown).toBeGreaterThan(0)
  })
})
