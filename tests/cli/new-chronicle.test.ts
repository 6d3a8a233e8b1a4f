import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { makePlace, NAME, type Place, regesta, regestaProcess, temporaryFolder } from './small-chronicle.ts'

const TEXT = 'Holm, 3 March 2025. They met on Monday.\n\n1.\n\nHerring came first.\n'

let place: Place
let texts: string
let draft: string
beforeEach(() => {
  const dir = temporaryFolder()
  place = { dir, events: join(dir, 'events'), ledger: join(dir, 'ledger.sqlite') }
  texts = join(dir, 'texts')
  draft = join(dir, 'first.draft.yaml')
  mkdirSync(texts)
  mkdirSync(place.events)
  writeFileSync(join(texts, 'First Report.txt'), TEXT)
  writeFileSync(
    draft,
    `chronicle: new-one
reader: me
events:
  - type: SourceRegistered
    subject: source/report
    payload:
      label: R1
      published: { edtf: "2025-03-03", basis: stated }
      absent: []
      text: { digest: ${sha256Hex(TEXT)}, length: ${TEXT.length} }
    evidence:
      - { source: source/report, quote: They met on Monday, role: context }
`,
  )
})

const on = (...args: readonly string[]) => regesta(place, [...args, '--sources', texts])

describe('the first document of a new chronicle', () => {
  test.each([[[]], [['--chronicle', 'new-one']]])('is covered by its draft, with %j', async (flags) => {
    const { code, out, err } = await on('coverage', '--draft', draft, '--json', ...flags)
    expect([code, err]).toEqual([1, ''])
    const { chronicle, sources } = JSON.parse(out)
    expect(chronicle).toBe('new-one')
    expect(sources).toMatchObject([{ source: 'source/report', sentences: 3, withEvents: 1, uncovered: 2 }])
    const words = sources[0].list.map(({ words }: { readonly words: string }) => words)
    expect(words).toEqual(['Holm, 3 March 2025.', '1.\n\nHerring came first.'])
  })

  test('is covered beside other chronicles, too', async () => {
    const there = await makePlace()
    const { code, out } = await regesta(there, ['coverage', '--draft', draft, '--sources', texts])
    expect([code, out]).toEqual([1, expect.stringContaining('Herring came first')])
  })

  test.each([
    ['its label in the draft', 'R1', true, 'source/report'],
    ['its key in the draft', 'source/report', true, 'source/report'],
    ['the name of its file', 'First Report.txt', false, 'source/first-report'],
    ['the same without its ending', 'First Report', false, 'source/first-report'],
  ])('is cited by %s', async (_, name, byDraft, source) => {
    const { code, out, err } = await on('cite', name, 'on Monday', ...(byDraft ? ['--draft', draft] : []))
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(
      `{ source: ${source}, start: 29, end: 38, digest: ${sha256Hex('on Monday')}, role: statement }\n`,
    )
  })

  test('is cited by its label where the draft names its file alone', async () => {
    const short = readFileSync(draft, 'utf8').replace(/text: \{.*\}/, 'text: First Report.txt')
    writeFileSync(draft, short)
    const { code, out } = await on('cite', 'R1', 'on Monday', '--draft', draft)
    expect([code, out]).toEqual([0, expect.stringContaining('{ source: source/report, start: 29, end: 38')])
    expect((await on('record', draft, '--chronicle', 'new-one', '--dry-run')).code).toBe(0)
  })

  test('is not cited by what it is not called', async () => {
    expect(await on('cite', 'other', 'on Monday')).toMatchObject({ code: 3, out: '' })
    expect(await on('cite', 'other', 'on Monday', '--draft', draft)).toMatchObject({ code: 3, out: '' })
  })
})

describe('verify --events', () => {
  test('speaks of the chronicles of that folder alone, whatever the default ledger holds', async () => {
    const other = await makePlace()
    const here = { ...place, events: other.events }
    expect((await regestaProcess(here, ['as-of'])).code).toBe(0)
    expect((await on('record', draft, '--chronicle', 'new-one')).code).toBe(0)
    const { code, out } = await regestaProcess(place, ['verify'])
    expect(code).toBe(0)
    expect(out).toMatch(/^new-one: 1 batch/)
    expect(out).not.toContain(NAME)
    const named = await regestaProcess(place, ['verify', '--ledger', join('.regesta', 'ledger.sqlite')])
    expect(named.out).toContain(`${NAME}: `)
  })
})
