import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makePlace, regesta, temporaryFolder } from './small-chronicle.ts'

describe('json-schema', () => {
  test('writes both schemas, finds them fresh, and stale once one is changed', async () => {
    const events = join(temporaryFolder(), 'events')
    mkdirSync(events)
    const place = { ...(await makePlace()), events }
    const run = (...args: readonly string[]) => regesta(place, ['json-schema', ...args])
    expect(await run('--check')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^E_STALE .*batch\.schema\.json/),
    })
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('batch.schema.json written') })
    expect(await run('--check')).toMatchObject({ code: 0 })
    expect(await run('--json')).toMatchObject({ out: expect.stringContaining('"unchanged"') })
    const file = join(events, 'batch.schema.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ title: 'A batch of events' })
    writeFileSync(file, '{}')
    expect(await run('--check', '--json')).toMatchObject({ code: 1, out: expect.stringContaining('"stale"') })
  })
})
