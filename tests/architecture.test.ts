import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = join(import.meta.dirname, '..', 'src')

/** What each room may import: the way through the house. Type imports count. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  'nearest-name': [],
  limits: ['errors'],
  time: ['errors'],
  event: ['errors', 'nearest-name', 'time'],
  batches: ['errors', 'time', 'event'],
  ledger: ['errors', 'nearest-name', 'time'],
  timeline: ['errors', 'time', 'event'],
  projection: ['errors', 'time', 'event', 'timeline'],
  chronicle: ['errors', 'time', 'event', 'batches', 'ledger', 'timeline', 'projection'],
  bilateral: ['errors', 'time', 'event', 'timeline', 'projection'],
  api: ['errors', 'limits', 'time', 'event', 'timeline', 'projection', 'chronicle'],
  'bilateral-api': ['errors', 'time', 'event', 'timeline', 'projection', 'bilateral', 'api'],
  feeds: ['errors', 'time', 'event', 'timeline', 'projection', 'chronicle', 'api'],
}

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
  test('every room has its arrows drawn', () => {
    const rooms = new Set(files.map(roomOf))
    for (const room of ['app', 'index']) rooms.delete(room)
    expect([...rooms].sort()).toEqual(Object.keys(ARROWS).sort())
  })

  test('a room imports only the rooms that its arrows name', () => {
    const wrong = inside.filter(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)]
      return room !== other && room !== 'app' && room !== 'index' && !ARROWS[room]?.includes(other)
    })
    expect(wrong).toEqual([])
  })

  test('others import the room, never a file inside it', () => {
    const wrong = inside.filter(({ from, to }) => {
      const inner = to.includes(sep) && !to.endsWith(`${sep}index.ts`)
      return roomOf(from) !== roomOf(to) && inner
    })
    expect(wrong).toEqual([])
  })

  test('no file leads back to itself when it runs', () => {
    const next = Map.groupBy(
      inside.filter(({ typesOnly }) => !typesOnly),
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
    ['immer', 'projection'],
    ['pg', 'ledger'],
    ['node:sqlite', 'ledger'],
    ['@pothos/core', 'api'],
    ['yaml', 'batches'],
    ['jose', 'app'],
    ['prom-client', 'app'],
    ['@opentelemetry/api', 'app'],
  ])('only one room knows %s: %s', (library, room) => {
    const users = imports.filter(({ to }) => to === library).map(({ from }) => roomOf(from))
    expect(users.filter((user) => user !== room)).toEqual([])
  })

  test('the rooms of thought read no clock, disk or network', () => {
    const pure = ['time', 'event', 'timeline', 'projection', 'bilateral']
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
        !['bilateral', 'bilateral-api', 'app', 'index'].includes(roomOf(file)) &&
        words.test(withoutExamples(texts.get(file) ?? '')),
    )
    expect(spoken.map((file) => relative('.', file))).toEqual([])
  })
})

/** The code and prose of a file, without the examples in its docstrings: those may show a real call. */
function withoutExamples(text: string): string {
  return text.replace(/```ts[\s\S]*?```/g, '').replace(/like [\w/`-]+|`[^`\n]*`|'[^'\n]*'|\([^()\n]*\)/g, '')
}
