import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

/** The pictures of the README: the page of the first chronicle as a browser shows it, in light and in dark. */
const DOCS = join(import.meta.dirname, '..', 'docs')
const ROOT = join(import.meta.dirname, '..')
const PORT = 4180
const VIEW = `http://127.0.0.1:${PORT}/japan-viet-nam?date=2025-05-01&known=2025-12-31`
const SIZE = { width: 1280, height: 980 }

/** `node cookbook/screenshot.ts`: serves the files of `events/` without texts, and writes `docs/page-light.png` and `docs/page-dark.png`. */
async function writePictures(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-picture-'))
  const server = spawn(
    process.execPath,
    ['bin/regesta.mjs', 'serve', '--port', `${PORT}`, '--ledger', join(folder, 'ledger.sqlite')],
    { cwd: ROOT, stdio: 'ignore' },
  )
  const browser = await chromium.launch({
    executablePath: process.env.REGESTA_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    await untilReady()
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: SIZE, colorScheme, deviceScaleFactor: 1.25 })
      await page.goto(VIEW)
      await page.locator('[data-subject]').first().waitFor()
      await page.screenshot({ path: join(DOCS, `page-${colorScheme}.png`) })
      await page.close()
    }
  } finally {
    await browser.close()
    server.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

async function untilReady(): Promise<void> {
  for (let tried = 0; tried < 300; tried += 1) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/ready`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('the server did not become ready')
}

if (import.meta.main) await writePictures()
