import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { bilateral } from '../src/domains/index.ts'
import { ExportQuestion, formatNamed } from '../src/exchange/index.ts'
import { Budget, limitsWith } from '../src/graphql/index.ts'
import { inOneGo, type Steps } from '../src/state/index.ts'
import { openInvented } from './invented.ts'

/** The grid of the invented chronicle of so many events, as its text: kept in a file, for it takes a while. */
export async function largeGrid(events: number, path: string): Promise<string> {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const write = await gridOfInvented(events)
  let text = ''
  for await (const part of await write(async (steps) => inOneGo(steps))) text += part
  writeFileSync(path, text)
  return text
}

/** What writes the grid of the invented chronicle of so many events, in steps that are done by whoever asks. */
export async function gridOfInvented(
  events: number,
): Promise<(inSteps: <T>(steps: Steps<T>) => Promise<T>) => Promise<AsyncIterable<string>>> {
  const chronicle = await openInvented(events)
  const question = new ExportQuestion({
    chronicle: chronicle.snapshot(),
    format: formatNamed('grid'),
    given: { names: [], all: () => [], say: (argument) => argument },
    place: { feeds: 'http://localhost/feeds', chronicle: chronicle.name, search: '' },
    texts: new Map(),
    program: bilateral.name,
    budget: new Budget({ ...limitsWith(), time: Infinity, things: Infinity }),
  })
  const request = await question.request()
  const write = await formatNamed('grid').load()
  return async (inSteps) => {
    const { body } = await write({ ...request, inSteps })
    if (typeof body === 'string' || body instanceof Uint8Array) throw new Error('expected a stream')
    return body
  }
}
