import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The version in the package's own package.json. */
export function packageVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const { version }: { readonly version: string } = JSON.parse(text)
  return version
}

/**
 * A digest that is another whenever these rooms of this program are: of its version, and of the sizes and times of their
 * files.
 */
export function programDigest(rooms: readonly string[]): string {
  const stats = rooms.flatMap((room) => {
    const folder = join(import.meta.dirname, room)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
    return files.map((file) => {
      const { size, mtimeMs } = statSync(join(folder, file))
      return [room, file, size, mtimeMs]
    })
  })
  return createHash('sha256')
    .update(JSON.stringify([packageVersion(), stats]))
    .digest('hex')
}
