import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** How often a folder is looked at, ms. */
const INTERVAL = 1_000

type ReadTexts = (folder: string) => Promise<ReadonlyMap<string, { readonly text: string }>>

/** The texts of a folder by hex SHA-256, which grow while it is open. */
export type TextFolder = { readonly texts: ReadonlyMap<string, string>; close(): void }

/**
 * The texts of a folder: those that are in it, and within seconds those that are laid into it later. A text that was found
 * stays, whatever becomes of its file. Throws as `readTexts` does where the folder cannot be read at first; later that is told
 * to `onFault`.
 */
export async function openTextFolder(
  folder: string,
  readTexts: ReadTexts,
  onFault: (error: unknown) => void,
): Promise<TextFolder> {
  const texts = new Map<string, string>()
  let seen = await versionOf(folder)
  const take = async () => {
    for (const [digest, { text }] of await readTexts(folder)) texts.set(digest, text)
  }
  await take()
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      const now = await versionOf(folder)
      if (now !== seen) await take()
      seen = now
    } catch (error) {
      onFault(error)
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look(), INTERVAL)
  timer.unref()
  return { texts, close: () => clearInterval(timer) }
}

/** A text that changes whenever a file of the folder may have changed; empty where it cannot be listed. */
async function versionOf(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return `${name} ${found?.mtimeMs} ${found?.size}`
    }),
  )
  return files.join('\n')
}
