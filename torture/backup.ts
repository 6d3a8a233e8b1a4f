import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ledger } from '../src/ledger/index.ts'
import { integrityFaults, openSqliteLedger } from '../src/stores/index.ts'
import { chronicle, readAll } from '../tests/ledger/events.ts'
import { diceOf } from './rig/dice.ts'
import { live } from './rig/lives.ts'
import type { Torture } from './rig/torture.ts'

const MAIN = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
const LOADING = join(import.meta.dirname, 'rig', 'loading.ts')

/** So many backups are made of one ledger before it begins anew: it grows all the time. */
const OF_ONE = 10

export const torture: Torture = {
  summary: 'backs a ledger up while another process appends to it, and restores every backup',
  count: 100,
  run: async (count, seed, say) => {
    const dice = diceOf(seed)
    const base = mkdtempSync(join(tmpdir(), 'regesta-backups-'))
    const broken: string[] = []
    const tried = {
      backups: 0,
      'events in them': 0,
      'events appended meanwhile': 0,
      'events in the largest': 0,
    }
    let load: Load | undefined
    try {
      for (let round = 0; round < count; round += 1) {
        if (round % OF_ONE === 0) {
          await load?.stop()
          load = await startLoad(join(mkdtempSync(join(base, 'ledger-')), 'ledger.sqlite'))
        }
        if (load === undefined) break
        await sleep(dice.below(300))
        const [file, restored] = [join(base, `${round}.sqlite`), join(base, `${round}.restored.sqlite`)]
        const before = load.position()
        const made = await live([MAIN, 'backup', '--ledger', load.path, '--out', file], 'its own')
        const after = load.position()
        const back = await live([MAIN, 'restore', file, '--to', restored], 'its own')
        const found = [made, back].flatMap(({ code, err }) =>
          code === 0 ? [] : [`ended with ${code}: ${err}`],
        )
        const held = found.length > 0 ? undefined : await compare(load.path, restored)
        if (held !== undefined) {
          found.push(...held.broken)
          if (held.position < before)
            found.push(`${before} were acknowledged before it, it holds ${held.position}`)
          tried['events in them'] += held.position
          tried['events in the largest'] = Math.max(tried['events in the largest'], held.position)
        }
        tried.backups += 1
        tried['events appended meanwhile'] += after - before
        broken.push(...found.map((promise) => `backup ${round + 1}, --seed ${seed}: ${promise}`))
        for (const each of [file, restored]) rmSync(each, { force: true })
        if ((round + 1) % 10 === 0) say(`${round + 1} backups of ${count}: ${broken.length} broken`)
      }
      return { tried, broken }
    } finally {
      await load?.stop()
      rmSync(base, { recursive: true, force: true })
    }
  },
}

type Load = { readonly path: string; position(): number; stop(): Promise<void> }

async function startLoad(path: string): Promise<Load> {
  const child = spawn(process.execPath, [LOADING, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let position = 0
  const begun = once(child.stdout, 'data')
  child.stdout.on('data', (part) => {
    position = Number(String(part).trim().split('\n').at(-1))
  })
  await begun
  return {
    path,
    position: () => position,
    stop: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}

/** Every way in which a restored ledger is not the beginning of the one that was backed up. */
async function compare(live: string, restored: string) {
  const [one, other] = [
    await openSqliteLedger({ path: live, mode: 'read' }),
    await openSqliteLedger({ path: restored, mode: 'write' }),
  ]
  try {
    const { position, root } = await other.head(chronicle)
    const upTo = { upTo: position }
    const broken = [
      ...integrityFaults(restored).map(({ message }) => message),
      ...((await one.rootAt(chronicle, position)) === root ? [] : [`another root at position ${position}`]),
      ...(same(await readAll(one, chronicle, upTo), await readAll(other)) ? [] : ['other events']),
      ...(same(await batchesUpTo(one, position), await other.batches(chronicle)) ? [] : ['other batches']),
    ]
    return { position, broken }
  } finally {
    await one.close()
    await other.close()
  }
}

async function batchesUpTo(ledger: Ledger, position: number) {
  return (await ledger.batches(chronicle)).filter(({ last }) => last <= position)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
