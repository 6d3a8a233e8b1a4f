import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import type { Need } from './require.ts'

const CHROMIUM = process.env.REGESTA_CHROMIUM || '/usr/bin/chromium'
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real browser, which a fresh machine may lack. */
export const browserNeeded: Need = { name: 'chromium (REGESTA_CHROMIUM)', there: existsSync(CHROMIUM) }

export type Browser = {
  readonly context: BrowserContext
  /** Every address outside `origins` that a page asked for; none of them was answered. */
  readonly elsewhere: readonly string[]
  close(): Promise<void>
}

/**
 * A browser with a profile of its own that reaches these origins and nothing else. It keeps nothing that it loaded: a
 * browser that is watched has no cache. One that is not `watched` has, and reaches everything. `timezone` is where it is; a
 * `phone` has a small screen that is touched.
 */
export async function openBrowser(
  origins: readonly string[],
  {
    watched = true,
    timezone,
    phone = false,
  }: { readonly watched?: boolean; readonly timezone?: string; readonly phone?: boolean } = {},
): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'regesta-browser-'))
  const elsewhere: string[] = []
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: ARGS,
    viewport: phone ? { width: 390, height: 844 } : { width: 1400, height: 900 },
    hasTouch: phone,
    isMobile: phone,
    ...(timezone !== undefined && { timezoneId: timezone }),
  })
  if (watched)
    await context.route('**/*', (route) => {
      const url = route.request().url()
      if (origins.some((origin) => url.startsWith(origin)) || /^(data|blob):/.test(url))
        return route.continue()
      elsewhere.push(url)
      return route.abort()
    })
  return {
    context,
    elsewhere,
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
