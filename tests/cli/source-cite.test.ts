import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { sha256Hex } from '../../src/event/index.ts'
import { cslItems } from '../exchange/csl-schema.ts'
import { json, makePlace, type Place, regesta, TEXTS, temporaryFolder } from './small-chronicle.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

describe('source', () => {
  test('lists all, with what each lacks', async () => {
    const { out } = await regesta(place, ['source'])
    expect(out.replace(/\n +/g, ' ').trimEnd().split('\n')).toEqual([
      'A1 Talks in Port Arl, Arl Post; 2024-03-02; 9 events; lacks byline (source/a1)',
      'B2 Holm Gazette; 2025-01-15; 6 events; lacks title, byline (source/b2)',
      'C3 publisher not named; undated, not before 2025-01-14; 2 events; lacks publisher, date, title (source/c3)',
    ])
  })

  test.each(['A1', 'a1', 'source/a1', 'source/a1@qu-mar:3,2025-01-01'])(
    '%s is one of them',
    async (asked) => {
      expect(await json(place, ['source', asked])).toMatchObject({
        id: 'source/a1',
        label: 'A1',
        publisher: 'Arl Post',
        byline: [],
        medium: null,
        side: 'qm',
        published: { edtf: '2024-03-02', basis: 'stated' },
        known: { notBefore: '2024-03-02', by: '2024-03-02' },
        absent: ['byline'],
        events: 9,
        withdrawn: false,
      })
    },
  )

  test('an undated one is known by no day', async () => {
    expect(await json(place, ['source', 'C3'])).toMatchObject({
      known: { notBefore: '2025-01-14', by: null },
    })
  })

  test('one that is not there ends with 3 and names those that are', async () => {
    expect(await regesta(place, ['source', 'Z9'])).toMatchObject({
      code: 3,
      out: '',
      err: 'E_UNKNOWN_SOURCE "Z9" is not a source of arlandia-bolria; its sources are A1 (source/a1), B2 (source/b2), C3 (source/c3)\n',
    })
  })
})

describe('cite', () => {
  const cite = (...args: readonly string[]) => regesta(place, ['cite', ...args, '--sources', TEXTS])

  test('prints an evidence line that YAML reads', async () => {
    const { code, out } = await cite('A1', 'lighthouse keeping')
    expect(code).toBe(0)
    expect(out).toMatch(
      /^\{ source: source\/a1, start: 258, end: 276, digest: [0-9a-f]{64}, role: statement \}\n$/,
    )
    expect(parse(out)).toMatchObject({ source: 'source/a1', start: 258, end: 276 })
  })

  test('--json adds where it stands', async () => {
    expect(
      await json(place, ['cite', 'A1', 'on Friday', '--role', 'date', '--sources', TEXTS]),
    ).toMatchObject({
      source: 'source/a1',
      role: 'date',
      line: 2,
      column: 39,
      context: expect.stringContaining('«on Friday»'),
    })
  })

  test('words that stand there twice end with 5 and both places', async () => {
    const { code, out, err } = await cite('A1', 'lighthouse keep')
    expect([code, out]).toEqual([5, ''])
    expect(err).toMatch(/^E_QUOTE_AMBIGUOUS .* occurs 2 times/)
    expect(err.match(/\[\d+, \d+\)/g)).toEqual(['[258, 273)', '[310, 325)'])
  })

  test('words that do not stand there end with 3 and the nearest', async () => {
    expect(await cite('A1', 'LIGHTHOUSE keeping')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^E_QUOTE_NOT_FOUND .*nearest is "lighthouse keeping"/),
    })
  })

  test('REGESTA_SOURCES names the folder too', async () => {
    const { code } = await regesta(place, ['cite', 'A1', 'calm seas'], { REGESTA_SOURCES: TEXTS })
    expect(code).toBe(0)
  })

  test.each([
    ['a text that is not at hand', temporaryFolder(), 'E_NO_TEXT'],
    ['a folder that is not there', '/nowhere', 'E_NO_SOURCES'],
  ])('%s ends with 3', async (_, folder, fault) => {
    expect(await regesta(place, ['cite', 'A1', 'calm seas', '--sources', folder])).toMatchObject({
      code: 3,
      err: expect.stringMatching(`^${fault} `),
    })
  })
})

describe('a source by its address, kind and relations', () => {
  let known: Place

  beforeAll(async () => {
    known = await makePlace()
    const draft = join(known.dir, 'more.draft.yaml')
    writeFileSync(
      draft,
      `chronicle: arlandia-bolria
reader: the tests
events:
  - type: SourceRegistered
    subject: source/d4
    payload:
      label: D4
      title: 港の会談
      byline: [A. Ito, B. Cruz]
      publisher: Ministry of Harbours
      kind: press-release
      language: ja
      address: https://example.org/news/4
      accessed: 2025-01-20
      published: { edtf: "2025-01-16", basis: stated }
      partOf: source/b2
      translationOf: source/a1
    evidence: [{ source: source/d4, locator: page 1, role: date }]
`,
    )
    expect(await regesta(known, ['record', draft])).toMatchObject({ code: 0, err: '' })
  })

  const footnote =
    'A. Ito and B. Cruz, “港の会談” (translation of “Talks in Port Arl”), press release, Ministry of Harbours, 16 January 2025, https://example.org/news/4 (accessed 20 January 2025).\n'

  test('source shows them', async () => {
    const { out } = await regesta(known, ['source', 'D4'])
    for (const row of [
      'kind       press release',
      'language   ja',
      'address    https://example.org/news/4',
      'accessed   2025-01-20',
      'translates source/a1',
      'part of    source/b2',
      'lacks      nothing',
    ])
      expect(out).toContain(`\n  ${row}\n`)
    expect(await json(known, ['source', 'D4'])).toMatchObject({
      kind: 'press-release',
      language: 'ja',
      address: 'https://example.org/news/4',
      accessed: '2025-01-20',
      translationOf: 'source/a1',
      partOf: 'source/b2',
      absent: [],
    })
    expect(await json(known, ['source', 'A1'])).toMatchObject({
      kind: null,
      language: null,
      address: null,
      accessed: null,
      translationOf: null,
      partOf: null,
    })
  })

  test.each(['D4', 'd4', 'source/d4'])('cite --source %s prints a footnote', async (name) => {
    expect(await regesta(known, ['cite', '--source', name])).toEqual({ code: 0, out: footnote, err: '' })
  })

  test.each([
    ['A1', '“Talks in Port Arl”, Arl Post, 2 March 2024.\n'],
    ['C3', 'C3, n.d. (not before 14 January 2025).\n'],
  ])('cite --source %s leaves out what the document lacks', async (name, out) => {
    expect(await regesta(known, ['cite', '--source', name])).toMatchObject({ code: 0, out })
  })

  test('cite --source --json gives CSL-JSON', async () => {
    const items = await json(known, ['cite', '--source', 'D4'])
    expect(cslItems.safeParse(items).error).toBeUndefined()
    expect(items).toMatchObject([{ id: 'source/d4', 'original-title': 'Talks in Port Arl', language: 'ja' }])
  })

  test('cite refuses --source beside a source, and one that is not there', async () => {
    expect(await regesta(known, ['cite', 'A1', 'words', '--source', 'A1'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^E_USAGE expected --source alone/),
    })
    expect(await regesta(known, ['cite', '--source', 'Z9'])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^E_UNKNOWN_SOURCE /),
    })
    expect(await regesta(known, ['cite'])).toMatchObject({
      code: 2,
      err: 'E_USAGE missing: <source>, <words>\nsee regesta cite --help\n',
    })
  })
})

describe('a source that was published again with another text', () => {
  const SECOND = 'Holm, corrected edition\n\nThe lighthouse was lit again.\n'
  let revised: Place
  let sources: string

  beforeAll(async () => {
    revised = await makePlace()
    sources = temporaryFolder()
    cpSync(TEXTS, sources, { recursive: true })
    writeFileSync(join(sources, 'a1-second.txt'), SECOND)
    const draft = join(revised.dir, 'second.draft.yaml')
    writeFileSync(
      draft,
      `chronicle: arlandia-bolria
reader: the tests
events:
  - type: SourceRevised
    subject: source/a1
    payload:
      reason: a corrected edition
      text: { digest: ${sha256Hex(SECOND)}, length: ${SECOND.length} }
    evidence: [{ source: source/a1, quote: corrected edition, role: statement }]
`,
    )
    expect(await regesta(revised, ['record', draft, '--sources', sources])).toMatchObject({
      code: 0,
      err: '',
    })
  })

  test('shows both', async () => {
    const { out } = await regesta(revised, ['source', 'A1'])
    expect(out).toMatch(/\n {2}text {7}\d+ UTF-16 code units, sha256/)
    expect(out).toContain(`revised    ${SECOND.length} UTF-16 code units, sha256`)
    const texts = [{}, { digest: sha256Hex(SECOND), length: SECOND.length }]
    expect(await json(revised, ['source', 'A1'])).toMatchObject({ texts })
  })

  test.each(['The lighthouse was lit again', 'lend two lighthouse keepers'])(
    'is cited by “%s”',
    async (words) => {
      expect(await regesta(revised, ['cite', 'A1', words, '--sources', sources])).toMatchObject({ code: 0 })
    },
  )

  test('has its spans proved, and the sentences of both texts set beside the events', async () => {
    expect(await regesta(revised, ['verify', '--sources', sources])).toMatchObject({ code: 0 })
    const { code, out } = await regesta(revised, ['coverage', 'A1', '--sources', sources])
    expect(code).toBe(1)
    expect(out).toContain('A1 source/a1\n  7 sentences: 7 with events, 0 set aside, 0 uncovered;')
    expect(out).toContain('A1 source/a1\n  2 sentences: 1 with events, 0 set aside, 1 uncovered;')
    expect(out).toContain('□ [25, 54) The lighthouse was lit again.')
  })

  test('is not all read where one of its texts is not at hand', async () => {
    const { code, out } = await regesta(revised, ['coverage', '--sources', TEXTS])
    expect(code).toBe(1)
    expect(out).toContain('not read: the texts of source/a1 were not given')
  })
})
