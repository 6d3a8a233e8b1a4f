import { errorResponse } from '../../exchange/index.ts'
import { encodeResponse } from '../encoding.ts'
import type { PageBuild } from './build.ts'

/** Whether a path is below that of the assets. */
export function isAssetPath(path: string): boolean {
  return path.startsWith('/assets/')
}

/**
 * Answers `GET /assets/<file>` with an asset of the page, as it was compressed when it was built; a cache may keep it for good.
 * Only what was read with the build can be had.
 */
export async function serveAsset(request: Request, build: PageBuild | undefined): Promise<Response> {
  const { pathname } = new URL(request.url)
  const asset = build?.assets.get(pathname.slice('/assets/'.length))
  if (asset === undefined) {
    const message = 'the page has no such file; load the page again'
    // A server that was updated may have it in a moment.
    const headers = { 'cache-control': 'no-store' }
    return errorResponse(404, [{ code: 'E_PATH', category: 'notFound', message }], headers)
  }
  const { type, body } = asset
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }
  return encodeResponse(request, new Response(body.bytes, { headers }), { kept: body })
}
