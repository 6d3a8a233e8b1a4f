import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { placeFaults, zodFaults } from '../../admission/index.ts'
import { readYaml } from '../../archive/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import { ROLES, type Viewer } from '../../graphql/index.ts'
import { EXPECTED_NAME, TOKEN_NAME } from './token-name.ts'

/** A token that is let in: of itself only its digest is kept. */
export type TokenEntry = { readonly viewer: Viewer; readonly digest: Buffer }

const entrySchema = z.strictObject({
  name: z.string().regex(TOKEN_NAME, EXPECTED_NAME),
  role: z.enum(ROLES),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits in quotes, as regesta token prints them'),
})

/** Another text wherever the file may hold something else. Throws InvalidInput where it cannot be looked at. */
export async function versionOfTokenFile(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(file).catch(unreadable(file))
  return `${mtimeMs} ${size} ${ino}`
}

/** Every token of a file, YAML or JSON; throws InvalidInput with every fault of it, each at its place. */
export async function readTokenFile(file: string): Promise<readonly TokenEntry[]> {
  const tree = readYaml(file, await readFile(file, 'utf8').catch(unreadable(file)))
  const read = z.array(entrySchema).safeParse(tree.value)
  const shape = read.success || !tree.sound ? [] : placeFaults(tree, [], zodFaults(read.error))
  const again = read.success
    ? repeated(read.data).map((fault) => ({ ...fault, place: tree.placeOf(fault.path) }))
    : []
  const faults: readonly Fault[] = [...tree.faults, ...shape, ...again]
  if (faults.length > 0 || !read.success) throw new InvalidInput(faults)
  return read.data.map(({ name, role, sha256 }) => ({
    viewer: { name, role },
    digest: Buffer.from(sha256, 'hex'),
  }))
}

/** Names and digests that stand there before: one would not know whose a token is. */
function repeated(entries: readonly z.infer<typeof entrySchema>[]) {
  return (['name', 'sha256'] as const).flatMap((key) =>
    entries.flatMap((entry, at) => {
      const first = entries.findIndex((other) => other[key].toLowerCase() === entry[key].toLowerCase())
      return first === at
        ? []
        : [
            {
              code: 'E_TOKEN_TWICE',
              message: `this ${key} stands at entry ${first + 1} already`,
              path: [at, key],
            },
          ]
    }),
  )
}

function unreadable(file: string) {
  return (error: unknown): never => {
    if (!(error instanceof Error && 'code' in error)) throw error
    const message = `${file} cannot be read (${error.code}); expected a file of tokens`
    throw new InvalidInput([{ code: 'E_TOKENS_FILE', message }])
  }
}
