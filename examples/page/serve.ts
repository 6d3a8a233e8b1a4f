import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { join, normalize, sep } from 'node:path'

const root = join(import.meta.dirname, '..')

/** What pages take from the program as it is: the reader of a grid. */
const SHARED = /^\/(read-grid|grid-reader\/\w+)\.ts$/
const EXCHANGE = join(root, '..', 'src', 'exchange')

/** Serves the example pages, their scripts with their types taken off: nothing has to be built. */
export function servePage(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? '/', 'http://page').pathname).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type }).end(body)
    })
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

async function answer(path: string): Promise<{ status: number; type: string; body: string }> {
  const isShared = SHARED.test(path)
  const file = normalize(join(isShared ? EXCHANGE : root, path.endsWith('/') ? `${path}index.html` : path))
  const isOwn = isShared || file.startsWith(root + sep)
  const text = isOwn ? await readFile(file, 'utf8').catch(() => undefined) : undefined
  if (text === undefined) return { status: 404, type: 'text/plain', body: 'nothing is here' }
  if (!file.endsWith('.ts')) return { status: 200, type: 'text/html; charset=utf-8', body: text }
  return { status: 200, type: 'text/javascript; charset=utf-8', body: stripTypeScriptTypes(text) }
}

/** `node examples/page/serve.ts [PORT]` */
if (import.meta.main) {
  const port = Number(process.argv[2] ?? 5173)
  await servePage(port)
  console.log(`http://127.0.0.1:${port}/page/?server=http://127.0.0.1:4000/graphql`)
  console.log(`http://127.0.0.1:${port}/scrubber/?server=http://127.0.0.1:4000/feeds/japan-viet-nam`)
}
