import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditLedger, integrityFaults, openSqliteLedger } from '../src/ledger/index.ts'
import { chronicle, eventOf } from '../tests/ledger/events.ts'
import { callsIn, canFault, compileFaults, type FaultAt, KINDS, SURVIVED } from './rig/faults.ts'
import type { Torture } from './rig/torture.ts'
import { textsOf } from './rig/working-plan.ts'

const WORKING = join(import.meta.dirname, 'rig', 'working.ts')

export const torture: Torture = {
  summary:
    'lets the n-th call on the disk go wrong, for every n until none does; count is how far apart they are',
  count: 1,
  run: async (count, seed, say) => {
    if (!canFault) throw new Error('needs Linux and a C compiler (cc)')
    const faults = compileFaults()
    const base = mkdtempSync(join(tmpdir(), 'regesta-io-'))
    const broken: string[] = []
    const tally: Record<string, number> = {}
    const add = (what: string) => {
      tally[what] = (tally[what] ?? 0) + 1
    }
    try {
      for (const kind of KINDS)
        for (const on of SURVIVED.has(kind) ? [false, true] : [false]) {
          let last = 0
          for (let at = 1 + (seed % count); ; at += count) {
            const folder = mkdtempSync(join(base, 'life-'))
            const report = join(base, 'calls')
            rmSync(report, { force: true })
            const fault: FaultAt = { path: folder, at, kind, on }
            const env = { ...process.env, ...faults.environment(fault, report) }
            const life = spawnSync(process.execPath, [WORKING, folder], { encoding: 'utf8', env })
            const lines = life.stdout.split('\n').filter((line) => line !== '')
            add(`${kind}${on ? ' from then on' : ''}`)
            for (const line of lines) if (line.startsWith('refused')) add(line)
            const found = [...odd(life, lines), ...(await checkLife(folder, lines))]
            for (const promise of found)
              broken.push(`${kind}${on ? ' from then on' : ''}, call ${at}: ${promise}`)
            rmSync(folder, { recursive: true, force: true })
            const calls = callsIn(report)
            if (calls !== undefined && calls < at) break
            last = at
            if (broken.length > 20) return { tried: tally, broken }
          }
          say(`${kind}${on ? ' from then on' : ''}: through call ${last}, ${broken.length} broken`)
        }
      return { tried: tally, broken }
    } finally {
      faults.remove()
      rmSync(base, { recursive: true, force: true })
    }
  },
}

/** Whatever is no refusal of ours: a fault without a code, an end that nobody foresaw. */
function odd(
  { status, signal, stderr }: { status: number | null; signal: NodeJS.Signals | null; stderr: string },
  lines: readonly string[],
): readonly string[] {
  const ended = status === 0 || signal === 'SIGKILL' ? [] : [`it ended with ${status ?? signal}: ${stderr}`]
  return [...ended, ...lines.filter((line) => line.startsWith('FAULT'))]
}

/** The promises that were broken: after all, and without any fault any more, everything opens and nothing is lost. */
async function checkLife(folder: string, lines: readonly string[]): Promise<readonly string[]> {
  const numbers = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => Number(line.slice(word.length)))
  const acknowledged = Math.max(0, ...numbers('acknowledged'))
  const tried = Math.max(0, ...numbers('tried'))
  const files = ['ledger', 'copy', 'restored'].map((name) => join(folder, `${name}.sqlite`))
  const [ledger = '', copy = '', restored = ''] = files
  const broken = await checkFile(ledger, acknowledged, tried)
  const copied = numbers('copied')[0]
  if (copied !== undefined || existsSync(copy))
    broken.push(...(await checkFile(copy, copied ?? acknowledged, tried)).map((told) => `copy: ${told}`))
  if (lines.includes('restored') || existsSync(restored))
    broken.push(...(await checkFile(restored, copied ?? 0, tried)).map((told) => `restored: ${told}`))
  return broken
}

async function checkFile(path: string, atLeast: number, atMost: number): Promise<string[]> {
  try {
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    try {
      await auditLedger(ledger, path)
      const entries = await Array.fromAsync(ledger.read(chronicle))
      const batches = await ledger.batches(chronicle)
      const texts = textsOf(0, entries.length)
      return [
        ...integrityFaults(path).map(({ message }) => `SQLite: ${message}`),
        ...(entries.length < atLeast ? [`${atLeast} were acknowledged, ${entries.length} are there`] : []),
        ...(entries.length > atMost ? [`${atMost} were tried, ${entries.length} are there`] : []),
        ...(entries.every(({ id }, index) => id === eventOf(texts[index] ?? '').id)
          ? []
          : ['an event is another']),
        ...batches.flatMap(({ name, first, last }) =>
          name === `${last - first + 1} events` ? [] : [`half a batch: ${name}, ${first} to ${last}`],
        ),
      ]
    } finally {
      await ledger.close()
    }
  } catch (error) {
    return [String(error)]
  }
}
