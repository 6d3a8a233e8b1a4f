import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../src/event/index.ts'
import { BARE_ENVIRONMENT, json, MAIN, makePlace, NAME, type Place, regesta } from './small-chronicle.ts'

const PAGE = `<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Talks</title>
<meta name=publisher content="Ministry of Harbours"><meta name=date content=2025-06-03></head>
<body><h1>Talks in Port Arl</h1><p>Ministry of Harbours, 3 June 2025</p>
<p>Arlandia and Bolria agreed on Monday to meet again by the end of the year. Minister Ana Cruz was there.</p></body></html>`

let place: Place
let documents: string
beforeEach(async () => {
  place = await makePlace()
  documents = join(place.dir, 'documents')
  mkdirSync(documents)
})

const folders = () => ['--sources', join(place.dir, 'texts'), '--out', join(place.dir, 'drafts')]
const draft = (...args: readonly string[]) => regesta(place, ['draft', ...args, ...folders()])
const file = (name: string, bytes: string | Uint8Array) => {
  writeFileSync(join(documents, name), bytes)
  return join(documents, name)
}
const saved = (...path: readonly string[]) => readFileSync(join(place.dir, ...path), 'utf8')

describe('draft', () => {
  test('saves the text of a document, and a draft that it is registered by once what is guessed was checked', async () => {
    const page = file('talks.html', PAGE)
    const { code, out, err } = await draft(page, '--reader', 'the tests')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('talks.draft.yaml')
    const text = saved('texts', 'talks.txt')
    expect(text).toMatch(/^Talks in Port Arl\n\nMinistry of Harbours, 3 June 2025\n\nArlandia and/)
    const written = saved('drafts', 'talks.draft.yaml')
    expect(written).toContain(`chronicle: ${NAME}\nreader: "the tests"\n`)
    expect(written).toContain(`text: { digest: ${sha256Hex(text)}, length: ${text.length} }`)
    expect(written).toContain('#? language: en # not in the text; by <html lang>')
    expect(written).toContain('#? absent: [byline, address] # not found')

    const checked = join(place.dir, 'checked.draft.yaml')
    writeFileSync(checked, written.replaceAll('#? ', ''))
    const recorded = await regesta(place, ['record', checked, '--sources', join(place.dir, 'texts')])
    expect([recorded.code, recorded.err]).toEqual([0, ''])
    expect(await json(place, ['source', 'talks'])).toMatchObject({
      title: 'Talks in Port Arl',
      publisher: 'Ministry of Harbours',
      published: { edtf: '2025-06-03', basis: 'stated' },
      language: 'en',
      text: { digest: sha256Hex(text), length: text.length },
      original: { mediaType: 'text/html', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      absent: ['byline', 'address'],
    })
    const verified = await regesta(place, ['verify', '--sources', join(place.dir, 'texts')])
    expect(verified.out).toContain('3 of')
  })

  test('reads the sentences of a text that was wrapped, each at its place', async () => {
    const text = [
      'TALKS IN PORT ARL',
      'By A. Ito',
      '',
      'The two sides met in Port Arl on Monday and agreed that the Minister of',
      'Harbours of Arlandia would visit Bolria before the end of the year, on 3',
      'June 2025 at the latest. Nothing was signed.',
      '',
      'Present were:',
      '- Ana Cruz',
      '- Bo Lind',
      '',
    ].join('\n')
    expect((await draft(file('wrapped.txt', text))).code).toBe(0)
    expect(saved('texts', 'wrapped.txt')).toBe(text)
    const sentences = [...saved('drafts', 'wrapped.draft.yaml').matchAll(/^# \[(\d+)–(\d+)\] (.*)$/gm)]
    expect(sentences.map(([, , , words]) => words)).toEqual([
      'TALKS IN PORT ARL',
      'By A. Ito',
      'The two sides met in Port Arl on Monday and agreed that the Minister of Harbours of Arlandia would visit Bolria before the end of the year, on 3 June 2025 at the latest.',
      'Nothing was signed.',
      'Present were:',
      '- Ana Cruz',
      '- Bo Lind',
    ])
    for (const [, start, end, words] of sentences)
      expect(text.slice(Number(start), Number(end)).replaceAll('\n', ' ')).toBe(words)
    expect(saved('drafts', 'wrapped.draft.yaml')).toContain('"3 June 2025" = 2025-06-03')
  })

  test('says of tables and libraries in a folder what reads them', async () => {
    file('a.txt', 'They met.')
    file('b.csv', 'Date,Name\n2025,Talks\n')
    file('c.bib', '@book{x, title={X}}')
    file('d.json', '[]')
    const { code, out, err } = await draft(documents)
    expect([code, readdirSync(join(place.dir, 'texts'))]).toEqual([5, ['a.txt']])
    expect(out).toContain('a.txt')
    expect(err).toMatch(/b\.csv E_FORMAT.*regesta draft table/)
    expect(err).toMatch(/c\.bib E_FORMAT.*regesta draft bibliography/)
    expect(err).toMatch(/d\.json E_FORMAT.*regesta draft bibliography/)
  })

  test('is refused by record as long as what it cannot know is left open', async () => {
    await draft(file('old.txt', 'A note\n\nIt has no date.\n'))
    const place_ = join(place.dir, 'drafts', 'old.draft.yaml')
    const { code, err } = await regesta(place, ['record', place_, '--sources', join(place.dir, 'texts')])
    expect(code).toBe(5)
    for (const lacking of ['reader', 'published', 'evidence']) expect(err).toContain(lacking)
  })

  test('lists every sentence in order, with what may be a date or a name in it', async () => {
    await draft(file('talks.html', PAGE))
    const written = saved('drafts', 'talks.draft.yaml')
    expect(written).toContain('"3 June 2025" = 2025-06-03')
    expect(written).toContain('dates: "on Monday" = ?, "by the end of the year" = ?; names: ')
    expect(written).toContain('Minister Ana Cruz')
    expect(written.match(/^# \[\d+–\d+\] /gm)).toHaveLength(4)
  })

  test('reads what it can of a folder, names what it cannot with why, and leaves hidden files and folders', async () => {
    file('Họp báo.txt', 'Ngày 1 tháng 5 năm 2025\n')
    file('会談.txt', '令和7年5月1日\n')
    file('a.html', PAGE)
    file('a.txt', 'The same, typed.\n')
    file('sjis.txt', Uint8Array.of(0x89, 0xef, 0x92, 0x6b))
    file('scan.png', Buffer.from('\x89PNG\r\n', 'latin1'))
    file('.hidden', 'x')
    mkdirSync(join(documents, 'a_files'))
    const { code, out, err } = await draft(documents, '--json')
    expect(code).toBe(5)
    expect(err).toMatch(/scan\.png E_SCAN .*\n.*sjis\.txt E_ENCODING .*--encoding shift_jis\n$/)
    const { drafted, faults } = JSON.parse(out)
    expect(faults).toMatchObject([{ code: 'E_SCAN' }, { code: 'E_ENCODING' }])
    expect(drafted.map(({ label }: { readonly label: string }) => label)).toEqual([
      'hop-bao',
      'a-html',
      'a-txt',
      `document-${sha256Hex('会談').slice(0, 8)}`,
    ])
    expect(readdirSync(join(place.dir, 'drafts'))).toHaveLength(4)
    expect(readdirSync(join(place.dir, 'texts'))).toHaveLength(4)
  })

  test('reads a text by the encoding that is named', async () => {
    const old = file('old.txt', Uint8Array.of(0x89, 0xef, 0x92, 0x6b))
    expect((await draft(old, '--encoding', 'shift_jis', '--label', 'gazette-1')).code).toBe(0)
    expect(saved('texts', 'gazette-1.txt')).toBe('会談')
    expect(saved('drafts', 'gazette-1.draft.yaml')).toContain('subject: source/gazette-1')
  })

  test('writes over nothing: both files are new, or neither is there', async () => {
    const note = file('note.txt', 'One\n')
    mkdirSync(join(place.dir, 'drafts'))
    writeFileSync(join(place.dir, 'drafts', 'note.draft.yaml'), 'mine')
    expect(await draft(note)).toMatchObject({ code: 5, err: expect.stringContaining('E_EXISTS') })
    expect(saved('drafts', 'note.draft.yaml')).toBe('mine')
    expect(existsSync(join(place.dir, 'texts', 'note.txt'))).toBe(false)
  })

  test.skipIf(process.platform === 'win32')('reads no more of a file without end than it may', async () => {
    expect(await draft('/dev/zero')).toMatchObject({
      code: 5,
      err: '/dev/zero E_TOO_LARGE has more than 67108864 bytes; expected 67108864 at most\n',
    })
  })

  test.skipIf(process.platform === 'win32')(
    'leaves nothing of a file that there is no room for',
    async () => {
      const note = file(
        'note.txt',
        `It has no date, and goes on. ${'Nothing happened then. '.repeat(10_000)}`,
      )
      const limited = spawnSync(
        'sh',
        ['-c', 'ulimit -f 400 && exec "$@"', 'sh', process.execPath, MAIN, 'draft', note, ...folders()],
        {
          cwd: place.dir,
          env: { ...BARE_ENVIRONMENT, REGESTA_LEDGER: place.ledger, REGESTA_EVENTS: place.events },
          encoding: 'utf8',
        },
      )
      expect(limited.stderr).toMatch(/^.*texts.note\.txt cannot be made \(EFBIG\)|drafts.note.* \(EFBIG\)/)
      expect([readdirSync(join(place.dir, 'texts')), readdirSync(join(place.dir, 'drafts'))]).toEqual([
        [],
        [],
      ])
    },
  )

  test('begins a chronicle that is not there yet', async () => {
    const { code } = await draft(file('note.txt', 'One\n'), '--chronicle', 'arlandia-corvia')
    expect(code).toBe(0)
    expect(saved('drafts', 'note.draft.yaml')).toContain('chronicle: arlandia-corvia\n')
  })

  test.each<[string, readonly string[], string]>([
    ['a file that is not there', ['nosuch.txt'], 'E_NO_FILE'],
    ['a label that is no name', ['--label', 'No. 1'], 'E_LABEL'],
  ])('refuses %s', async (_, args, code) => {
    const note = file('note.txt', 'One\n')
    const { err } = await draft(...(args[0]?.startsWith('-') ? [note, ...args] : args))
    expect(err).toContain(code)
    expect(existsSync(join(place.dir, 'texts', 'note.txt'))).toBe(false)
  })
})
