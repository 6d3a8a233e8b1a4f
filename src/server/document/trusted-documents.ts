import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql'
import { z } from 'zod'
import { readYaml } from '../../archive/index.ts'
import { type Fault, InvalidInput, type Place } from '../../errors.ts'
import { quoted } from '../../graphql/index.ts'

/** A document that the server is given: its text, its ids beside its digest, and its place for faults. */
export type GivenDocument = {
  readonly text: string
  readonly ids: readonly string[]
  readonly place: Place
}

/** Persisted documents: a request can name one by its id instead of sending its text. */
export class TrustedDocuments {
  readonly #byId: ReadonlyMap<string, string>
  readonly #texts: ReadonlySet<string>

  constructor(given: readonly GivenDocument[]) {
    this.#texts = new Set(given.map(({ text }) => text))
    this.#byId = new Map(
      given.flatMap(({ text, ids }) =>
        [...ids.map(plainId), digestOf('sha256', text)].map((id) => [id, text] as const),
      ),
    )
  }

  get size(): number {
    return this.#texts.size
  }

  /** The text of a document, by one of its ids, or by its SHA-256 with or without `sha256:`. */
  get(id: string): string | undefined {
    return this.#byId.get(plainId(id))
  }

  has(text: string): boolean {
    return this.#texts.has(text)
  }
}

/** The id of a document by GraphQL over HTTP: that of its content, so that it never changes its meaning. */
export function documentIdOf(text: string): string {
  return `sha256:${digestOf('sha256', text)}`
}

/**
 * The documents, checked: ids are valid and unique, one that looks like a digest is that of the text, and each document is
 * valid for the schema. Throws InvalidInput with every fault, each at its place.
 */
export function trustDocuments(given: readonly GivenDocument[], schema: GraphQLSchema): TrustedDocuments {
  const texts = new Map<string, string>()
  const faults = given.flatMap((each) => [
    ...each.ids.flatMap((id) => faultsOfId(id, each, texts)),
    ...faultsOfText(each, schema),
  ])
  if (faults.length > 0) throw new InvalidInput(faults)
  return new TrustedDocuments(given)
}

function faultsOfId(
  given: string,
  { text, place }: GivenDocument,
  texts: Map<string, string>,
): readonly Fault[] {
  const fault = (message: string): Fault => ({ code: 'E_DOCUMENT_ID', message, place })
  if (!ID.test(given)) {
    const message = `${quoted(given)} is no id; expected letters, digits and - . _ ~, 200 of them at most, or sha256: and a SHA-256`
    return [fault(message)]
  }
  const id = plainId(given)
  const known = texts.get(id)
  texts.set(id, text)
  if (known !== undefined && known !== text) return [fault(`${quoted(id)} is the id of two documents`)]
  const digest = DIGESTS.find(({ length }) => /^[0-9a-f]+$/i.test(id) && id.length === length)
  if (digest === undefined || digestOf(digest.name, text) === id) return []
  const message = `${id} looks like a digest and is not that of the text, whose ${digest.name.toUpperCase()} is ${digestOf(digest.name, text)}`
  return [fault(message)]
}

function faultsOfText({ text, ids, place }: GivenDocument, schema: GraphQLSchema): readonly Fault[] {
  const fault = (error: GraphQLError): Fault => {
    const [at] = error.locations ?? []
    const where = at === undefined ? '' : `, line ${at.line}, column ${at.column}`
    const which = ids[0] === undefined ? 'the document' : quoted(ids[0])
    return { code: 'E_DOCUMENT', message: `${which}${where}: ${error.message}`, place }
  }
  try {
    const document = parse(text, { noLocation: false })
    const errors = validate(schema, document)
    if (errors.length > 0) return errors.map(fault)
    return holdsOperation(document) ? [] : [fault(new GraphQLError('there is no operation in it'))]
  } catch (error) {
    if (error instanceof GraphQLError) return [fault(error)]
    throw error
  }
}

function holdsOperation({ definitions }: DocumentNode): boolean {
  return definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)
}

/** The ids of GraphQL over HTTP, appendix A: custom ones, those that an application prefixes itself, and digests. */
const ID = /^((x-[\w.~-]+:)?[\w.~-]{1,200}|sha256:[0-9a-f]{64})$/

/** An id without the name of its digest. */
function plainId(id: string): string {
  return id.startsWith('sha256:') ? id.slice('sha256:'.length) : id
}

/** The digests that generators use as ids: Relay MD5, graphql-codegen SHA-1, Apollo and the standard SHA-256. */
const DIGESTS = [
  { name: 'md5', length: 32 },
  { name: 'sha1', length: 40 },
  { name: 'sha256', length: 64 },
] as const

function digestOf(name: (typeof DIGESTS)[number]['name'], text: string): string {
  return createHash(name).update(text, 'utf8').digest('hex')
}

/** The documents of a manifest, or of a folder with one in each file. Throws InvalidInput, E_DOCUMENTS. */
export async function readDocuments(place: string): Promise<readonly GivenDocument[]> {
  try {
    return (await stat(place)).isDirectory()
      ? await documentsIn(place)
      : documentsInManifest({ file: place, text: await readFile(place, 'utf8') })
  } catch (error) {
    if (
      !(error instanceof Error && 'code' in error && typeof error.code === 'string') ||
      error instanceof InvalidInput
    )
      throw error
    throw nothingIn(place, `cannot be read (${error.code})`)
  }
}

async function documentsIn(folder: string): Promise<readonly GivenDocument[]> {
  const files = (await readdir(folder)).filter((file) => /\.(graphql|gql)$/.test(file)).sort()
  if (files.length === 0) throw nothingIn(folder, 'has no file *.graphql in it')
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      return documentInFile({ file: path, text: await readFile(path, 'utf8') })
    }),
  )
}

function nothingIn(place: string, why: string): InvalidInput {
  const message = `${place} ${why}; expected a manifest of documents, or a folder of *.graphql files`
  return new InvalidInput([{ code: 'E_DOCUMENTS', message, place: { argument: 'documents' } }])
}

/** A file with its text. */
type DocumentFile = { readonly file: string; readonly text: string }

/** A document in a file of its own; its id is the name of the file. */
function documentInFile({ file, text }: DocumentFile): GivenDocument {
  return { text, ids: [basename(file).replace(/\.(graphql|gql)$/, '')], place: { file } }
}

/**
 * The documents of a manifest: `{ "<id>": "<text>" }`, as Relay and graphql-codegen write it, or Apollo's, a list of
 * `operations` with `id` and `body`. Throws InvalidInput, E_DOCUMENTS, for anything else.
 */
function documentsInManifest({ file, text }: DocumentFile): readonly GivenDocument[] {
  // JSON is YAML, whose parser gives the place of each value.
  const tree = readYaml(file, text)
  if (!tree.sound) throw new InvalidInput(tree.faults)
  const apollo = apolloSchema.safeParse(tree.value)
  if (apollo.success)
    return apollo.data.operations.map(({ id, body }, index) => ({
      text: body,
      ids: [id],
      place: tree.placeOf(['operations', index, 'body']),
    }))
  const pairs = pairsSchema.safeParse(tree.value)
  if (pairs.success)
    return Object.entries(pairs.data).map(([id, body]) => ({
      text: body,
      ids: [id],
      place: tree.placeOf([id]),
    }))
  throw new InvalidInput(
    pairs.error.issues.map(
      ({ path }): Fault => ({
        code: 'E_DOCUMENTS',
        message: 'expected documents by their ids, { "<id>": "<text>" }, or a manifest of Apollo’s',
        place: tree.placeOf(path.filter((step) => typeof step !== 'symbol')),
      }),
    ),
  )
}

const pairsSchema = z.record(z.string(), z.string())

const apolloSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
})
