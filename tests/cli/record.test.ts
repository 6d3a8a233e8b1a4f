import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit.ts'
import { sha256Hex } from '../../src/event/index.ts'
import { json, makePlace, NAME, type Place, regesta, TEXTS, THIRD } from './small-chronicle.ts'

let place: Place
beforeEach(async () => {
  place = await makePlace()
})

const record = (...args: readonly string[]) => regesta(place, ['record', ...args, '--sources', TEXTS])
const files = () => readdirSync(join(place.events, NAME)).sort()

function draft(text: string): string {
  const file = join(place.dir, 'my.draft.yaml')
  writeFileSync(file, text)
  return file
}

describe('record', () => {
  test('seals a draft as the next batch and takes it into the ledger', async () => {
    const { code, out } = await record(THIRD)
    expect(code).toBe(0)
    expect(out).toMatch(
      /^Sealed 0003-third\.yaml: 1 event, position 21, recorded at\n2026-02-01T12:00:00\.000Z\./,
    )
    expect(out).toContain(
      'INSTRUMENTS: 1 ADDED\n  + minutes: the mesh of nets; 2025-01-14 [B2 70–99]\n      it was recorded',
    )
    expect(files()).toEqual([
      '0001-first-talks.yaml',
      '0002-first-dialogue.yaml',
      '0003-third.yaml',
      'ledger.sum',
    ])
    expect(await regesta(place, ['verify', '--sources', TEXTS])).toMatchObject({
      code: 0,
      out: expect.stringContaining('the ledger agrees, through position 21'),
    })
  })

  const head = { chronicle: NAME, reader: 'the tests' }
  /** A draft of 220 meetings, and the source that lists them. */
  function manyMeetings(): string {
    const by = (role: string) => [{ source: 'source/list', locator: 'page 1', role }]
    const meetings = Array.from({ length: 220 }, (_, at) => ({
      type: 'MeetingHeld',
      subject: `meeting/m${at}`,
      payload: { kind: 'talks', name: `talks ${at}` },
      valid: { edtf: '2024-03-01', basis: 'stated' },
      evidence: by('statement'),
    }))
    const source = {
      type: 'SourceRegistered',
      subject: 'source/list',
      payload: { label: 'list', published: { edtf: '2024-03-02', basis: 'stated' }, absent: [] },
      evidence: by('date'),
    }
    return draft(JSON.stringify({ ...head, events: [source, ...meetings] }))
  }

  test('shows the first hundred of many, how many are left, and the command that shows all', async () => {
    const many = manyMeetings()
    const dry = await record(many, '--dry-run')
    expect(dry.out).toContain('All of it: --json')
    const { code, out } = await record(many)
    expect([code, out]).toEqual([0, expect.stringContaining('MEETINGS, 100 OF 220: 100 ADDED')])
    expect(out).toContain('  … 120 more may differ, of which 120 are new\n')
    expect(out.match(/ {2}\+ talks/g)).toHaveLength(100)
    const [, command = ''] = /All of it: regesta (.*)$/s.exec(out) ?? []
    const all = await regesta(place, command.trim().split(/\s+/))
    expect([all.code, all.out]).toEqual([0, expect.stringContaining('MEETINGS: 220 ADDED')])
    expect(all.out.match(/ {2}\+ talks/g)).toHaveLength(220)
  })

  test('saves the columns of a large batch, so that no start has to read it', async () => {
    await record(THIRD)
    await record(manyMeetings())
    const saved = readFileSync(join(`${place.ledger}.columns`, NAME))
    const answers = () => json(place, ['as-of', '2025-01-01'])
    const answered = await answers()
    expect(readFileSync(join(`${place.ledger}.columns`, NAME))).toEqual(saved)
    rmSync(`${place.ledger}.columns`, { recursive: true })
    expect(await answers()).toEqual(answered)
  })

  test('shows what an act changes of an event that no start has read, since columns of it were saved', async () => {
    const { recorded } = Object(await json(place, ['record', manyMeetings(), '--sources', TEXTS]))
    const act = { type: 'EventRetracted', subject: 'meeting/m7', target: { event: recorded[8] } }
    const events = [{ ...act, payload: { reason: 'a slip' } }]
    expect((await regesta(place, ['as-of', '2025-01-01'])).code).toBe(0)
    const { code, out } = await record(draft(JSON.stringify({ ...head, events })))
    expect([code, out]).toEqual([0, expect.stringContaining('talks 7')])
  })

  test('--dry-run writes nothing and shows what it would change', async () => {
    const { code, out } = await record(THIRD, '--dry-run')
    expect(code).toBe(0)
    expect(out).toContain('Would seal 0003-third.yaml')
    expect(out).toContain('In the state today this would change:\n\nINSTRUMENTS: 1 ADDED')
    expect(files()).toEqual(['0001-first-talks.yaml', '0002-first-dialogue.yaml', 'ledger.sum'])
    expect(existsSync(place.ledger)).toBe(false)
  })

  test('--json gives batch, positions, ids and changes', async () => {
    expect(await json(place, ['record', THIRD, '--sources', TEXTS, '--slug', 'nets'])).toMatchObject({
      chronicle: NAME,
      dryRun: false,
      batch: '0003-nets.yaml',
      recordedAt: '2026-02-01T12:00:00.000Z',
      positions: { first: 21, last: 21 },
      recorded: [expect.stringMatching(/^[0-9a-f]{64}$/)],
      already: [],
      changes: { instruments: [{ change: 'added', causes: ['recorded'] }], meetings: [] },
    })
  })

  test('a date after its source came out is recorded with a warning, at its file, line and column', async () => {
    const text = readFileSync(THIRD, 'utf8').replace('edtf: 2025-01-14', 'edtf: 2030-01-14')
    const file = draft(text.replaceAll('source/b2', 'source/a1').replace(/quote: [^,]+,/, 'locator: page 9,'))
    const warned =
      /my\.draft\.yaml:7:20 W_BEFORE_IT_HAPPENED expected no day after 2024-03-03, the day after source\/a1/
    const { code, out, err } = await record(file, '--dry-run')
    expect([code, out]).toEqual([0, expect.stringContaining('Would seal')])
    expect(err).toMatch(warned)
    expect(await record(file)).toMatchObject({ code: 0, err: expect.stringMatching(warned) })
    const { instruments } = await json(place, ['as-of', '2031-01-01'])
    expect(instruments).toMatchObject([{ certainty: 'definitely' }, { certainty: 'possibly' }])
  })

  test('what was recorded and is retracted stays so, and the warning says how to restore it', async () => {
    const { recorded } = Object(await json(place, ['record', THIRD, '--sources', TEXTS]))
    const acting = (type: string, target: string) =>
      record(
        draft(`chronicle: ${NAME}
reader: the tests
events:
  - type: ${type}
    subject: instrument/2025-01-14-minutes
    payload: { reason: a slip }
    target: ${target}
`),
      )
    await acting('EventRetracted', `{ event: ${recorded[0]} }`)
    const again = await record(THIRD)
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Nothing new to record') })
    const [, line, target = ''] =
      /third\.draft\.yaml:(\d+):\d+ W_RETRACTED .* EventRestored with target: (\{.*\})/.exec(again.err) ?? []
    expect([line, target]).toEqual(['4', expect.stringContaining(`event: ${recorded[0]}, after: `)])
    expect(await acting('EventRestored', target)).toMatchObject({ code: 0, err: '' })
    expect(await record(THIRD)).toMatchObject({ err: '' })
  })

  test('what stands recorded is a no-op', async () => {
    await record(THIRD)
    expect(await record(THIRD)).toMatchObject({
      code: 0,
      out: 'Nothing new to record. 1 event stood recorded already.\n',
    })
    expect(files()).toHaveLength(4)
  })

  test('its instant is later than the head’s even where the clock is behind', async () => {
    const { out } = await regesta(place, ['record', THIRD, '--sources', TEXTS], {
      REGESTA_NOW: '2025-06-02T08:56:00Z',
    })
    expect(out.replaceAll('\n', ' ')).toContain('recorded at 2025-06-02T09:00:00.001Z')
  })

  test('an instant ahead of the clock is warned of, at its line', async () => {
    const file = draft(`recordedAt: 2026-03-01T12:00:00.000Z\n${readFileSync(THIRD, 'utf8')}`)
    const { code, err } = await record(file, '--dry-run')
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/my\.draft\.yaml:1:13 W_CLOCK .* 2026-03-01T12:00:00\.000Z is 28 days ahead/),
    ])
    const soon = draft(`recordedAt: 2026-02-01T12:04:00.000Z\n${readFileSync(THIRD, 'utf8')}`)
    expect((await record(soon, '--dry-run')).err).not.toContain('W_CLOCK')
  })

  test('a clock that is far behind the head seals nothing, and verify tells that one of them is wrong', async () => {
    const behind = { REGESTA_NOW: '2020-01-01T00:00:00Z' }
    const { code, err } = await regesta(place, ['record', THIRD, '--sources', TEXTS], behind)
    expect([code, err]).toEqual([EXIT.failed, expect.stringMatching(/^E_CLOCK nothing is recorded/)])
    expect(files()).toHaveLength(3)
    const verified = await regesta(place, ['verify'], behind)
    expect([verified.code, verified.err]).toEqual([
      0,
      expect.stringMatching(/^\S+ W_CLOCK .*2025-06-02T09:00:00.000Z is 1979 days ahead of the clock/),
    ])
    expect((await regesta(place, ['verify'])).err).toBe('')
  })

  test('writes the same whether the ledger has what came before, or the files alone', async () => {
    const fourth = draft(readFileSync(THIRD, 'utf8').replaceAll('nets', 'boats'))
    await record(THIRD)
    const copy = await makePlace()
    cpSync(place.events, copy.events, { recursive: true })
    const sealed = ({ events }: Place) =>
      ['0004-my.yaml', 'ledger.sum'].map((name) => readFileSync(join(events, NAME, name), 'utf8'))
    const outputs = [place, copy].map((each) => regesta(each, ['record', fourth, '--sources', TEXTS]))
    const [here, there] = await Promise.all(outputs)
    expect(here?.out).toContain('position 22')
    expect(there?.out).toBe(here?.out)
    expect(sealed(copy)).toEqual(sealed(place))
    expect(await json(copy, ['verify', '--sources', TEXTS])).toEqual(
      await json(place, ['verify', '--sources', TEXTS]),
    )
  })

  test('a landed file that was edited is refused, though the ledger has what it was', async () => {
    await record(THIRD)
    const landed = join(place.events, NAME, '0003-third.yaml')
    writeFileSync(landed, `${readFileSync(landed, 'utf8')}# a word more\n`)
    const fourth = draft(readFileSync(THIRD, 'utf8').replaceAll('nets', 'boats'))
    for (const more of [[], ['--dry-run']]) {
      const { code, err } = await record(fourth, ...more)
      expect([code, err]).toEqual([5, expect.stringContaining('0003-third.yaml E_SUM_EDITED')])
    }
    expect(files()).toHaveLength(4)
  })

  test('all faults come at once with file, line and column, and nothing is recorded', async () => {
    const file = draft(
      readFileSync(THIRD, 'utf8')
        .replace('InstrumentSigned', 'InstrumentEaten')
        .replace('edtf: 2025-01-14', 'edtf: 2025-01-32')
        .replace('took place in Holm on Tuesday', 'took place on the moon'),
    )
    const { code, out, err } = await record(file)
    expect([code, out]).toEqual([5, ''])
    const faults = err.trimEnd().split('\n')
    for (const fault of faults) expect(fault).toMatch(/^\S+my\.draft\.yaml:\d+:\d+ E_[A-Z_]+ \S/)
    for (const named of ['E_TYPE', 'E_EDTF', 'E_QUOTE_NOT_FOUND']) expect(err).toContain(` ${named} `)
    expect(files()).toHaveLength(3)
    expect(existsSync(place.ledger)).toBe(false)
  })

  test.each([
    ['a file that is not there', 'nowhere.yaml', 3, 'E_NO_FILE'],
    ['a folder', '.', 5, 'E_NO_FILE'],
  ])('%s', async (_, file, code, fault) => {
    expect(await record(file)).toMatchObject({ code, err: expect.stringMatching(`^${fault} `) })
  })

  test('a chronicle that is not there is not begun by a slip of the pen', async () => {
    const file = draft(readFileSync(THIRD, 'utf8').replace(NAME, 'arlandia-bolira'))
    expect(await record(file)).toMatchObject({
      code: 3,
      err: expect.stringMatching(
        /^E_NO_CHRONICLE .*; if it is a new one, begin it with --chronicle arlandia-bolira\n$/,
      ),
    })
    expect(readdirSync(place.events)).toEqual([NAME])
  })

  test('a folder that is empty yet is begun by a draft that names it', async () => {
    mkdirSync(join(place.events, 'my-own'))
    const text = readFileSync(join(place.events, NAME, '0001-first-talks.yaml'), 'utf8')
    const file = draft(text.replace(`chronicle: ${NAME}`, 'chronicle: my-own'))
    expect(await record(file)).toMatchObject({ code: 0 })
    expect(readdirSync(join(place.events, 'my-own'))).toContain('ledger.sum')
  })

  test('a quote without texts says by which option they are given', async () => {
    const { code, err } = await regesta(place, ['record', THIRD])
    expect(code).toBe(5)
    expect(err).toMatch(/E_NEEDS_TEXT .*no texts were given; give their folder by --sources\n/)
  })

  test('a quote of a source without its text comes with the lines that would register one', async () => {
    const folder = join(place.dir, 'texts')
    cpSync(TEXTS, folder, { recursive: true })
    writeFileSync(join(folder, 'harbour.txt'), 'The harbour froze.')
    const file = draft(`chronicle: ${NAME}
reader: the tests
events:
  - type: SourceRegistered
    subject: source/harbour
    payload: { label: H, published: { edtf: 2025-05-03, basis: stated }, absent: [] }
    evidence: [{ source: source/harbour, quote: harbour, role: title }]
`)
    const { code, err } = await regesta(place, ['record', file, '--sources', folder])
    expect(code).toBe(5)
    const line = `text: { digest: ${sha256Hex('The harbour froze.')}, length: 18 }`
    expect(err).toContain(`is that of source/harbour; texts of no source`)
    expect(err).toContain(`${join(folder, 'harbour.txt')}: ${line}\n`)
    expect(err).not.toContain('a1.txt')
    writeFileSync(file, readFileSync(file, 'utf8').replace('label: H,', `label: H, ${line},`))
    expect(await regesta(place, ['record', file, '--sources', folder])).toMatchObject({ code: 0, err: '' })
  })

  test('a type that is none comes with the one that was meant', async () => {
    const file = draft(readFileSync(THIRD, 'utf8').replace('InstrumentSigned', 'InstrumentSinged'))
    expect((await record(file)).err).toMatch(/E_TYPE "InstrumentSinged" .*; did you mean InstrumentSigned\?/)
  })

  test('a new chronicle is begun by its name', async () => {
    const text = readFileSync(join(place.events, NAME, '0001-first-talks.yaml'), 'utf8')
    const file = draft(text.replace(`chronicle: ${NAME}`, 'chronicle: my-own'))
    expect(await record(file, '--chronicle', 'my-own')).toMatchObject({ code: 0 })
    expect(readdirSync(join(place.events, 'my-own')).sort()).toEqual(['0001-my.yaml', 'ledger.sum'])
    expect(await regesta(place, ['as-of'])).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_WHICH_CHRONICLE .*arlandia-bolria, my-own/),
    })
    expect(await regesta(place, ['as-of', '--chronicle', 'my-own'])).toMatchObject({ code: 0 })
  })

  test('a name that is none is refused', async () => {
    expect(await record(THIRD, '--chronicle', '../escape')).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_CHRONICLE /),
    })
  })
})
