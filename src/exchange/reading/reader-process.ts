/**
 * The program of the process that reads one foreign file: `reader-process <kind> <options as JSON>`, the bytes on standard
 * input, a {@link ReaderAnswer} as JSON on standard output. `read-foreign.ts` starts it, without a network, writing, other
 * processes or workers.
 */
import { buffer } from 'node:stream/consumers'
import { type Fault, InvalidInput } from '../../errors.ts'
import { isForeignKind, READERS } from './readers.ts'

/** What the process answers: the reader's value, or why there is none. */
export type ReaderAnswer = { readonly value: unknown } | { readonly faults: readonly Fault[] }

// Standard output is for the answer alone: what libraries have to say of a file goes nowhere.
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => undefined

const [kind = '', options = '{}'] = process.argv.slice(2)
const answer = await answerOf(kind, await buffer(process.stdin), options)
process.stdout.write(JSON.stringify(answer))

async function answerOf(kind: string, bytes: Uint8Array, options: string): Promise<ReaderAnswer> {
  try {
    if (!isForeignKind(kind)) throw new Error(`no reader of ${kind}`)
    const { read } = await READERS[kind]()
    return { value: await read(bytes, JSON.parse(options)) }
  } catch (error) {
    if (error instanceof InvalidInput) return { faults: error.faults }
    if (error instanceof RangeError && /call stack/.test(error.message))
      return { faults: [{ code: 'E_TOO_DEEP', message: 'is nested too deep to be read' }] }
    const reason = error instanceof Error ? error.message : String(error)
    return { faults: [{ code: 'E_UNREADABLE', message: `cannot be read as ${kind}: ${reason}` }] }
  }
}
