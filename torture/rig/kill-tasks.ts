import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openBatches } from '../../src/archive/index.ts'
import { vocabulary } from '../../src/domains/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { checkLedger } from './check-ledger.ts'
import { CHRONICLE } from './corpus.ts'
import { type Life, live } from './lives.ts'
import { onCopy, onCopyOfFolder, type Scene } from './scene.ts'
import { DAYS } from './states.ts'

/** Something that a process does until it is killed, and what must hold afterwards. */
export type Task = {
  /** The program and its arguments. */
  arguments(scene: Scene): readonly string[]
  /** Whether it says something once it is at work, so that it can be killed there and not only on its way. */
  readonly speaks: boolean
  /** Every promise that was broken, the ledger's own aside. */
  check(scene: Scene, life: Life): Promise<readonly string[]>
}

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
const APPENDING = join(import.meta.dirname, 'appending.ts')

const imported = ({ folder }: Scene) => join(folder, 'imported.sqlite')
const copied = ({ folder }: Scene) => join(folder, 'copy.sqlite')
const serveFlags = ({ events, ledger }: Scene) => [
  ...['--events', events, '--chronicle', CHRONICLE, '--ledger', ledger],
]

export const TASKS = {
  append: {
    speaks: true,
    arguments: ({ ledger, dice }) => [APPENDING, ledger, String(dice.below(2 ** 31))],
    check: async (scene, { lines }) => {
      const told = lines.filter((line) => /^\d+$/.test(line)).map(Number)
      scene.acknowledged = Math.max(scene.acknowledged, ...told)
      return []
    },
  },
  start: {
    speaks: false,
    arguments: (scene) => [MAIN, 'serve', '--port', '0', ...serveFlags(scene)],
    check: async () => [],
  },
  import: {
    speaks: false,
    arguments: (scene) => [MAIN, 'import', scene.ledger, '--ledger', imported(scene)],
    check: async (scene) => {
      const [wanted] = await headsAt(scene.ledger)
      if (!existsSync(imported(scene)) || wanted === undefined) return []
      const { position, broken } = await look(scene, imported(scene), 0)
      const again = await live([MAIN, 'import', scene.ledger, '--ledger', imported(scene)], 'its own')
      const [got] = await headsAt(imported(scene))
      return [
        ...broken.map((promise) => `imported: ${promise}`),
        ...(position > wanted.position ? ['more was imported than there is'] : []),
        ...(again.code === 0 ? [] : [`the import that followed ended with ${again.code}: ${again.err}`]),
        ...(got?.root === wanted.root ? [] : ['what was imported in two goes has another root']),
      ]
    },
  },
  export: {
    speaks: false,
    arguments: (scene) => [MAIN, 'export', '--ledger', scene.ledger, '--out', scene.events],
    check: async (scene) => {
      const [wanted] = await headsAt(scene.ledger)
      if (wanted === undefined) return []
      const seen = await filesIn(scene.events)
      const again = await onCopyOfFolder(scene.events, async (events) => {
        const life = await live([MAIN, 'export', '--ledger', scene.ledger, '--out', events], 'its own')
        return { life, seen: await filesIn(events) }
      })
      return [
        ...(typeof seen === 'string' ? [`after the kill the files do not read: ${seen}`] : []),
        ...(again.life.code === 0
          ? []
          : [`the export that followed ended with ${again.life.code}: ${again.life.err}`]),
        ...(typeof again.seen !== 'string' && again.seen.root === wanted.root
          ? []
          : [`what was exported in two goes is not the ledger: ${JSON.stringify(again.seen)}`]),
      ]
    },
  },
  backup: {
    speaks: false,
    arguments: (scene) => [MAIN, 'backup', '--ledger', scene.ledger, '--out', copied(scene)],
    check: async (scene, { code }) => {
      const copy = copied(scene)
      if (!existsSync(copy)) return code === 0 ? ['a backup that was made is not there'] : []
      const [wanted] = await headsAt(scene.ledger)
      const [got] = await headsAt(copy)
      const { broken } = await look(scene, copy, 0)
      rmSync(copy)
      return [
        ...broken.map((promise) => `backup: ${promise}`),
        ...(got?.root === wanted?.root ? [] : ['the backup has another root']),
      ]
    },
  },
} as const satisfies Readonly<Record<string, Task>>

export type TaskName = keyof typeof TASKS

/** What a ledger's files hold after all, without mending what was left of them. */
export async function look(scene: Scene, ledger: string, acknowledged: number) {
  const { corpus, dice } = scene
  return onCopy(ledger, (path) => checkLedger({ path, corpus, acknowledged, day: dice.pick(DAYS) }))
}

async function headsAt(path: string) {
  if (!existsSync(path)) return []
  return onCopy(path, async (copy) => {
    const ledger = await openSqliteLedger({ path: copy, mode: 'read' })
    const head = await ledger.head(CHRONICLE)
    await ledger.close()
    return head.position === 0 ? [] : [head]
  })
}

/** How far the files go, and their last root; what keeps them from being read, if they cannot. */
async function filesIn(events: string) {
  const dir = join(events, CHRONICLE)
  try {
    const { sum, leaves } = await openBatches(dir, vocabulary.catalogue)
    const files = readdirSync(dir).filter((name) => name.endsWith('.yaml')).length
    return { position: leaves.length, root: sum.at(-1)?.root, files }
  } catch (error) {
    return String(error)
  }
}
