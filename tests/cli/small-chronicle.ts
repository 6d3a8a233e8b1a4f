import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { textsOf } from '../../src/admission/index.ts'
import { run } from '../../src/cli/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { sha256Hex } from '../../src/event/index.ts'
import type { StoreDriver } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { resealAll, sealBatch } from '../archive/sealing.ts'

const FIXTURE = join(import.meta.dirname, 'fixture')
export const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

export const NAME = 'arlandia-bolria'
export const TEXTS = join(FIXTURE, 'texts')
export const THIRD = join(FIXTURE, 'third.draft.yaml')

/** A folder of one's own to run the program in: `events/` with the two batches of an invented relationship. */
export type Place = {
  readonly dir: string
  readonly events: string
  readonly ledger: string
  /** The stores that the program knows there, if not its own. */
  readonly drivers?: readonly StoreDriver[]
}

let sealed: string | undefined

/** Seals the drafts of `fixture/` once, and gives every caller a copy. Removed when the tests are over. */
export async function makePlace(): Promise<Place> {
  sealed ??= await sealFixture()
  const dir = temporaryFolder()
  cpSync(sealed, join(dir, 'events'), { recursive: true })
  return { dir, events: join(dir, 'events'), ledger: join(dir, '.regesta', 'ledger.sqlite') }
}

const base = mkdtempSync(join(tmpdir(), 'regesta-app-'))

/** An empty folder, removed when the tests are over. */
export function temporaryFolder(): string {
  return mkdtempSync(join(base, 'place-'))
}

/** A draft of the fixture with the digests and lengths of its texts filled in. */
export function draftText(name: string): string {
  return readFileSync(join(FIXTURE, name), 'utf8').replace(
    /digest: (\w\d)_DIGEST, length: 1/g,
    (_, label: string) => {
      const words = readFileSync(join(TEXTS, `${label.toLowerCase()}.txt`), 'utf8')
      return `digest: ${sha256Hex(words)}, length: ${words.length}`
    },
  )
}

export type Run = { readonly code: number; readonly out: string; readonly err: string }

/**
 * Runs a command line in a place, on the place's events and ledger, within the process of the tests: all of the
 * program but `main.ts`. `now` is 2026-02-01 at noon.
 */
export function regesta(
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return program(place, onEventsOf(place, args), env)
}

/** The same for a command that knows no events, but only the place's ledger. */
export async function program(
  place: Pick<Place, 'ledger' | 'drivers'>,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const own = { ...BARE_ENVIRONMENT, REGESTA_LEDGER: place.ledger, ...env }
  const clock = fixedClock(own.REGESTA_NOW)
  const written = Promise.all([text(out), text(err)])
  const code = await run(args, {
    out,
    err,
    env: own,
    clock,
    ...(place.drivers && { drivers: place.drivers }),
  })
  out.end()
  err.end()
  const [told, complained] = await written
  return { code, out: told, err: complained }
}

/** The same by a process of its own that stands in the place's folder: for what only a process can show. */
export function regestaProcess(
  place: Place,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [MAIN, ...onEventsOf(place, args)],
      { cwd: place.dir, env: { ...BARE_ENVIRONMENT, ...env }, maxBuffer: 1 << 26 },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

function onEventsOf({ events }: Place, [command, ...args]: readonly string[]): readonly string[] {
  if (command === undefined) return []
  return command.startsWith('-') || WITHOUT_EVENTS.has(command)
    ? [command, ...args]
    : [command, '--events', events, ...args]
}

/** The commands that need no events, and so no folder of them. */
const WITHOUT_EVENTS: ReadonlySet<string> = new Set(['keygen', 'verify-proof'])

/** What every run of these tests has of the environment, and nothing else of the developer's own. */
export const BARE_ENVIRONMENT = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
  TZ: 'UTC',
  REGESTA_NOW: '2026-02-01T12:00:00Z',
}

/** Its standard output as JSON; fails the test with what it wrote on standard error. */
export async function json(place: Place, args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await regesta(place, [...args, '--json'])
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out)
}

/** Writes ledger.sum anew after a file was changed by hand. */
export async function reseal(place: Place, chronicle = NAME): Promise<void> {
  await resealAll(join(place.events, chronicle), bilateral.vocabulary.catalogue)
}

async function sealFixture(): Promise<string> {
  const events = join(temporaryFolder(), 'events')
  const dir = join(events, NAME)
  mkdirSync(dir, { recursive: true })
  const files = readdirSync(TEXTS).map((file) => [file, readFileSync(join(TEXTS, file), 'utf8')] as const)
  for (const draft of ['0001-first-talks.draft.yaml', '0002-first-dialogue.draft.yaml'])
    await sealBatch(dir, {
      file: draft,
      text: draftText(draft),
      catalogue: bilateral.vocabulary.catalogue,
      texts: textsOf(files),
      now: 0,
    })
  return events
}
