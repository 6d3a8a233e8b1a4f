/**
 * How is an answer cited, so that a reader years later can have it again and see that it is the same?
 *
 * A citation holds the question, where it stood, and digests of the answer and of the ledger that it rests on.
 *
 * ```ts
 * const cite = createCite({ ask: (request) => api.fetch(request), chronicles, texts: [], program: 'Regesta 1.0.0', clock })
 * const response = await cite(new Request('http://localhost/cite?query={sources{id}}&format=text'))
 * ```
 */
export { type Cited, searchOf } from './cited.ts'
export type { CslItem } from './csl.ts'
export { type Difference, differencesOf } from './differences.ts'
export { type CiteOptions, createCite } from './handler.ts'
export { type ReadCitation, readCitations } from './read.ts'
