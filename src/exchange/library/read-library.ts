import { InvalidInput } from '../../errors.ts'
import { type Library, librarySchema, readForeign } from '../reading/index.ts'

/**
 * The entries of a library of that name: JSON is read as CSL-JSON, any other text as BibTeX. Throws InvalidInput with every
 * fault of the file, in its name.
 */
export async function readLibrary(
  file: string,
  bytes: Uint8Array,
  options: { readonly encoding?: string } = {},
): Promise<Library> {
  const isJson = /^\ufeff?\s*[[{]/.test(Buffer.from(bytes.subarray(0, 1_000)).toString('utf8'))
  try {
    return await readForeign(isJson ? 'csl-json' : 'bibtex', bytes, { ...options, result: librarySchema })
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    throw new InvalidInput(error.faults.map((fault) => ({ ...fault, place: { ...fault.place, file } })))
  }
}
