/**
 * Which sources does a library of references come to?
 *
 * The entries of a file in CSL-JSON or BibTeX become registrations of sources, as far as these have fields; the rest stands
 * above each as a comment. Nothing is fetched.
 *
 * ```ts
 * const library = await readLibrary('library.bib', await readFile('library.bib'))
 * const { draft, known } = draftOfLibrary(library, { file: 'library.bib', catalogue, recorded: chronicle.recorded })
 * ```
 */
export { type DraftedLibrary, draftOfLibrary } from './draft-of-library.ts'
export { readLibrary } from './read-library.ts'
