import { GraphQLError } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'
import { quoted } from '../../graphql/index.ts'
import { documentIdOf, type TrustedDocuments } from '../document/trusted-documents.ts'
import type { ApiPlugin } from '../request/state.ts'

/**
 * Persisted documents: replaces an id by the text of a trusted document, by `documentId` (GraphQL over HTTP, appendix A)
 * or `extensions.persistedQuery.sha256Hash` (Apollo's). With `only`, any other document is refused.
 *
 * `@graphql-yoga/plugin-persisted-operations` does not do this: it refuses or ignores a text that comes with its id, and
 * the whole text of a trusted document; without an id it refuses a request even where any document is allowed; and it
 * answers before access is checked, so that a stranger learns which documents there are. Here a refusal comes last.
 */
export function answerTrusted(documents: TrustedDocuments, only: boolean): ApiPlugin {
  return {
    onParams({ context: { state }, params, setParams, setParamsHandler }) {
      const { text, refused } = resolveDocument(params, documents, only)
      if (refused !== undefined) setParamsHandler(() => ({ errors: [refused] }))
      if (text !== undefined && documents.has(text)) state.documentId = documentIdOf(text)
      // Later plugins reject a request without a text; that of a refused one does not matter.
      if (text !== undefined || refused !== undefined) setParams({ ...params, query: text ?? '' })
    },
  }
}

type Resolved = { readonly text?: string | undefined; readonly refused?: GraphQLError }

/** The text of the document that a request names or sends, or why it is refused; neither where it has none. */
export function resolveDocument(params: GraphQLParams, documents: TrustedDocuments, only: boolean): Resolved {
  const named = idIn(params)
  const text = params.query ?? undefined
  if (named === undefined)
    return only && (text === undefined || !documents.has(text)) ? { refused: notTrusted() } : { text }
  if (named instanceof GraphQLError) return { refused: named }
  const known = documents.get(named.id)
  if (text !== undefined && documentIdOf(text) !== documentIdOf(known ?? text))
    return { refused: otherText(named.id) }
  if (text === undefined) return known === undefined ? { refused: noDocument(named, only) } : { text: known }
  if (known === undefined && only) return { refused: notTrusted() }
  return isDigestOf(named.id, text) || known !== undefined ? { text } : { refused: otherText(named.id) }
}

type Named = { readonly id: string; readonly apollo: boolean }

/** The id in a request; an error if it is not a string, or if there are two. */
function idIn(params: GraphQLParams): Named | GraphQLError | undefined {
  const standard: unknown = 'documentId' in params ? params.documentId : undefined
  const persisted: unknown = params.extensions?.persistedQuery
  const hash = isObject(persisted) ? persisted.sha256Hash : undefined
  const named = [standard, hash].filter((id) => id != null)
  if (named.length === 0) return undefined
  const [id] = named
  if (typeof id !== 'string' || named.some((other) => other !== id))
    return refusal('E_DOCUMENT_ID', 'expected one document id, a string', 400, 'invalid')
  return { id, apollo: hash != null }
}

/** Whether an id is the digest of a text. An unknown name cannot be checked. */
function isDigestOf(id: string, text: string): boolean {
  return documentIdOf(text) === (id.startsWith('sha256:') ? id : `sha256:${id}`)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/**
 * No text is registered by its digest (automatic persisted queries). Where any text is answered, Apollo’s clients are told
 * so by a code and urql’s by a message that they know: they send texts from then on.
 */
function noDocument({ id, apollo }: Named, only: boolean): GraphQLError {
  if (apollo && !only)
    return refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', 404, 'notFound')
  const code = apollo ? 'PERSISTED_QUERY_NOT_FOUND' : 'E_NO_DOCUMENT'
  return refusal(code, `no document goes by ${quoted(id)} here`, 404, 'notFound')
}

function notTrusted(): GraphQLError {
  const message =
    'only the documents that this server was given are answered; ask for one of them by its id, as documentId'
  return refusal('E_NOT_TRUSTED', message, 403, 'invalid')
}

function otherText(id: string): GraphQLError {
  const message = `the text that came with ${quoted(id)} is not that document`
  return refusal('E_DOCUMENT_ID', message, 400, 'invalid')
}

function refusal(code: string, message: string, status: number, category: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, category, http: { status, spec: true } } })
}
