import { spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import {
  makePlace,
  NAME,
  type Place,
  regesta,
  regestaProcess,
  reseal,
  TEXTS,
  THIRD,
} from '../cli/small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

const open = (mode: 'read' | 'write', chronicle?: string) =>
  openRegesta({
    vocabulary: bilateral.vocabulary,
    eventsDir: place.events,
    ledgerPath: place.ledger,
    mode,
    clock: fixedClock('2026-02-01T12:00:00Z'),
    ...(chronicle === undefined ? {} : { chronicle }),
  })

/** Changes a word of a batch and seals the folder anew, as if its history had been another. */
async function rewrite(file: string, from: string, to: string): Promise<void> {
  const path = join(place.events, NAME, file)
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  await reseal(place)
}

describe('openRegesta()', () => {
  test('takes every batch in, once', async () => {
    for (let times = 0; times < 2; times++) {
      const { chronicle, ledger, close } = await open('write')
      expect(chronicle.position).toBe(20)
      expect((await ledger.batches(NAME)).map(({ name, last }) => [name, last])).toEqual([
        ['0001-first-talks', 10],
        ['0002-first-dialogue', 20],
      ])
      await close()
    }
  })

  test('reading makes the ledger where there is none', async () => {
    const { chronicle, close } = await open('read')
    expect(chronicle.position).toBe(20)
    await close()
    expect(existsSync(place.ledger)).toBe(true)
  })

  test('reading a ledger that is up to date leaves the writer’s lock alone', async () => {
    await (await open('write')).close()
    const writer = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    const { chronicle, close } = await open('read')
    expect(chronicle.position).toBe(20)
    await Promise.all([close(), writer.close()])
  })

  test('a batch that was sealed since is taken in', async () => {
    await (await open('write')).close()
    await regesta(place, ['record', THIRD, '--sources', TEXTS, '--ledger', join(place.dir, 'other.sqlite')])
    const { chronicle, close } = await open('read')
    expect(chronicle.position).toBe(21)
    await close()
  })

  test('while another writes, what it has not taken in is read all the same', async () => {
    const writer = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    const { chronicle, close } = await open('read')
    expect(chronicle.position).toBe(20)
    expect((await writer.head(NAME)).position).toBe(0)
    await Promise.all([close(), writer.close()])
  })

  test('two that write are one too many', async () => {
    const { close } = await open('write')
    await expect(open('write')).rejects.toMatchObject({ code: 'E_LEDGER_LOCKED', category: 'conflict' })
    await close()
  })

  test.each([
    ['an event that is another', '0002-first-dialogue.yaml', 'Holm Gazette', 'Holm Herald', 11],
    ['an instant that is another', '0001-first-talks.yaml', '09:00:00.000Z', '09:00:00.001Z', 1],
  ])('%s: the first position that differs', async (_, file, from, to, position) => {
    await (await open('write')).close()
    await rewrite(file, from, to)
    for (const mode of ['read', 'write'] as const)
      await expect(open(mode)).rejects.toMatchObject({
        code: 'E_DIVERGED',
        category: 'conflict',
        facts: { position },
      })
  })

  test('a ledger may go beyond its files by whole batches, and no otherwise', async () => {
    await (await open('write')).close()
    const second = join(place.events, NAME, '0002-first-dialogue.yaml')
    const text = readFileSync(second, 'utf8')
    rmSync(second)
    await reseal(place)
    for (const mode of ['read', 'write'] as const) {
      const { chronicle, close } = await open(mode)
      expect(chronicle.position).toBe(20)
      await close()
    }
    const events = text.split(/^(?= {2}- type: )/m)
    writeFileSync(second, events.slice(0, 4).join(''))
    await reseal(place)
    await expect(open('read')).rejects.toMatchObject({ code: 'E_DIVERGED', facts: { position: 14 } })
  })

  test('a ledger that parted while another writes it is found out too', async () => {
    await (await open('write')).close()
    await rewrite('0002-first-dialogue.yaml', 'Holm Gazette', 'Holm Herald')
    const writer = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    await expect(open('read')).rejects.toMatchObject({ code: 'E_DIVERGED' })
    await writer.close()
  })

  test('files that were tampered with are not taken in', async () => {
    const file = join(place.events, NAME, '0001-first-talks.yaml')
    writeFileSync(file, `${readFileSync(file, 'utf8')}# a word more\n`)
    await expect(open('write')).rejects.toMatchObject({ code: 'E_SUM_EDITED' })
    const free = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    expect((await free.head(NAME)).position).toBe(0)
    await free.close()
  })

  test('two chronicles share a ledger file and know nothing of each other', async () => {
    cpSync(join(place.events, NAME), join(place.events, 'other-pair'), { recursive: true })
    for (const name of ['0001-first-talks.yaml', '0002-first-dialogue.yaml']) {
      const path = join(place.events, 'other-pair', name)
      writeFileSync(path, readFileSync(path, 'utf8').replace(`chronicle: ${NAME}`, 'chronicle: other-pair'))
    }
    await reseal(place, 'other-pair')
    await expect(open('write')).rejects.toMatchObject({ code: 'E_WHICH_CHRONICLE' })
    for (const chronicle of [NAME, 'other-pair']) {
      const { ledger, close } = await open('write', chronicle)
      expect((await ledger.head(chronicle)).position).toBe(20)
      await close()
    }
  })
})

describe('two processes', () => {
  /** Holds the writer's lock in a process of its own until it is told to stop. */
  async function holdLock(): Promise<() => Promise<void>> {
    const ledger = new URL('../../src/stores/index.ts', import.meta.url)
    const script = `import { openSqliteLedger } from ${JSON.stringify(ledger.href)}
      await openSqliteLedger({ path: ${JSON.stringify(place.ledger)}, mode: 'write' })
      console.log('held'); process.stdin.resume()`
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', script])
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    return () =>
      new Promise((resolve) => {
        holder.once('exit', () => resolve())
        holder.kill()
      })
  }

  test('reading goes on beside a writer and says nothing; recording ends with 4', async () => {
    await regestaProcess(place, ['as-of'])
    const release = await holdLock()
    expect(await regestaProcess(place, ['as-of', '2024-03-05'])).toMatchObject({ code: 0, err: '' })
    expect(await regestaProcess(place, ['record', THIRD, '--sources', TEXTS])).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(
        /^E_LEDGER_LOCKED .* is being written by process \d+: `npm start` .*; stop it, record, and start it again\n$/,
      ),
    })
    expect(existsSync(join(place.events, NAME, '0003-third.yaml'))).toBe(false)
    await release()
    expect(await regestaProcess(place, ['record', THIRD, '--sources', TEXTS])).toMatchObject({ code: 0 })
  })

  test('an E_DIVERGED ends with 4', async () => {
    await regestaProcess(place, ['as-of'])
    await rewrite('0002-first-dialogue.yaml', 'Holm Gazette', 'Holm Herald')
    expect(await regestaProcess(place, ['as-of'])).toMatchObject({
      code: 4,
      out: '',
      err: expect.stringMatching(/^E_DIVERGED .* part ways at position 11: the ledger has event /),
    })
  })
})
