import type { CivilDay } from '../time/index.ts'
import type { Identity } from '../visibility/index.ts'
import { BYTES } from './cache-bytes.ts'
import { DayTable } from './day-table.ts'
import { evaluateAt, type Field, possiblyStands, type SeenClaim, type Standing } from './field.ts'
import { fieldNamed, type Item, type Kind, type Written } from './kind.ts'
import { withReach } from './last-attested.ts'
import { all } from './resolutions.ts'
import { asPartial, type Resolved, resolve } from './resolve.ts'
import { heapBytesOf, ResolvedShort, type Short } from './resolved-short.ts'
import type { Steps } from './steps.ts'
import { WrittenTable } from './written.ts'

/** What can be seen of a subject from one basis. */
export type Seen = {
  /** The position of the first event that can be seen. */
  readonly first: number
  /** Every claim on any of its keys: by its keys, then by its events; of a large subject read when they are asked for. */
  readonly claims: readonly SeenClaim[] | (() => readonly SeenClaim[])
  /** Whether some events may read otherwise than in the versions that claim: then nothing is excluded or certain. */
  readonly partial: boolean
  /** About how many bytes it takes by itself. */
  readonly bytes: number
  /** Of a large subject what a field resolves to, without reading each claim; undefined where all are to be read. */
  readonly resolve?: <T>(
    field: Field<T>,
    date: CivilDay,
    grown: (bytes: number) => void,
  ) => Resolved<T> | undefined
}

/** Of a large subject, what a field resolved to at the one date that was asked about. */
type Once = { readonly date: CivilDay; readonly resolved: Resolved<unknown> }

/** One subject as visible from a basis, at whatever date: its keys, every claim on any of them, and its fields by date. */
export class SubjectView {
  readonly identity: Identity
  readonly kind: Kind
  /** Whether no identity bears on it: none joins it to another, or keeps it apart from one. */
  readonly isAlone: boolean
  readonly #seen: Seen
  readonly #grown: (bytes: number) => void
  #claims: readonly SeenClaim[] | undefined
  #written: WrittenTable | undefined
  /** The field that was read last: mostly it is one and the same. */
  #lastField = ''
  /** Its table, from the second reading on: most fields are read once. */
  #lastTable: DayTable | Once | undefined
  /** The tables of the other fields that were read. */
  #otherTables: Map<string, DayTable | Once | undefined> | undefined

  constructor(identity: Identity, seen: Seen, kind: Kind, grown: (bytes: number) => void) {
    this.identity = identity
    this.#seen = seen
    this.kind = kind
    this.isAlone = identity.keys.length === 1 && identity.distinct.length === 0
    this.#grown = grown
    grown(BYTES.seen + seen.bytes)
  }

  /** The position of the first event that can be seen. */
  get first(): number {
    return this.#seen.first
  }

  /** Whether some events may read otherwise than in the versions that claim. */
  get isPartial(): boolean {
    return this.#seen.partial
  }

  /** Whether of its many claims only those are read that matter. */
  get isLarge(): boolean {
    return this.#seen.resolve !== undefined
  }

  /** By its keys, then by their events. */
  get claims(): readonly SeenClaim[] {
    if (this.#claims === undefined) {
      this.#claims = withReach(readClaims(this.#seen), singlesOf(this.kind))
      this.#grown(this.#claims.length * BYTES.mention)
    }
    return this.#claims
  }

  /** What its fields, and what is derived of them, come to on a date; `item` is the subject on that date. In steps. */
  writtenAt(date: CivilDay, item: () => Item): Steps<Written> {
    this.#written ??= new WrittenTable(() => this.claims, this.#seen.resolve !== undefined, this.#grown)
    return this.#written.at(date, item)
  }

  get<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    const isFirst = this.#lastField !== field.name && this.#turnTo(field)
    const table = this.#lastTable
    if (!(table instanceof DayTable)) return this.#getOnce(field, date, table, isFirst)
    const short = table.find<T>(date)
    if (short !== undefined) return this.#shortened(field, date, short)
    const resolved = this.#whole(field, date)
    table.keep(date, resolved)
    return resolved
  }

  /** Makes a field the last that was read; true where it is read for the first time. */
  #turnTo({ name }: Pick<Field<never>, 'name'>): boolean {
    if (this.#lastField !== '') {
      this.#otherTables ??= new Map()
      this.#otherTables.set(this.#lastField, this.#lastTable)
    }
    this.#lastField = name
    this.#lastTable = this.#otherTables?.get(name)
    return !this.#otherTables?.has(name)
  }

  /** The last field where it has no table yet. */
  #getOnce<T>(field: Field<T>, date: CivilDay, known: Once | undefined, isFirst: boolean): Resolved<T> {
    // The claims were put in under this very field, by its type: the token vouches for what comes out.
    if (known?.date === date) return known.resolved as Resolved<T>
    const short = this.#short(field, date)
    if (short !== undefined) {
      if (known === undefined) this.#grown(heapBytesOf(short))
      this.#lastTable = { date, resolved: short }
      return short
    }
    if (isFirst) {
      this.#grown(BYTES.firstUse)
      return this.#at(field, date)
    }
    this.#lastTable = new DayTable(this.claimsOf(field), this.#grown)
    return this.get(field, date)
  }

  #shortened<T>(field: Field<T>, date: CivilDay, short: Short<T>): Resolved<T> {
    // The only value of such a field rests on each claim that may stand.
    const isOfEach = field.resolve === all && short.values.length === 1
    const isRead = this.isAlone && this.#seen.resolve === undefined
    return new ResolvedShort(
      field.name,
      short,
      () => this.#whole(field, date),
      isOfEach && isRead ? () => this.#standingsOf(field, date).filter(possiblyStands) : undefined,
    )
  }

  #whole<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    return this.#short(field, date) ?? this.#at(field, date)
  }

  #short<T>(field: Field<T>, date: CivilDay): Resolved<T> | undefined {
    return this.#seen.resolve?.(field, date, this.#grown)
  }

  #at<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    const resolved = resolve(field, this.#standingsOf(field, date), date)
    return this.#seen.partial ? asPartial(field, resolved) : resolved
  }

  #standingsOf(field: Pick<Field<never>, 'name'>, date: CivilDay): readonly Standing[] {
    return this.claimsOf(field).map((claim) => evaluateAt(claim, date))
  }

  /** False where no claim is on a field; those of a large subject are not read for that. */
  mayHave({ name }: Pick<Field<never>, 'name'>): boolean {
    return this.#seen.resolve !== undefined || this.claims.some(({ claim }) => claim.field === name)
  }

  /** The claims on one field. */
  claimsOf({ name }: Pick<Field<never>, 'name'>): readonly SeenClaim[] {
    return this.claims.filter(({ claim }) => claim.field === name)
  }
}

/** The claims that can be seen; those of a large subject are read now. */
export function readClaims({ claims }: Pick<Seen, 'claims'>): readonly SeenClaim[] {
  return typeof claims === 'function' ? claims() : claims
}

/** Says of a field's name whether a subject of the kind has one value of it at a time. */
export function singlesOf(kind: Kind | undefined): (name: string) => boolean {
  return (name) => kind !== undefined && fieldNamed(kind, name)?.single === true
}
