import { execFile, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  BARE_ENVIRONMENT,
  json,
  MAIN,
  makePlace,
  type Place,
  regesta,
  temporaryFolder,
} from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

describe('the process', () => {
  test('a reader that has seen enough ends it quietly', async () => {
    const child = spawn(process.execPath, [MAIN, 'as-of', '--all', '--json', '--events', place.events], {
      cwd: place.dir,
      env: BARE_ENVIRONMENT,
    })
    child.stdout.destroy()
    let err = ''
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
    expect(err).toBe('')
  })

  test('a fault that no one foresaw tells its message and no stack', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'events'), 'a file where a folder should be')
    const args = ['as-of', '--events', join(folder, 'events')]
    const odd = await regesta(place, args)
    expect(odd).toMatchObject({ code: 1, out: '' })
    expect(odd.err).toMatch(/^E_FAULT .*ENOTDIR.*\n$/)
    expect((await regesta(place, args, { REGESTA_DEBUG: '1' })).err).toMatch(/^\s+at /m)
  })

  test('colours show where they are forced, and NO_COLOR has the last word', async () => {
    const forced = await regesta(place, ['as-of'], { FORCE_COLOR: '1' })
    expect(forced.out).toContain('\u001b[1m')
    const none = await regesta(place, ['as-of'], { NO_COLOR: '1' })
    expect(none.out).not.toContain('\u001b')
  })

  test('flags go before the environment', async () => {
    const [byFlag, byEnv] = [join(place.dir, 'flag.sqlite'), join(place.dir, 'env.sqlite')]
    await regesta(place, ['as-of', '--ledger', byFlag], { REGESTA_LEDGER: byEnv })
    const { chronicles } = await json(place, ['verify', '--ledger', byFlag])
    expect(chronicles).toMatchObject([{ ledger: 20 }])
    expect(await json(place, ['verify', '--ledger', byEnv])).toMatchObject({ chronicles: [{ ledger: null }] })
  })

  test('bin/regesta.mjs is the same program', async () => {
    const launcher = join(import.meta.dirname, '..', '..', 'bin', 'regesta.mjs')
    const out = await new Promise((resolve, reject) => {
      execFile(process.execPath, [launcher, '--version'], (error, text) =>
        error ? reject(error) : resolve(text),
      )
    })
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('json-schema', () => {
  test('writes both schemas, finds them fresh, and stale once one is changed', async () => {
    const events = join(temporaryFolder(), 'events')
    mkdirSync(events)
    const run = (...args: readonly string[]) => regesta({ ...place, events }, ['json-schema', ...args])
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
