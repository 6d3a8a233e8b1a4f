import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { columnBytes, columnsIn } from '../../src/columns/index.ts'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { canonicalJson, eventId } from '../../src/event/index.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { type Vocabulary, vocabularyOf } from '../../src/state/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { bookCatalogued, library, loanRenewed, TALE, Tale } from '../toy/index.ts'
import { questionsAbout } from './everything.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-saved-'))
const path = join(folder, 'ledger.sqlite')
const file = join(`${path}.columns`, TALE)
/** Enough events to be saved, and then some more. */
const [BOOKS, LATER] = [400, 60]
const tale = new Tale()
tale.source('list', '2020-01-01')
for (let book = 0; book < BOOKS + LATER; book += 1)
  tale.tell(bookCatalogued, `book/b${book}`, { title: `T${book % 7}` }, { by: 'list', on: '2020-01-01' })
const events = tale.envelopes.map((event) => ({ id: eventId(event), body: canonicalJson(event) }))

/** What an opened chronicle says of everything, and how many events it read for that at the start. */
async function opened(at = path, vocabulary: Vocabulary = library) {
  const ledger = await openSqliteLedger({ path: at, mode: 'read' })
  let read = 0
  const counting: Ledger = new Proxy(ledger, {
    get(target, name) {
      if (name === 'read')
        return async function* (...args: Parameters<Ledger['read']>) {
          for await (const entry of target.read(...args)) {
            read += 1
            yield entry
          }
        }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const clock = fixedClock('2024-01-01T00:00:00Z')
  const chronicle = await openChronicle({ name: TALE, vocabulary, ledger: counting, clock })
  const answers = everythingOf(chronicle)
  await ledger.close()
  return { read, answers }
}

function everythingOf(chronicle: Chronicle): readonly string[] {
  const subjects = ['book/b0', 'book/b7', 'source/list', 'book/none']
  const ids = events.filter((_, index) => index % 90 === 0).map(({ id }) => id)
  const requests = [{}, { date: parseDay('2020-01-05'), position: 200 }, { knownAt: parseDay('2019-01-01') }]
  return questionsAbout({ subjects, ids, requests }).map(({ name, ask }) => `${name}: ${ask(chronicle)}`)
}

async function append(from: number, to: number): Promise<void> {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.append({ chronicle: TALE, name: `to-${to}`, recordedAt: to, events: events.slice(from, to) })
  await ledger.close()
}

let first: Awaited<ReturnType<typeof opened>>
let whole: Buffer<ArrayBuffer>
beforeAll(async () => {
  await append(0, 10)
  await append(10, BOOKS)
  first = await opened()
  whole = readFileSync(file)
})
beforeEach(() => writeFileSync(file, whole))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the columns of a chronicle, saved beside its ledger', () => {
  test('are read at the next start instead of its events, and give the same answers', async () => {
    expect(first.read).toBe(BOOKS)
    expect(await opened()).toEqual({ read: 0, answers: first.answers })
  })

  test('are checked in the background against every event', async () => {
    const ledger = await openSqliteLedger({ path, mode: 'read' })
    const clock = fixedClock('2024-01-01T00:00:00Z')
    const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
    await chronicle.checkUnread()
    await ledger.close()
  })

  test('are noticed, wherever a byte is another, and made again', async () => {
    const sections = columnsIn(readFileSync(file))?.sections ?? new Map<string, Uint8Array>()
    expect(sections.size).toBeGreaterThan(30)
    const places = [0, 9, 13, 20, whole.length - 1]
    for (const section of sections.values())
      if (section.length > 0) places.push(section.byteOffset, section.byteOffset + section.length - 1)
    for (const place of places) {
      const flipped = Buffer.from(whole)
      flipped.writeUInt8((flipped[place] ?? 0) ^ 1, place)
      expect(columnsIn(Buffer.from(flipped)), `byte ${place}`).toBeUndefined()
    }
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(7), (place, bit) => {
        const flipped = Buffer.from(whole)
        flipped.writeUInt8((flipped[place] ?? 0) ^ (1 << bit), place)
        return columnsIn(flipped) === undefined
      }),
    )
    const flipped = Buffer.from(whole)
    flipped.writeUInt8((flipped[whole.length >> 1] ?? 0) ^ 4, whole.length >> 1)
    writeFileSync(file, flipped)
    expect(await opened()).toEqual(first)
    expect(await opened()).toEqual({ ...first, read: 0 })
  })

  test('are noticed wherever they are cut, and made again', async () => {
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        (length) => columnsIn(Buffer.from(whole.subarray(0, length))) === undefined,
      ),
    )
    for (const length of [0, 7, 100, whole.length - 1]) {
      writeFileSync(file, whole.subarray(0, length))
      expect(await opened()).toEqual(first)
    }
    rmSync(file)
    expect(await opened()).toEqual(first)
  })

  test.each(['chronicle', 'program', 'root', 'position', 'batches'])(
    'are not used where their %s is not what it is here',
    async (key) => {
      const { about, sections = new Map() } = columnsIn(readFileSync(file)) ?? {}
      writeFileSync(
        file,
        columnBytes({ ...Object(about), [key]: key === 'batches' ? 'two' : 'other' }, sections),
      )
      expect(await opened()).toEqual(first)
    },
  )

  test('are not used by another vocabulary, though it has the same types, nor beyond the head of another ledger', async () => {
    const readings = [...library.readings.values()].filter(({ type }) => type !== loanRenewed)
    const less = vocabularyOf(library.catalogue, readings, [...library.kinds.values()])
    expect((await opened(path, less)).read).toBe(BOOKS)
    const other = join(folder, 'other.sqlite')
    const ledger = await openSqliteLedger({ path: other, mode: 'write' })
    await ledger.append({ chronicle: TALE, name: 'one', recordedAt: 1, events: events.slice(0, 3) })
    await ledger.sideFiles?.write(TALE, whole)
    await ledger.close()
    expect((await opened(other)).read).toBe(3)
  })

  test('of an altered ledger let no altered event be read', async () => {
    const altered = join(folder, 'altered.sqlite')
    copyFileSync(path, altered)
    const ledger = await openSqliteLedger({ path: altered, mode: 'write' })
    await ledger.sideFiles?.write(TALE, whole)
    await ledger.close()
    const database = new DatabaseSync(altered)
    database.exec(
      `DROP TRIGGER event_is_never_updated; UPDATE event SET body = replace(body, 'T0', 'T9') WHERE position = 2`,
    )
    database.close()
    const reading = await openSqliteLedger({ path: altered, mode: 'read' })
    const clock = fixedClock('2024-01-01T00:00:00Z')
    const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger: reading, clock })
    expect(() => chronicle.asOf({}).item('book/b0')).toThrow(
      expect.objectContaining({ code: 'E_LEDGER_DAMAGED' }),
    )
    expect(chronicle.asOf({}).item('book/b1')?.subject).toBe('book/b1')
    expect(existsSync(join(`${altered}.columns`, TALE))).toBe(true)
    await expect(chronicle.checkUnread()).rejects.toThrow(
      expect.objectContaining({ code: 'E_LEDGER_DAMAGED' }),
    )
    expect(existsSync(join(`${altered}.columns`, TALE))).toBe(false)
    await reading.close()
  })

  test('are gone on from as events come, and saved anew once a start would have many to read', async () => {
    await append(BOOKS, BOOKS + LATER)
    const gone = await opened()
    rmSync(file)
    expect(gone.read).toBe(LATER)
    expect((await opened()).answers).toEqual(gone.answers)
    expect(existsSync(file)).toBe(true)
    expect(await opened()).toEqual({ ...gone, read: 0 })
  })

  test('are not missed where a file is in their place', async () => {
    rmSync(`${path}.columns`, { recursive: true })
    writeFileSync(`${path}.columns`, '')
    expect((await opened()).read).toBe(BOOKS + LATER)
    rmSync(`${path}.columns`)
  })
})
