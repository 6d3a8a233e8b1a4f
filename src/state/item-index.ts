import type { Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Basis, View } from '../visibility/index.ts'
import { dayWithin, sortedCuts } from './day-table.ts'
import { evaluateAt, type Field, type Standing } from './field.ts'
import type { Kind } from './kind.ts'
import { type Row, RowSet } from './row-set.ts'
import type { Existence, SubjectViews } from './subject-views.ts'

/**
 * Where a subject's existence rests on more claims than this, or on claims that may be wanting, it is asked anew at each point
 * instead of indexed.
 */
const MANY_CLAIMS = 64

/**
 * The items of one kind by their answers, over valid and known time, as of one position and trust: whether each exists
 * there, and how it sorts. Complete except for `large`, subjects with too many claims.
 */
export class ItemIndex {
  readonly kind: Kind
  readonly basis: Basis
  readonly answers: Readonly<Record<Answer, RowSet>>
  readonly large: readonly Subject[]

  constructor(
    kind: Kind,
    basis: Basis,
    rows: Readonly<Record<Answer, readonly Row[]>>,
    large: readonly Subject[],
  ) {
    this.kind = kind
    this.basis = basis
    this.large = large
    this.answers = {
      definitely: new RowSet(rows.definitely),
      possibly: new RowSet(rows.possibly),
      no: new RowSet(rows.no),
      unknown: new RowSet(rows.unknown),
    }
  }

  /** How many bytes it takes on the heap, roughly. */
  get bytes(): number {
    return Object.values(this.answers).reduce((sum, { size }) => sum + size * ROW_BYTES, ROW_BYTES)
  }
}

const ROW_BYTES = 250

/** How many subjects are indexed in one step. */
const STEP = 50

/**
 * Indexes a kind step by step, so that whoever waits for it can let others go first. With `allKnown` it covers every known
 * day, otherwise that of the basis alone. Cost: every subject of the kind, from each class of known days.
 */
export function* buildItemIndex(
  kind: Kind,
  basis: Basis,
  views: SubjectViews,
  viewFrom: (basis: Basis) => View,
  allKnown: boolean,
): Generator<undefined, ItemIndex> {
  const rows: Record<Answer, Row[]> = { definitely: [], possibly: [], no: [], unknown: [] }
  const large: Subject[] = []
  const speaking = (key: Subject) => !views.projection.eventsOf(key)[Symbol.iterator]().next().done
  for (const [nth, key] of views.projection.subjectsOf(kind.kind).entries()) {
    if (nth % STEP === STEP - 1) yield
    const [own, done]: [Map<string, Row>, (readonly [Answer, Row])[]] = [new Map(), []]
    let isLarge = false
    for (const { knownAt, from, to } of allKnown ? views.bearingOn(key).knownClasses() : [oneClass(basis)]) {
      const at = {
        position: basis.position,
        trusting: basis.trusting,
        ...(knownAt !== undefined && { knownAt }),
      }
      const found = views.existenceOf(key, kind.existence, viewFrom(at))
      if (found === undefined || found.identity.keys.find(speaking) !== key) continue
      if (found.partial || found.claims.length > MANY_CLAIMS) {
        isLarge = true
        break
      }
      for (const [answer, row] of stretchesOf(key, kind.existence, found)) {
        // What holds on in the next class of known days is one row.
        const text = JSON.stringify([answer, row.subject, String(row.from), String(row.to), row.rank])
        const before = own.get(text)
        if (before?.knownTo === from) own.set(text, { ...before, knownTo: to })
        else {
          if (before !== undefined) done.push([answer, before])
          own.set(text, { ...row, knownFrom: from, knownTo: to })
        }
      }
    }
    if (isLarge) large.push(key)
    else
      for (const [answer, row] of [...done, ...[...own].map(([text, row]) => [answerIn(text), row] as const)])
        rows[answer].push(row)
  }
  return new ItemIndex(kind, basis, rows, large)
}

function oneClass({ knownAt }: Basis) {
  return { knownAt, from: -Infinity, to: Infinity }
}

function answerIn(text: string): Answer {
  return JSON.parse(text)[0]
}

/** The stretches of dates throughout which the existence of an item has one answer and one begin. */
function* stretchesOf(
  key: Subject,
  field: Field<true>,
  { identity, first, claims }: Existence,
): Iterable<readonly [Answer, Omit<Row, 'knownFrom' | 'knownTo'>]> {
  const cuts = sortedCuts(claims)
  let open: { answer: Answer; from: CivilDay; to: CivilDay; valid: number } | undefined
  const row = ({ from, to, valid }: NonNullable<typeof open>) => ({
    key,
    subject: identity.subject,
    from,
    to,
    rank: { valid, recorded: first, subject: 0 },
  })
  for (let cut = 0; cut <= cuts.length; cut += 1) {
    const [from, to] = [cuts[cut - 1] ?? -Infinity, cuts[cut] ?? Infinity]
    const standings = claims.map((claim) => evaluateAt(claim, dayWithin(from, to)))
    const { answer } = field.resolve(standings)
    const valid = datingStanding(standings, answer)?.bounds.begin.earliest ?? -Infinity
    if (open?.answer === answer && open.valid === valid) open.to = to
    else {
      if (open !== undefined) yield [open.answer, row(open)]
      open = { answer, from, to, valid }
    }
  }
  if (open !== undefined) yield [open.answer, row(open)]
}

/**
 * The claim that says when an item is, of those that decide whether it exists: a lasting claim comes before an attestation,
 * then the narrowest. Undefined where there is none.
 */
export function datingStanding(standings: readonly Standing[], existence: Answer): Standing | undefined {
  const answering = standings.filter(({ answer }) => answer === existence)
  return (answering.length > 0 ? answering : [...standings]).sort(
    (a, b) => attestedLast(a) - attestedLast(b) || width(a) - width(b),
  )[0]
}

function attestedLast({ claim }: Standing): number {
  return claim.aspect === 'attested' ? 1 : 0
}

function width({ bounds }: Standing): number {
  return bounds.begin.latest - bounds.begin.earliest
}
