import type { IncomingMessage } from 'node:http'
import { RegestaError } from '../../errors.ts'
import type { ConnectionLimits, Viewer } from '../../graphql/index.ts'
import type { ReceivedRequest, RequestFacts } from '../received.ts'
import type { Target } from '../target.ts'
import { isApiPath } from './routes.ts'
import type { Waiting } from './waiting.ts'

/** Whether the body of a request is read: only an API takes one, and only from those who may read anything. */
function takesBody(method: string, { target, viewer }: Receiving): boolean {
  return method !== 'GET' && isApiPath(target.path) && viewer !== undefined && viewer.role !== 'nobody'
}

type Receiving = {
  readonly target: Target
  readonly limits: Pick<ConnectionLimits, 'body' | 'headers'>
  readonly waiting: Waiting
  /** Who sent it; undefined where that is refused. */
  readonly viewer: Viewer | undefined
  readonly facts: RequestFacts
}

/**
 * Reads a request. Throws E_BODY and E_HEADERS if it is too large, E_BUSY if the server holds too much.
 */
export async function receive(incoming: IncomingMessage, receiving: Receiving): Promise<ReceivedRequest> {
  const { target, limits, waiting, viewer, facts } = receiving
  const { host, url } = target
  const { method: sent = 'GET', headers } = incoming
  const method = sent === 'HEAD' ? 'GET' : sent
  const count = incoming.rawHeaders.length / 2
  const { headers: most } = limits
  if (count > most) {
    const message = `the request has ${count} headers; limit headers is ${most}`
    throw new RegestaError('E_HEADERS', 'invalid', message)
  }
  const body = takesBody(method, receiving) ? await readBody(incoming, limits.body, waiting) : null
  return {
    method,
    url,
    headers: headers.host === host ? headers : { ...headers, host },
    body,
    viewer,
    facts,
    get gone() {
      return waiting.signal
    },
  }
}

function readBody(incoming: IncomingMessage, most: number, waiting: Waiting): Promise<Buffer<ArrayBuffer>> {
  if (Number(incoming.headers['content-length'] ?? 0) > most) throw tooLong(most)
  waiting.check()
  const parts: Buffer<ArrayBuffer>[] = []
  let bytes = 0
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown) => {
      // The rest is left unread; the refusal is still sent over the connection.
      incoming.removeAllListeners('data')
      incoming.pause()
      reject(error)
    }
    incoming.on('data', (part: Buffer<ArrayBuffer>) => {
      try {
        if (bytes + part.length > most) throw tooLong(most)
        waiting.hold(part.length)
        bytes += part.length
        parts.push(part)
      } catch (error) {
        refuse(error)
      }
    })
    incoming.on('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)))
    incoming.on('error', reject)
  })
}

function tooLong(most: number): RegestaError {
  return new RegestaError('E_BODY', 'invalid', `the body is longer than ${most} bytes; send less at once`)
}
