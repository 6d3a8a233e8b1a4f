import { z } from 'zod'
import { type Fault, InvalidInput } from '../errors.ts'
import { type Hash, hashOfLeaf } from './merkle.ts'
import type { MerkleTree } from './merkle-tree.ts'
import type { Entry, Leaf } from './port.ts'

/*
 * A self-contained proof: with a trusted checkpoint it can be verified without ledger or events, by SHA-256 and RFC 9162
 * alone. Hashes are hexadecimal, as ids are.
 */

const hex = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits in lower case')
const count = z.int('expected a whole number').nonnegative('expected no negative number')
const note = z.string().min(1).meta({ description: 'a signed checkpoint, as it was published' })
const text = z.string().refine((written) => written.isWellFormed(), 'expected well-formed Unicode')
const hashes = z.array(hex).max(64, 'expected at most 64 hashes')
const instant = z
  .string()
  .refine((written) => isInstant(written), 'expected a UTC instant with ms, like 2026-11-21T23:43:00.000Z')

const head = { format: z.literal('regesta-proof'), version: z.literal(1) }

const inclusionSchema = z.strictObject({
  ...head,
  type: z.literal('inclusion'),
  event: text.meta({ description: 'its canonical JSON (RFC 8785); the SHA-256 of these bytes is its id' }),
  leaf: z
    .strictObject({ chronicle: text.min(1), id: hex, position: count.min(1), recordedAt: instant })
    .meta({ description: 'what the tree is made of: its canonical JSON after a zero byte is hashed' }),
  index: count.meta({ description: 'from 0: position - 1' }),
  treeSize: count,
  hashes: hashes.meta({ description: 'RFC 9162 §2.1.3.1, from the leaf’s neighbour up' }),
  root: hex,
  checkpoint: note.exactOptional(),
})

const treeHeadSchema = z.strictObject({ treeSize: count, root: hex, checkpoint: note.exactOptional() })

const consistencySchema = z.strictObject({
  ...head,
  type: z.literal('consistency'),
  chronicle: text.min(1),
  from: treeHeadSchema,
  to: treeHeadSchema,
  hashes: hashes.meta({ description: 'RFC 9162 §2.1.4.1' }),
})

const proofSchema = z.discriminatedUnion('type', [inclusionSchema, consistencySchema])

/** Proves that an event is at its position in the tree of a root. */
export type InclusionDocument = z.infer<typeof inclusionSchema>

/** Proves that one tree extends another. */
export type ConsistencyDocument = z.infer<typeof consistencySchema>

export type ProofDocument = InclusionDocument | ConsistencyDocument

/** The proof of an event in the tree as it was at `size`. Throws E_NO_POSITION. */
export function inclusionDocument(
  { chronicle, id, position, recordedAt, body }: Leaf & Pick<Entry, 'body'>,
  tree: MerkleTree,
  size: number,
): InclusionDocument {
  return {
    format: 'regesta-proof',
    version: 1,
    type: 'inclusion',
    event: body,
    leaf: { chronicle, id, position, recordedAt: new Date(recordedAt).toISOString() },
    index: position - 1,
    treeSize: size,
    hashes: tree.inclusion(position - 1, size).map(hexOf),
    root: tree.rootAt(size),
  }
}

/** The proof that a chronicle's tree only grew between two sizes. Throws E_NO_POSITION, E_RANGE. */
export function consistencyDocument(
  chronicle: string,
  tree: MerkleTree,
  from: number,
  to: number,
): ConsistencyDocument {
  return {
    format: 'regesta-proof',
    version: 1,
    type: 'consistency',
    chronicle,
    from: { treeSize: from, root: tree.rootAt(from) },
    to: { treeSize: to, root: tree.rootAt(to) },
    hashes: tree.consistency(from, to).map(hexOf),
  }
}

export function formatProof(document: ProofDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/**
 * Reads a proof, strictly. Throws InvalidInput with every fault: E_PROOF_JSON, or E_PROOF_FORM at a path. Does not verify
 * it: `proofFaults` does.
 */
export function readProof(file: string, written: string): ProofDocument {
  const read = proofSchema.safeParse(jsonOf(file, written))
  if (read.success) {
    if (namesWritten(written) === namesIn(read.data)) return read.data
    const message =
      'the proof: expected every name once; one is there twice, and readers differ in which they take'
    throw new InvalidInput([{ code: 'E_PROOF_FORM', message, place: { file } }])
  }
  const faults = read.error.issues.map(
    ({ path, message }): Fault => ({
      code: 'E_PROOF_FORM',
      message: `${path.join('.') || 'the proof'}: ${message}`,
      place: { file },
    }),
  )
  throw new InvalidInput(faults)
}

/** The hash of the leaf of a proof. */
export function leafHashOf({ leaf }: InclusionDocument): Hash {
  const parsed: Leaf = { ...leaf, recordedAt: Date.parse(leaf.recordedAt) }
  return hashOfLeaf(parsed)
}

function jsonOf(file: string, written: string): unknown {
  try {
    return JSON.parse(written)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new InvalidInput([
      { code: 'E_PROOF_JSON', message: `expected JSON: ${error.message}`, place: { file } },
    ])
  }
}

/** The number of property names in JSON, repeated ones included, which a parser drops. */
function namesWritten(json: string): number {
  return [...json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined)
    .length
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const within = Object.values(value).reduce<number>((sum, each) => sum + namesIn(each), 0)
  return Array.isArray(value) ? within : within + Object.keys(value).length
}

function isInstant(written: string): boolean {
  const time = Date.parse(written)
  return !Number.isNaN(time) && new Date(time).toISOString() === written
}

function hexOf(hash: Hash): string {
  return Buffer.from(hash).toString('hex')
}
