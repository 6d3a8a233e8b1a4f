import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = join(import.meta.dirname, '..', 'src')

/** The rooms, each of which may import those before it. Type imports count. */
const ORDER = [
  'errors',
  'time',
  'event',
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

/** Arrows that still lead back, until the move is done. */
const STILL_BACK = [
  'admission → archive',
  'domains → graphql',
  'engine → archive',
  'exchange → server',
  'server → cli',
]

type Import = { readonly from: string; readonly to: string; readonly typesOnly: boolean }

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const texts = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]))

const imports: readonly Import[] = files.flatMap((from) =>
  [
    ...(texts.get(from) ?? '').matchAll(
      /^(?:import|export)( type)?[^'"]*?from '([^']+)'|import\('([^']+)'\)/gms,
    ),
  ].map(([, type, named, dynamic]) => ({ from, to: named ?? dynamic ?? '', typesOnly: type !== undefined })),
)

const inside = imports
  .filter(({ to }) => to.startsWith('.'))
  .map((each) => ({ ...each, to: normalize(join(dirname(each.from), each.to)) }))

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
      return room === 'index' || ORDER.indexOf(other) <= ORDER.indexOf(room) || STILL_BACK.includes(arrow)
        ? []
        : [arrow]
    })
    expect([...new Set(wrong)]).toEqual([])
  })

  test('others import the room, never a file inside it', () => {
    const wrong = inside.filter(({ from, to }) => {
      const inner = to.includes(sep) && !to.endsWith(`${sep}index.ts`)
      // Until the move is done: what the command line loads only where it is used.
      return roomOf(from) !== roomOf(to) && inner && roomOf(from) !== 'cli'
    })
    expect(wrong).toEqual([])
  })

  test('no file leads back to itself when it runs', () => {
    const next = Map.groupBy(
      inside.filter(
        ({ from, to, typesOnly }) => !typesOnly && !STILL_BACK.includes(`${roomOf(from)} → ${roomOf(to)}`),
      ),
      ({ from }) => from,
    )
    const done = new Set<string>()
    const loops: string[][] = []
    const walk = (file: string, path: readonly string[]) => {
      const at = path.indexOf(file)
      if (at !== -1) loops.push([...path.slice(at), file])
      else if (!done.has(file)) {
        for (const { to } of next.get(file) ?? []) walk(to, [...path, file])
        done.add(file)
      }
    }
    for (const file of files) walk(file, [])
    expect(loops).toEqual([])
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
    const pure = ['time', 'event', 'visibility', 'state', 'domains']
    const impure = imports.filter(
      ({ from, to }) => pure.includes(roomOf(from)) && to.startsWith('node:') && to !== 'node:crypto',
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

/** The code and prose of a file, without the examples in its docstrings: those may show a real call. */
function withoutExamples(text: string): string {
  return text.replace(/```ts[\s\S]*?```/g, '').replace(/like [\w/`-]+|`[^`\n]*`|'[^'\n]*'|\([^()\n]*\)/g, '')
}
