import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { auditLedger } from '../src/ledger/index.ts'
import { integrityFaults, openSqliteLedger } from '../src/stores/index.ts'
import { chronicle, eventOf } from '../tests/ledger/events.ts'
import { callsIn, canFault, compileFaults, type FaultAt, type Faults, KINDS, SURVIVED } from './rig/faults.ts'
import { type Life, live } from './rig/lives.ts'
import type { Torture } from './rig/torture.ts'
import { textsOf } from './rig/working-plan.ts'

const WORKING = join(import.meta.dirname, 'rig', 'working.ts')

type Way = Pick<FaultAt, 'kind' | 'on'>

const WAYS: readonly Way[] = KINDS.flatMap((kind) =>
  (SURVIVED.has(kind) ? [false, true] : [false]).map((on) => ({ kind, on })),
)

/** So many broken promises are enough to look into. */
const ENOUGH = 20

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
      for (const way of WAYS) {
        let next = 1 + (seed % count)
        let last = 0
        let met = true
        const lane = async () => {
          while (met && broken.length < ENOUGH) {
            const at = next
            next += count
            const life = await liveWith(faults, { ...way, at }, mkdtempSync(join(base, 'life-')))
            add(nameOf(way))
            for (const line of life.refused) add(line)
            broken.push(...life.broken.map((promise) => `${nameOf(way)}, call ${at}: ${promise}`))
            if (life.met) last = Math.max(last, at)
            else met = false
          }
        }
        await Promise.all(Array.from({ length: availableParallelism() }, lane))
        say(`${nameOf(way)}: through call ${last}, ${broken.length} broken`)
        if (broken.length >= ENOUGH) break
      }
      return { tried: tally, broken }
    } finally {
      faults.remove()
      rmSync(base, { recursive: true, force: true })
    }
  },
}

/** One life in a folder of its own with one fault: what it refused, what it broke, and whether it met the fault. */
async function liveWith(faults: Faults, fault: Omit<FaultAt, 'path'>, folder: string) {
  const report = join(dirname(folder), `calls of ${basename(folder)}`)
  const life = await live(
    [WORKING, folder],
    'its own',
    faults.environment({ ...fault, path: folder }, report),
  )
  const broken = [...odd(life), ...(await checkLife(folder, life.lines))]
  const calls = callsIn(report)
  for (const each of [folder, report]) rmSync(each, { recursive: true, force: true })
  return {
    refused: life.lines.filter((line) => line.startsWith('refused')),
    broken,
    met: calls === undefined || calls >= fault.at,
  }
}

function nameOf({ kind, on }: Way): string {
  return on ? `${kind} from then on` : kind
}

/** Whatever is no refusal of ours: a fault without a code, an end that nobody foresaw. */
function odd({ code, signal, err, lines }: Life): readonly string[] {
  const ended = code === 0 || signal === 'SIGKILL' ? [] : [`it ended with ${code ?? signal}: ${err}`]
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
