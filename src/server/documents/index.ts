/**
 * Which documents was a server given before anyone asked, so that they need not be sent, or nothing else is answered?
 *
 * ```ts
 * const given = [{ text: '{ sources { id } }', ids: ['sources'], place: { file: 'sources.graphql' } }]
 * const documents = trustDocuments(given, schema)
 * documents.get('sources') // '{ sources { id } }'
 * ```
 */
export { answerTrusted, trustedIdOf } from './answer-trusted.ts'
export { documentIdOf, type GivenDocument, TrustedDocuments, trustDocuments } from './trusted.ts'
