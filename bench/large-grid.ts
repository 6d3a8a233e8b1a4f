import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { bilateral } from '../src/domains/index.ts'
import { ExportQuestion, formatNamed } from '../src/exchange/index.ts'
import { Budget, limitsWith } from '../src/graphql/index.ts'
import { inOneGo } from '../src/state/index.ts'
import { openInvented } from './invented.ts'

/** The grid of the invented chronicle of so many events, as its text: kept in a file, for it takes a while. */
export async function largeGrid(events: number, path: string): Promise<string> {
  if (existsSync(path)) return readFileSync(path, 'utf8')
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
  const { body } = await write({ ...request, inSteps: async (steps) => inOneGo(steps) })
  if (typeof body === 'string' || body instanceof Uint8Array) throw new Error('expected a stream')
  let text = ''
  for await (const part of body) text += part
  writeFileSync(path, text)
  return text
}
