import type { Page } from 'playwright-core'
import { type Browser, openBrowser } from '../browser.ts'
import { type Started, serve } from '../server/process.ts'

/** Notes every error and warning of a page; that an address leads nowhere, which its answer says, is none. */
export function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    const isOwnAnswer = message.location().url === page.url() && message.text().includes('status of 404')
    if (['error', 'warning'].includes(message.type()) && !isOwnAnswer)
      complaints.push(`${page.url()}: ${message.text()}`)
  })
}

/** A server and a browser that reaches nothing else, with what went wrong in its pages. */
export type Opened = {
  readonly server: Started
  readonly browser: Browser
  readonly complaints: string[]
  /** A page that shows an address, once its heading is there. */
  readonly open: (path: string, size?: { readonly width: number; readonly height: number }) => Promise<Page>
  readonly close: () => Promise<void>
}

export async function openPages(args: readonly string[] = []): Promise<Opened> {
  const server = await serve(['--port', '0', ...args])
  const browser = await openBrowser([server.origin])
  const complaints: string[] = []
  return {
    server,
    browser,
    complaints,
    async open(path, size) {
      const page = await browser.context.newPage()
      if (size !== undefined) await page.setViewportSize(size)
      listen(page, complaints)
      page.on('dialog', (dialog) => {
        complaints.push(`${path}: a script asked ${dialog.message()}`)
        void dialog.dismiss()
      })
      await page.goto(server.origin + path)
      await page.locator('main h1').waitFor()
      return page
    },
    async close() {
      await browser.close()
      await server.stop()
    },
  }
}
