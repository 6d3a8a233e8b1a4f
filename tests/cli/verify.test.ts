import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
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

/** A draft whose one event cites a page, and no words of a text. */
const BARE = `chronicle: bare
reader: the tests
events:
  - type: SourceRegistered
    subject: source/z
    payload: { label: Z, title: A book, publisher: A press, published: { edtf: '2024', basis: stated }, absent: [] }
    evidence: [{ source: source/z, locator: page 1, role: date }]
`

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8')
  if (text.replace(from, to) === text) throw new Error(`${from} is not in ${file}`)
  writeFileSync(file, text.replace(from, to))
}

/** Appends a body as it is to the ledger, as a program could that checks nothing. */
async function plant(body: string, name = 'planted'): Promise<void> {
  const ledger = await openSqliteLedger({ path: place.ledger, mode: 'write' })
  const { recordedAt = 0 } = await ledger.head(NAME)
  const events = [{ id: sha256Hex(body), body }]
  await ledger.append({ chronicle: NAME, name, recordedAt: recordedAt + 1, events })
  await ledger.close()
}

/** A sound event, with parts replaced. */
function eventWith(parts: object): string {
  const event = {
    chronicle: NAME,
    evidence: [{ locator: 'page 1', role: 'title', source: 'source/z' }],
    payload: { absent: [], label: 'Z', published: { basis: 'stated', edtf: '2024' } },
    subject: 'source/z',
    type: 'SourceRegistered',
    version: 1,
    ...parts,
  }
  return JSON.stringify(
    Object.fromEntries(Object.entries(event).sort(([one], [other]) => (one < other ? -1 : 1))),
  )
}

describe('verify, of a ledger alone,', () => {
  beforeEach(async () => {
    await regesta(place, ['count'])
    rmSync(place.events, { recursive: true })
    mkdirSync(place.events)
  })

  test('finds nothing in what was recorded', async () => {
    await plant(eventWith({}))
    expect(await regesta(place, ['verify'])).toMatchObject({ code: 0, err: '' })
  })

  test.each([
    [
      'a body that is not canonical',
      () => JSON.stringify({ ...JSON.parse(eventWith({})), about: 1 }),
      'canonical JSON',
    ],
    ['a key twice', () => eventWith({}).replace('"version":1', '"version":1,"version":1'), 'canonical JSON'],
    [
      'the name of another chronicle',
      () => eventWith({ chronicle: 'elsewhere' }),
      'it is of chronicle "elsewhere"',
    ],
    [
      'a premise that is nowhere',
      () => eventWith({ premises: ['a'.repeat(64)] }),
      `it rests on ${'a'.repeat(64)}`,
    ],
    [
      'a target that is nowhere',
      () => eventWith({ target: { event: 'b'.repeat(64) } }),
      `it rests on ${'b'.repeat(64)}`,
    ],
    ['what is no JSON', () => '{"version":1', 'its body is no JSON'],
  ])('finds %s, which no version can have recorded', async (_, body, why) => {
    await plant(body())
    const { code, err } = await regesta(place, ['verify'])
    expect([code, err]).toEqual([1, expect.stringContaining('E_AUDIT_EVENT event 21, ')])
    expect(err).toContain(why)
  })
})

describe('verify', () => {
  test('finds a batch that is called otherwise in the ledger than its file is', async () => {
    await regesta(place, ['count'])
    const renamed = join(place.events, NAME, '0002-other.yaml')
    renameSync(second, renamed)
    await reseal(place)
    const { code, err } = await regesta(place, ['verify'])
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/E_APART_BATCH .* "0002-first-dialogue"; expected "0002-other"/),
    ])
  })

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

  test('says of spans nothing where there are none', async () => {
    const draft = join(place.dir, 'bare.draft.yaml')
    writeFileSync(draft, BARE)
    const bare = { ...place, events: join(place.dir, 'bare-events'), ledger: join(place.dir, 'bare.sqlite') }
    expect((await regesta(bare, ['record', draft, '--chronicle', 'bare'])).err).toBe('')
    expect(await json(bare, ['verify'])).toMatchObject({ chronicles: [{ events: 1, spans: { all: 0 } }] })
    expect((await regesta(bare, ['verify'])).out).not.toContain('span')
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
    edit(first, /start: 62\b/, 'start: 61')
    await reseal(place)
    expect(await regesta(place, ['verify', '--sources', TEXTS])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/0001-first-talks\.yaml:\d+:\d+ E_DIGEST /),
    })
  })

  test('names in a ledger of others begin no line of ours, and move no cursor', async () => {
    const trick = 'x\u001b[2J\narlandia-bolria: 2 batches, 20 events sound'
    const ledger = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    const body = JSON.stringify({ chronicle: trick })
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

describe('verify, beside a ledger that cannot be read,', () => {
  const SOUND =
    /^arlandia-bolria: 2 batches, 20 events, 3 sources sound, root .*\n.*\n {2}the ledger could not be read\n$/

  test('a file that is no ledger: E_FOREIGN_FILE, and what the files prove', async () => {
    const diary = join(place.dir, 'diary.md')
    writeFileSync(diary, 'Dear diary, '.repeat(999))
    const told = await regesta(place, ['verify', '--ledger', diary])
    expect(told).toMatchObject({ code: 5, out: expect.stringMatching(SOUND) })
    expect(told.err).toMatch(/^E_FOREIGN_FILE .*diary\.md.*\n$/)
    const asked = await regesta(place, ['verify', '--json', '--ledger', diary])
    expect(JSON.parse(asked.out)).toMatchObject({
      chronicles: [{ chronicle: NAME, events: 20, ledger: null }],
      unread: { code: 'E_FOREIGN_FILE', message: expect.stringContaining('diary.md') },
    })
  })

  test('one of a later program: E_NEWER_SCHEMA, as elsewhere', async () => {
    await regesta(place, ['as-of'])
    const database = new DatabaseSync(place.ledger)
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(await regesta(place, ['verify'])).toMatchObject({
      code: 5,
      out: expect.stringMatching(SOUND),
      err: expect.stringMatching(/^E_NEWER_SCHEMA .*\n$/),
    })
  })

  test('tells what is wrong with the files as well, and ends as they do', async () => {
    const diary = join(place.dir, 'diary.md')
    writeFileSync(diary, 'Dear diary')
    edit(first, 'Calm', 'Calmer')
    const { code, out, err } = await regesta(place, ['verify', '--ledger', diary])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^E_FOREIGN_FILE .*\n.* E_SUM_EDITED .*\n.* E_SUM_UNNAMED .*\n$/)
  })

  test('one that was tampered with: an alarm, told once', async () => {
    await regesta(place, ['as-of'])
    cpSync(join(place.events, NAME), join(place.events, 'other'), { recursive: true })
    for (const file of ['0001-first-talks.yaml', '0002-first-dialogue.yaml'])
      edit(join(place.events, 'other', file), NAME, 'other')
    await reseal(place, 'other')
    const bytes = readFileSync(place.ledger)
    writeFileSync(place.ledger, bytes.subarray(0, bytes.length / 2))
    const { code, out, err } = await regesta(place, ['verify'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^E_LEDGER_DAMAGED .*\n$/)
  })

  test('one whose pages are damaged within: an alarm that names them', async () => {
    await regesta(place, ['as-of'])
    const database = new DatabaseSync(place.ledger)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const page = Number(
      database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'event'").get()?.rootpage,
    )
    database.close()
    const bytes = readFileSync(place.ledger)
    bytes.fill(0, page * 4096, (page + 1) * 4096)
    writeFileSync(place.ledger, bytes)
    const { code, out, err } = await regesta(place, ['verify'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^(?:\S+ )?E_LEDGER_DAMAGED /)
    expect(err).not.toContain('E_APART')
    rmSync(join(place.events, NAME), { recursive: true })
    expect(await regesta(place, ['verify'])).toEqual({ code, out, err })
  })
})

describe('a ledger that was named', () => {
  test.each([['verify'], ['checkpoint'], ['prove']])(
    'to %s and is not there: E_NO_LEDGER, 3',
    async (command) => {
      const key = join(place.dir, 'a.key')
      await regesta(place, ['keygen', '--name', 'a', '--out', key])
      const typo = join(place.dir, 'typo.sqlite')
      const more = { verify: [], checkpoint: ['--key', key], prove: ['1'] }[command] ?? []
      const { code, err } = await regesta(place, [command, ...more, '--ledger', typo])
      expect([code, err]).toEqual([
        3,
        expect.stringMatching(/^E_NO_LEDGER .*typo\.sqlite: there is no ledger here.*\n$/),
      ])
      expect(existsSync(typo)).toBe(false)
    },
  )

  test('and is not there takes nothing from what the files prove', async () => {
    const { out } = await regesta(place, ['verify', '--ledger', join(place.dir, 'typo.sqlite')])
    expect(out).toMatch(/^arlandia-bolria: 2 batches, 20 events, 3 sources sound, /)
    expect(out).toContain('\n  the ledger could not be read\n')
  })

  test('and is there, but has nothing of the chronicle, is told of', async () => {
    const ledger = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    await ledger.close()
    expect(await regesta(place, ['verify', '--ledger', place.ledger])).toMatchObject({
      code: 0,
      out: expect.stringContaining('\n  the ledger holds nothing of it yet\n'),
    })
  })
})
