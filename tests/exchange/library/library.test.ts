import { describe, expect, test } from 'vitest'
import { emptyWriteModel } from '../../../src/admission/index.ts'
import { citeSource } from '../../../src/domain/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { formatFault, InvalidInput } from '../../../src/errors.ts'
import { draftOfLibrary, readLibrary } from '../../../src/exchange/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { openCorpus } from '../corpus.ts'

const { vocabulary } = bilateral

type Registered = { readonly subject: string; readonly payload: Readonly<Record<string, unknown>> }

/** The sources of a library, and what of each has no field. */
async function sourcesOf(
  file: string,
  text: string,
): Promise<readonly (Registered & { above: readonly string[] })[]> {
  const library = await readLibrary(file, Buffer.from(text))
  const recorded = emptyWriteModel('toy')
  const { draft } = draftOfLibrary(library, { file, catalogue: vocabulary.catalogue, recorded })
  return draft.events.map(({ event, above = [] }) => ({ ...registeredIn(event), above }))
}

function registeredIn(event: object): Registered {
  const { subject, payload }: { subject?: unknown; payload?: unknown } = event
  if (typeof subject !== 'string' || typeof payload !== 'object' || payload === null)
    throw new Error('expected a registration')
  return { subject, payload: { ...payload } }
}

async function faultsOf(file: string, text: string): Promise<readonly string[]> {
  const error = await sourcesOf(file, text).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InvalidInput)) throw new Error('expected faults', { cause: error })
  return error.faults.map(formatFault)
}

/** As Zotero 7 exports CSL-JSON. */
const ZOTERO = JSON.stringify([
  {
    id: 'http://zotero.org/users/1/items/ABCD2345',
    type: 'article-journal',
    abstract: 'An abstract.',
    'container-title': 'Asian Survey',
    DOI: '10.1525/as.2024.64.1.1',
    ISSN: '0004-4687, 1533-838X',
    issue: '1',
    language: 'en-us',
    page: '1-25',
    title: 'Japan and <i>Việt Nam</i>',
    URL: 'https://online.ucpress.edu/as/article/64/1/1',
    volume: '64',
    author: [
      { family: 'Berg', given: 'Jan', 'non-dropping-particle': 'van den' },
      { family: '山田', given: '太郎' },
      { literal: 'Ministry of Foreign Affairs' },
    ],
    accessed: { 'date-parts': [['2024', 5, 6]] },
    issued: { 'date-parts': [['2024', 2]] },
    'citation-key': 'bergJapan2024',
  },
  {
    id: 'doiOnly',
    type: 'book',
    title: 'A book',
    publisher: 'A press',
    'publisher-place': 'Hà Nội',
    DOI: 'https://doi.org/10.1000/182',
    issued: { 'date-parts': [['1998'], ['2000']] },
  },
  {
    id: 'season',
    type: 'webpage',
    title: '共同声明',
    language: 'Japanese',
    issued: { 'date-parts': [['2024']], season: '2' },
  },
  {
    id: 'circa',
    type: 'report',
    title: 'c',
    genre: 'White paper',
    issued: { 'date-parts': [['1900']], circa: true },
  },
  { id: 'literal', type: 'document', title: 'd', issued: { literal: 'the year of the cat' } },
  {
    id: 'words',
    type: 'interview',
    title: 'e',
    issued: { literal: 'early June 2024' },
    accessed: { literal: 'last week' },
  },
  { id: 'none', type: 'speech', title: 'f', URL: 'ftp://example.org/f', language: 'Klingon' },
])

describe('draftOfLibrary() of CSL-JSON', () => {
  test('has of each item what a source has, and the rest in lines', async () => {
    const sources = await sourcesOf('library.json', ZOTERO)
    expect(sources[0]).toEqual({
      subject: 'source/bergjapan2024',
      payload: {
        label: 'bergJapan2024',
        title: 'Japan and Việt Nam',
        publisher: 'Asian Survey',
        byline: ['Jan van den Berg', '山田太郎', 'Ministry of Foreign Affairs'],
        kind: 'article',
        language: 'en-US',
        address: 'https://online.ucpress.edu/as/article/64/1/1',
        accessed: '2024-05-06',
        published: { edtf: '2024-02', basis: 'stated' },
      },
      above: expect.arrayContaining([
        'type: article-journal',
        'DOI: 10.1525/as.2024.64.1.1',
        'volume: 64',
        'issue: 1',
        'page: 1-25',
        'abstract: An abstract.',
      ]),
    })
    expect(sources[1]?.payload).toMatchObject({
      kind: 'book',
      publisher: 'A press',
      address: 'https://doi.org/10.1000/182',
    })
    expect(sources[1]?.above).toEqual(['publisher-place: Hà Nội'])
    expect(sources[2]?.payload).toMatchObject({ kind: 'other', medium: 'webpage', language: 'ja' })
    expect(sources[3]?.payload).toMatchObject({ kind: 'report', medium: 'White paper' })
    expect(sources[5]?.payload).toMatchObject({ kind: 'transcript' })
    expect(sources[6]).toMatchObject({
      payload: { kind: 'speech' },
      above: ['language: Klingon', 'URL: ftp://example.org/f'],
    })
  })

  test('has each date as one of the days that it may be, and an open one where that is not told', async () => {
    const sources = await sourcesOf('library.json', ZOTERO)
    expect(sources.map(({ payload }) => payload.published)).toEqual([
      { edtf: '2024-02', basis: 'stated' },
      { edtf: '[1998..2000]', basis: 'stated', reading: 'the library gives 1998/2000' },
      { edtf: '2024-22', basis: 'stated' },
      { edtf: '1900~', within: '[1899..1901]', basis: 'stated' },
      { edtf: '[..]', basis: 'stated', reading: 'the library gives a date that is not read' },
      { edtf: '[2024-06-01..2024-06-10]', basis: 'stated', reading: 'written “early June 2024”' },
      { edtf: '[..]', basis: 'stated', reading: 'the library gives no date' },
    ])
    expect(sources[4]?.above).toEqual(['issued: the year of the cat'])
    expect(sources[5]?.above).toEqual(['type: interview', 'accessed: {"literal":"last week"}'])
  })

  test('names every fault in its item', async () => {
    const text = JSON.stringify({
      items: [{ id: 'a', title: 1 }, { title: 'b' }, { id: 'c', author: 'C', issued: { 'date-parts': [] } }],
    })
    expect(await faultsOf('library.json', text)).toEqual([
      expect.stringMatching(/^library\.json:a\.title E_SHAPE .*expected string/),
      expect.stringMatching(/^library\.json:item 2\.id E_SHAPE /),
      expect.stringMatching(/^library\.json:c\.author E_SHAPE .*expected array/),
      expect.stringMatching(/^library\.json:c\.issued\.date-parts E_SHAPE /),
    ])
    expect(await faultsOf('library.json', '[{"id": }]')).toEqual([
      expect.stringMatching(/^library\.json E_JSON is no JSON/),
    ])
    expect(await faultsOf('library.json', '{"a": 1}')).toEqual([
      expect.stringMatching(/^library\.json E_SHAPE /),
    ])
    expect(await faultsOf('library.json', '[{"id": "a", "title": "\\ud800"}]')).toEqual([
      expect.stringMatching(/^library\.json:a E_UNICODE /),
    ])
    expect(await faultsOf('library.json', '[]')).toEqual([expect.stringMatching(/^library\.json E_EMPTY /)])
    const twice = JSON.stringify([{ id: 'A b' }, { id: 'a-b' }, { id: 'c' }])
    expect(await faultsOf('library.json', twice)).toEqual([
      'library.json:a-b E_KEY_TWICE would be source/a-b, as A b is further up; expected a key of its own',
    ])
  })
})

/** As JabRef 5 saves a library, with what it keeps for itself. */
const JABREF = String.raw`% Encoding: UTF-8

@String{mofa = {{Ministry of Foreign Affairs}}}

@Article{Nguyen2024,
  author       = {Nguy{\~{\^e}}n, V{\u a}n A and van den Berg, Jan and {Ministry of Defense}},
  journaltitle = {Asian Survey},
  date         = {2024-03-01},
  title        = {{J}apan--{V}iet {N}am \emph{ties}},
  doi          = {10.1525/as.2024.64.1.1},
  volume       = {64},
  langid       = {english},
  file         = {:ties.pdf:PDF},
  keywords     = {diplomacy, defence},
}

@Online{Mofa2024,
  author  = mofa,
  date    = {2024~},
  title   = {日越共同声明},
  url     = {https://www.mofa.go.jp/a_b?c=1&d=2},
  urldate = {2024-05-06},
  langid  = {japanese},
}

@Book{Old,
  author = {Doe, John and others},
  title  = {Old book},
  publisher = {A press},
  year   = {1999},
  month  = apr,
}

@Comment{jabref-meta: databaseType:biblatex;}
`

describe('draftOfLibrary() of BibTeX', () => {
  test('has of each entry what a source has, and the rest in lines', async () => {
    const [article, online, book] = await sourcesOf('library.bib', JABREF)
    expect(article).toEqual({
      subject: 'source/nguyen2024',
      payload: {
        label: 'Nguyen2024',
        title: 'Japan–Viet Nam ties',
        publisher: 'Asian Survey',
        byline: ['Văn A Nguyễn', 'Jan van den Berg', 'Ministry of Defense'],
        kind: 'article',
        language: 'en',
        address: 'https://doi.org/10.1525/as.2024.64.1.1',
        published: { edtf: '2024-03-01', basis: 'stated' },
      },
      above: ['type: article-journal', 'entry type: article', 'volume: 64', 'keywords: diplomacy, defence'],
    })
    expect(online?.payload).toMatchObject({
      title: '日越共同声明',
      byline: ['Ministry of Foreign Affairs'],
      medium: 'webpage',
      language: 'ja',
      address: 'https://www.mofa.go.jp/a_b?c=1&d=2',
      accessed: '2024-05-06',
      published: { edtf: '2024~', within: '[2023..2025]', basis: 'stated' },
    })
    expect(book?.payload).toMatchObject({
      kind: 'book',
      publisher: 'A press',
      published: { edtf: '1999-04' },
    })
  })

  test('names every entry that cannot be read, at its line', async () => {
    const text = '@string{a = "b"}\n@article{a, title = {x}\n\n@book{b, title = {y}}\n@misc{c title = {y}}\n'
    expect(await faultsOf('library.bib', text)).toEqual([
      'library.bib:2:1 E_BIBTEX cannot be read as BibTeX: this entry has no end',
      expect.stringMatching(/^library\.bib:5:\d+ E_BIBTEX cannot be read as BibTeX: expected "comma"/),
    ])
  })

  test('never takes the text for an address', async () => {
    expect(await faultsOf('library.bib', 'https://example.org/library.bib')).toEqual([
      expect.stringMatching(/^library\.bib E_EMPTY /),
    ])
  })
})

describe('a library that is a bomb', () => {
  test('in JSON costs no more than its bytes, and a line in the draft', async () => {
    const [source] = await sourcesOf(
      'library.json',
      `[{"id": "a", "note": ${'['.repeat(200_000)}${']'.repeat(200_000)}}]`,
    )
    expect(source?.above.map((line) => line.length)).toEqual([301])
  })

  test.each([
    ['library.bib', `@book{a, title = ${'{'.repeat(200_000)}${'}'.repeat(200_000)}}`, /E_TOO_DEEP/],
    [
      'library.bib',
      `@string{a = "x"}\n${'@string{a = a # a}\n'.repeat(40)}@book{b, title = a}`,
      /E_TOO_DEEP|E_TOO_LARGE|E_TOO_SLOW|E_UNREADABLE|E_BIBTEX/,
    ],
  ])('is refused within the limits: %s', { timeout: 60_000 }, async (file, text, expected) => {
    const [fault] = await faultsOf(file, text)
    expect(fault).toMatch(expected)
  })
})

describe('sources written as CSL-JSON and read again', () => {
  async function chronicleOf(events: readonly object[]): Promise<Chronicle> {
    const clock = fixedClock('2026-12-01T12:00:00.000Z')
    const chronicle = await openChronicle({ name: 'copy', vocabulary, ledger: openMemoryLedger(), clock })
    await chronicle.record({ events })
    return chronicle
  }

  function cslOf(chronicle: Pick<Chronicle, 'asOf' | 'registrations'>) {
    const { view } = chronicle.asOf({})
    return chronicle.registrations.map(
      (registration) => citeSource(view, registration.event.subject, registration).csl,
    )
  }

  async function readAgain(csl: readonly object[]): Promise<Chronicle> {
    const library = await readLibrary('sources.csl.json', Buffer.from(JSON.stringify(csl)))
    const recorded = emptyWriteModel('copy')
    const { draft } = draftOfLibrary(library, {
      file: 'sources.csl.json',
      catalogue: vocabulary.catalogue,
      recorded,
    })
    return chronicleOf(draft.events.map(({ event }) => event))
  }

  test('are the same sources: those of the first chronicle', async () => {
    const { chronicle, close } = await openCorpus()
    const csl = cslOf(chronicle)
    await close()
    expect(csl.length).toBeGreaterThan(4)
    expect(cslOf(await readAgain(csl))).toEqual(csl)
  })

  test('are the same sources: of every kind, with dates of every sort', async () => {
    const dates = [
      { edtf: '2024-03-01' },
      { edtf: '2024-03' },
      { edtf: '2024' },
      { edtf: '1900~', within: '[1899..1901]' },
      { edtf: '2024~', within: '2024' },
      { edtf: '2024?' },
      { edtf: '[2024-03-01..2024-04-09]' },
      { edtf: '[..2024-03-01]' },
      { edtf: '[2024-03-01..]' },
      { edtf: '[..]' },
      { edtf: '-0043' },
      { edtf: '0044-03-15' },
      { edtf: '2024-22' },
    ]
    const kinds =
      'press-release report transcript statement speech article legal-text book letter other'.split(' ')
    const event = (name: string, payload: object) => ({
      type: 'SourceRegistered',
      subject: `source/${name}`,
      payload: { label: name.toUpperCase(), published: { edtf: '2024', basis: 'stated' }, ...payload },
      evidence: [{ source: `source/${name}`, locator: 'its first page', role: 'title' }],
    })
    const events = [
      ...dates.map((date, at) => event(`date-${at}`, { published: { ...date, basis: 'stated' } })),
      ...kinds.flatMap((kind) => [
        event(`kind-${kind}`, { kind, title: `T ${kind}`, publisher: 'P', byline: ['A B', '山田太郎'] }),
        event(`medium-${kind}`, {
          kind,
          medium: 'news report',
          title: `M ${kind}`,
          language: 'zh-Hant',
          address: `https://example.org/${kind}`,
        }),
        event(`part-${kind}`, {
          kind,
          title: `part ${kind}`,
          publisher: 'Q',
          partOf: 'source/kind-book',
          translationOf: 'source/kind-letter',
          accessed: '2024-05-06',
        }),
      ]),
    ]
    const csl = cslOf(await chronicleOf(events))
    expect(cslOf(await readAgain(csl))).toEqual(csl)
  })
})
