import { openRegesta, type Regesta } from '../archive/index.ts'
import { bilateral } from '../domains/index.ts'
import { type Fault, faultsOf, InvalidInput, RegestaError } from '../errors.ts'
import {
  type CslItem,
  createCite,
  type Difference,
  differencesOf,
  type ReadCitation,
  readCitations,
  searchParamsOf,
} from '../exchange/index.ts'
import { createSchema } from '../graphql/index.ts'
import { AnswerCache, createApi } from '../server/index.ts'
import { packageVersion } from '../version.ts'
import { domainOfChronicle } from './domains.ts'
import { type ChronicleFlags, openOptions, readSourcesIfAny } from './flags.ts'
import type { Io } from './io.ts'

/** Returns the citation of an answer, in a format; throws why it is refused. */
type Cite = (search: URLSearchParams, format: 'csl-json' | 'text') => Promise<string>

/** A query of one’s own ledger may take as long as it needs. */
const LOCAL_LIMITS = { cost: 100_000_000, things: 100_000_000, time: 3_600_000, depth: 60 }

export type CitingFlags = ChronicleFlags & { readonly sources?: string; readonly url?: string }

/** Runs `work` with a {@link Cite} over the local ledger, for these chronicles, or by default the one of the flags. */
export async function citingHere<T>(
  flags: CitingFlags,
  io: Io,
  names: readonly string[],
  work: (cite: Cite) => Promise<T>,
): Promise<T> {
  const texts = await readSourcesIfAny(flags.sources, io)
  const words = new Map([...(texts ?? [])].map(([digest, { text }]) => [digest, text]))
  const open: Regesta[] = []
  try {
    for (const chronicle of names.length === 0 ? [flags.chronicle] : names) {
      const named = chronicle === undefined ? flags : { ...flags, chronicle }
      open.push(await openRegesta(openOptions(named, io, 'read')))
    }
    const chronicles = new Map(open.map(({ chronicle }) => [chronicle.name, chronicle]))
    const [first] = open
    const api = createApi({
      schema: createSchema(first === undefined ? bilateral : domainOfChronicle(first.chronicle)),
      chronicles,
      texts: words,
      cache: new AnswerCache(0),
      limits: LOCAL_LIMITS,
    })
    const answer = createCite({
      answer: api.answer,
      chronicles,
      texts: () => words.keys(),
      program: `Regesta ${packageVersion()}`,
      clock: io.clock,
      address: flags.url ?? '',
    })
    return await work(async (search, format) => {
      const url = new URL(`http://localhost/cite?${search}`)
      url.searchParams.set('format', format)
      return citedIn(await answer(new Request(url)))
    })
  } finally {
    for (const { close } of open) await close()
  }
}

/**
 * As {@link Cite}, but reports the faults of `at` together with those of the other parameters: the API looks at `at` only
 * once the others are valid.
 */
export async function citeWithAllFaults(
  cite: Cite,
  search: URLSearchParams,
  format: Parameters<Cite>[1],
): Promise<string> {
  try {
    return await cite(search, format)
  } catch (error) {
    const at = search.get('at')
    if (!(error instanceof InvalidInput) || error.code !== 'E_PARAMETER' || at === null) throw error
    throw new InvalidInput([...error.faults, ...(await placeFaults(cite, at))])
  }
}

/** The faults of `at`, whatever the query. */
async function placeFaults(cite: Cite, at: string): Promise<readonly Fault[]> {
  try {
    await cite(new URLSearchParams({ query: '{ __typename }', at }), 'text')
    return []
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    return faultsOf(error)
  }
}

/** A {@link Cite} that asks a server, given by its address or that of its API, with REGESTA_TOKEN if there is one. */
function citingAt(server: string, io: Io): Cite {
  const base = addressOf(server)
  return async (search, format) => {
    const url = new URL(base)
    for (const [name, value] of search) url.searchParams.set(name, value)
    url.searchParams.set('format', format)
    const token = io.env.REGESTA_TOKEN
    const headers = token ? { authorization: `Bearer ${token}` } : {}
    const response = await fetch(url, { headers }).catch((error: unknown) => {
      throw new RegestaError('E_NO_SERVER', 'fault', `${server} does not answer: ${causeOf(error)}`, {
        server,
      })
    })
    return citedIn(response)
  }
}

/** The one item of a citation in CSL-JSON. */
function itemIn(text: string): CslItem {
  const [item]: readonly CslItem[] = JSON.parse(text)
  if (item?.custom?.regesta === undefined)
    throw new RegestaError('E_NO_SERVER', 'fault', 'what answered gives no citations; expected a Regesta')
  return item
}

function addressOf(server: string): URL {
  if (!URL.canParse(server) || !/^https?:/.test(server))
    throw new RegestaError('E_SERVER', 'invalid', `"${server}": expected an address like https://example.org`)
  const url = new URL(server)
  url.pathname = `${url.pathname.replace(/\/(graphql|cite)?$/, '')}/cite`
  url.search = ''
  return url
}

async function citedIn(response: Response): Promise<string> {
  const text = await response.text()
  if (response.ok) return text
  throw refusalIn(text, response.status)
}

/** The error of a refused citation: a position that does not exist yet is a conflict, if that is the only fault. */
function refusalIn(text: string, status: number): RegestaError {
  const errors = errorsIn(text)
  const [first] = errors
  if (first === undefined)
    return new RegestaError('E_NO_SERVER', 'fault', `what answered gives no citations: HTTP ${status}`)
  if (errors.every(({ code }) => code === 'E_POSITION'))
    return new RegestaError(first.code, 'conflict', errors.map(({ message }) => message).join('; '))
  const category = (['conflict', 'notFound'] as const).find((each) => each === first.category) ?? 'invalid'
  if (category === 'invalid') return new InvalidInput(errors.map(({ code, message }) => ({ code, message })))
  return new RegestaError(first.code, category, first.message)
}

type RefusalJson = { readonly code: string; readonly category: string; readonly message: string }

function errorsIn(text: string): readonly RefusalJson[] {
  try {
    const { errors = [] }: { readonly errors?: readonly RefusalJson[] } = JSON.parse(text)
    return errors
  } catch {
    return []
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}

/** The result of verifying one citation: what differs now, or why it was refused. */
export type Verified = {
  readonly id: string
  readonly holds: boolean
  readonly differences: readonly Difference[]
  readonly refused: RegestaError | undefined
  /** The ledger that it is based on, in words. */
  readonly rests: string
}

type Places = {
  readonly server?: string
  readonly events?: string
  readonly ledger?: string
  readonly sources?: string
}

/** Cites every citation of a file again, locally or at a server, and compares. Throws InvalidInput for a file with faults. */
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
        ? verifyHere(citation, places, io)
        : verifyWith(citation, citingAt(server, io), searchAtServer(citation))),
    )
  return verified
}

function verifyHere(citation: ReadCitation, places: Places, io: Io): Promise<Verified> {
  const names = citation.cited.ledger.map(({ chronicle }) => chronicle)
  return citingHere(places, io, names, (cite) =>
    verifyWith(citation, cite, searchParamsOf(citation.cited)),
  ).catch((error: unknown) => {
    if (!(error instanceof RegestaError) || error.code !== 'E_NO_CHRONICLE') throw error
    return refusedCitation(citation, error)
  })
}

async function verifyWith(citation: ReadCitation, cite: Cite, search: URLSearchParams): Promise<Verified> {
  try {
    const differences = differencesOf(citation, itemIn(await cite(search, 'csl-json')))
    return {
      id: citation.id,
      holds: differences.length === 0,
      differences,
      refused: undefined,
      rests: basisOf(citation),
    }
  } catch (error) {
    if (!(error instanceof RegestaError) || error.category === 'fault') throw error
    return refusedCitation(citation, error)
  }
}

function refusedCitation(citation: ReadCitation, refused: RegestaError): Verified {
  return { id: citation.id, holds: false, differences: [], refused, rests: basisOf(citation) }
}

function basisOf({ cited: { ledger } }: ReadCitation): string {
  return ledger
    .map(({ chronicle, position, root }) => `${chronicle} up to ${position}, root ${root.slice(0, 16)}…`)
    .join(' and ')
}

/** The parameters for a server: the id of a document where the citation has one, since it may answer nothing else. */
function searchAtServer({ cited, url }: ReadCitation): URLSearchParams {
  const search = searchParamsOf(cited)
  const own = url === undefined ? undefined : new URL(url).searchParams
  const documentId = own?.get('documentId')
  if (own === undefined || documentId == null) return search
  search.delete('query')
  search.set('documentId', documentId)
  const operationName = own.get('operationName')
  if (operationName !== null) search.set('operationName', operationName)
  return search
}
