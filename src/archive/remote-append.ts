import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { RegestaError } from '../errors.ts'
import { sha256Hex } from '../event/index.ts'
import type { Batch, Head, Ledger } from '../ledger/index.ts'
import { isUrl } from '../stores/index.ts'

/*
 * One process writes a ledger's file. While a server is that process, a command of this machine has it append: it listens on
 * the loopback, and whoever can read the file beside the ledger, and so could write the ledger, may have batches appended.
 */

/** Where others find the process that appends, and what they show it. Of the ledger's owner alone. */
const doorSchema = z.object({ port: z.int(), secret: z.string() })

const batchSchema = z.object({
  chronicle: z.string(),
  name: z.string(),
  recordedAt: z.int(),
  events: z.array(z.object({ id: z.string(), body: z.string() })),
  reader: z.string().exactOptional(),
  expectedPosition: z.int().exactOptional(),
})

const answerSchema = z.union([
  z.object({
    head: z.object({
      chronicle: z.string(),
      position: z.int(),
      recordedAt: z.int().optional(),
      root: z.string(),
    }),
  }),
  z.object({
    error: z.object({
      code: z.string(),
      category: z.enum(['invalid', 'conflict', 'notFound', 'fault']),
      message: z.string(),
    }),
  }),
])

/** The most bytes of a batch. */
const MOST = 268_435_456

const doorOf = (path: string) => `${path}.server`

/**
 * Appends for other processes of this machine to the ledger at an address, until the returned function is called. Nobody is
 * let in where the ledger is in no file of this machine, is only read, or no file can be made beside it.
 */
export async function appendForOthers(
  { ledger, onlyRead }: { readonly ledger: Ledger; readonly onlyRead: string | undefined },
  address: string,
): Promise<() => Promise<void>> {
  if (onlyRead !== undefined || isUrl(address) || !existsSync(address)) return async () => undefined
  const door = doorOf(realpathSync(address))
  const secret = randomBytes(32).toString('base64url')
  // Loaded for servers alone: it takes longer than Node itself to start.
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    if (!isAuthorised(request, secret)) return void response.writeHead(401).end()
    appended(ledger, request)
      .then((head) => response.end(JSON.stringify({ head })))
      .catch((error: unknown) => response.end(JSON.stringify({ error: factsOf(error) })))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  try {
    rmSync(door, { force: true })
    writeFileSync(door, JSON.stringify({ port, secret }), { mode: 0o600, flush: true })
  } catch {
    server.close()
    return async () => undefined
  }
  return async () => {
    rmSync(door, { force: true })
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
}

/**
 * How to append to the ledger at a path through the process that writes it; undefined where that one lets nobody in, or is
 * gone. Throws what the ledger of that process throws.
 */
export async function appendingThrough(path: string): Promise<Ledger['append'] | undefined> {
  const door = readDoor(path)
  if (door === undefined) return undefined
  const send = (body: string) =>
    fetch(`http://127.0.0.1:${door.port}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${door.secret}` },
      body,
    })
  // Nothing is appended by nothing: it shows whether somebody is there.
  const there = await send('').catch(() => undefined)
  if (there === undefined || !there.ok) return undefined
  return async (batch) => {
    const answer = await send(JSON.stringify(batch))
      .then(async (response) => answerSchema.parse(await response.json()))
      .catch((error: unknown) => {
        throw unknownOutcome(error)
      })
    if ('head' in answer) return { recordedAt: undefined, ...answer.head }
    const { code, category, message } = answer.error
    throw new RegestaError(code, category, message)
  }
}

function unknownOutcome(error: unknown): RegestaError {
  const message = `the process that writes the ledger gave no answer, and whether it recorded this is not known (${error}). Record it again: what stands recorded is not recorded twice`
  return new RegestaError('E_UNKNOWN_OUTCOME', 'fault', message, {}, error)
}

function readDoor(path: string): z.infer<typeof doorSchema> | undefined {
  try {
    return doorSchema.parse(JSON.parse(readFileSync(doorOf(path), 'utf8')))
  } catch {
    return undefined
  }
}

function isAuthorised({ headers }: IncomingMessage, secret: string): boolean {
  const [shown, expected] = [headers.authorization ?? '', `Bearer ${secret}`].map((text) => Buffer.from(text))
  return shown?.length === expected?.length && timingSafeEqual(shown ?? Buffer.of(), expected ?? Buffer.of())
}

async function appended(ledger: Ledger, request: IncomingMessage): Promise<Head | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > MOST) throw new RegestaError('E_SIZE', 'invalid', `a batch of more than ${MOST} bytes`)
    parts.push(part)
  }
  if (size === 0) return undefined
  const batch: Batch = batchSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
  for (const { id, body } of batch.events)
    if (sha256Hex(body) !== id)
      throw new RegestaError('E_ID', 'invalid', `${id} is not the SHA-256 of its event`)
  return ledger.append(batch)
}

function factsOf(error: unknown) {
  if (!(error instanceof RegestaError)) return { code: 'E_FAULT', category: 'fault', message: String(error) }
  const { code, category, message } = error
  return { code, category, message }
}
