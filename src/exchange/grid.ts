import { type AnyKind, chronicleTitle, type Domain } from '../domain/index.ts'
import { kindOf, type Subject } from '../event/index.ts'
import { horizonsOf, type State, type Steps, sorted, type Tile, tilesOf, UNFILTERED } from '../state/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { ExportRequest, Write } from './format.ts'
import { type Column, type Content, columnsOf, type Parts } from './grid-columns.ts'
import type { Plane } from './grid-place.ts'
import { Planes } from './grid-planes.ts'
import type { GridHead, GridLine, WrittenContent } from './grid-schema.ts'

/** Stands for no known day, after every day: there the clock filters nothing. */
export const NO_KNOWN_DAY = Number.MAX_SAFE_INTEGER

/** How many characters are made before they are sent. */
const CHUNK = 32_768

/**
 * Writes the bitemporal grid of a chronicle: what every item was at each date, as known by each day, from one position and with
 * one trust. One object, an item a line, made as it is read; without its last member `end` it is cut. `docs/grid.schema.json`
 * says what is in it, `readGrid` reads it. Where the point names a known day, there is nothing in it of what came to be known later.
 */
export const writeGrid: Write = async (request) => ({ body: textOf(request) })

async function* textOf({ domain, at, narrowedTo, inSteps }: ExportRequest): AsyncGenerator<string> {
  const { state, chronicle } = at
  const { position, knownAt, trusting } = state.point
  const kinds = domain.pages
    .filter(({ name }) => narrowedTo.kinds?.includes(name) ?? true)
    .map((kind) => ({ kind, columns: columnsOf(domain, kind) }))
  const point = { position, root: chronicle.rootAt(position), knownAt: knownAt ?? null, trusting }
  const horizon = await inSteps(horizonsOf(state))
  const head: GridHead = {
    regestaGrid: 2,
    chronicle: chronicle.name,
    title: chronicleTitle(domain, chronicle.name),
    point,
    noKnownDay: NO_KNOWN_DAY,
    kinds: kinds.map(({ kind, columns }) => ({
      name: kind.name,
      heading: kind.heading,
      attested: kind.attested,
      lesser: kind.lesser,
      tally: kind.tally,
      lead: kind.lead,
      task: kind.hasTasks,
      happens: kind.happens !== undefined,
      ...(kind.ahead && { ahead: kind.ahead.heading }),
      columns: columns.map(({ read: _, isOfEveryDate: __, field: ___, ...column }) => column),
    })),
    horizon: horizon.map(({ from, is }) => [dayOrNull(from), is ?? null]),
  }
  yield `${JSON.stringify(head).slice(0, -1)},\n"items":[`
  const lines = new Lines(domain, state, await inSteps(keysOf(state, kinds, narrowedTo.subject)))
  for (;;) {
    const text = await inSteps(lines.next())
    if (text === '') break
    yield text
  }
  yield `\n],"end":${lines.count}}\n`
}

type KindColumns = { readonly kind: AnyKind; readonly columns: readonly Column[] }

/** The items of a grid, one after the other. */
class Lines {
  /** How many there were. */
  count = 0
  readonly #planes: Planes
  readonly #contents = new Contents()
  readonly #keys: Iterator<ItemKey>

  constructor(domain: Domain, state: State, keys: readonly ItemKey[]) {
    this.#planes = new Planes(domain, state)
    this.#keys = keys.values()
  }

  /** The next items as text; empty after the last. In steps. */
  *next(): Steps<string> {
    let text = ''
    while (text.length < CHUNK) {
      const { done, value } = this.#keys.next()
      if (done === true) break
      const line = yield* this.#line(value)
      if (line === undefined) continue
      text += `${this.count === 0 ? '' : ','}\n${line}`
      this.count += 1
    }
    return text
  }

  /** Undefined where it is never there under this key. */
  *#line({ place, kind, columns, key }: ItemKey) {
    const settled = (content: Content, nth: number) =>
      this.#contents.found(columns[nth]?.of ?? 'headline', content)
    const { there, planes } = yield* this.#planes.of(key, columns, settled)
    const known = there.filter(({ is }) => is).flatMap(({ from, to }) => [dayOrNull(from), dayOrNull(to)])
    if (known.length === 0) return undefined
    const tilings = new Tilings()
    const ofColumns = planes.flatMap((plane, column) => {
      const [tiling, contents] = tilings.add(plane)
      const numbers = contents.map((each) => this.#contents.numberOf(each))
      return numbers.length === 0 ? [] : [[column, tiling, ...numbers]]
    })
    const slug = key.slice(kind.name.length + 1)
    const line: GridLine = [place, slug, known, tilings.all, ofColumns, this.#contents.takeNew()]
    return JSON.stringify(line)
  }
}

/** A key that an item may go by, with its kind. */
type ItemKey = { readonly place: number; readonly key: Subject } & KindColumns

/** How many subjects are looked at in one step. */
const STEP = 200

/**
 * Every key that an item of the kinds may go by, also one that only an identity names. Kind by kind in alphabetical order: that
 * of the ledger tells of events that cannot be seen. In steps.
 */
function* keysOf(
  state: State,
  kinds: readonly KindColumns[],
  subject: Subject | undefined,
): Steps<readonly ItemKey[]> {
  const all: ItemKey[] = []
  for (const [place, each] of kinds.entries()) {
    const { name } = each.kind
    const keys = new Set<Subject>()
    let looked = 0
    for (const key of state.projection.subjectsOf(name)) {
      if (++looked % STEP === 0) yield
      keys.add(key)
      for (const other of state.linkedWith([key])) if (kindOf(other) === name) keys.add(other)
    }
    for (const key of yield* sorted([...keys], (a, b) => (a < b ? -1 : 1)))
      if (subject === undefined || key === subject) all.push({ place, key, ...each })
  }
  return all
}

/** Where the tiles of the columns of an item lie; most columns have the tiles of another. */
class Tilings {
  readonly all: (number | null)[][] = []
  readonly #places = new Map<string, number>()

  /** The number of a tiling, and what is in each of its tiles. */
  add<T>(plane: Plane<T>): readonly [tiling: number, contents: readonly T[]] {
    const tiles = tilesOf(plane)
    const days = tiles.flatMap(daysOf)
    const place = this.#places.getOrInsertComputed(days.join(), () => this.all.push(days) - 1)
    return [place, tiles.map(({ is }) => is)]
  }
}

function daysOf({ validFrom, validTo, knownFrom, knownTo }: Tile<unknown>): readonly (number | null)[] {
  return [validFrom, validTo, knownFrom, knownTo].map(dayOrNull)
}

/** Null where it has no bound. */
function dayOrNull(day: CivilDay): number | null {
  if (day === UNFILTERED) return NO_KNOWN_DAY
  return Number.isFinite(day) ? day : null
}

/** A content by its place among those that were found; once it is written its number stands for it, for there are many. */
type FoundContent = { readonly place: number; is: Content | number }

/** What a content is of: no two sorts share one, though they be written alike. */
type Sort = Column['of'] | Parts['of']

/**
 * Each content once. They are numbered in the order in which they are written: that in which they are found follows what cannot be
 * seen, too.
 */
class Contents {
  readonly #words = new Map<string, FoundContent>()
  readonly #others = new Map<Sort, Map<string, FoundContent>>()
  #found = 0
  #written = 0
  #fresh: WrittenContent[] = []

  /** The same for the same content of a sort. */
  found(of: Sort, content: Content): FoundContent {
    const made = (): FoundContent => ({ place: this.#found++, is: content })
    if (typeof content === 'string') return this.#words.getOrInsertComputed(content, made)
    const found = this.#others.getOrInsertComputed(of, () => new Map())
    return found.getOrInsertComputed(this.#keyOf(content), made)
  }

  /** That of a list is of the places of its parts, for it may be long. */
  #keyOf(content: Content): string {
    if (typeof content === 'string' || !('parts' in content)) return JSON.stringify(content)
    return content.parts.map((part) => this.found(content.of, part).place).join()
  }

  numberOf(found: FoundContent): number {
    if (typeof found.is === 'number') return found.is
    const fresh = this.#asWritten(found.is)
    found.is = this.#written++
    this.#fresh.push(fresh)
    return found.is
  }

  /** Parts are written before the first list that names them. */
  #asWritten(content: Content): WrittenContent {
    if (typeof content === 'string' || !('parts' in content)) return content
    return content.parts.map((part) => this.numberOf(this.found(content.of, part)))
  }

  /** Those that were first used since this was called last. */
  takeNew(): readonly WrittenContent[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }
}
