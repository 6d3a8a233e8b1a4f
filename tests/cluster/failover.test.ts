import { expect, it } from 'vitest'
import { replicatingPostgres } from '../ledger/postgres-binaries.ts'
import { describeWith } from '../require.ts'
import { failoverRun } from './failover-run.ts'

describeWith(replicatingPostgres, 'a primary that is killed under a load', () => {
  it('gives way to its synchronous standby: nothing acknowledged is lost, and recording goes on', async () => {
    const run = await failoverRun(4, 500)
    expect(run.broken).toEqual([])
    expect(run.batches).toBeGreaterThan(50)
    expect(run.outage).toBeGreaterThan(500)
    expect(run.outage).toBeLessThan(30_000)
  })
})
