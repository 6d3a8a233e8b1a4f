import type { Domain } from '../domain/index.ts'
import type { AtPoint, Order } from '../graphql/index.ts'
import type { Item, State, Steps } from '../state/index.ts'
import type { Answer } from '../time/index.ts'
import type { Point, VisibleEvent } from '../visibility/index.ts'

/**
 * One way to write what a chronicle holds for other programs: a row of the table of formats. A format knows no kind by name:
 * what it needs of one is in the kind’s declaration.
 */
export type Format = {
  /** What `--format` takes, like `ics`. */
  readonly name: string
  /** What follows `/feeds/<chronicle>` in its address: `.ics`, or `/timelinejs.json`. */
  readonly path: string
  /** Its media type. */
  readonly type: string
  /** What it holds, in a line without a full stop. */
  readonly says: string
  /** By name, the arguments that it has besides the point and the filters, with what each takes. */
  readonly own?: Readonly<Record<string, string>>
  /** Throws InvalidInput with the faults of what was given for them; without a point, with those that can be seen without one. */
  readonly checkOwn?: (own: OwnArguments, point: Point | undefined) => void
  /** Whether it comes in pages, each with the address of the next one: of 100 entries by default, or of as many as may be. */
  readonly paged?: true | 'largest'
  /** Whether it holds every date and every certainty: then it takes no date, and of the filters `kinds` and `subject` alone. */
  readonly ofAllDates?: true
  /** Whether it is of something else than items and their events: then it takes no filter. */
  readonly ofNoItems?: true
  /** Loads what writes it, its library included. */
  readonly load: () => Promise<Write>
}

/** What was given for a format’s own arguments, by their names. */
export type OwnArguments = ReadonlyMap<string, string>

/** Writes an export. Throws InvalidInput with every fault of the arguments that are the format’s own. */
export type Write = (request: ExportRequest) => Promise<Written>

export type Written = {
  /** The whole; what is streamed is sent as it is made. */
  readonly body: string | Uint8Array<ArrayBuffer> | AsyncIterable<string>
  /** The cursor of the next page, where there is one. */
  readonly next?: string
}

/** A page of a list, and the cursor of the next one where there is one. */
export type PageOf<T> = { readonly page: readonly T[]; readonly next?: string }

/** What is to be written, read from an address or from a command line. */
export type ExportRequest = {
  readonly domain: Domain
  /** Where one stands. The same bytes follow from the same point: no clock is looked at. */
  readonly at: AtPoint
  /**
   * The items of every kind that the filters keep, in the order of the list; those with one of these certainties, unless the
   * request names others.
   */
  readonly items: (certainty: readonly Answer[]) => Promise<readonly Item[]>
  /**
   * The page of them that is asked for, of those that definitely or possibly stand and, of what is attested on single days, that
   * are unknown at the date. A cursor is a subject. Cost: what lies on the page, unless filters other than dates and words are
   * given. Throws E_CURSOR.
   */
  readonly pageOfItems: () => Promise<PageOf<Item>>
  /** Those of some items that the filters keep at another state of the same chronicle. */
  readonly keeps: (items: readonly Item[], at: State) => Promise<readonly Item[]>
  /** The kinds and the subject that it is narrowed to, for what holds more than the items of one date. */
  readonly narrowedTo: { readonly kinds?: readonly string[]; readonly subject?: string }
  /** The visible events that the filters keep, in the order of the list. */
  readonly events: () => Promise<readonly VisibleEvent[]>
  /** The page of them that is asked for; a cursor is the id of an event. Throws E_CURSOR. */
  readonly pageOfEvents: () => Promise<PageOf<VisibleEvent>>
  /** The order that was given; undefined where none was. */
  readonly order: Order | undefined
  /** What was given for the format’s own arguments. */
  readonly own: OwnArguments
  /** How many entries a page has at most, and the cursor after which it begins. */
  readonly page: { readonly first: number; readonly after?: string }
  /** The texts that the server has and that whoever asks may read, by hex SHA-256. */
  readonly texts: ReadonlyMap<string, string>
  readonly address: ExportAddress
  /** With its version, like `Regesta 1.0.0`. */
  readonly program: string
  /** Does work in steps within the limits of the request: others are answered between them. */
  readonly inSteps: <T>(steps: Steps<T>) => Promise<T>
}

export type ExportAddress = {
  /** The address that gives this very export again, with its point as it was resolved. */
  readonly canonical: string
  /** The address as it was asked: what someone who follows the chronicle asks again. */
  readonly self: string
  /** The address of the page that begins after a cursor. */
  readonly pageAfter: (cursor: string) => string
  /** Where a person reads the same, at what of the point was given, else as it is when it is opened. */
  readonly home: string
  /** Where a person reads about a subject, or about all of them, whatever becomes known. */
  readonly pageOf: (subject?: string) => string
}
