import { createHash } from 'node:crypto'
import { chronicleTitle, domainOf } from '../../domain/index.ts'
import { type Chronicles, openIn } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { escapeHtml } from '../../exchange/index.ts'
import { NOBODY, refusalOf } from '../../graphql/index.ts'
import type { Authenticate } from '../access/authenticate.ts'
import { tagsIn } from '../encoding.ts'
import { negotiate } from '../request/accept.ts'
import { type PageAddress, readPageAddress } from './address.ts'
import { serveAsset } from './assets.ts'
import { BUILD_FOLDER, type PageBuild, readPageBuild } from './build.ts'
import { PLAIN_PREVIEW, type Preview, previewIn, previewOfAll } from './preview.ts'

export type PageOptions = {
  /** The chronicles of each domain. */
  readonly chronicles: readonly Chronicles[]
  readonly authenticate: Authenticate
  /** The path of the API, for programs that ask at `/`. */
  readonly api: string
  /** Where others reach the server, like `https://example.org`; by default where the request went. */
  readonly address?: string | undefined
  /** The folder of the build; by default that of the package. */
  readonly folder?: string | undefined
  /** Called where a preview could not be made: the page is served without. */
  readonly onFault?: ((error: unknown) => void) | undefined
}

/** The page and its assets. */
export type Page = {
  /** Answers a request for the page; undefined where nothing is at its path. */
  readonly serve: (request: Request) => Promise<Response | undefined>
  readonly serveAsset: (request: Request) => Promise<Response>
}

/**
 * The page that people see: at `/`, and below `/<chronicle>` at any depth. It is one file, whose title and description say
 * what its address names; whoever may not read gets neither. Its build is read when it is first asked for. Programs that take
 * no HTML are led from `/` to the API.
 */
export function createPage(options: PageOptions): Page {
  const { folder = BUILD_FOLDER, chronicles } = options
  let reading: Promise<PageBuild | undefined> | undefined
  const build = async () => {
    reading ??= readPageBuild(folder)
    const found = await reading
    // It may be built while the server runs.
    if (found === undefined) reading = undefined
    return found
  }
  return {
    serve: async (request) => {
      const url = new URL(request.url)
      const address = readPageAddress(url)
      if (address === undefined) return undefined
      const accept = request.headers.get('accept')
      const mayRead = await isReader(request, options)
      // Whoever may not read finds the page at every name.
      const isThere = !mayRead || isKnown(address, chronicles)
      if (request.method !== 'GET') {
        if (address.chronicle !== undefined && !(mayRead && isThere)) return undefined
        throw new RegestaError('E_METHOD', 'invalid', `expected GET, got ${request.method}`)
      }
      if (!isThere && !namesPage(accept)) return undefined
      if (url.pathname === '/' && negotiate(accept, ['text/html']) === undefined) return redirect(options.api)
      const found = await build()
      if (found === undefined) return notBuilt(options.api)
      const preview = mayRead && isThere ? await previewFor(address, options) : PLAIN_PREVIEW
      const body = htmlOf(found, url, preview, options.address ?? url.origin)
      return pageResponse(request, body, address, isThere ? 200 : 404)
    },
    serveAsset: async (request) => serveAsset(request, await build()),
  }
}

/** Whether an Accept header names HTML itself, as those of browsers do. */
function namesPage(accept: string | null): boolean {
  return negotiate(accept, ['application/json', 'text/html']) === 'text/html'
}

async function isReader(request: Request, { authenticate }: PageOptions): Promise<boolean> {
  const viewer = await authenticate(request).catch(() => NOBODY)
  return refusalOf('the page', 'reader', viewer) === undefined
}

function isKnown({ chronicle }: PageAddress, all: readonly Chronicles[]): boolean {
  return chronicle === undefined || all.some((each) => each.has(chronicle))
}

/** The preview of an address; a plain one where that cannot be made. */
async function previewFor(
  address: PageAddress,
  { chronicles: all, onFault = () => {} }: PageOptions,
): Promise<Preview> {
  const { chronicle: name } = address
  try {
    if (name === undefined) return previewOfAll(titlesOf(all))
    const chronicles = all.find((each) => each.has(name))
    const chronicle = chronicles && (await openIn(chronicles, name))
    return chronicle === undefined ? PLAIN_PREVIEW : await previewIn(chronicle, address)
  } catch (error) {
    onFault(error)
    return PLAIN_PREVIEW
  }
}

/** So many chronicles are named in the preview of all. */
const MOST_NAMED = 10

function titlesOf(all: readonly Chronicles[]): readonly string[] {
  const open = all.flatMap((each) => [...each.values()].slice(0, MOST_NAMED)).slice(0, MOST_NAMED)
  return open.flatMap((chronicle) => {
    const domain = domainOf(chronicle)
    return domain === undefined ? [] : [chronicleTitle(domain, chronicle.name)]
  })
}

function htmlOf({ html }: PageBuild, url: URL, preview: Preview, server: string): string {
  const { title, description, brief } = preview
  // For whoever has no script, and for those who only read.
  const plain = [
    `<h1>${escapeHtml(shortened(title))}</h1>`,
    `<p>${escapeHtml(shortened(description))}</p>`,
    ...(brief === undefined ? [] : [`<p><a href="${escapeHtml(brief)}">The same as a brief</a></p>`]),
  ]
  const head = [
    `<title>${escapeHtml(shortened(title))}</title>`,
    meta('name', 'description', description),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', 'Regesta'),
    meta('property', 'og:title', title),
    meta('property', 'og:description', description),
    meta('property', 'og:url', `${server}${url.pathname}${url.search}`),
  ]
  const after = html.after.replace('</noscript>', () => `${plain.join('\n')}\n</noscript>`)
  return `${html.before}${head.join('\n')}${after}`
}

/** The most of a text that a preview shows, characters: names may be as long as one likes. */
const SHOWN = 300

function meta(attribute: 'name' | 'property', name: string, content: string): string {
  return `<meta ${attribute}="${name}" content="${escapeHtml(shortened(content))}">`
}

function shortened(text: string): string {
  return text.length <= SHOWN
    ? text
    : `${text
        .slice(0, SHOWN - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`
}

/**
 * What the page may load (Content Security Policy, level 3): from this server alone, and no script or style within the page,
 * so that no text that it shows can run. Pages of others may show it only at an address that says so.
 */
function policyOf({ isEmbedded }: PageAddress): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${isEmbedded ? '*' : "'none'"}`,
  ].join('; ')
}

function pageResponse(request: Request, body: string, address: PageAddress, status: 200 | 404): Response {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const whose = request.headers.has('authorization') ? 'private' : 'public'
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': `${whose}, no-cache`,
    'content-security-policy': policyOf(address),
    'referrer-policy': 'same-origin',
    vary: 'accept, authorization',
    ...(status === 200 && { etag: tag }),
  }
  const isSame = status === 200 && tagsIn(request.headers.get('if-none-match')).has(tag)
  return isSame ? new Response(null, { status: 304, headers }) : new Response(body, { status, headers })
}

function redirect(to: string): Response {
  return new Response(null, { status: 302, headers: { location: to, vary: 'accept' } })
}

function notBuilt(api: string): Response {
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Regesta: the page is not built</title>
<h1>The page is not built</h1>
<p>In a checkout of Regesta, <code>npm install</code> and then <code>npm run build:web</code> build it; then load this again.
The server need not be started again. The published package comes with the page.</p>
<p>All else is served: the API with its editor is at <a href="${escapeHtml(api)}">${escapeHtml(api)}</a>.</p>
</html>
`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'accept' }
  return new Response(body, { status: 503, headers })
}
