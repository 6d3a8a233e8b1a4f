import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { openSqliteLedger } from '../../src/ledger/index.ts'
import {
  json,
  makePlace,
  NAME,
  type Place,
  regesta,
  reseal,
  TEXTS,
  temporaryFolder,
} from './small-chronicle.ts'

let place: Place
let first: string
let second: string
beforeEach(async () => {
  place = await makePlace()
  first = join(place.events, NAME, '0001-first-talks.yaml')
  second = join(place.events, NAME, '0002-first-dialogue.yaml')
})

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8')
  if (text.replace(from, to) === text) throw new Error(`${from} is not in ${file}`)
  writeFileSync(file, text.replace(from, to))
}

describe('verify', () => {
  test('says how many batches, events, sources and spans it proved, and makes no ledger', async () => {
    expect(await regesta(place, ['verify', '--sources', TEXTS])).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^arlandia-bolria: 2 batches, 20 events, 3 sources sound, root [0-9a-f]{16}…\n {2}21 of 21 spans proved in 3 texts\n {2}no ledger beside them yet\n$/,
      ),
    })
    expect(existsSync(place.ledger)).toBe(false)
  })

  test('without texts no span is proved, and it says so', async () => {
    expect(await json(place, ['verify'])).toMatchObject({
      chronicles: [
        { batches: 2, events: 20, spans: { all: 21, proved: 0 }, texts: null, strangers: [], ledger: null },
      ],
    })
  })

  test('names sources without a text and texts of no source', async () => {
    const folder = temporaryFolder()
    cpSync(join(TEXTS, 'a1.txt'), join(folder, 'a1.txt'))
    writeFileSync(join(folder, 'other.txt'), 'not of these')
    expect(await json(place, ['verify', '--sources', folder])).toMatchObject({
      chronicles: [
        {
          spans: { all: 21, proved: 11 },
          texts: 1,
          withoutText: ['source/b2', 'source/c3'],
          strangers: [
            { file: join(folder, 'other.txt'), text: { digest: sha256Hex('not of these'), length: 12 } },
          ],
        },
      ],
    })
  })

  test('a text of no source comes with the line that registers it', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'other.txt'), 'not of these')
    const { code, out } = await regesta(place, ['verify', '--sources', folder])
    expect(code).toBe(0)
    expect(out).toContain(`other.txt\n      text: { digest: ${sha256Hex('not of these')}, length: 12 }\n`)
  })

  test('a folder that is still empty is no chronicle yet', async () => {
    mkdirSync(join(place.events, 'begun'))
    writeFileSync(join(place.events, 'begun', 'notes.draft.yaml'), '')
    expect(await json(place, ['verify'])).toMatchObject({ chronicles: [{ chronicle: NAME }] })
    expect(await regesta(place, ['as-of'])).toMatchObject({ code: 0, err: '' })
  })

  test('a chronicle that lost its seals is not passed over', async () => {
    cpSync(join(place.events, NAME), join(place.events, 'other'), { recursive: true })
    rmSync(join(place.events, 'other', 'ledger.sum'))
    const { code, err } = await regesta(place, ['verify'])
    expect(code).toBe(1)
    expect(err).toMatch(/E_SUM_UNSEALED/)
  })

  test.each([
    ['edited', () => edit(first, 'Calm', 'Calmer'), 'E_SUM_EDITED', '0001'],
    ['removed', () => rmSync(second), 'E_SUM_MISSING', '0002'],
    ['renamed', () => renameSync(second, second.replace('first', 'last')), 'E_SUM_RENAMED', '0002'],
    ['added', () => cpSync(second, second.replace('0002', '0003')), 'E_SUM_UNSEALED', '0003'],
  ])('a file that was %s ends with 1, by name', async (_, tamper, fault, name) => {
    tamper()
    const { code, out, err } = await regesta(place, ['verify'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(new RegExp(`${name}\\S* ${fault} `))
  })

  test('a ledger that agrees is named, and one that does not ends with 4', async () => {
    await regesta(place, ['as-of'])
    expect(await json(place, ['verify'])).toMatchObject({ chronicles: [{ ledger: 20 }] })
    const other = await makePlace()
    edit(join(other.events, NAME, '0002-first-dialogue.yaml'), 'Holm Gazette', 'Holm Herald')
    await reseal(other)
    expect(await regesta(other, ['verify', '--ledger', place.ledger])).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^E_DIVERGED .* part ways at position 11: /),
    })
  })

  test('a span that its text does not have ends with 5', async () => {
    edit(first, 'start: 62,', 'start: 61,')
    await reseal(place)
    expect(await regesta(place, ['verify', '--sources', TEXTS])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/0001-first-talks\.yaml:\d+:\d+ E_DIGEST /),
    })
  })

  test('names in a ledger of others begin no line of ours, and move no cursor', async () => {
    const trick = 'x\u001b[2J\narlandia-bolria: 2 batches, 20 events sound'
    const ledger = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    const body = '{}'
    const events = [{ id: sha256Hex(body), body }]
    await ledger.append({ chronicle: trick, name: trick, recordedAt: 1, events })
    await ledger.close()
    const sound = await regesta(place, ['verify'])
    expect(sound).toMatchObject({ code: 0, err: '' })
    expect(sound.out).toContain('\nx\\u001b[2J\\u000aarlandia-bolria: 2 batches, 20 events sound: 1 batch, ')
    const database = new DatabaseSync(place.ledger)
    database.exec(`DROP TRIGGER event_is_never_updated; UPDATE event SET batch = batch || 'y'`)
    database.close()
    const { code, err } = await regesta(place, ['verify'])
    expect(code).toBe(1)
    expect(err.match(/^.*$/gm)?.filter((line) => !/(^| )E_\w+ /.test(line))).toEqual([''])
    expect(err).not.toMatch(/[^\n\P{Cc}]/u)
  })

  test('an empty folder has nothing to verify', async () => {
    rmSync(join(place.events, NAME), { recursive: true })
    expect(await regesta(place, ['verify'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^E_NO_CHRONICLE /),
    })
  })
})
