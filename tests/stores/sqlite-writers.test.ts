import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, eventOf, readAll } from '../ledger/events.ts'
import { naiveRootOfLeaves } from '../ledger/naive-tree.ts'
import { startWriter, type WriterProcess } from './processes.ts'

let folder: string
let path: string
const writers: WriterProcess[] = []
const ledgers: Ledger[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-writers-'))
  path = join(folder, 'ledger.sqlite')
})

afterEach(async () => {
  await Promise.all(writers.splice(0).map(({ kill }) => kill()))
  await Promise.all(ledgers.splice(0).map((ledger) => ledger.close()))
  rmSync(folder, { recursive: true, force: true })
})

function start(task: 'hold' | 'append'): WriterProcess {
  const writer = startWriter(path, task)
  writers.push(writer)
  return writer
}

async function open(mode: 'write' | 'read', at = path): Promise<Ledger> {
  const ledger = await openSqliteLedger({ path: at, mode })
  ledgers.push(ledger)
  return ledger
}

describe('a second writer', () => {
  it('in another process is refused at once, and told who writes', async () => {
    const holder = start('hold')
    expect(await holder.next()).toBe('open')
    await expect(open('write')).rejects.toMatchObject({
      code: 'E_LEDGER_LOCKED',
      category: 'conflict',
      facts: { path, pid: holder.pid },
      message: `${path} is being written by process ${holder.pid}; stop that one first, or open the ledger for reading (mode "read")`,
    })
    expect(await readAll(await open('read'))).toEqual([])
  })

  it('is let in once the holder was killed', async () => {
    const holder = start('hold')
    expect(await holder.next()).toBe('open')
    await holder.kill()
    expect(await (await open('write')).append(batchOf(1, ['a']))).toMatchObject({ position: 1 })
  })

  it('in the same process is refused, until the first one is closed', async () => {
    const first = await open('write')
    await expect(open('write')).rejects.toMatchObject({
      code: 'E_LEDGER_LOCKED',
      facts: { pid: process.pid },
    })
    await first.append(batchOf(1, ['a']))
    await expect(open('write')).rejects.toMatchObject({ code: 'E_LEDGER_LOCKED' })
    await first.close()
    expect(await readAll(await open('write'))).toHaveLength(1)
  })

  it('is refused when it comes by another name of the file', async () => {
    await open('write')
    symlinkSync(path, join(folder, 'link.sqlite'))
    symlinkSync(folder, join(folder, 'folder'))
    for (const name of [join(folder, 'link.sqlite'), join(folder, 'folder', 'ledger.sqlite')])
      await expect(open('write', name)).rejects.toMatchObject({ code: 'E_LEDGER_LOCKED' })
  })

  it('is one too many of six that start together: one gets in', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => start('hold').next()))
    expect(answers.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'E_LEDGER_LOCKED'), 'open'])
  })
})

describe('a reader', () => {
  it('sees a prefix with its true root, in order, while another process writes', async () => {
    const writer = start('append')
    expect(await writer.next()).toBe('open')
    const readers = [await open('read'), await open('read')]
    let seen = 0
    for (let round = 0; round < 12; round += 1) {
      const acknowledged = Number(await writer.next())
      for (const reader of readers) {
        const entries = await readAll(reader)
        expect(entries.length).toBeGreaterThanOrEqual(Math.max(acknowledged, seen))
        seen = entries.length
        expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
        expect(await reader.rootAt(chronicle, seen)).toBe(naiveRootOfLeaves(entries))
      }
    }
  })

  it('may not append', async () => {
    await (await open('write')).append(batchOf(1, ['a']))
    const reader = await open('read')
    await expect(reader.append(batchOf(2, ['b']))).rejects.toMatchObject({ code: 'E_READ_ONLY' })
    expect(await readAll(reader)).toHaveLength(1)
  })

  it('that pauses does not make the log grow', async () => {
    const writer = await open('write')
    const append = (second: number) =>
      writer.append(batchOf(second, [], { events: longEvents(100, `round ${second}`) }))
    for (let second = 1; second <= 6; second += 1) await append(second)
    const reading = (await open('read')).read(chronicle)[Symbol.asyncIterator]()
    await reading.next()
    for (let second = 7; second <= 50; second += 1) await append(second)
    expect(statSync(path).size).toBeGreaterThan(15_000_000)
    expect(statSync(`${path}-wal`).size).toBeLessThan(8_000_000)
    let count = 1
    while (!(await reading.next()).done) count += 1
    expect(count).toBe(600)
  })
})

describe('a writer that is killed', () => {
  it('loses nothing that it acknowledged and leaves no half batch', async () => {
    let acknowledged = 0
    let name = 0
    for (let round = 0; round < 8; round += 1) {
      const writer = start('append')
      expect(await writer.next()).toBe('open')
      await writer.next()
      await sleep((round * 13) % 50)
      await writer.kill()
      acknowledged = Number(writer.lines.at(-1))

      const ledger = await open('write')
      const entries = await readAll(ledger)
      const head = await ledger.head(chronicle)
      expect(acknowledged).toBeGreaterThan(0)
      expect(head.position).toBeGreaterThanOrEqual(acknowledged)
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
      expect(head.root).toBe(naiveRootOfLeaves(entries))
      const batches = await ledger.batches(chronicle)
      expect(batches.length).toBeGreaterThan(name)
      name = batches.length
      for (const { name: said, first, last } of batches) expect(`${last - first + 1} events`).toBe(said)
      expect(batches.at(-1)?.last).toBe(head.position)
      await ledger.close()
    }
  })
})

function longEvents(count: number, text: string) {
  return Array.from({ length: count }, (_, index) => eventOf(`${text}, ${index} ${'long '.repeat(800)}`))
}
