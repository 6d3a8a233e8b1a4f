import canonicalize from 'canonicalize'
import type { Cited, CslItem } from './citation.ts'
import type { ReadCitation } from './read-citations.ts'

/** A part of a citation that is another when the same is cited again. */
export type Difference = {
  readonly part:
    | 'query'
    | 'variables'
    | 'points'
    | 'ledger'
    | 'texts'
    | 'answer'
    | 'version'
    | 'note'
    | 'issued'
  readonly message: string
}

/**
 * What differs between a citation and a new citation of the same question; empty if nothing does. Each part is reported
 * once, by its first difference.
 */
export function differencesOf(
  { cited, version, note, issued }: ReadCitation,
  again: CslItem,
): readonly Difference[] {
  const now = again.custom.regesta
  const differs = (one: unknown, other: unknown) => canonicalize(one) !== canonicalize(other)
  const found: readonly (Difference | false)[] = [
    differs(cited.query, now.query) && {
      part: 'query',
      message: 'the question is written otherwise than it is cited',
    },
    differs(cited.variables, now.variables) && {
      part: 'variables',
      message: 'its variables are others than those that the question has',
    },
    differs(cited.points, now.points) && {
      part: 'points',
      message: `the question stands at ${canonicalize(now.points)}, and is cited at ${canonicalize(cited.points)}`,
    },
    ...ledgersOf(cited, now),
    cited.texts !== now.texts && { part: 'texts', message: textsOf(cited, now) },
    cited.answer !== now.answer && { part: 'answer', message: answerOf(cited, now) },
    version !== undefined &&
      version !== again.version && {
        part: 'version',
        message: `"version" says ${version}, and is ${again.version}`,
      },
    note !== undefined &&
      !note.includes(again.note) && {
        part: 'note',
        message: `"note" does not say ${again.note}`,
      },
    issued !== undefined &&
      differs(issued, again.issued) && {
        part: 'issued',
        message: `"issued" is not the day on which the ledger was recorded so far: ${canonicalize(again.issued)}`,
      },
  ]
  return found.filter((each) => each !== false)
}

function ledgersOf(cited: Cited, now: Cited): readonly Difference[] {
  const part = 'ledger'
  const there = new Map(now.ledger.map((each) => [each.chronicle, each]))
  const changes = cited.ledger.flatMap((each): Difference[] => {
    const own = there.get(each.chronicle)
    const where = `${each.chronicle} at ${each.position}`
    if (own === undefined || own.position !== each.position || own.pinned !== each.pinned)
      return [{ part, message: `the answer does not rest on ${where}` }]
    if (own.root !== each.root)
      return [
        {
          part,
          message: `the ledger is another: the root of ${where} is ${own.root}, and ${each.root} is cited`,
        },
      ]
    if (own.recordedAt !== each.recordedAt)
      return [
        { part, message: `${where} was recorded ${own.recordedAt ?? 'never'}, and not ${each.recordedAt}` },
      ]
    return []
  })
  const more = now.ledger.filter(
    ({ chronicle }) => !cited.ledger.some((each) => each.chronicle === chronicle),
  )
  return [
    ...changes,
    ...more.map(
      ({ chronicle, position }): Difference => ({
        part,
        message: `the answer rests on ${chronicle} at ${position}, too`,
      }),
    ),
  ]
}

function textsOf(cited: Cited, now: Cited): string {
  if (cited.texts === undefined) return 'the answer quotes from texts of sources, which is not cited'
  if (now.texts === undefined) return 'texts are cited, and the answer quotes from none'
  return 'it was given with other texts of sources at hand than there are here; expected the same by --sources'
}

function answerOf(cited: Cited, now: Cited): string {
  const by =
    cited.program === now.program ? '' : ` (it was given by ${cited.program}, this is ${now.program})`
  return `the answer is another: its SHA-256 is ${now.answer}, and ${cited.answer} is cited${by}`
}
