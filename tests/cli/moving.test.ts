import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { exportChronicle, importInto, openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../src/event/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { LedgerPlace, openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { contentsOf } from '../ledger/events.ts'
import {
  json,
  makePlace,
  NAME,
  type Place,
  program,
  regesta,
  TEXTS,
  THIRD,
  temporaryFolder,
} from './small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

const files = (dir = join(place.events, NAME)) => readdirSync(dir).sort()

async function contentsAt(path: string): Promise<unknown> {
  const ledger = await openSqliteLedger({ path, mode: 'read' })
  const told = await contentsOf(ledger)
  await ledger.close()
  return told
}

/** Records events in the ledger of the place, as the API does, beyond what its files hold. */
async function recordBeyond(...subjects: readonly string[]): Promise<void> {
  const { chronicle, close } = await openRegesta({
    vocabulary: bilateral.vocabulary,
    eventsDir: place.events,
    ledgerPath: place.ledger,
    mode: 'write',
    clock: fixedClock('2026-03-01T12:00:00Z'),
  })
  for (const subject of subjects) await chronicle.record({ reader: 'the desk', events: [noteOf(subject)] })
  await close()
}

/** Something that needs nothing to stand before it. */
function noteOf(name: string): Envelope {
  return {
    chronicle: NAME,
    version: 1,
    type: 'SourceRegistered',
    subject: `source/${name}`,
    payload: { label: name, published: { edtf: '2025-05-03', basis: 'stated' }, absent: [] },
    evidence: [{ source: `source/${name}`, locator: 'page 1', role: 'title' }],
  }
}

/** Appends to a ledger as one who checks nothing. */
async function append(
  ledger: Ledger,
  name: string,
  events: readonly Envelope[],
  more: { readonly recordedAt?: number; readonly reader?: string } = {},
): Promise<void> {
  await ledger.append({
    chronicle: NAME,
    name,
    recordedAt: Date.UTC(2026, 4, 1),
    events: events.map((event) => ({ id: eventId(event), body: canonicalJson(event) })),
    ...more,
  })
}

/** All that a ledger tells but the names of batches: those are made fit for files. */
async function tellingOf(ledger: Ledger): Promise<unknown> {
  const entries = await Array.fromAsync(ledger.read(NAME))
  return {
    head: await ledger.head(NAME),
    entries: entries.map(({ batch: _, ...entry }) => entry),
    batches: (await ledger.batches(NAME)).map(({ name: _, ...batch }) => batch),
  }
}

describe('export', () => {
  test('writes what was recorded in the ledger as the next files, and does nothing the second time', async () => {
    await recordBeyond('one', 'two')
    const before = await contentsAt(place.ledger)
    const { code, out } = await regesta(place, ['export'])
    expect([code, files()]).toEqual([
      0,
      [
        '0001-first-talks.yaml',
        '0002-first-dialogue.yaml',
        '0003-recorded.yaml',
        '0004-recorded.yaml',
        'ledger.sum',
      ],
    ])
    expect(out).toMatch(
      /^arlandia-bolria: 2 events in 0003-recorded\.yaml to 0004-recorded\.yaml of .*, now through position 22, root [0-9a-f]{64}\n$/,
    )
    expect(readFileSync(join(place.events, NAME, '0003-recorded.yaml'), 'utf8')).toContain(
      'reader: the desk\n',
    )
    expect(await regesta(place, ['verify'])).toMatchObject({ code: 0 })
    expect(await json(place, ['export'])).toMatchObject({
      chronicles: [{ files: [], events: 0, position: 22 }],
    })
    expect(await contentsAt(place.ledger)).toEqual(before)
  })

  test('the files of it give the same ledger elsewhere', async () => {
    await recordBeyond('one', 'two')
    await regesta(place, ['export'])
    const other = join(temporaryFolder(), 'ledger.sqlite')
    expect(await program(place, ['import', place.events, '--ledger', other])).toMatchObject({
      code: 0,
      err: '',
    })
    expect(await contentsAt(other)).toEqual(await contentsAt(place.ledger))
  })

  test('--out writes all of it where nothing is yet', async () => {
    await recordBeyond('one')
    const out = join(temporaryFolder(), 'all')
    await regesta(place, ['export', '--out', out])
    expect(files(join(out, NAME))).toEqual([
      '0001-first-talks.yaml',
      '0002-first-dialogue.yaml',
      '0003-recorded.yaml',
      'ledger.sum',
    ])
    const other = join(temporaryFolder(), 'ledger.sqlite')
    await program(place, ['import', join(out, NAME), '--ledger', other])
    expect(await contentsAt(other)).toEqual(await contentsAt(place.ledger))
  })

  test('goes on where a crash left files half landed: they are passed over until then', async () => {
    await recordBeyond('one', 'two')
    const dir = join(place.events, NAME)
    const before = readFileSync(join(dir, 'ledger.sum'))
    await regesta(place, ['export'])
    const [whole, after] = [files(), readFileSync(join(dir, 'ledger.sum'))]
    writeFileSync(join(dir, 'ledger.sum'), before)
    writeFileSync(join(dir, 'ledger.sum.next'), after)
    writeFileSync(join(dir, '.0004-recorded.yaml.77.tmp'), 'half')
    writeFileSync(join(dir, '.sealing'), '999999999')
    rmSync(join(dir, '0004-recorded.yaml'))
    expect(await json(place, ['verify'])).toMatchObject({ chronicles: [{ batches: 2, ledger: 22 }] })
    expect(await regesta(place, ['export'])).toMatchObject({ code: 0 })
    expect(files()).toEqual(whole)
    expect(await json(place, ['verify'])).toMatchObject({ chronicles: [{ batches: 4, ledger: 22 }] })
  })

  test('takes away nothing that is not its own: a file without a seal is told of', async () => {
    await recordBeyond('one')
    const dir = join(place.events, NAME)
    const stray = join(dir, '0003-recorded.yaml')
    writeFileSync(
      stray,
      readFileSync(join(dir, '0002-first-dialogue.yaml'), 'utf8').replace('09:00', '10:00'),
    )
    expect(await regesta(place, ['export'])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/0003-recorded\.yaml E_SUM_UNSEALED/),
    })
    expect(existsSync(stray)).toBe(true)
  })

  test('leaves files that go further as they are', async () => {
    await (
      await openRegesta({
        vocabulary: bilateral.vocabulary,
        eventsDir: place.events,
        ledgerPath: place.ledger,
        mode: 'write',
      })
    ).close()
    await regesta(place, ['record', THIRD, '--sources', TEXTS, '--ledger', join(place.dir, 'other.sqlite')])
    const before = files()
    expect(await json(place, ['export'])).toMatchObject({ chronicles: [{ files: [], position: 21 }] })
    expect(files()).toEqual(before)
  })

  test('writes nothing beside files that go another way: E_DIVERGED, 4', async () => {
    await recordBeyond('one')
    await regesta(place, ['record', THIRD, '--sources', TEXTS, '--ledger', join(place.dir, 'other.sqlite')])
    const before = files()
    expect(await regesta(place, ['export'])).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^E_DIVERGED .* part ways at position 21: /),
    })
    expect(files()).toEqual(before)
  })

  test('writes nothing of what could not stand in a file, and tells every fault', async () => {
    await (
      await openRegesta({
        vocabulary: bilateral.vocabulary,
        eventsDir: place.events,
        ledgerPath: place.ledger,
        mode: 'write',
      })
    ).close()
    const ledger = await openSqliteLedger({ path: place.ledger, mode: 'write' })
    const unfounded = {
      ...noteOf('one'),
      evidence: [{ source: 'source/nobody', locator: 'page 1', role: 'title' }],
    }
    await append(ledger, 'careless', [noteOf('two'), unfounded as Envelope])
    await ledger.close()
    const before = files()
    expect(await regesta(place, ['export'])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^0003-careless\.yaml:\d+:\d+ E_UNKNOWN_SOURCE /),
    })
    expect(files()).toEqual(before)
  })

  test.each(['../bolria', '/tmp/bolria', 'Bolria', '.'])(
    'writes nothing of a chronicle that is called %s',
    async (name) => {
      const path = join(place.dir, 'of-others.sqlite')
      const ledger = await openSqliteLedger({ path, mode: 'write' })
      const event = { ...noteOf('one'), chronicle: 'bolria' }
      const events = [{ id: eventId(event), body: canonicalJson(event) }]
      await ledger.append({ chronicle: name, name: '0001-one', recordedAt: 1, events })
      await ledger.close()
      const out = join(place.dir, 'within', 'out')
      expect(await regesta(place, ['export', '--ledger', path, '--out', out])).toMatchObject({
        code: 5,
        err: expect.stringMatching(/^E_CHRONICLE /),
      })
      expect(existsSync(join(place.dir, 'within'))).toBe(false)
    },
  )

  test('record waits for it: E_AHEAD, be it a dry run or not', async () => {
    await recordBeyond('one')
    for (const more of [[], ['--dry-run']])
      expect(await regesta(place, ['record', THIRD, '--sources', TEXTS, ...more])).toMatchObject({
        code: 4,
        err: expect.stringMatching(
          /^E_AHEAD the ledger holds 1 event beyond the files of .*`regesta export`/,
        ),
      })
    expect(files()).toHaveLength(3)
    await regesta(place, ['export'])
    const later = { REGESTA_NOW: '2026-03-02T12:00:00Z' }
    expect(await regesta(place, ['record', THIRD, '--sources', TEXTS], later)).toMatchObject({ code: 0 })
    expect(files()).toHaveLength(5)
  })

  test('any batches come back from their files with the same ids, positions, instants and root', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((told) => told.isWellFormed())
    const sizes = fc.array(
      fc.record({ size: fc.integer({ min: 1, max: 4 }), label: text, reader: text, name: text }),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    let run = 0
    await fc.assert(
      fc.asyncProperty(sizes, async (batches) => {
        const ledger = openMemoryLedger()
        let event = 0
        for (const [index, { size, label, reader, name }] of batches.entries()) {
          const events = Array.from({ length: size }, () => {
            const note = noteOf(`s-${++event}`)
            // Of two sources, none goes by the label of the other.
            return { ...note, payload: { ...note.payload, label: `${label} ${event}` } }
          })
          await append(ledger, name, events, { recordedAt: 1e12 + index, reader })
        }
        const out = join(temporaryFolder(), String(++run))
        const { files: written } = await exportChronicle({
          ledger,
          ledgerName: 'it',
          chronicle: NAME,
          eventsDir: out,
          catalogue: bilateral.vocabulary.catalogue,
        })
        expect(written).toHaveLength(batches.length)
        const other = join(out, 'ledger.sqlite')
        await importInto({
          catalogue: bilateral.vocabulary.catalogue,
          source: out,
          to: new LedgerPlace(other),
          progress: () => undefined,
          say: () => undefined,
        })
        const ours = await tellingOf(ledger)
        const back = await openSqliteLedger({ path: other, mode: 'read' })
        expect(await tellingOf(back)).toEqual(ours)
        await back.close()
      }),
      { numRuns: atLength(40, 15) },
    )
  })
})

describe('import', () => {
  test('of another ledger goes on where it was cut off, and does nothing when all is there', async () => {
    await recordBeyond('one', 'two')
    const to = join(temporaryFolder(), 'ledger.sqlite')
    const partly = await openSqliteLedger({ path: to, mode: 'write' })
    const from = await openSqliteLedger({ path: place.ledger, mode: 'read' })
    const [first] = await from.batches(NAME)
    const events = await Array.fromAsync(from.read(NAME, { upTo: first?.last ?? 0 }))
    await partly.append({
      chronicle: NAME,
      name: first?.name ?? '',
      recordedAt: first?.recordedAt ?? 0,
      reader: first?.reader ?? '',
      events,
    })
    await Promise.all([partly.close(), from.close()])
    const { code, out, err } = await program(place, ['import', place.ledger, '--ledger', to, '--progress'])
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^arlandia-bolria: 12 events in 3 batches taken in, now through position 22, root /,
      ),
    ])
    expect(err).toContain('copying arlandia-bolria: 22 of 22 events\n')
    expect(await contentsAt(to)).toEqual(await contentsAt(place.ledger))
    expect(await program(place, ['import', place.ledger, '--ledger', to])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^arlandia-bolria: nothing new, now through position 22, /),
      err: '',
    })
  })

  test.each([
    ['a source that is not there', 'nowhere', 3, 'E_NO_FILE'],
    ['a folder without chronicles', '.', 3, 'E_NO_CHRONICLE'],
  ])('%s', async (_, source, code, fault) => {
    const folder = temporaryFolder()
    expect(await program(place, ['import', join(folder, source)])).toMatchObject({
      code,
      err: expect.stringMatching(`^${fault} `),
    })
  })

  test('of a ledger that is damaged takes in nothing', async () => {
    await recordBeyond('one')
    truncateSync(place.ledger, 20_480)
    const to = join(temporaryFolder(), 'ledger.sqlite')
    expect(await program(place, ['import', place.ledger, '--ledger', to])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^E_LEDGER_DAMAGED /),
    })
    expect(readdirSync(join(to, '..'))).toEqual([])
  })

  test('of what goes another way appends nothing: E_DIVERGED, 4', async () => {
    const to = join(temporaryFolder(), 'ledger.sqlite')
    const ledger = await openSqliteLedger({ path: to, mode: 'write' })
    await append(ledger, '0001-other', [noteOf('other')])
    await ledger.close()
    await recordBeyond('one')
    for (const source of [place.ledger, place.events])
      expect(await program(place, ['import', source, '--ledger', to])).toMatchObject({
        code: 4,
        err: expect.stringMatching(/^E_DIVERGED .* at position 1: /),
      })
  })
})

describe('backup and restore', () => {
  test('give back the same ledger, and tell its roots', async () => {
    await recordBeyond('one')
    const file = join(place.dir, 'copy.sqlite')
    const backedUp = await program(place, ['backup', '--out', file, '--json'])
    const told = JSON.parse(backedUp.out)
    expect(told).toMatchObject({
      file,
      ledger: place.ledger,
      chronicles: [{ chronicle: NAME, position: 21 }],
    })
    const to = join(place.dir, 'restored.sqlite')
    const restored = await program(place, ['restore', file, '--to', to, '--json'])
    expect(JSON.parse(restored.out)).toEqual({ ledger: to, aside: null, chronicles: told.chronicles })
    expect(await contentsAt(to)).toEqual(await contentsAt(place.ledger))
    expect(await program(place, ['restore', file, '--to', to])).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^E_LEDGER_EXISTS /),
    })
    const replaced = await program(place, ['restore', file, '--to', to, '--replace'])
    expect(replaced).toMatchObject({ code: 0, out: expect.stringContaining(`is now ${to}.replaced.\n`) })
  })

  test('a backup without a name gets one by its instant', async () => {
    await recordBeyond('one')
    const here = process.cwd()
    process.chdir(place.dir)
    try {
      expect(await program(place, ['backup'])).toMatchObject({ code: 0 })
    } finally {
      process.chdir(here)
    }
    expect(readdirSync(place.dir)).toContain('regesta-20260201T120000Z.sqlite')
  })

  test('a ledger that is not there, or a backup that is none, is refused', async () => {
    expect(await program(place, ['backup', '--out', join(place.dir, 'copy.sqlite')])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^E_NO_LEDGER /),
    })
    expect(await program(place, ['restore', THIRD, '--to', join(place.dir, 'x.sqlite')])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_FOREIGN_FILE /),
    })
  })
})
