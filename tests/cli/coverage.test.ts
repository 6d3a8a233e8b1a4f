import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { json, makePlace, type Place, regesta, TEXTS, temporaryFolder } from './small-chronicle.ts'

const NEW_TEXT =
  'The third talks\nSund, May 3, 2025\n\nBo Falk came to Sund. Gen. Dahl thanked him; they spoke of nets. It rained.\n'

let place: Place
let sources: string

/** A folder with the texts of the fixture and a document that nobody has read yet. */
beforeAll(async () => {
  place = await makePlace()
  sources = join(temporaryFolder(), 'texts')
  mkdirSync(sources)
  cpSync(TEXTS, sources, { recursive: true })
  writeFileSync(join(sources, 'd4.txt'), NEW_TEXT)
})

const coverage = (...args: readonly string[]) => regesta(place, ['coverage', ...args, '--sources', sources])

/** A draft in which reading the new document has begun: its registration, and what else is given. */
function draftWith(name: string, more = ''): string {
  const file = join(place.dir, `${name}.draft.yaml`)
  const text = `chronicle: arlandia-bolria
reader: the tests
events:
  - type: SourceRegistered
    subject: source/d4
    payload:
      label: D4
      published: { edtf: 2025-05-03, basis: stated }
      text: { digest: ${sha256Hex(NEW_TEXT)}, length: ${NEW_TEXT.length} }
      absent: [publisher]
    evidence: [{ source: source/d4, quote: "May 3, 2025", role: date }]
${more}`
  writeFileSync(file, text)
  return file
}

const VISIT = `  - type: VisitMade
    subject: visit/falk-to-sund
    payload: { persons: [person/bo-falk], side: qn, country: qn, called: false }
    evidence: [{ source: source/d4, quote: Bo Falk came to Sund, role: statement }]
`
const THANKS = `  - type: PositionStated
    subject: position/dahl-thanks
    payload: { actors: [person/cleo-dahl], topic: nets, statement: Is thankful., voice: actor }
    evidence: [{ source: source/d4, quote: Gen. Dahl thanked him, role: statement }]
`
const ASIDE = `  - type: PassageSetAside
    subject: source/d4
    payload: { reason: heading, note: The title. }
    evidence: [{ source: source/d4, quote: The third talks, role: title }]
  - type: PassageSetAside
    subject: source/d4
    payload: { reason: wording, note: Weather. }
    evidence: [{ source: source/d4, quote: It rained, role: context }]
`

describe('coverage', () => {
  test('of sources that were read to the end prints their counts and ends with 0', async () => {
    const { code, out, err } = await regesta(place, ['coverage', '--sources', TEXTS])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('A1 source/a1\n  7 sentences: 7 with events, 0 set aside, 0 uncovered;')
    expect(out).not.toContain('□')
  })

  test('names a text that no source has, and does not call it read', async () => {
    const { code, out } = await coverage()
    expect(code).toBe(0)
    expect(out).toContain(
      `not begun: d4.txt\n  text: { digest: ${sha256Hex(NEW_TEXT)}, length: ${NEW_TEXT.length} }\n`,
    )
  })

  test('says of which source the text is not there, and ends with 1', async () => {
    const few = join(temporaryFolder(), 'few')
    mkdirSync(few)
    cpSync(join(TEXTS, 'a1.txt'), join(few, 'a1.txt'))
    const { code, out } = await regesta(place, ['coverage', '--sources', few])
    expect(code).toBe(1)
    expect(out).toContain('the texts of source/b2, source/c3 were not given')
  })

  test('--json names it with its digest and length', async () => {
    expect(await json(place, ['coverage', '--sources', sources])).toMatchObject({
      strangers: [{ file: 'd4.txt', text: { digest: sha256Hex(NEW_TEXT), length: NEW_TEXT.length } }],
    })
  })

  test('of a document whose reading has begun is a page of what is left, with offsets and words', async () => {
    const { code, out } = await coverage('D4', '--draft', draftWith('begun', VISIT))
    expect(code).toBe(1)
    expect(out.split('\n').slice(1)).toEqual([
      '  5 sentences: 2 with events, 0 set aside, 3 uncovered; 28 % of the words lie in',
      '    evidence or are set aside',
      '  □ [0, 15) The third talks',
      '  □ [57, 99) Gen. Dahl thanked him; they spoke of nets.',
      '  □ [100, 110) It rained.',
      '',
    ])
  })

  test('--all lists the others too, with their events, and the words that no evidence reaches', async () => {
    const { code, out } = await coverage('D4', '--all', '--draft', draftWith('more', VISIT + THANKS + ASIDE))
    expect(code).toBe(0)
    expect(out).toContain('✓ [35, 56) Bo Falk came to Sund.\n      VisitMade visit/falk-to-sund\n')
    expect(out).toContain('– [0, 15) The third talks\n      set aside (heading): The title.\n')
    expect(out).toContain('in no evidence: [80, 98) “they spoke of nets”')
  })

  test('--json has the counts and, of each sentence, what was made of it', async () => {
    const draft = draftWith('json', VISIT + THANKS + ASIDE)
    const args = ['coverage', 'source/d4', '--all', '--draft', draft, '--sources', sources]
    expect(await json(place, args)).toMatchObject({
      chronicle: 'arlandia-bolria',
      withoutText: [],
      strangers: [],
      sources: [
        {
          source: 'source/d4',
          label: 'D4',
          file: 'd4.txt',
          sentences: 5,
          withEvents: 3,
          setAside: 2,
          uncovered: 0,
          list: [
            { start: 0, end: 15, status: 'set-aside', setAside: [{ reason: 'heading', note: 'The title.' }] },
            { status: 'events', untouched: [{ words: 'Sund' }] },
            { status: 'events', events: [{ type: 'VisitMade', subject: 'visit/falk-to-sund' }] },
            { status: 'events', words: 'Gen. Dahl thanked him; they spoke of nets.' },
            { status: 'set-aside' },
          ],
        },
      ],
    })
  })

  test('--json without --all lists what is uncovered alone', async () => {
    const { code, out } = await coverage('D4', '--json', '--draft', draftWith('left', VISIT + ASIDE))
    expect(code).toBe(1)
    expect(JSON.parse(out).sources).toMatchObject([{ list: [{ status: 'uncovered', events: [] }] }])
  })

  test.each([
    ['a source that is not there', ['Z9'], 3, 'E_UNKNOWN_SOURCE "Z9" is not a source of arlandia-bolria'],
    ['a draft that is not there', ['--draft', 'none.yaml'], 3, 'E_NO_FILE none.yaml'],
    ['two sources', ['A1', 'B2'], 2, 'E_USAGE'],
  ])('%s ends as such', async (_, args, code, err) => {
    const run = await coverage(...args)
    expect(run.code).toBe(code)
    expect(run.err).toContain(err)
  })

  test('a draft with faults tells them all, with their places', async () => {
    const { code, err } = await coverage(
      '--draft',
      draftWith('bad', VISIT.replace('called: false', 'called: no')),
    )
    expect(code).toBe(5)
    expect(err).toMatch(/bad\.draft\.yaml:\d+:\d+ E_SHAPE/)
  })

  test('a source without its text among those given cannot be told of', async () => {
    const { code, err } = await regesta(place, [
      'coverage',
      'D4',
      '--draft',
      draftWith('no-text'),
      '--sources',
      TEXTS,
    ])
    expect({ code, err: err.split('\n')[0] }).toMatchObject({ code: 5 })
    const empty = temporaryFolder()
    const run = await regesta(place, ['coverage', 'A1', '--sources', empty])
    expect(run).toMatchObject({ code: 3, err: 'E_NO_TEXT the text of source/a1 is not among those given\n' })
  })

  test('needs to be told where the texts are', async () => {
    expect(await regesta(place, ['coverage'])).toMatchObject({ code: 2, out: '' })
  })
})
