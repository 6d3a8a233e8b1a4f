import { type Grid, readGrid } from '../../src/exchange/read-grid.ts'

/** A grid written by hand, item by item, for tests of what is drawn of it. */

type Day = number | null
type Plane = readonly [validFrom: Day, validTo: Day, content: unknown, knownFrom?: Day, knownTo?: Day]
export type WrittenItem = {
  readonly subject: string
  readonly exists?: readonly Plane[]
  /** Of all valid days: the marks, and by which known days. */
  readonly marks?: readonly unknown[]
  readonly task?: readonly Plane[]
  readonly ahead?: readonly Plane[]
  readonly topics?: readonly string[]
  readonly known?: readonly Day[]
}

const COLUMNS = [
  { name: 'there', of: 'existence' },
  { name: 'headline', of: 'headline' },
  { name: 'topics', of: 'field', roles: ['topic'] },
  { name: ':name', of: 'name' },
  { name: ':detail', of: 'detail' },
  { name: ':marks', of: 'marks' },
  { name: ':task', of: 'task' },
  { name: ':ahead', of: 'ahead' },
  { name: ':sources', of: 'sources' },
  { name: ':differs', of: 'differs' },
]

export function drawnGrid(items: readonly WrittenItem[], horizon: Day = null): Grid {
  return readGrid(drawnText(items, horizon))
}

/** The same as it is sent. */
export function drawnText(items: readonly WrittenItem[], horizon: Day = null): string {
  const names = [...new Set(items.map(({ subject }) => subject.split('/')[0] ?? ''))]
  const kinds = names.map((name) => ({
    name,
    heading: `All of ${name}`,
    attested: name === 'post',
    lesser: false,
    task: name === 'duty',
    happens: true,
    ahead: 'To come',
    columns: COLUMNS,
  }))
  let count = 0
  const lines = items.map((item) => {
    const [kind = '', slug = ''] = item.subject.split('/')
    const tilings: (readonly Day[])[] = []
    const columns: number[][] = []
    const fresh: unknown[] = []
    const add = (column: number, planes: readonly Plane[]) => {
      if (planes.length === 0) return
      tilings.push(
        planes.flatMap(([from, to, , knownFrom = null, knownTo = null]) => [from, to, knownFrom, knownTo]),
      )
      const contents = planes.map(([, , content]) => {
        fresh.push(content)
        count += 1
        return count - 1
      })
      columns.push([column, tilings.length - 1, ...contents])
    }
    const always = (content: unknown): readonly Plane[] =>
      content === undefined ? [] : [[null, null, content]]
    add(
      0,
      (item.exists ?? []).map(([from, to, answer, ...known]): Plane => [from, to, [answer], ...known]),
    )
    add(1, always(slug))
    add(2, always(item.topics && ['definitely', ...item.topics.map((topic) => [topic, 'definitely'])]))
    add(3, always(slug))
    // Marks are written once each, and named by their numbers.
    const marks = item.marks?.map((mark) => {
      fresh.push(Array.isArray(mark) ? mark.slice(0, mark.findLastIndex((part) => part !== null) + 1) : mark)
      count += 1
      return count - 1
    })
    add(5, always(marks))
    add(6, item.task ?? [])
    add(7, item.ahead ?? [])
    return [names.indexOf(kind), slug, item.known ?? [null, null], tilings, columns, fresh]
  })
  const head = {
    regestaGrid: 2,
    chronicle: 'drawn',
    title: 'Drawn',
    point: { position: 1, root: '', knownAt: null, trusting: {} },
    noKnownDay: 9_007_199_254_740_991,
    kinds,
    horizon: [[null, horizon]],
  }
  const text = `${JSON.stringify(head).slice(0, -1)},\n"items":[\n`
  return `${text}${lines.map((line) => JSON.stringify(line)).join(',\n')}\n],"end":${lines.length}}\n`
}
