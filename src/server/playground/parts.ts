import { createHash } from 'node:crypto'
import { RegestaError } from '../../errors.ts'
import { EncodedBody, encodeResponse } from '../encoding.ts'
import { START_SCRIPT, START_STYLE } from './start-script.ts'

/** A file that the playground's page loads: named by its content, so that it may be kept for good. */
type Part = { readonly file: string; readonly type: string; readonly body: EncodedBody }

type PartName = 'icon' | 'style' | 'script' | 'start' | 'editorWorker' | 'jsonWorker' | 'graphqlWorker'

/** The parts of the playground, by their names. */
export type PlaygroundParts = Readonly<Record<PartName, Part>>

let loaded: Promise<PlaygroundParts> | undefined

/** The parts of the playground: nine megabytes, read when a browser first asks for any of them, for all APIs together. */
export function playgroundParts(): Promise<PlaygroundParts> {
  loaded ??= readParts()
  return loaded
}

async function readParts(): Promise<PlaygroundParts> {
  const { css, favicon, js, editorWorkerService, jsonWorker, graphqlWorker } = await import(
    '@graphql-yoga/render-graphiql/graphiql'
  )
  const [, icon = ''] = favicon.split('base64,')
  return {
    icon: partOf('icon', 'ico', 'image/x-icon', Buffer.from(icon, 'base64')),
    style: partOf('style', 'css', 'text/css; charset=utf-8', css + START_STYLE),
    script: partOf('graphiql', 'js', SCRIPT, js),
    start: partOf('start', 'js', SCRIPT, START_SCRIPT),
    editorWorker: partOf('editor-worker', 'js', SCRIPT, editorWorkerService),
    jsonWorker: partOf('json-worker', 'js', SCRIPT, jsonWorker),
    graphqlWorker: partOf('graphql-worker', 'js', SCRIPT, graphqlWorker),
  }
}

const SCRIPT = 'text/javascript; charset=utf-8'

function partOf(name: string, extension: string, type: string, content: string | Uint8Array): Part {
  const bytes = new Uint8Array(Buffer.from(content))
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 16)
  return { file: `${name}.${digest}.${extension}`, type, body: new EncodedBody(bytes) }
}

/**
 * What the page and its workers may load (Content Security Policy, level 3): from this server alone, and no script within the page, so that
 * no text that it shows can run; and no page of others may show it. The editor writes styles of its own.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Whether a path is below that of the parts. */
export function isPartPath(path: string): boolean {
  return path.startsWith('/playground/')
}

/**
 * Answers `GET /playground/<file>` with a part, compressed once for all who ask; a cache may keep it for good. Throws E_PATH
 * where there is no such file.
 */
export async function servePart(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const part = Object.values(await playgroundParts()).find(({ file }) => pathname === `/playground/${file}`)
  if (part === undefined)
    throw new RegestaError('E_PATH', 'notFound', 'the playground has no such file; load its page again')
  const headers = {
    'content-type': part.type,
    'cache-control': 'public, max-age=31536000, immutable',
    'content-security-policy': PAGE_POLICY,
  }
  return encodeResponse(request, new Response(part.body.bytes, { headers }), { kept: part.body })
}
