import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCorpus } from './rig/corpus.ts'
import { type Dice, diceOf } from './rig/dice.ts'
import { look, TASKS, type Task, type TaskName } from './rig/kill-tasks.ts'
import { type End, live } from './rig/lives.ts'
import { newScene, type Scene } from './rig/scene.ts'
import type { Torture } from './rig/torture.ts'

export const torture: Torture = {
  summary: 'kills processes that append, import, export, back up and start, at any moment',
  count: 2000,
  run: async (count, seed, say) => {
    const dice = diceOf(seed)
    const corpus = await readCorpus()
    const base = mkdtempSync(join(tmpdir(), 'regesta-kill-'))
    const broken: string[] = []
    const tally: Record<string, number> = {}
    const add = (what: string, number = 1) => {
      tally[what] = (tally[what] ?? 0) + number
    }
    const usual = new Map<TaskName, number>()
    let scene = newScene(base, corpus, dice.fork())
    let kills = 0
    let recorded = 0
    try {
      while (kills < count) {
        const name = nextTask(dice, scene, recorded)
        const life = await live(TASKS[name].arguments(scene), endOf(dice, TASKS[name], usual.get(name)))
        const killed = life.signal === 'SIGKILL'
        if (killed) kills += 1
        else usual.set(name, life.ms)
        add(killed ? `killed: ${name}` : `ended before: ${name}`)
        const before = scene.acknowledged
        const own = await TASKS[name].check(scene, life).catch((error: unknown) => [String(error)])
        add('events acknowledged', scene.acknowledged - before)
        const told = existsSync(scene.ledger)
          ? await look(scene, scene.ledger, scene.acknowledged)
          : undefined
        recorded = told?.position ?? 0
        const failed = !killed && life.code !== 0 ? [`it ended with ${life.code}: ${life.err}`] : []
        for (const promise of [...own, ...(told?.broken ?? []), ...failed])
          broken.push(`kill ${kills} of ${name}, --seed ${seed}: ${promise}`)
        if (name === 'append' && recorded > scene.acknowledged)
          add('batches that stood though the answer was lost')
        if (recorded === corpus.length || broken.length > 20) {
          rmSync(scene.folder, { recursive: true, force: true })
          add('ledgers filled')
          scene = newScene(base, corpus, dice.fork())
          recorded = 0
        }
        if (killed && kills % 100 === 0) say(`${kills} kills of ${count}: ${broken.length} broken`)
        if (broken.length > 20) break
      }
      return { tried: { kills, ...tally }, broken }
    } finally {
      rmSync(base, { recursive: true, force: true })
    }
  },
}

const OF_A_LEDGER = ['start', 'import', 'export', 'backup'] as const

/** Half of them append, which is what a ledger is for; one that holds nothing yet can only be appended to or served. */
function nextTask(dice: Dice, { ledger }: Scene, recorded: number): TaskName {
  if (dice.below(2) === 0 || !existsSync(ledger)) return 'append'
  return recorded === 0 ? 'start' : dice.pick(OF_A_LEDGER)
}

/** A process that tells of each batch is mostly killed after some of them; others at any moment of a usual life, and beyond. */
function endOf(dice: Dice, { speaks }: Task, usual = 1500): End {
  if (speaks && dice.below(8) > 0) return { afterMs: dice.below(50), lines: 1 + dice.below(8) }
  return { afterMs: Math.floor(dice.fraction() * usual * 1.1), from: 'start' }
}
