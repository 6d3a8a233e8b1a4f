import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { GivenDocument } from '../document/trusted-documents.ts'
import { EncodedBody, type Encoding } from '../encoding.ts'

/** Where `npm run build:web` puts the page, in a checkout and in the package. */
export const BUILD_FOLDER = join(import.meta.dirname, '..', '..', '..', 'web', 'dist')

/** A file that the page loads; its name is of its content, so that it may be kept for good. */
export type PageAsset = { readonly type: string; readonly body: EncodedBody }

/** The built page. */
export type PageBuild = {
  /** The page before and behind its title and what previews show of it. */
  readonly html: { readonly before: string; readonly after: string }
  /** The assets by their names below `/assets/`. */
  readonly assets: ReadonlyMap<string, PageAsset>
  /** Another one for each other build. */
  readonly digest: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

/** The endings of the files beside an asset that hold it compressed. */
const ENCODED: ReadonlyMap<string, Encoding> = new Map([
  ['.br', 'br'],
  ['.gz', 'gzip'],
])

/** Reads a build, whole; undefined where there is none. */
export async function readPageBuild(folder: string): Promise<PageBuild | undefined> {
  const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
  const [, before, after] = /^(.*)<title>[^<]*<\/title>(.*)$/s.exec(html ?? '') ?? []
  if (html === undefined || before === undefined || after === undefined) return undefined
  return {
    html: { before, after },
    assets: await readAssets(join(folder, 'assets')),
    digest: createHash('sha256').update(html).digest('base64url').slice(0, 16),
  }
}

/** The documents that the page of a build asks with; none where there is no build. */
export async function readPageDocuments(folder = BUILD_FOLDER): Promise<readonly GivenDocument[]> {
  const file = join(folder, 'documents.json')
  const text = await readFile(file, 'utf8').catch(() => '[]')
  const documents: readonly string[] = JSON.parse(text)
  return documents.map((document) => ({ text: document, ids: [], place: { file } }))
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, PageAsset>> {
  const names = await readdir(folder).catch(() => [])
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const name of names) files.set(name, new Uint8Array(await readFile(join(folder, name))))
  return new Map(
    [...files].flatMap(([name, bytes]) => {
      const type = TYPES[extname(name)]
      if (type === undefined) return []
      const encoded = [...ENCODED].flatMap(([ending, encoding]) => {
        const whole = files.get(name + ending)
        return whole === undefined ? [] : [[encoding, whole] as const]
      })
      return [[name, { type, body: new EncodedBody(bytes, new Map(encoded)) }] as const]
    }),
  )
}
