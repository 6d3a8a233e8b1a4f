import { openRegesta, type Regesta } from '../../archive/index.ts'
import { bilateralApi } from '../../domains/index.ts'
import { type Fault, faultsOf, InvalidInput, RegestaError } from '../../errors.ts'
import { type CslItem, createCite } from '../../exchange/index.ts'
import { createSchema } from '../../graphql/index.ts'
import { AnswerCache, createApi, packageVersion } from '../../server/index.ts'
import { type ChronicleFlags, openOptions, readSourcesIfAny } from '../flags.ts'
import type { Io } from '../io.ts'

/** Gives the citation of an answer, in a form; throws what it is refused for. */
export type Cite = (search: URLSearchParams, format: 'csl-json' | 'text') => Promise<string>

/** Whoever asks a ledger alone waits for as long as it takes. */
const UNHURRIED = { cost: 100_000_000, things: 100_000_000, time: 3_600_000, depth: 60 }

export type CitingFlags = ChronicleFlags & { readonly sources?: string; readonly url?: string }

/** Cites answers from the ledger here, of these chronicles or the one that the flags mean, until the work is done. */
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
    const api = createApi({
      schema: createSchema(bilateralApi),
      chronicles,
      texts: words,
      cache: new AnswerCache(0),
      limits: UNHURRIED,
    })
    const answer = createCite({
      answer: api.answer,
      chronicles,
      texts: words.keys(),
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
 * Cites an answer as {@link Cite} does, and tells what is wrong with the place that is asked at beside what is wrong with
 * the parameters: the API does not look at the one before the others are sound.
 */
export async function citeOrTellAll(
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

/** What is wrong with a place, whatever is asked there. */
async function placeFaults(cite: Cite, at: string): Promise<readonly Fault[]> {
  try {
    await cite(new URLSearchParams({ query: '{ __typename }', at }), 'text')
    return []
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    return faultsOf(error)
  }
}

/** Has a server cite, by its API's address or that of its machine; REGESTA_TOKEN lets in where reading takes one. */
export function citingAt(server: string, io: Io): Cite {
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

/** The one item of a citation in CSL-JSON, as it was given here or by another of this program. */
export function itemIn(text: string): CslItem {
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

/** What a citation was refused for: a position that is not there yet is a conflict, if nothing else is wrong. */
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

type Told = { readonly code: string; readonly category: string; readonly message: string }

function errorsIn(text: string): readonly Told[] {
  try {
    const { errors = [] }: { readonly errors?: readonly Told[] } = JSON.parse(text)
    return errors
  } catch {
    return []
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}
