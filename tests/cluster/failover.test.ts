import { expect, it } from 'vitest'
import { describeWith } from '../require.ts'
import { replicatingPostgres } from '../stores/postgres-binaries.ts'
import { failoverRun } from './failover-run.ts'

describeWith(replicatingPostgres, 'a primary that is killed under a load', () => {
  it('gives way to its synchronous standby: nothing acknowledged is lost, and recording goes on', async () => {
    const run = await failoverRun(150, 500)
    expect(run.broken).toEqual([])
    expect(run.outage).toBeGreaterThan(500)
  })
})
