import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A connection by hand, to send a request in pieces. */
export type Raw = {
  readonly socket: Socket
  send(text: string): void
  /** What came until the other side closed. */
  readonly whole: Promise<string>
}

export async function connectRaw(port: number): Promise<Raw> {
  const socket = connect(port, '127.0.0.1')
  let got = ''
  socket.on('data', (part) => {
    got += part
  })
  const whole = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(got))
    socket.on('error', () => resolve(got))
  })
  await once(socket, 'connect')
  return { socket, send: (text) => void socket.write(text), whole }
}

/** A question whose body is said to be longer than what is sent of it: the rest is to follow. */
export function halfAQuestion(query: string): { readonly first: string; readonly rest: string } {
  const body = JSON.stringify({ query })
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    'content-type: application/json',
    `content-length: ${body.length}`,
    '',
    '',
  ].join('\r\n')
  return { first: head + body.slice(0, 5), rest: body.slice(5) }
}
