import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { placeFaults, zodFaults } from '../../admission/index.ts'
import { readYaml } from '../../archive/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import { ROLES, type Role, type Viewer } from '../../graphql/index.ts'

/** For how long the file is not looked at again, ms. */
const RECHECK = 1_000

/** The name of a token's bearer: it stands in logs, and beside what was recorded. */
const NAME = /^[\w.@-]{1,64}$/
const EXPECTED_NAME = 'expected a name of letters, digits and . - _ @, up to 64'

const CHRONICLE = /^[a-z0-9][a-z0-9-]*$/
const EXPECTED_CHRONICLE = 'expected the name of a chronicle, like japan-viet-nam'

/** A token that is accepted: only its digest is kept. */
type TokenEntry = { readonly viewer: Viewer; readonly digest: Buffer }

const entrySchema = z.strictObject({
  name: z.string().regex(NAME, EXPECTED_NAME),
  role: z.enum(ROLES),
  /** Higher roles in some chronicles. */
  chronicles: z.record(z.string().regex(CHRONICLE, EXPECTED_CHRONICLE), z.enum(ROLES)).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits in quotes, as regesta token prints them'),
})

/**
 * The tokens of a file, kept up to date: a token that is added or removed is so a second later. A file that can no longer
 * be read leaves the tokens as they were; `onFault` is called with the error.
 */
export class Tokens {
  readonly #file: string
  readonly #onFault: (error: unknown) => void
  #entries: readonly TokenEntry[] = []
  #version = ''
  #checkedAt = Number.NEGATIVE_INFINITY

  private constructor(file: string, onFault: (error: unknown) => void) {
    this.#file = file
    this.#onFault = onFault
  }

  /** Reads the file; throws InvalidInput with every fault of it, each at its place. */
  static async from(file: string, onFault: (error: unknown) => void): Promise<Tokens> {
    const tokens = new Tokens(file, onFault)
    tokens.#version = await versionOf(file)
    tokens.#entries = await readTokenFile(file)
    tokens.#checkedAt = performance.now()
    return tokens
  }

  /** The bearer of a token; undefined if it is not in the file. Takes as long for every token. */
  async viewerOf(token: string): Promise<Viewer | undefined> {
    await this.#refresh()
    const digest = digestOf(token)
    let found: Viewer | undefined
    for (const entry of this.#entries) if (timingSafeEqual(entry.digest, digest)) found = entry.viewer
    return found
  }

  async #refresh(): Promise<void> {
    if (performance.now() - this.#checkedAt < RECHECK) return
    this.#checkedAt = performance.now()
    try {
      const version = await versionOf(this.#file)
      if (version === this.#version) return
      this.#version = version
      this.#entries = await readTokenFile(this.#file)
    } catch (error) {
      this.#onFault(error)
    }
  }
}

/** A new token, and the line of a token file that accepts it. */
export type NewToken = { readonly token: string; readonly line: string }

/** A token of 256 random bits, with a prefix by which it is recognized in a text. Throws E_NAME. */
export function newToken(name: string, role: Role): NewToken {
  if (!NAME.test(name))
    throw new RegestaError('E_NAME', 'invalid', `${JSON.stringify(name)}: ${EXPECTED_NAME}`, { name })
  const token = `regesta_${randomBytes(32).toString('base64url')}`
  return { token, line: `- { name: ${name}, role: ${role}, sha256: "${digestOf(token).toString('hex')}" }` }
}

/** SHA-256: for 256 random bits nothing slower is needed. */
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest()
}

/** A text that changes whenever the file may have changed. */
async function versionOf(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(file).catch(unreadable(file))
  return `${mtimeMs} ${size} ${ino}`
}

/** Every token of a YAML or JSON file; throws InvalidInput with every fault of it, each at its place. */
async function readTokenFile(file: string): Promise<readonly TokenEntry[]> {
  const tree = readYaml(file, await readFile(file, 'utf8').catch(unreadable(file)))
  const read = z.array(entrySchema).safeParse(tree.value)
  const shape =
    read.success || !tree.sound ? [] : placeFaults(tree, [], zodFaults(read.error, z.array(entrySchema)))
  const twice = read.success
    ? duplicates(read.data).map((fault) => ({ ...fault, place: tree.placeOf(fault.path) }))
    : []
  const faults: readonly Fault[] = [...tree.faults, ...shape, ...twice]
  if (faults.length > 0 || !read.success) throw new InvalidInput(faults)
  return read.data.map(({ name, role, chronicles, sha256 }) => ({
    viewer: { name, role, ...(chronicles && { chronicles: new Map(Object.entries(chronicles)) }) },
    digest: Buffer.from(sha256, 'hex'),
  }))
}

/** Names and digests that occur before: it would not be clear whose a token is. */
function duplicates(entries: readonly z.infer<typeof entrySchema>[]) {
  return (['name', 'sha256'] as const).flatMap((key) =>
    entries.flatMap((entry, at) => {
      const first = entries.findIndex((other) => other[key].toLowerCase() === entry[key].toLowerCase())
      const message = `this ${key} stands at entry ${first + 1} already`
      return first === at ? [] : [{ code: 'E_TOKEN_TWICE', message, path: [at, key] }]
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
