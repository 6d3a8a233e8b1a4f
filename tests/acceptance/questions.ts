import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { createApi } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'

const here = import.meta.dirname

/** A question as a document, with the answer that was worked out by hand; `name` is its path without an ending. */
export type Question = { readonly name: string; readonly words: string; readonly document: string }

/** The names of all files of a folder that end so, without the ending, in order. */
export function namesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(here, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file.slice(0, -ending.length)))
    .sort()
}

export function readQuestion(name: string): Question {
  const document = readFileSync(join(here, `${name}.graphql`), 'utf8')
  return { name, words: document.split('\n')[0] ?? '', document }
}

export function readAnswer(name: string): unknown {
  return JSON.parse(readFileSync(join(here, `${name}.json`), 'utf8'))
}

/** How to ask, without what answers tell of their cost, the chronicle of `events/`, taken into a ledger of its own, on a day that never changes. */
export type Asking = { ask(document: string): Promise<unknown>; close(): Promise<void> }

export async function openAsking(): Promise<Asking> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-acceptance-'))
  const clock = fixedClock('2026-12-01T12:00:00.000Z')
  const ledgerPath = join(folder, 'ledger.sqlite')
  const { chronicle, close } = await openRegesta({
    vocabulary: bilateral.vocabulary,
    mode: 'write',
    ledgerPath,
    clock,
  })
  const api = createApi({
    schema: createSchema(bilateral),
    chronicles: new Map([[chronicle.name, chronicle]]),
  })
  return {
    ask: async (document) => {
      const response = await api.fetch('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document }),
      })
      const { extensions: _, ...answer }: Readonly<Record<string, unknown>> = await response.json()
      return answer
    },
    close: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
