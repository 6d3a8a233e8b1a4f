import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Regesta } from '../../src/archive/index.ts'
import { questionTyped } from '../../src/cli/csv.ts'
import { bilateral } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import { InvalidInput } from '../../src/errors.ts'
import { canonicalJson, sha256Hex } from '../../src/event/index.ts'
import { createExports, type ExportOptions, FORMATS, formatNamed } from '../../src/exchange/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { openHardToShow } from '../formats/hard-to-show.ts'
import { openCorpus } from './corpus.ts'

const NAME = 'japan-viet-nam'

let corpus: Regesta
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

function exportsOf(more: Partial<ExportOptions> = {}) {
  const answer = createExports({
    chronicles: [new Map([[NAME, corpus.chronicle]])],
    program: 'Regesta test',
    ...more,
  })
  return (path: string, init: RequestInit = {}, host = 'http://localhost') =>
    answer(new Request(`${host}/feeds/${NAME}${path}`, init))
}

const linkOf = (response: Response, rel: string) =>
  new RegExp(`<([^>]*)>; rel="${rel}"`).exec(response.headers.get('link') ?? '')?.[1]

async function rowsOf(response: Response): Promise<readonly Record<string, string>[]> {
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringMatching('text/csv'),
  ])
  return parse(await response.text(), { bom: true, columns: true })
}

describe.each(FORMATS.map((format) => [format.path, format] as const))(
  '/feeds/<chronicle>%s',
  (path, format) => {
    test('is there, with its type, an address that gives it again, a file name and a tag', async () => {
      const get = exportsOf()
      const response = await get(format.ofAllDates ? path : `${path}?date=2025-05-01`)
      const body = await response.arrayBuffer()
      expect([response.status, response.headers.get('content-type')]).toEqual([200, format.type])
      expect(body.byteLength).toBeGreaterThan(100)
      const canonical = linkOf(response, 'canonical') ?? ''
      const { position } = corpus.chronicle
      const date = format.ofAllDates ? '' : 'date=2025-05-01&'
      expect(canonical).toBe(`http://localhost/feeds/${NAME}${path}?${date}position=${position}`)
      expect(response.headers.get('content-disposition')).toMatch(
        `filename="${NAME}${format.ofAllDates ? '' : '.2025-05-01'}.at-${position}.`,
      )
      const again = await get(
        new URL(canonical).pathname.replace(`/feeds/${NAME}`, '') + new URL(canonical).search,
      )
      expect([again.status, linkOf(again, 'canonical')]).toEqual([200, canonical])
    })

    test('is not written for whoever has it, and has another tag at another host where addresses are in it', async () => {
      const get = exportsOf()
      const early = `${path}?position=60`
      const first = await get(early)
      await first.arrayBuffer()
      const etag = first.headers.get('etag') ?? ''
      const load = vi.spyOn(format, 'load')
      const again = await get(early, { headers: { 'if-none-match': etag } })
      expect([again.status, await again.text(), load.mock.calls.length]).toEqual([304, '', 0])
      load.mockRestore()
      const elsewhere = await get(early, {}, 'https://example.org')
      await elsewhere.arrayBuffer()
      // What holds every date has no address in it.
      expect(elsewhere.headers.get('etag') === etag).toBe(format.ofAllDates === true)
    })

    test('has every fault at once, by the names of its arguments', async () => {
      const response = await exportsOf()(`${path}?date=x&position=9999&kinds=whale&nothing=1&certainty=maybe`)
      const { errors } = await response.json()
      expect(response.status).toBe(400)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(
        errors.map(({ code, argument }: Record<string, string>) => `${argument} ${code}`).sort(),
      ).toEqual([
        ...(format.ofAllDates || format.ofNoItems ? ['certainty E_ARGUMENT'] : []),
        'certainty E_CERTAINTY',
        ...(format.ofAllDates ? ['date E_ARGUMENT'] : []),
        'date E_DATE',
        ...(format.ofNoItems ? ['kinds E_ARGUMENT'] : []),
        'kinds E_KIND',
        'nothing E_ARGUMENT',
        'position E_POSITION',
      ])
    })

    test('sends its headers alone to HEAD', async () => {
      const get = exportsOf()
      const early = `${path}?position=60`
      const [whole, head] = [await get(early), await get(early, { method: 'HEAD' })]
      await whole.arrayBuffer()
      await head.arrayBuffer()
      for (const name of ['etag', 'link', 'content-type', 'cache-control', 'content-disposition'])
        expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)])
    })
  },
)

describe.each(FORMATS.filter(({ paged }) => paged !== undefined).map(({ path }) => path))(
  'the pages of %s',
  (path) => {
    test('have no entry of a cursor that is of none', async () => {
      for (const after of ['nonsense', '', '0'.repeat(64), 'meeting/no-such']) {
        const response = await exportsOf()(`${path}?after=${after}`)
        const { errors } = await response.json()
        expect([after, response.status, errors]).toEqual([
          after,
          400,
          [expect.objectContaining({ code: 'E_CURSOR', argument: 'after' })],
        ])
      }
    })

    test('follow one another to the end, and each has what it may', async () => {
      const get = exportsOf()
      const point = 'date=2025-05-01&position=60'
      let [next, pages]: [string | undefined, number] = [`${path}?${point}&first=7`, 0]
      const ends = new Set<string>()
      while (next !== undefined) {
        const response = await get(next)
        await response.arrayBuffer()
        expect(response.status).toBe(200)
        const link = linkOf(response, 'next')
        next = link?.slice(`http://localhost/feeds/${NAME}`.length)
        if (next !== undefined) ends.add(next)
        pages += 1
      }
      expect(pages).toBeGreaterThan(2)
      expect(ends.size).toBe(pages - 1)
    })
  },
)

describe('an export', () => {
  test.each(['', '/', '/nope.ics'])('that is not there, at /feeds%s, says which there are', async (path) => {
    const answer = createExports({ chronicles: [new Map([[NAME, corpus.chronicle]])] })
    const response = await answer(new Request(`http://localhost/feeds${path}`))
    const { errors } = await response.json()
    expect([response.status, errors[0].code]).toEqual([404, 'E_NOT_FOUND'])
    expect(errors[0].message).toContain(`/feeds/${NAME}`)
    for (const format of FORMATS) expect(errors[0].message).toContain(format.path)
  })

  test('is the same bytes a day later, from the same point', async () => {
    const get = exportsOf()
    const bodyOf = async ({ path, ofAllDates }: (typeof FORMATS)[number]) => {
      const response = await get(`${path}?${ofAllDates ? '' : 'date=2025-05-01&'}position=100`)
      return [response.headers.get('etag'), Buffer.from(await response.arrayBuffer()).toString('base64')]
    }
    const before = await Promise.all(FORMATS.map(bodyOf))
    vi.useFakeTimers({ now: Date.parse('2031-01-01T00:00:00Z'), toFake: ['Date'] })
    try {
      expect(await Promise.all(FORMATS.map(bodyOf))).toEqual(before)
    } finally {
      vi.useRealTimers()
    }
  })

  test('holds for ever where its address says all that it rests on, and no text is looked at', async () => {
    const get = exportsOf()
    const controlOf = async (query: string) => {
      const response = await get(query)
      await response.arrayBuffer()
      return response.headers.get('cache-control')
    }
    expect(await controlOf('.json?date=2025-05-01&position=400')).toBe('public, max-age=31536000, immutable')
    for (const path of ['.md', '.html', '.ics'])
      expect([path, await controlOf(`${path}?date=2025-05-01&position=400`)]).toEqual([
        path,
        'public, max-age=31536000, immutable',
      ])
    expect(await controlOf('.json?date=2025-05-01')).toBe('public, no-cache')
    expect(await controlOf('.csv?date=2025-05-01&position=400')).toBe('public, no-cache')
    expect(await controlOf('.json?date=2025-05-01&position=400&search=vietnam')).toBe('public, no-cache')
  })

  test('comes in pages, which together are the whole', async () => {
    const get = exportsOf()
    for (const [path, key] of [
      ['.csv', 'subject'],
      ['/events.csv', 'id'],
    ] as const) {
      const whole = (await rowsOf(await get(path))).map((row) => row[key])
      const walked: (string | undefined)[] = []
      for (let next: string | undefined = `${path}?first=70`; next !== undefined; ) {
        const response = await get(next)
        walked.push(...(await rowsOf(response)).map((row) => row[key]))
        next = linkOf(response, 'next')?.replace(`http://localhost/feeds/${NAME}`, '')
      }
      expect(walked).toEqual(whole)
      expect(whole.length).toBeGreaterThan(200)
    }
  })

  test.each(['.csv', '/events.csv?all=true'])('says when in words in %s', async (path) => {
    const rows = await rowsOf(await exportsOf()(path))
    const whens = new Set(rows.map(({ when }) => when))
    expect(whens).toContain('by 9 February 2025')
    for (const when of whens) expect(when).not.toMatch(/\.\.|\d-\d|^\d{4}-/)
  })

  test('drops from a calendar what its filters kept and do not keep now, and nothing else', async () => {
    const droppedFrom = async (query: string) => {
      const calendar = await (await exportsOf()(`.ics?date=2026-01-15&${query}`)).text()
      const entries = calendar.replaceAll('\r\n ', '').split('BEGIN:VEVENT').slice(1)
      return entries
        .filter((entry) => entry.includes('STATUS:CANCELLED'))
        .map((entry) =>
          ['X-REGESTA-SUBJECT', 'DESCRIPTION'].map(
            (name) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(entry)?.[1],
          ),
        )
    }
    const april = 'kinds=meeting&valid=2025-04-01..2025-04-30'
    expect(await droppedFrom(april)).toEqual([['meeting/first-two-plus-two', 'no longer in this calendar']])
    expect(await droppedFrom(`${april}&position=400`)).toEqual([
      ['meeting/first-two-plus-two', 'no longer in this calendar'],
    ])
    expect(await droppedFrom(`${april}&certainty=unknown`)).toEqual([])
    expect(await droppedFrom('kinds=visit&valid=2025-04-01..2025-04-30')).toEqual([])
    expect((await droppedFrom('kinds=meeting')).map(([, words]) => words)).toEqual([
      'no longer on the record',
    ])
  })

  test('says in words for when something is planned, in tables and feeds', async () => {
    const chronicles = [new Map([[NAME, await openHardToShow()]])]
    const get = exportsOf({ chronicles })
    const rows = await rowsOf(await get('.csv'))
    const planned = rows.find(({ subject }) => subject === 'meeting/ahead')
    expect(planned?.when).toBe('planned for one day in May 2026')
    expect(await (await get('.json')).text()).toContain('planned for one day in May 2026')
  })

  test('says in a feed since when it was known in words', async () => {
    const { items } = await (await exportsOf()('.json?first=1000')).json()
    const lines = items.flatMap((item: Record<string, string>) => item.content_text?.split('\n') ?? [])
    const known = lines.filter((line: string) => line.startsWith('Known: '))
    expect(known).toContain('Known: not before 4 December 2025')
    for (const line of known) expect(line).not.toMatch(/\.\.|\d-\d/)
  })

  test.each([
    ['.csv?first=0', 'first E_PAGE_SIZE'],
    ['.csv?first=1001', 'first E_PAGE_SIZE'],
    ['.csv?after=meeting/none', 'after E_CURSOR'],
    ['.html?first=10', 'first E_ARGUMENT'],
    ['/sources.csl.json?kinds=meeting', 'kinds E_ARGUMENT'],
    ['/sources.csl.json?topic=security', 'topic E_ARGUMENT'],
    ['.csv?valid=2025', 'valid E_DATE'],
    ['.csv?valid=..', 'valid E_RANGE'],
    ['.csv?valid=2025-02-01..2025-01-01', 'valid E_RANGE'],
    ['.csv?valid.sure=true', 'valid.sure E_RANGE'],
    ['.csv?order=size', 'order E_ORDER'],
    ['.csv?subject=whale/1', 'subject E_KIND'],
    ['.csv?source=Z9', 'source E_UNKNOWN_SOURCE'],
    ['.csv?only=Z9', 'only E_UNKNOWN_SOURCE'],
    ['.csv?sides=xx', 'sides E_UNKNOWN_SIDE'],
    ['.csv?grade=oath', 'grade E_GRADE'],
    ['.csv?country=Japan', 'country E_COUNTRY'],
    ['/events.csv?all=yes', 'all E_ARGUMENT'],
    ['/events.csv?all=true&knownAt=2025-05-01', 'all E_ARGUMENT'],
  ])('%s is refused: %s', async (query, expected) => {
    const response = await exportsOf()(query)
    const { errors } = await response.json()
    expect(response.status).toBe(400)
    expect(errors.map(({ code, argument }: Record<string, string>) => `${argument} ${code}`)).toEqual([
      expected,
    ])
  })

  test.each([
    ['/events.csv?source=Z9&all=yes', ['source', 'all']],
    ['.ics?due=x&foo=1', ['foo', 'due']],
    ['.ics?due=x&kinds=nope', ['kinds', 'due']],
    ['.ics?due=x&source=Z9', ['source', 'due']],
    ['.html?since=x&date=y', ['date', 'since']],
    ['.md?since=2030-01-01&date=2025-01-01&foo=1', ['foo', 'since']],
  ])('has the faults of filters and of its own arguments together: %s', async (query, expected) => {
    const { errors } = await (await exportsOf()(query)).json()
    expect(errors.map(({ argument }: Record<string, string>) => argument)).toEqual(expected)
  })

  test('names its own arguments on the command line as they are typed there', async () => {
    const faultsOf = async (format: string, typed: Readonly<Record<string, string>>) => {
      try {
        await questionTyped(corpus.chronicle, formatNamed(format), typed, { texts: new Map() }).request()
      } catch (error) {
        return error instanceof InvalidInput ? error.faults.map(({ place }) => place?.argument) : error
      }
      return []
    }
    expect(await faultsOf('ics', { due: 'x' })).toEqual(['--set due'])
    expect(await faultsOf('html', { since: 'x', foo: '1' })).toEqual(['--where foo', '--set since'])
  })

  test('waits for those before it, and is refused where too many wait', async () => {
    const get = exportsOf({ limits: { working: 1, waiting: 1 } })
    const all = await Promise.all([get('.csv'), get('.csv'), get('.csv')])
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 503])
    const busy = all.find(({ status }) => status === 503)
    expect([busy?.headers.get('retry-after'), await busy?.json()]).toEqual([
      '1',
      { errors: [expect.objectContaining({ code: 'E_BUSY' })] },
    ])
    expect((await get('.csv')).status).toBe(200)
  })

  test.each([
    ['bytes', 100, 413, 'E_SIZE'],
    ['time', -1, 504, 'E_TIME'],
  ] as const)('is refused whole beyond the limit of %s', async (limit, most, status, code) => {
    const response = await exportsOf({ limits: { [limit]: most } })('.csv')
    expect([response.status, await response.json()]).toEqual([
      status,
      { errors: [expect.objectContaining({ code, category: 'invalid' })] },
    ])
  })

  test('that is streamed keeps nobody from writing while nobody reads it, and counts until its reader is gone', async () => {
    const get = exportsOf({ limits: { working: 1, waiting: 2 } })
    const unread = [await get('/grid.json?position=50'), await get('/grid.json?position=51')]
    expect((await get('.csv?position=50')).status).toBe(200)
    unread.push(await get('/grid.json?position=52'))
    expect((await get('.csv?position=50')).status).toBe(503)
    for (const { body } of unread) await body?.cancel()
    expect((await get('.csv?position=50')).status).toBe(200)
    const texts = await Promise.all(
      [53, 54, 55].map(async (position) => (await get(`/grid.json?position=${position}`)).text()),
    )
    for (const text of texts) expect(text).toMatch(/"end":\d+\}\n$/)
  })

  test('that is made part by part is sent so, and its place is free once its reader is gone', async () => {
    const get = exportsOf({ limits: { working: 1, waiting: 0, bytes: 50 } })
    let made = 0
    const load = vi.spyOn(formatNamed('csv'), 'load').mockResolvedValue(async () => ({
      body: (async function* () {
        for (;;) {
          made += 1
          yield `part ${made}\n`
        }
      })(),
    }))
    const first = (await get('.csv')).body?.getReader()
    expect(new TextDecoder().decode((await first?.read())?.value)).toBe('part 1\n')
    expect(made).toBeLessThan(4)
    expect((await get('.csv')).status).toBe(503)
    await first?.cancel()
    const second = await get('.csv')
    expect(second.status).toBe(200)
    await expect(second.text()).rejects.toMatchObject({ code: 'E_SIZE' })
    load.mockRestore()
    expect((await get('.json')).status).toBe(413)
  })
})

describe('the CSV of events', () => {
  test('has every event of the ledger with `all`, as it was recorded', async () => {
    const rows = await rowsOf(await exportsOf()('/events.csv?all=true'))
    const recorded = await Array.fromAsync(corpus.chronicle.readEvents())
    expect(rows.map(({ id, json }) => [id, json])).toEqual(
      recorded.map(({ id, event }) => [id, canonicalJson(event)]),
    )
  })
})

describe('the words of a text', () => {
  const TEXT = Array.from({ length: 60 }, (_, nth) => `quux${nth} zarpol${nth * 7}`).join(' ')
  const digest = sha256Hex(TEXT)
  const span = (start: number, end: number) => ({
    source: 'source/secret',
    start,
    end,
    digest: sha256Hex(TEXT.slice(start, end)),
    role: 'statement' as const,
  })

  async function secretChronicle() {
    const chronicle = await openChronicle({
      name: NAME,
      vocabulary: bilateral.vocabulary,
      ledger: openMemoryLedger(),
      clock: fixedClock('2026-12-01T12:00:00.000Z'),
    })
    const published = { edtf: '2025-03-03', basis: 'stated' }
    const register = {
      type: 'SourceRegistered',
      subject: 'source/secret',
      payload: { label: 'S1', published, text: { digest, length: TEXT.length }, absent: [] },
      evidence: [span(0, 40)],
    }
    const named = [0, 1, 2].map((nth) => ({
      type: 'PersonNamed',
      subject: `person/p${nth}`,
      payload: { name: `P${nth}` },
      evidence: [span(nth * 100, nth * 100 + 90)],
    }))
    const events = [register, ...named].map((event) => ({ chronicle: NAME, version: 1, ...event }))
    await chronicle.record({ events, expectedPosition: 0, reader: 'me' })
    return chronicle
  }

  test.each(FORMATS.map(({ path }) => path))('are in no %s for whoever may not read it', async (path) => {
    const chronicles = [new Map([[NAME, await secretChronicle()]])]
    const bodyFor = async (texts: ReadonlyMap<string, string>) => {
      const response = await exportsOf({ chronicles, textsFor: () => texts })(path)
      expect(response.status).toBe(200)
      return gramsOf(await readable(Buffer.from(await response.arrayBuffer())))
    }
    const secret = new Set(gramsOf(TEXT))
    const seen = (await bodyFor(new Map())).filter((gram) => secret.has(gram))
    expect(seen).toEqual([])
    if (QUOTING.includes(path))
      expect((await bodyFor(new Map([[digest, TEXT]]))).some((gram) => secret.has(gram))).toBe(true)
  })

  test('are searched for whoever may read it alone', async () => {
    const chronicles = [new Map([[NAME, await secretChronicle()]])]
    const found = async (texts: ReadonlyMap<string, string>) =>
      (await rowsOf(await exportsOf({ chronicles, textsFor: () => texts })('.csv?search=quux3'))).length
    expect([await found(new Map()), await found(new Map([[digest, TEXT]]))]).toEqual([0, 1])
  })
})

/** The formats that quote texts. */
const QUOTING = ['.csv', '/events.csv', '.xlsx', '/events.xlsx', '.jsonld', '.ttl']

/** How many characters in a row are a text. */
const LONG = 20

function gramsOf(text: string): readonly string[] {
  const flat = text.replace(/\s+/g, ' ')
  return Array.from({ length: Math.max(0, flat.length - LONG + 1) }, (_, at) => flat.slice(at, at + LONG))
}

/** What a body says as text; of a workbook, its parts. */
async function readable(body: Buffer): Promise<string> {
  if (body.subarray(0, 2).toString() !== 'PK') return body.toString()
  const { readXlsx } = await import('hucre/xlsx')
  const { sheets } = await readXlsx(body)
  return sheets.flatMap(({ rows }) => rows.flat().map(String)).join('\n')
}
