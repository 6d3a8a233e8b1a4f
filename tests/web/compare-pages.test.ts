import { describe, expect, test } from 'vitest'
import { ApiError } from '../../web/src/api.ts'
import { type AskPage, firstPlace, nextRows, type Place, type Row } from '../../web/src/compare/row-pages.ts'

function row(subject: string): Row {
  return {
    change: 'ADDED',
    subject,
    causes: [],
    because: [],
    fields: [],
    itemAtFrom: null,
    itemAtTo: null,
  }
}

const KINDS = { gift: 30, loan: 25, person: 3 }
const ALL = Object.entries(KINDS).flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, nth) => row(`${kind}/${nth}`)),
)

/** A server that lists what there is of some kinds, and refuses what its limits do not allow. */
function serverOf(refuses: (kinds: readonly string[], first: number) => boolean) {
  const asked: string[] = []
  const ask: AskPage = async ({ kinds }, first, after) => {
    asked.push(`${kinds.join('+')} ${first}${after === undefined ? '' : ` after ${after}`}`)
    if (refuses(kinds, first)) throw new ApiError([{ message: 'too much', code: 'E_COST' }], 400)
    const list = ALL.filter(({ subject }) => kinds.some((kind) => subject.startsWith(`${kind}/`)))
    const from = after === undefined ? 0 : list.findIndex(({ subject }) => subject === after) + 1
    const rows = list.slice(from, from + first)
    return { rows, next: from + first < list.length ? rows.at(-1)?.subject : undefined }
  }
  return { ask, asked }
}

/** Where the rows of some kinds begin, in the order of the server. */
const placeOf = (kinds: readonly string[]) =>
  firstPlace(kinds, kinds, (of) => [{ change: ['ADDED'], kinds: of }])

async function allRows(ask: AskPage) {
  const rows: Row[] = []
  let place: Place | undefined = placeOf(Object.keys(KINDS))
  let pages = 0
  while (place !== undefined && pages++ < 100) {
    const page: Awaited<ReturnType<typeof nextRows>> = await nextRows(ask, place)
    rows.push(...page.rows)
    place = page.place
  }
  return rows
}

describe('the rows of a group', () => {
  test('come twenty at a time, each once and in order', async () => {
    const { ask, asked } = serverOf(() => false)
    expect((await nextRows(ask, placeOf(Object.keys(KINDS)))).rows).toHaveLength(20)
    expect(asked).toEqual(['gift+loan+person 20'])
    expect(await allRows(ask)).toEqual(ALL)
  })

  test.each([
    ['pages of more than seven', (_: readonly string[], first: number) => first > 7],
    ['more than one row', (_: readonly string[], first: number) => first > 1],
    ['several kinds at once', (kinds: readonly string[]) => kinds.length > 1],
    [
      'several kinds, and pages of more than three',
      (kinds: readonly string[], first: number) => kinds.length > 1 || first > 3,
    ],
  ])('are the same where a server refuses %s', async (_, refuses) => {
    expect(await allRows(serverOf(refuses).ask)).toEqual(ALL)
  })

  test('that a server refuses one by one are its error', async () => {
    await expect(nextRows(serverOf(() => true).ask, placeOf(['gift']))).rejects.toThrow('too much')
  })

  test('that have come stay where the next are refused', async () => {
    let calls = 0
    const { ask } = serverOf((_, first) => first > 5 || ++calls > 2)
    const { rows, place } = await nextRows(ask, placeOf(['gift']))
    expect(rows).toEqual(ALL.slice(0, 10))
    expect(place?.after).toBe('gift/9')
  })

  test('of no kind are none', async () => {
    expect(placeOf([])).toBeUndefined()
    expect(await nextRows(serverOf(() => false).ask, undefined)).toEqual({ rows: [], place: undefined })
  })

  test('are asked for kind by kind as the page orders them, in few parts, and part by part', () => {
    const order = ['undertaking', 'gift', 'loan', 'person']
    const part = (world: boolean) => (kinds: readonly string[]) => [
      { change: ['ADDED'] as const, kinds, world },
    ]
    expect(
      firstPlace(['gift', 'loan', 'undertaking', 'person', 'new'], order, part(true), part(false))?.parts,
    ).toEqual(
      [true, false].flatMap((world) => [
        { change: ['ADDED'], kinds: ['undertaking'], world },
        { change: ['ADDED'], kinds: ['gift', 'loan', 'person', 'new'], world },
      ]),
    )
  })
})
