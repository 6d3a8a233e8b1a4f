import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileCycles, folderCycles, importGraph, importsIn } from './import-graph.ts'

const src = join(import.meta.dirname, '..', 'src')

/** The rooms, each of which may import those before it. Type imports count. */
const ORDER = [
  'version',
  'errors',
  'files',
  'time',
  'event',
  'columns',
  'ledger',
  'stores',
  'visibility',
  'state',
  'admission',
  'engine',
  'archive',
  'domain',
  'domains',
  'graphql',
  'exchange',
  'server',
  'cli',
]

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]))

/** Every import, type imports too, as it is written. */
const imports = files.flatMap((from) => importsIn(texts.get(from) ?? '').map((to) => ({ from, to })))

const inside = imports
  .filter(({ to }) => to.startsWith('.'))
  .map(({ from, to }) => ({ from, to: normalize(join(dirname(from), to)) }))

const graph = importGraph(texts)

function roomOf(file: string): string {
  return file.includes(sep) ? (file.split(sep)[0] ?? '') : file.replace(/\.ts$/, '')
}

describe('the way through the house', () => {
  test('every room has its place in the order', () => {
    const rooms = new Set(files.map(roomOf))
    rooms.delete('index')
    expect([...rooms].filter((room) => !ORDER.includes(room))).toEqual([])
  })

  test('a room imports only rooms before it', () => {
    const wrong = inside.flatMap(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)]
      const arrow = `${room} → ${other}`
      return room === 'index' || ORDER.indexOf(other) <= ORDER.indexOf(room) ? [] : [arrow]
    })
    expect([...new Set(wrong)]).toEqual([])
  })

  test('others import the room, never a file inside it', () => {
    const wrong = inside.filter(({ from, to }) => {
      const inner = to.includes(sep) && !to.endsWith(`${sep}index.ts`)
      return roomOf(from) !== roomOf(to) && inner
    })
    expect(wrong).toEqual([])
  })

  test('no file leads back to itself, be it by a type', () => {
    expect(fileCycles(graph)).toEqual([])
  })

  test('no folder leads back to itself, at any depth, nor do the files beside it', () => {
    expect(folderCycles(graph)).toEqual([])
  })

  test.each([
    ['luxon', 'time'],
    ['immer', 'state'],
    ['pg', 'stores'],
    ['node:sqlite', 'stores'],
    ['@pothos/core', 'graphql'],
    ['yaml', 'archive'],
    ['jose', 'server'],
    ['prom-client', 'server'],
    ['@opentelemetry/api', 'server'],
  ])('only one room knows %s: %s', (library, room) => {
    const users = imports.filter(({ to }) => to === library).map(({ from }) => roomOf(from))
    expect(users.filter((user) => user !== room)).toEqual([])
  })

  test('the rooms of thought read no clock, disk or network', () => {
    const pure = ['time', 'event', 'columns', 'visibility', 'state', 'admission', 'domain', 'domains']
    const sums = ['node:crypto', 'node:zlib']
    const impure = imports.filter(
      ({ from, to }) => pure.includes(roomOf(from)) && to.startsWith('node:') && !sums.includes(to),
    )
    const clocks = files.filter(
      (file) =>
        pure.includes(roomOf(file)) &&
        file !== join('time', 'clock.ts') &&
        /Date\.now\(|new Date\(\)|performance\.now/.test(texts.get(file) ?? ''),
    )
    expect(impure).toEqual([])
    expect(clocks).toEqual([])
  })

  test('no room after the engine reads the index of events, or holds all of them', () => {
    const inner = ['visibility', 'state', 'admission', 'engine']
    const readers = files.filter(
      (file) => !inner.includes(roomOf(file)) && /\beventIndex\b|\bEventIndex\b/.test(texts.get(file) ?? ''),
    )
    expect(readers).toEqual([])
  })

  test('the engine speaks of no treaty and no minister', () => {
    const words = /treat(y|ies)|minister|summit|memorandum|bilateral|diplom/i
    const spoken = files.filter(
      (file) =>
        !['domains', 'cli', 'server', 'exchange', 'index'].includes(roomOf(file)) &&
        words.test(withoutExamples(texts.get(file) ?? '')),
    )
    expect(spoken.map((file) => relative('.', file))).toEqual([])
  })
})

describe('the check for cycles', () => {
  const planted = (files: Readonly<Record<string, string>>) => importGraph(new Map(Object.entries(files)))

  test.each([
    ['a value', "import { b } from './b.ts'"],
    ['a type', "import type { B } from './b.ts'"],
    ['a type among values', "import {\n  type B,\n  b,\n} from './b.ts'"],
    ['a re-export', "export { b } from './b.ts'"],
    ['a re-export of everything', "export * from './b.ts'"],
    ['its side effects', "import './b.ts'"],
    ['a file loaded when it runs', "const b = await import('./b.ts')"],
    ['a type named in place', "type B = import('./b.ts').B"],
  ])('finds files that lead back to each other by %s', (_, line) => {
    expect(fileCycles(planted({ 'a.ts': line, 'b.ts': "import type { A } from './a.ts'" }))).toEqual([
      'a.ts → b.ts → a.ts',
    ])
  })

  test('finds a file that imports itself, and a long way round', () => {
    expect(fileCycles(planted({ 'a.ts': "import { a } from './a.ts'" }))).toEqual(['a.ts → a.ts'])
    const round = planted({
      'a/1.ts': "import { two } from './2.ts'",
      'a/2.ts': "import { three } from '../b/3.ts'",
      'b/3.ts': "import type { One } from '../a/1.ts'",
    })
    expect(fileCycles(round)).toEqual(['a/1.ts → a/2.ts → b/3.ts → a/1.ts'])
  })

  test('finds folders that lead back to each other where no file does', () => {
    const graph = planted({
      'one/a.ts': "import { b } from '../two/b.ts'",
      'two/b.ts': '',
      'two/c.ts': "import type { D } from '../one/d.ts'",
      'one/d.ts': '',
    })
    expect(fileCycles(graph)).toEqual([])
    expect(folderCycles(graph)).toEqual(['.: one → two → one'])
  })

  test('finds them inside a room, and in a folder of that', () => {
    const knot = (folder: string) => ({
      [`${folder}/one/a.ts`]: "import { b } from '../two/b.ts'",
      [`${folder}/two/b.ts`]: '',
      [`${folder}/two/c.ts`]: "import type { D } from '../one/d.ts'",
      [`${folder}/one/d.ts`]: '',
    })
    expect(folderCycles(planted(knot('room')))).toEqual(['room: one → two → one'])
    expect(folderCycles(planted(knot('room/folder')))).toEqual(['room/folder: one → two → one'])
  })

  test('finds a folder and a file beside it that lead back to each other', () => {
    const graph = planted({
      'room/types.ts': "import type { A } from './one/a.ts'",
      'room/one/a.ts': '',
      'room/one/b.ts': "import type { Types } from '../types.ts'",
    })
    expect(fileCycles(graph)).toEqual([])
    expect(folderCycles(graph)).toEqual(['room: types.ts → one → types.ts'])
  })

  test('takes no comment for an import, and no package for a file', () => {
    const graph = planted({
      'a.ts': "/**\n * import { b } from './b.ts'\n */\n// import './b.ts'\nimport { b } from 'b.ts'",
      'b.ts': "import { a } from './a.ts'",
    })
    expect(fileCycles(graph)).toEqual([])
    expect(folderCycles(graph)).toEqual([])
  })

  test('lets arrows go one way', () => {
    const graph = planted({
      'index.ts': "export { a } from './one/a.ts'",
      'one/a.ts': "import { b } from '../two/b.ts'\nimport { c } from '../two/c.ts'",
      'two/b.ts': "import { c } from './c.ts'",
      'two/c.ts': '',
    })
    expect(fileCycles(graph)).toEqual([])
    expect(folderCycles(graph)).toEqual([])
  })
})

/** The code and prose of a file, without the examples in its docstrings: those may show a real call. */
function withoutExamples(text: string): string {
  return text.replace(/```ts[\s\S]*?```/g, '').replace(/like [\w/`-]+|`[^`\n]*`|'[^'\n]*'|\([^()\n]*\)/g, '')
}
