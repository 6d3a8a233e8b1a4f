import { RegestaError } from '../../errors.ts'
import {
  type Difference,
  differencesOf,
  type ReadCitation,
  readCitations,
  searchOf,
} from '../../exchange/index.ts'
import type { Io } from '../io.ts'
import { type Cite, citingAt, citingHere, itemIn } from './citing.ts'

/** What came of one citation: what is another, or why it could not be had again. */
export type Verified = {
  readonly id: string
  readonly holds: boolean
  readonly differences: readonly Difference[]
  readonly refused: RegestaError | undefined
  /** The ledger that it rests on, in words. */
  readonly rests: string
}

type Places = {
  readonly server?: string
  readonly events?: string
  readonly ledger?: string
  readonly sources?: string
}

/** Has every citation of a file cited again, here or at a server. Throws InvalidInput for a file that is not sound. */
export async function verifyCitations(
  file: string,
  text: string,
  places: Places,
  io: Io,
): Promise<readonly Verified[]> {
  const citations = readCitations(file, text)
  const { server } = places
  const verified: Verified[] = []
  for (const citation of citations)
    verified.push(
      await (server === undefined
        ? here(citation, places, io)
        : again(citation, citingAt(server, io), addressed(citation))),
    )
  return verified
}

function here(citation: ReadCitation, places: Places, io: Io): Promise<Verified> {
  const names = citation.cited.ledger.map(({ chronicle }) => chronicle)
  return citingHere(places, io, names, (cite) => again(citation, cite, searchOf(citation.cited))).catch(
    (error: unknown) => {
      if (!(error instanceof RegestaError) || error.code !== 'E_NO_CHRONICLE') throw error
      return refusedFor(citation, error)
    },
  )
}

async function again(citation: ReadCitation, cite: Cite, search: URLSearchParams): Promise<Verified> {
  try {
    const differences = differencesOf(citation, itemIn(await cite(search, 'csl-json')))
    return {
      id: citation.id,
      holds: differences.length === 0,
      differences,
      refused: undefined,
      rests: restsOn(citation),
    }
  } catch (error) {
    if (!(error instanceof RegestaError) || error.category === 'fault') throw error
    return refusedFor(citation, error)
  }
}

function refusedFor(citation: ReadCitation, refused: RegestaError): Verified {
  return { id: citation.id, holds: false, differences: [], refused, rests: restsOn(citation) }
}

function restsOn({ cited: { ledger } }: ReadCitation): string {
  return ledger
    .map(({ chronicle, position, root }) => `${chronicle} up to ${position}, root ${root.slice(0, 16)}…`)
    .join(' and ')
}

/** As a server is asked: by the id of a document where the citation's address has one, since it may answer nothing else. */
function addressed({ cited, url }: ReadCitation): URLSearchParams {
  const search = searchOf(cited)
  const own = url === undefined ? undefined : new URL(url).searchParams
  const documentId = own?.get('documentId')
  if (own === undefined || documentId == null) return search
  search.delete('query')
  search.set('documentId', documentId)
  const operationName = own.get('operationName')
  if (operationName !== null) search.set('operationName', operationName)
  return search
}
