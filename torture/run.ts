import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Torture } from './rig/torture.ts'

/**
 * `npm run torture -- <name> [count] [--seed N]`: does to Regesta what the world will do, and says which promises held.
 * Every file beside this one is one such torture. Ends with 1 if a promise was broken. `--json` prints the verdict.
 */
const USAGE = 'expected <name> [count] [--seed N] [--json]'
const { values, positionals } = typed()
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== basename(import.meta.filename))
  .map((file) => basename(file, '.ts'))
  .sort()

const [name, count, ...others] = positionals
const seed = wholeNumber('--seed', values.seed)
if (others.length > 0) refuse(`"${others.join(' ')}": ${USAGE}`)
if (name === undefined || values.help) await list()
else if (!names.includes(name)) refuse(`"${name}" is not one of ${names.join(', ')}`)
else await torture(name)

/** What was typed. Ends with 2 where that is no command line of ours. */
function typed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ')
    return refuse(`${why}; ${USAGE}`)
  }
}

async function torture(name: string): Promise<void> {
  const { count: usual, run } = await tortureIn(name)
  const times = count === undefined ? usual : wholeNumber('count', count)
  const from = performance.now()
  const { tried, broken } = await run(times, seed, (text) => process.stderr.write(`${text}\n`))
  const seconds = Math.round((performance.now() - from) / 100) / 10
  if (values.json) console.log(JSON.stringify({ name, count: times, seed, seconds, tried, broken }))
  else {
    for (const [what, times] of Object.entries(tried)) console.log(`${what}: ${times}`)
    for (const promise of broken) console.log(`BROKEN ${promise}`)
    console.log(`${name} ${times} --seed ${seed}: ${broken.length} broken in ${seconds} s`)
  }
  if (broken.length > 0) process.exitCode = 1
}

async function list(): Promise<void> {
  for (const each of names) console.log(`${each.padEnd(12)} ${(await tortureIn(each)).summary}`)
}

async function tortureIn(file: string): Promise<Torture> {
  const found: { readonly torture?: Torture } = await import(
    pathToFileURL(join(import.meta.dirname, `${file}.ts`)).href
  )
  return found.torture ?? refuse(`torture/${file}.ts exports no torture`)
}

function wholeNumber(what: string, text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(`${what} ${text}: expected a whole number`)
}

function refuse(why: string): never {
  console.error(why)
  process.exit(2)
}
