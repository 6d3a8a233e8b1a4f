import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newToken } from '../../../src/server/access/tokens.ts'
import { diceOf } from '../dice.ts'
import { type Serving, startMetered } from '../serving.ts'
import { NAME, writeLargeLedger } from './large-ledger.ts'
import type { Held } from './meter.ts'
import { type AskOf, dryRun, HEAVY, type Question, USUAL } from './questions.ts'

/** A server over a large invented chronicle, that says how long it was held. */
export type LargeServer = {
  readonly server: Serving
  /** Its last position when it came up. */
  readonly head: number
  /** The text of an answer; throws where there is none. */
  readonly ask: (question: Question) => Promise<string>
  readonly stop: () => Promise<void>
}

export async function startLargeServer(
  size: number,
  flags: readonly string[] = [],
  nodeFlags: readonly string[] = [],
): Promise<LargeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-holds-'))
  const [path, events, tokens] = [
    join(folder, 'large.sqlite'),
    join(folder, 'events'),
    join(folder, 'tokens.yaml'),
  ]
  await writeLargeLedger(path, size)
  mkdirSync(events)
  const recorder = newToken('recorder', 'recorder')
  writeFileSync(tokens, `${recorder.line}\n`)
  const own = ['--ledger', path, '--events', events, '--tokens', tokens, '--reading', 'open']
  const server = await startMetered([...own, ...flags], nodeFlags)
  const ask = async (question: Question) => {
    const isPath = 'path' in question
    const response = await fetch(`${server.origin}${isPath ? question.path : '/graphql'}`, {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${recorder.token}` },
      ...(!isPath && { method: 'POST', body: JSON.stringify(question) }),
    })
    return response.text()
  }
  const { data }: { data: { relationship: { position: number } } } = JSON.parse(
    await ask({ query: `{ relationship(id: "${NAME}") { position } }` }),
  )
  return {
    server,
    head: data.relationship.position,
    ask,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** How long the questions of a class held the event loop at most, ms; the slowest answer, and what was refused. */
export type HoldRow = {
  readonly name: string
  readonly held: Held
  readonly slowest: number
  readonly refused: string
}

/** The classes, in the order in which a server is asked them: what is asked first finds nothing kept. */
const CLASSES: Readonly<Record<string, AskOf>> = {
  ...USUAL,
  ...HEAVY,
  'dry run of 2 events': dryRun(2),
  'dry run of 300 events': dryRun(300),
}

/** Asks each class some times, one question after another. */
export async function measureHolds(
  { server, head, ask }: LargeServer,
  times: number,
  seed: number,
  say: (row: HoldRow) => void,
  only = '',
): Promise<readonly HoldRow[]> {
  const rows: HoldRow[] = []
  const dice = diceOf(seed)
  for (const [name, askOf] of Object.entries(CLASSES)) {
    const own = dice.fork()
    if (!name.includes(only)) continue
    await server.held()
    let [slowest, refused] = [0, '']
    for (let time = 0; time < times; time += 1) {
      const from = performance.now()
      const text = await ask(askOf(own, head))
      slowest = Math.max(slowest, performance.now() - from)
      refused ||= /"errors":\[\{"message":"([^"]*)/.exec(text)?.[1] ?? ''
    }
    const row = { name, held: await server.held(), slowest, refused }
    say(row)
    rows.push(row)
  }
  return rows
}

export const HOLD_HEAD =
  '| questions | held, ms | without garbage | by the clock | garbage, ms | slowest answer, ms |\n|---|--:|--:|--:|--:|--:|'

export function holdLine({ name, held, slowest, refused }: HoldRow): string {
  const { processor, working, clock, garbage } = held
  const cells = [processor, working, clock, garbage, slowest].map((ms) => ms.toFixed(0).padStart(5))
  return `| ${name.padEnd(24)} | ${cells.join(' | ')} |${refused === '' ? '' : ` ${refused.slice(0, 150)}`}`
}
