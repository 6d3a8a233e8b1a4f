import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diceOf } from './rig/dice.ts'
import type { Torture, Verdict } from './rig/torture.ts'

const ROUND = join(import.meta.dirname, 'rig', 'full-disk-round.ts')

/** Whether this machine lets a process mount a small disk of its own. */
export const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0

export const torture: Torture = {
  summary: 'fills small disks through a ledger, kills and starts processes on them, and makes room',
  count: 50,
  run: async (count, seed, say) => {
    if (!canMount) throw new Error('needs mounts of its own (unshare -rm)')
    const dice = diceOf(seed)
    const tried: Record<string, number> = { disks: 0 }
    const broken: string[] = []
    for (let round = 0; round < count; round += 1) {
      const own = dice.below(2 ** 31)
      const verdict = onDisk(3072 + dice.below(5120), own)
      tried.disks = (tried.disks ?? 0) + 1
      for (const [what, times] of Object.entries(verdict.tried))
        tried[what] = (tried[what] ?? 0) + Number(times)
      broken.push(...verdict.broken.map((promise) => `disk ${round + 1}, --seed ${seed}: ${promise}`))
      if ((round + 1) % 10 === 0) say(`${round + 1} disks of ${count}: ${broken.length} broken`)
    }
    return { tried, broken }
  },
}

/** A round on a disk of so many KiB. */
function onDisk(size: number, seed: number): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-disk-'))
  try {
    const mounted = `mount -t tmpfs -o size=${size}k none "$0" && exec "$1" "$2" "$0" "$3"`
    const args = ['-rm', 'sh', '-c', mounted, folder, process.execPath, ROUND, String(seed)]
    const { stdout, stderr, status } = spawnSync('unshare', args, { encoding: 'utf8' })
    if (status !== 0) return { tried: {}, broken: [`the round ended with ${status}: ${stderr}`] }
    return JSON.parse(stdout)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
