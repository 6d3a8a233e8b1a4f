import type { GraphQLSchema } from 'graphql'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { canonicalJson } from '../../../src/event/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Api, createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { librarySchema } from '../../graphql/library-api.ts'
import { bookCatalogued, library, TALE, Tale } from '../../toy/index.ts'

/** A small library whose ledger grows and whose days pass when a test says so. */
export type Opened = {
  readonly chronicle: Chronicle
  readonly tale: Tale
  /** Records what was told since. */
  readonly record: () => Promise<void>
  /** Turns to another day, like 2030-01-02. */
  readonly turnTo: (day: string) => void
}

/** Two sources and a book, on 2030-01-01. */
export async function openLibrary(name = TALE): Promise<Opened> {
  let clock = fixedClock('2030-01-01T12:00:00Z')
  const ledger = openMemoryLedger()
  const chronicle = await openChronicle({
    name,
    vocabulary: library,
    ledger,
    clock: { now: () => clock.now(), today: () => clock.today() },
  })
  const tale = new Tale()
  const record = async () => {
    for (const { id, event, position, recordedAt } of tale.events.slice(chronicle.position)) {
      const body = canonicalJson(event)
      const events = [{ id, body }]
      await ledger.append({ chronicle: name, name: `batch-${position}`, recordedAt, events })
      await chronicle.follow()
    }
  }
  tale.source('north', '2020-01-01')
  tale.source('south', '2020-01-02')
  tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'north', on: '2020-01-01' })
  await record()
  return {
    chronicle,
    tale,
    record,
    turnTo: (day) => {
      clock = fixedClock(`${day}T12:00:00Z`)
    },
  }
}

/** An answer as it came. */
export type Got = {
  readonly status: number
  readonly text: string
  readonly header: (name: string) => string | null
  readonly etag: string
  /** The query of the answer's own address; empty where none is told. */
  readonly address: string
}

export type Getting = (search: string | Readonly<Record<string, string>>, init?: RequestInit) => Promise<Got>

/** Asks an API by GET, with parameters or with the query of an address. */
export function getting(api: Api): Getting {
  return async (search, init = {}) => {
    const query = typeof search === 'string' ? search : `?${new URLSearchParams(search)}`
    const response = await api.fetch(`http://localhost/graphql${query}`, init)
    return gotOf(response)
  }
}

export async function gotOf(response: Response): Promise<Got> {
  const header = (name: string) => response.headers.get(name)
  return {
    status: response.status,
    text: await response.text(),
    header,
    etag: header('etag') ?? '',
    address: /^<([^>]*)>; rel="canonical"$/.exec(header('link') ?? '')?.[1] ?? '',
  }
}

/** Asks by POST, at an address with or without a place. */
export async function posting(api: Api, body: object, search = ''): Promise<Got> {
  const response = await api.fetch(`http://localhost/graphql${search}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return gotOf(response)
}

type More = Omit<Partial<Parameters<typeof createApi>[0]>, 'schema' | 'chronicles'>

/** The API over some libraries. */
export function apiOver(
  opened: readonly Opened[],
  more: More = {},
  schema: GraphQLSchema = librarySchema,
): Api {
  return createApi({
    schema,
    chronicles: new Map(opened.map(({ chronicle }) => [chronicle.name, chronicle])),
    ...more,
  })
}

/**
 * An answer without the positions that its ids name, and the days that those of chronicles do: at its own address they are
 * those of the address, where the same question without an address leaves them to the head.
 */
export function withoutPlaces(text: string): string {
  return text
    .replace(/@(library|annex|story|beside):\d+,/g, '@$1,')
    .replace(/"(library|annex|story|beside)(:\d+)?(,\d{4}-\d\d-\d\d)?"/g, '"$1"')
}
