import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRegesta } from '../src/archive/index.ts'
import { statePage } from '../src/cli/page/state.ts'
import { bilateral } from '../src/domains/index.ts'
import { parseDay } from '../src/time/index.ts'

/**
 * `node bench/page-again.ts`: what a page of `as-of` takes of the processor once all is loaded, the chronicle opened and laid
 * out again and again in one process, against all that a Node takes that does nothing. What the first takes more than the last
 * is code that ran never before; what the last takes is work. Medians of 9 processes, with the compiled code in its cache.
 */
const [role, ledgerPath = ''] = process.argv.slice(2)
if (role === 'pages') console.log(JSON.stringify(await pages()))
else table()

async function pages(): Promise<readonly number[]> {
  const times: number[] = []
  for (let time = 0; time < 4; time += 1) {
    const from = process.cpuUsage()
    const { chronicle, close } = await openRegesta({
      vocabulary: bilateral.vocabulary,
      mode: 'read',
      ledgerPath,
    })
    const state = chronicle.asOf({ date: parseDay('2025-05-01') })
    statePage(state, bilateral, { name: chronicle.name, head: chronicle.position, all: false })
    await close()
    times.push(millis(process.cpuUsage(from)))
  }
  return times
}

function table(): void {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-page-'))
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'cache') }
  const child = (args: readonly string[]) =>
    JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8', env }).stdout)
  const own = () => child([import.meta.filename, 'pages', join(folder, 'ledger.sqlite')])
  const nothing = () => [millis(child(['-p', 'JSON.stringify(process.cpuUsage())']))]
  own()
  const runs = Array.from({ length: 9 }, () => [...nothing(), ...own()])
  rmSync(folder, { recursive: true })
  const names = ['a Node that does nothing', 'first page', 'second', 'third', 'fourth']
  const medians = names.map((_, at) => runs.map((run) => run[at] ?? 0).sort((a, b) => a - b)[4] ?? 0)
  console.log('| | ms of the processor | / a Node that does nothing |\n|---|---:|---:|')
  for (const [at, name] of names.entries()) {
    const median = medians[at] ?? 0
    console.log(`| ${name} | ${median.toFixed(1)} | ${(median / (medians[0] ?? 1)).toFixed(1)} |`)
  }
}

function millis({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
