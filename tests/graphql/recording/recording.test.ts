import { beforeEach, describe, expect, test } from 'vitest'
import { exportBatch, readBatchFile } from '../../../src/archive/index.ts'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { RegestaError } from '../../../src/errors.ts'
import { sha256Hex } from '../../../src/event/index.ts'
import type { Viewer } from '../../../src/graphql/index.ts'
import { type Ledger, openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Api, createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { eventsIn, library, TALE } from '../../toy/index.ts'
import { type Answered, asking, at, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

const TEXT = 'Emma came in on Monday. Persuasion came in on Tuesday, and Emma went out.'
const TEXTS = new Map([[sha256Hex(TEXT), TEXT]])
const NONE = 'f'.repeat(64)

let chronicle: Chronicle
let ledger: Ledger
let broken: RegestaError | undefined
let heard: unknown[]
let api: Api

function apiFor(viewer: Viewer, texts = TEXTS): Api {
  return createApi({
    schema: librarySchema,
    chronicles: new Map([[TALE, chronicle]]),
    texts,
    authenticate: async () => viewer,
    onFault: (error) => heard.push(error),
  })
}

beforeEach(async () => {
  const own = openMemoryLedger()
  broken = undefined
  heard = []
  ledger = {
    chronicles: () => own.chronicles(),
    head: (name) => own.head(name),
    read: (name, range) => own.read(name, range),
    batches: (name) => own.batches(name),
    batchAt: (name, position) => own.batchAt(name, position),
    rootAt: (name, position) => own.rootAt(name, position),
    watch: (name, wake) => own.watch(name, wake),
    close: () => own.close(),
    append: async (batch) => {
      if (broken !== undefined) throw broken
      return own.append(batch)
    },
  }
  const clock = fixedClock('2030-01-01T00:00:00Z')
  chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
  api = apiFor({ role: 'recorder', name: 'ann' })
})

const OUTCOME = `__typename
  ... on RecordingSuccess {
    position root dryRun recorded { digest type position subject } already { digest position }
    chronicle { position } comparison { changes { change subject } }
  }
  ... on RecordingRefused { code message }
  ... on ValidationFailed { faults { code message path argument } }
  ... on Conflict { position expectedPosition chronicle { position } faults { code argument } lastActs { event after } }`

/** Sends an input to a mutation; what came of it, with whatever more is asked. */
async function send(mutation: string, input: object, more = '', to = api): Promise<Answered> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  return asking(to)(
    `mutation Send($input: ${type}!) { told: ${mutation}(input: $input) { ${OUTCOME} ${more} } }`,
    {
      input: { chronicle: TALE, ...input },
    },
  )
}

async function told(mutation: string, input: object, more = ''): Promise<unknown> {
  const { data, errors } = await send(mutation, input, more)
  expect(errors).toEqual([])
  return at(data, 'told')
}

const GAZETTE = {
  id: 'source/gazette',
  label: 'gazette',
  title: 'The Gazette',
  byline: ['A. Writer'],
  dateline: { city: 'Highbury' },
  medium: 'newspaper',
  side: 'left',
  published: { edtf: '2020-01-02', basis: 'STATED', reading: 'printed on top' },
  text: { digest: sha256Hex(TEXT), length: TEXT.length },
  absent: ['publisher'],
  evidence: [{ quote: 'Emma came in', role: 'TITLE' }],
}

function book(name: string, more: object = {}): object {
  return {
    type: 'BookCatalogued',
    subject: `book/${name}`,
    payload: { title: name },
    valid: { edtf: '2020-01-01', basis: 'STATED' },
    evidence: [{ source: 'source/gazette', locator: 'line 1', role: 'STATEMENT' }],
    ...more,
  }
}

async function recordBook(name = 'emma', published = GAZETTE.published.edtf): Promise<string> {
  await told('registerSource', { ...GAZETTE, published: { ...GAZETTE.published, edtf: published } })
  return textAt(await told('recordEvents', { events: [book(name)] }), 'recorded', 0, 'digest')
}

/** The ids of what is recorded, written to a batch file and read back. */
function idsReadBack(): readonly string[] {
  const events = eventsIn(chronicle).map(({ event }) => event)
  const text = exportBatch({ chronicle: TALE, recordedAt: 0, reader: 'ann' }, events)
  const read = readBatchFile('0001-all.yaml', text, library.catalogue)
  return read.ok ? read.batch.events.map(({ id }) => id) : read.faults.map(({ message }) => message)
}

describe('a date after its source came out', () => {
  const WARNINGS = '... on RecordingSuccess { warnings { code argument message } }'
  const late = { valid: { edtf: '2020-03-20', basis: 'STATED' } }

  test('is recorded with a warning that has its place, and is possible at most', async () => {
    await told('registerSource', GAZETTE)
    const input = { events: [book('emma'), book('persuasion', late)] }
    const warnings = [
      {
        code: 'W_BEFORE_IT_HAPPENED',
        argument: 'input.events[1].valid.edtf',
        message: expect.stringContaining('expected no day after 2020-01-03'),
      },
    ]
    expect(await told('recordEvents', { ...input, dryRun: true }, WARNINGS)).toMatchObject({ warnings })
    const answer = await told(
      'recordEvents',
      input,
      `${WARNINGS} ... on RecordingSuccess { recorded { certainty } }`,
    )
    expect(answer).toMatchObject({
      warnings,
      recorded: [{ certainty: 'DEFINITELY' }, { certainty: 'POSSIBLY' }],
    })
    expect(await told('recordEvents', input, WARNINGS)).toMatchObject({ warnings: [] })
  })

  test('warns of the part of a correction that sets it', async () => {
    const event = await recordBook()
    const answer = await told('correctEvent', { event, reason: 'misread', set: late }, WARNINGS)
    expect(answer).toMatchObject({ warnings: [{ argument: 'input.set.valid.edtf' }] })
  })
})

describe('registerSource', () => {
  test('records all that is said of a source, as a batch file would, by its recorder’s name', async () => {
    const answer = await told(
      'registerSource',
      { ...GAZETTE, name: 'gazette' },
      '... on RegisterSourceSuccess { source { subject label title byline dateline { city } published { edtf } digest } }',
    )
    expect(answer).toMatchObject({
      __typename: 'RegisterSourceSuccess',
      position: 1,
      root: (await ledger.head(TALE)).root,
      dryRun: false,
      recorded: [{ type: 'SourceRegistered', position: 1, subject: 'source/gazette' }],
      already: [],
      chronicle: { position: 1 },
      source: {
        subject: 'source/gazette',
        title: 'The Gazette',
        published: { edtf: '2020-01-02' },
        digest: sha256Hex(TEXT),
      },
    })
    expect(eventsIn(chronicle)[0]?.event).toEqual({
      chronicle: TALE,
      version: 1,
      type: 'SourceRegistered',
      subject: 'source/gazette',
      payload: {
        label: 'gazette',
        title: 'The Gazette',
        byline: ['A. Writer'],
        dateline: { city: 'Highbury' },
        medium: 'newspaper',
        side: 'left',
        published: { edtf: '2020-01-02', basis: 'stated', reading: 'printed on top' },
        text: { digest: sha256Hex(TEXT), length: TEXT.length },
        absent: ['publisher'],
      },
      evidence: [
        { source: 'source/gazette', start: 0, end: 12, digest: sha256Hex('Emma came in'), role: 'title' },
      ],
    })
    expect(await ledger.batches(TALE)).toMatchObject([{ name: '0001-gazette', reader: 'ann' }])
  })

  test('tells every fault at its place in the input', async () => {
    const answer = await told('registerSource', {
      ...GAZETTE,
      id: 'gazette',
      label: '',
      published: { edtf: '2021-13', basis: 'STATED', likely: 'soon' },
      text: { digest: 'abc', length: 0 },
      evidence: [],
      name: 'Not a slug',
      expectedPosition: -4,
    })
    expect(answer).toMatchObject({ __typename: 'ValidationFailed', code: at(answer, 'faults', 0, 'code') })
    const faults = at(answer, 'faults') as readonly { code: string; path: string[]; argument: string }[]
    expect(faults.map(({ code, path }) => `${code} ${path.join('.')}`).sort()).toEqual(
      [
        'E_EDTF published.edtf',
        'E_EVIDENCE evidence',
        'E_POSITION expectedPosition',
        'E_SHAPE id',
        'E_SHAPE label',
        'E_SHAPE text.digest',
        'E_SHAPE text.length',
        'E_SLUG name',
        'E_KIND id',
      ].sort(),
    )
    expect(faults.find(({ code }) => code === 'E_EDTF')?.argument).toBe('input.published.edtf')
    expect(chronicle.position).toBe(0)
  })

  test('records the file that its text was taken from, which the source shows', async () => {
    const original = { digest: sha256Hex('%PDF-1.7'), mediaType: 'application/pdf' }
    const shown = '... on RegisterSourceSuccess { source { original { digest mediaType } } }'
    const answer = await told('registerSource', { ...GAZETTE, original }, shown)
    expect(answer).toMatchObject({ source: { original } })
    expect(eventsIn(chronicle)[0]?.event.payload).toMatchObject({ original })
    const other = { ...GAZETTE, id: 'source/courier', label: 'courier' }
    expect(await told('registerSource', other, shown)).toMatchObject({ source: { original: null } })
    const wrong = { ...other, original: { digest: 'abc', mediaType: 'PDF' } }
    expect(await told('registerSource', wrong)).toMatchObject({
      __typename: 'ValidationFailed',
      faults: [{ argument: 'input.original.digest' }, { argument: 'input.original.mediaType' }],
    })
  })

  test('of a source that stands otherwise is refused, and of the same is no more than said again', async () => {
    await told('registerSource', GAZETTE)
    expect(await told('registerSource', GAZETTE)).toMatchObject({ recorded: [], already: [{ position: 1 }] })
    expect(await told('registerSource', { ...GAZETTE, title: 'Another' })).toMatchObject({
      __typename: 'ValidationFailed',
      faults: [{ code: 'E_SOURCE_TWICE', path: ['id'], argument: 'input.id' }],
    })
  })
})

describe('reviseSource and retractSource', () => {
  test('record a text that is another, and that nothing rests on a source any more', async () => {
    await recordBook()
    const revised = await told('reviseSource', {
      id: 'source/gazette',
      reason: 'a misprint',
      text: { digest: sha256Hex('Emma came in'), length: 12 },
      evidence: [{ quote: 'Monday', role: 'STATEMENT' }],
    })
    expect(revised).toMatchObject({ recorded: [{ type: 'SourceRevised', position: 3 }] })
    const retracted = await told(
      'retractSource',
      {
        id: 'source/gazette',
        reason: 'withdrawn',
        valid: { begin: { edtf: '2020-02', basis: 'RELATIVE' } },
        evidence: [{ quote: 'Tuesday', role: 'STATEMENT' }],
      },
      '... on RetractSourceSuccess { source { label } }',
    )
    expect(retracted).toMatchObject({
      recorded: [{ type: 'SourceRetracted', position: 4 }],
      comparison: { changes: [{ change: 'GONE', subject: 'book/emma' }] },
      source: { label: 'gazette' },
    })
    expect(eventsIn(chronicle)[3]?.event.valid).toEqual({ begin: { edtf: '2020-02', basis: 'relative' } })
  })

  test('refuse a source that no one registered', async () => {
    const answer = await told('reviseSource', {
      id: 'source/none',
      reason: 'x',
      evidence: [{ locator: '1', role: 'DATE' }],
    })
    expect(answer).toMatchObject({
      faults: [
        { code: 'E_UNKNOWN_SOURCE', path: ['evidence', '0', 'source'] },
        { code: 'E_UNKNOWN_SOURCE', path: ['id'] },
      ],
    })
  })
})

describe('the role of evidence', () => {
  const inRole = (role: string) =>
    book('emma', { evidence: [{ source: 'source/gazette', locator: 'line 1', role }] })

  test('is given in variables by its name or by the word that files have for it, which is recorded', async () => {
    await told('registerSource', GAZETTE)
    await told('recordEvents', { events: [inRole('ORDINAL')] })
    const again = await told(
      'recordEvents',
      { events: [inRole('ordinal')] },
      '... on RecordingSuccess { already { evidence { role } } }',
    )
    expect(again).toMatchObject({ recorded: [], already: [{ evidence: [{ role: 'ORDINAL' }] }] })
    expect(eventsIn(chronicle)[1]?.event.evidence).toMatchObject([{ role: 'ordinal' }])
  })

  test('is refused where it is neither, with the nearest name', async () => {
    const { errors } = await send('recordEvents', { events: [inRole('ordnal')] })
    expect(errors).toMatchObject([
      { extensions: { code: 'E_ARGUMENT', variable: 'input.events[0].evidence[0].role' } },
    ])
    expect(errors[0]?.message).toMatch(/"ordnal" .* Did you mean the enum value "ORDINAL"/)
  })
})

describe('recordEvents', () => {
  test('records many at once, with refs and quotes, and says what that changes today', async () => {
    await told('registerSource', GAZETTE)
    const answer = await told('recordEvents', {
      events: [
        book('emma', { ref: 'emma', premises: null, target: null }),
        book('persuasion', {
          premises: ['emma'],
          evidence: [{ source: 'source/gazette', quote: 'Persuasion', role: 'NAME' }],
        }),
        {
          type: 'EventCorrected',
          subject: 'book/emma',
          payload: { reason: 'misread', set: { payload: { language: null, title: 'Emma' } } },
          target: { event: 'emma' },
        },
      ],
    })
    expect(answer).toMatchObject({
      __typename: 'RecordEventsSuccess',
      position: 4,
      recorded: [{ position: 2 }, { position: 3 }, { position: 4, type: 'EventCorrected' }],
      comparison: { changes: [{ subject: 'book/emma' }, { subject: 'book/persuasion' }] },
    })
    expect(chronicle.asOf({}).item('book/emma')?.existence.answer).toBe('definitely')
    const { evidence } = eventsIn(chronicle)[2]?.event ?? {}
    expect(evidence).toEqual([
      { source: 'source/gazette', start: 24, end: 34, digest: sha256Hex('Persuasion'), role: 'name' },
    ])
  })

  test.each([
    '0.12345678901234567890',
    '1e-400',
    '1.00000000000000000001',
    '-3.14159265358979323846',
    '5.0000000000000001e-324',
  ])('refuses a literal that would be kept otherwise than written: %s', async (number) => {
    await told('registerSource', GAZETTE)
    const { errors } = await asking(api)(
      `mutation { recordEvents(input: { chronicle: "${TALE}", events: [{ type: "BookCatalogued", subject: "book/a",
          payload: { title: "A", authors: [{ share: ${number} }] },
          evidence: [{ source: "source/gazette", locator: "p. 1", role: STATEMENT }] }] }) { __typename } }`,
    )
    expect(errors).toMatchObject([{ extensions: { code: 'E_NUMBER', category: 'invalid' } }])
    expect(errors[0]?.message).toContain(number)
    expect(chronicle.position).toBe(1)
  })

  const sent = async (number: string, { get = false } = {}) => {
    const query = `mutation ($share: JSON) { recordEvents(input: { chronicle: "${TALE}", events: [{ type: "BookCatalogued", subject: "book/a",
      payload: { title: "A", authors: [$share] },
      evidence: [{ source: "source/gazette", locator: "p. 1", role: STATEMENT }] }] }) { __typename } }`
    const variables = `{"share": {"of": [1, ${number}]}}`
    const search = new URLSearchParams({ query: 'query ($share: JSON) { __typename }', variables })
    const response = get
      ? await api.fetch(`http://localhost/graphql?${search}`)
      : await api.fetch('http://localhost/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"query": ${JSON.stringify(query)}, "variables": ${variables}}`,
        })
    const answer: { errors?: readonly { message: string; extensions: { code: string } }[] } =
      await response.json()
    return { status: response.status, ...answer }
  }

  test.each([
    '0.1000000000000000055',
    '1e-400',
    '-2.5E-330',
    '1.00000000000000000001',
    '3.14159265358979323846',
    '123456789.123456789',
    '5.0000000000000001e-324',
  ])('refuses a variable that would be kept otherwise than written: %s', async (number) => {
    await told('registerSource', GAZETTE)
    for (const get of [false, true]) {
      const { status, errors } = await sent(number, { get })
      expect([status, errors?.map(({ extensions }) => extensions.code)]).toEqual([400, ['E_NUMBER']])
      expect(errors?.[0]?.message).toBe(
        `variables.share.of[1]: ${number} cannot be kept exactly; expected a string in quotes`,
      )
    }
    expect(chronicle.position).toBe(1)
  })

  test.each([
    '0.1',
    '1e-7',
    '1.50',
    '12345678901.25',
    '1E3',
    '-0.000001',
    '9007199254740991',
    '"0.1000000000000000055"',
  ])('reads a variable that is kept as written: %s', async (number) => {
    await told('registerSource', GAZETTE)
    const { status, errors = [] } = await sent(number)
    expect(status).toBe(200)
    expect(errors).toEqual([])
  })

  test('names every such variable, however deep and however many', async () => {
    const deep = (levels: number) => `${'['.repeat(levels)}1e-400${']'.repeat(levels)}`
    const { errors } = await sent(`[1e-400, {"a": 0.12345678901234567}, ${deep(60)}]`)
    expect(errors?.[0]?.message).toContain('variables.share.of[1][0]: 1e-400')
    expect(errors?.[0]?.message).toContain('variables.share.of[1][1].a: 0.12345678901234567')
    const deeper = await sent(deep(2000))
    expect(deeper.errors?.map(({ extensions }) => extensions.code)).toEqual(['E_SIZE'])
    const many = await sent(`[${Array(50_000).fill('1e-400').join(',')}]`)
    expect(many.errors?.[0]?.extensions.code).toBe('E_NUMBER')
  })

  test('keeps literals that are written exactly, and variables within them', async () => {
    await told('registerSource', GAZETTE)
    const { data, errors } = await asking(api)(
      `mutation ($title: JSON) { told: recordEvents(input: { chronicle: "${TALE}", events: [{ type: "BookCatalogued", subject: "book/a",
        payload: { title: $title }, valid: { edtf: "2020", basis: STATED },
        evidence: [{ source: "source/gazette", locator: "p. 1", role: STATEMENT }] }] }) { __typename } }`,
      { title: 'Emma' },
    )
    expect([errors, data]).toEqual([[], { told: { __typename: 'RecordEventsSuccess' } }])
    expect(eventsIn(chronicle)[1]?.event.payload).toEqual({ title: 'Emma' })
  })

  test('tells every fault of every event at once, by where it stands', async () => {
    await told('registerSource', GAZETTE)
    const answer = await told('recordEvents', {
      events: [
        book('a', { valid: { edtf: '2021-13', basis: 'STATED' }, payload: { titel: 'A' } }),
        book('b', { type: 'BookCataloged' }),
        book('c', { evidence: [{ source: 'source/herald', locator: 'p. 1', role: 'STATEMENT' }] }),
        book('d', { premises: ['nobody'] }),
        book('e', {
          evidence: [{ source: 'source/gazette', start: 0, end: 4, digest: sha256Hex('Anna'), role: 'name' }],
        }),
        book('f', { payload: JSON.parse('{"title":"F","__proto__":{"language":"x"}}') }),
        book('g', { valid: { begin: { edtf: '2021-02-30', basis: 'STATED' } } }),
      ],
    })
    const faults = at(answer, 'faults') as readonly { code: string; argument: string }[]
    expect(faults.map(({ code, argument }) => `${code} ${argument}`)).toEqual([
      'E_FIELD input.events[0].payload.titel',
      'E_MISSING input.events[0].payload.title',
      'E_EDTF input.events[0].valid.edtf',
      'E_TYPE input.events[1].type',
      'E_UNKNOWN_SOURCE input.events[2].evidence[0].source',
      'E_REF input.events[3].premises[0]',
      'E_DIGEST input.events[4].evidence[0].digest',
      'E_FIELD input.events[5].payload.__proto__',
      'E_EDTF input.events[6].valid.begin.edtf',
    ])
    expect(chronicle.position).toBe(1)
  })

  test.each([
    [
      'no basis',
      { valid: { edtf: '2024' } },
      'valid.basis is missing: expected one of STATED, RELATIVE, INFERRED',
    ],
    [
      'no basis within a payload, which is JSON',
      { payload: { title: 'T', due: { edtf: '2024' } }, type: 'LoanMade', subject: 'loan/a' },
      'expected one of "stated"|"relative"|"inferred"',
    ],
    [
      'an end before its start',
      { evidence: [{ source: 'source/gazette', start: 5, end: 3, digest: sha256Hex(''), role: 'name' }] },
      'expected start before end; the number 3 arrived',
    ],
    [
      'a number for a text',
      { payload: { title: 1984 } },
      'payload.title: expected string; the number 1984 arrived',
    ],
    [
      'yes for a text',
      { payload: { title: true } },
      'payload.title: expected string; the boolean true arrived',
    ],
    ['a list for a text', { payload: { title: [1] } }, 'payload.title: expected string; [1] arrived'],
  ])('has the hints of this API, none of a file: %s', async (_, fields, message) => {
    await told('registerSource', GAZETTE)
    const answer = await told('recordEvents', { events: [book('a', fields)] })
    const faults = at(answer, 'faults') as readonly { readonly message: string }[]
    expect(faults.map((fault) => fault.message).join('\n')).toContain(message)
    expect(textAt(answer, 'message')).toBe(faults[0]?.message)
    expect(JSON.stringify(answer)).not.toContain('needs quotes')
  })

  test.each([
    ['IdentityAsserted', { same: ['book/a', 'book/a'], reason: 'x' }],
    ['IdentityDenied', { distinct: ['book/a', 'book/a'], reason: 'x' }],
  ])('refuses %s of one subject, also by a correction', async (type, payload) => {
    await told('registerSource', GAZETTE)
    const books = [
      { ...book('a'), ref: 'a' },
      { ...book('b'), ref: 'b' },
    ]
    const link = (pair: object, ref?: string) => ({
      type,
      subject: 'book/a',
      payload: pair,
      premises: ['a', 'b'],
      ref,
    })
    expect(await told('recordEvents', { events: [...books, link(payload)] })).toMatchObject({
      faults: [
        {
          code: 'E_SHAPE',
          message: 'expected two different subjects; book/a arrived twice',
          argument: `input.events[2].payload.${type === 'IdentityAsserted' ? 'same' : 'distinct'}[1]`,
        },
      ],
    })
    const two = JSON.parse(JSON.stringify(payload).replace('book/a', 'book/b'))
    const correction = {
      type: 'EventCorrected',
      subject: 'book/a',
      payload: { reason: 'y', set: { payload } },
      target: { event: 'link' },
    }
    expect(await told('recordEvents', { events: [...books, link(two, 'link'), correction] })).toMatchObject({
      faults: [{ code: 'E_CORRECTION', message: expect.stringContaining('expected two different subjects') }],
    })
    expect(await told('recordEvents', { events: [...books, link(two)] })).toMatchObject({ position: 4 })
  })

  test('sent twice records once, whatever the position was expected to be', async () => {
    await told('registerSource', GAZETTE)
    const input = { events: [book('emma')], expectedPosition: 1 }
    const first = await told('recordEvents', input)
    const second = await told('recordEvents', input)
    expect(second).toMatchObject({
      position: 2,
      root: textAt(first, 'root'),
      recorded: [],
      already: [{ digest: textAt(first, 'recorded', 0, 'digest'), position: 2 }],
      comparison: { changes: [] },
    })
  })

  test('is a Conflict where others recorded since, with all that it takes to try again', async () => {
    await recordBook()
    const late = { events: [book('late')], expectedPosition: 1 }
    const answer = await told('recordEvents', late)
    expect(answer).toMatchObject({
      __typename: 'Conflict',
      code: 'E_POSITION',
      message: 'expected the head of library at 1, it is at 2; read on and try again',
      expectedPosition: 1,
      position: 2,
      chronicle: { position: 2 },
      faults: [],
      lastActs: [],
    })
    const again = await told('recordEvents', { ...late, expectedPosition: Number(at(answer, 'position')) })
    expect(again).toMatchObject({ position: 3, recorded: [{ position: 3 }] })
  })

  test('takes a thousand events at once, and no more', async () => {
    await told('registerSource', GAZETTE)
    const events = Array.from({ length: 1_000 }, (_, index) => book(`b${index}`))
    expect(await told('recordEvents', { events })).toMatchObject({ position: 1_001 })
    const { errors } = await send('recordEvents', { events: [...events, book('more')] })
    expect(errors).toMatchObject([{ extensions: { code: 'E_SIZE', variable: 'input.events' } }])
  })

  test('takes no more than a thousand where longer lists may be sent, and says so as of any fault', async () => {
    await told('registerSource', GAZETTE)
    const wide = createApi({
      schema: librarySchema,
      chronicles: new Map([[TALE, chronicle]]),
      authenticate: async () => ({ role: 'recorder', name: 'ann' }),
      limits: { list: 5_000 },
    })
    const events = Array.from({ length: 1_001 }, (_, index) => book(`b${index}`))
    const { data } = await send('recordEvents', { events }, '', wide)
    expect(data).toMatchObject({ told: { faults: [{ code: 'E_SIZE', argument: 'input.events' }] } })
  })

  test('says which chronicles there are where there is none of that name', async () => {
    expect(await told('recordEvents', { chronicle: 'nowhere', events: [] })).toMatchObject({
      faults: [
        {
          code: 'E_NOT_FOUND',
          message: '"nowhere" is no chronicle here; there are library',
          argument: 'input.chronicle',
        },
      ],
    })
  })

  test('several in one request are done one after the other, each by itself', async () => {
    await told('registerSource', GAZETTE)
    const { data } = await asking(api)(
      `mutation($one: RecordEventsInput!, $other: RecordEventsInput!, $three: RecordEventsInput!) {
        one: recordEvents(input: $one) { ${OUTCOME} }
        other: recordEvents(input: $other) { ${OUTCOME} }
        three: recordEvents(input: $three) { ${OUTCOME} } }`,
      {
        one: { chronicle: TALE, events: [book('a')], expectedPosition: 1 },
        other: { chronicle: TALE, events: [book('b')], expectedPosition: 1 },
        three: { chronicle: TALE, events: [book('c')], expectedPosition: 2 },
      },
    )
    expect(data).toMatchObject({
      one: { position: 2, chronicle: { position: 2 } },
      other: { __typename: 'Conflict', position: 2 },
      three: { position: 3 },
    })
  })
})

describe('correctEvent, retractEvent, restoreEvent', () => {
  test('act one after the other, each after the last, and show the event as it then reads', async () => {
    const event = await recordBook()
    const more = (name: string) =>
      `... on ${name}Success { event { digest certainty acts { type } validAsSeen { edtf } } }`
    const corrected = await told(
      'correctEvent',
      {
        event,
        reason: 'misread',
        set: { payload: { title: 'Emma', language: 'en' }, valid: { edtf: '2020-01-03', basis: 'STATED' } },
        evidence: [{ source: 'source/gazette', quote: 'Monday', role: 'DATE' }],
      },
      more('CorrectEvent'),
    )
    expect(corrected).toMatchObject({
      recorded: [{ type: 'EventCorrected', subject: 'book/emma', position: 3 }],
      event: { digest: event, validAsSeen: { edtf: '2020-01-03' }, acts: [{ type: 'EventCorrected' }] },
    })
    const first = textAt(corrected, 'recorded', 0, 'digest')
    const retracted = await told(
      'retractEvent',
      { event, after: first, reason: 'wrong' },
      more('RetractEvent'),
    )
    expect(retracted).toMatchObject({
      event: { certainty: 'NO' },
      comparison: { changes: [{ change: 'GONE' }] },
    })
    const second = textAt(retracted, 'recorded', 0, 'digest')
    const restored = await told(
      'restoreEvent',
      { event, after: second, reason: 'right' },
      more('RestoreEvent'),
    )
    expect(restored).toMatchObject({ event: { certainty: 'DEFINITELY' }, position: 5 })
    expect(
      eventsIn(chronicle)
        .slice(2)
        .map(({ event }) => event.target),
    ).toEqual([{ event }, { event, after: first }, { event, after: second }])
  })

  test.each(['', '@library,2020-01-01', '@library:2,2020-03-01,known=2020-02-01,only=source/gazette'])(
    'take an event and a source by any id, and record digests and keys: %s',
    async (point) => {
      const event = await recordBook()
      const evidence = [{ source: `source/gazette${point}`, quote: 'Monday', role: 'DATE' }]
      const corrected = await told('correctEvent', {
        event: `${event}${point}`,
        reason: 'misread',
        set: { payload: { title: 'Emma' }, evidence },
        evidence,
        premises: [`${event}${point}`],
      })
      const after = textAt(corrected, 'recorded', 0, 'digest')
      const target = { event: `${event}${point}`, after: `${after}${point}` }
      const retraction = {
        type: 'EventRetracted',
        subject: 'book/emma',
        payload: { reason: 'wrong' },
        target,
      }
      await told('recordEvents', { events: [retraction] })
      await told('reviseSource', { id: `source/gazette${point}`, reason: 'again', evidence })
      const [correction, retracted, revised] = eventsIn(chronicle)
        .slice(2)
        .map(({ event }) => event)
      const cited = [{ ...correction?.evidence?.[0], source: 'source/gazette' }]
      expect(correction).toMatchObject({
        target: { event },
        premises: [event],
        evidence: cited,
        payload: { set: { evidence: cited } },
      })
      expect(retracted).toMatchObject({ target: { event, after } })
      expect(revised).toMatchObject({ type: 'SourceRevised', subject: 'source/gazette', evidence: cited })
    },
  )

  test.each([
    ['a span', { edtf: '2021-09/2021-11', basis: 'STATED' }, '2021-09', '2021-11'],
    ['a span without an end', { edtf: '2021-09/..', basis: 'STATED' }, '2021-09', '[2021-09..]'],
    ['a span of an unknown end', { edtf: '2021-09/', basis: 'STATED' }, '2021-09', '[2021-09..]'],
    ['a span without a begin', { edtf: '../2021-11', basis: 'STATED' }, '[..2021-11]', '2021-11'],
    [
      'a set of months that make a span',
      { edtf: '{2021-09,2021-10}', basis: 'STATED' },
      '2021-09',
      '2021-10',
    ],
    [
      'begin and end apart',
      { begin: { edtf: '2021-09', basis: 'STATED' }, end: { edtf: '2021-11', basis: 'RELATIVE' } },
      '2021-09',
      '2021-11',
    ],
  ])('set %s', async (_, valid, begin, end) => {
    const event = await recordBook('emma', '2021-12-01')
    const answer = await told(
      'correctEvent',
      { event, reason: 'misread', set: { valid } },
      '... on CorrectEventSuccess { event { validAsSeen { edtf begin { edtf } end { edtf } } } }',
    )
    const edtf = 'edtf' in valid ? valid.edtf : null
    expect(answer).toMatchObject({
      event: { validAsSeen: { edtf, begin: { edtf: begin }, end: { edtf: end } } },
    })
    expect(idsReadBack()).toEqual(eventsIn(chronicle).map(({ id }) => id))
  })

  test('take the date away where it is null, and leave it where it is omitted', async () => {
    const event = await recordBook()
    const more = '... on CorrectEventSuccess { event { validAsSeen { edtf } } }'
    const kept = await told('correctEvent', { event, reason: 'x', set: { payload: { title: 'E' } } }, more)
    expect(kept).toMatchObject({ event: { validAsSeen: { edtf: '2020-01-01' } } })
    const after = textAt(kept, 'recorded', 0, 'digest')
    const taken = await told('correctEvent', { event, after, reason: 'x', set: { valid: null } }, more)
    expect(taken).toMatchObject({ event: { validAsSeen: null } })
    expect(eventsIn(chronicle).at(-1)?.event.payload).toEqual({ reason: 'x', set: { valid: null } })
    expect(idsReadBack()).toEqual(eventsIn(chronicle).map(({ id }) => id))
  })

  test('are a Conflict where another acted since, which names the last act', async () => {
    const event = await recordBook()
    const first = textAt(await told('retractEvent', { event, reason: 'wrong' }), 'recorded', 0, 'digest')
    const answer = await told('correctEvent', { event, reason: 'misread', set: { payload: { title: 'E' } } })
    expect(answer).toMatchObject({
      __typename: 'Conflict',
      code: 'E_NOT_HEAD',
      position: 3,
      faults: [{ code: 'E_NOT_HEAD', argument: 'input.after' }],
      lastActs: [{ event, after: first }],
    })
    const again = await told('correctEvent', {
      event,
      after: textAt(answer, 'lastActs', 0, 'after'),
      reason: 'misread',
      set: { payload: { title: 'E' } },
    })
    expect(again).toMatchObject({ position: 4 })
  })

  test('keep their ids when they are sent again, though their event reads otherwise by then', async () => {
    const event = await recordBook()
    const moves = { event, reason: 'another book', set: { subject: 'book/persuasion' } }
    const first = await told('correctEvent', moves)
    expect(await told('correctEvent', moves)).toMatchObject({
      recorded: [],
      already: [{ digest: textAt(first, 'recorded', 0, 'digest') }],
    })
  })

  test.each([
    ['an event that is none', { event: NONE }, [['E_UNKNOWN_EVENT', 'input.event']]],
    ['an id that is none', { event: 'emma' }, [['E_REF', 'input.event']]],
    ['an act that is none', { after: NONE }, [['E_NOT_HEAD', 'input.after']]],
    [
      'a correction that leaves no such event',
      { set: { payload: { title: 7 } } },
      [['E_CORRECTION', 'input.set.payload.title']],
    ],
    ['one that sets nothing', { set: {} }, [['E_SHAPE', 'input.set']]],
    [
      'one that sets a date that is none, for no reason',
      { set: { valid: { edtf: '2021-02-30', basis: 'STATED' } }, reason: '' },
      [
        ['E_SHAPE', 'input.reason'],
        ['E_EDTF', 'input.set.valid.edtf'],
      ],
    ],
    [
      'evidence that is none',
      { evidence: [{ source: 'source/gazette', quote: 'Elinor', role: 'STATEMENT' }] },
      [['E_QUOTE_NOT_FOUND', 'input.evidence[0].quote']],
    ],
  ])('refuse %s, by its place in the input', async (_, more, expected) => {
    const event = await recordBook()
    const answer = await told('correctEvent', {
      event,
      reason: 'misread',
      set: { payload: { title: 'E' } },
      ...more,
    })
    const faults = at(answer, 'faults') as readonly { code: string; argument: string }[]
    expect(faults.map(({ code, argument }) => [code, argument])).toEqual(expected)
  })
})

describe('what is refused or warned of', () => {
  const WARNED = '... on RecordingSuccess { warnings { code argument message } }'
  const named = (subject: string) => ({
    ...book('x'),
    type: subject.startsWith('book') ? 'BookCatalogued' : 'ReaderSeen',
    subject,
    payload: subject.startsWith('book') ? { title: 'x' } : {},
  })

  test('is no name that things of two kinds share', async () => {
    await recordBook()
    const answer = await told(
      'recordEvents',
      { events: [named('book/lincoln'), named('reader/lincoln')] },
      WARNED,
    )
    expect(answer).toMatchObject({ recorded: [{ position: 3 }, { position: 4 }], warnings: [] })
  })

  test.each([
    ['with itself', ['book/a', 'book/a'], 'E_SHAPE'],
    ['across kinds', ['book/a', 'reader/a'], 'E_KIND'],
  ])('is an identity of a thing %s', async (_, pair, code) => {
    await recordBook()
    const things = ['book/a', 'reader/a'].map((subject, at) => ({ ...named(subject), ref: `r${at}` }))
    const same = { subject: 'book/a', premises: ['r0', 'r1'] }
    const events = [
      ...things,
      { ...same, type: 'IdentityAsserted', payload: { same: pair, reason: 'x' } },
      { ...same, type: 'IdentityDenied', payload: { distinct: pair, reason: 'x' } },
    ]
    const found = [
      { code, argument: 'input.events[2].payload.same[1]' },
      { code, argument: 'input.events[3].payload.distinct[1]' },
    ]
    expect(await told('recordEvents', { events })).toMatchObject({ faults: found })
  })

  test('is what was recorded and is retracted: the warning names restoreEvent and what it takes', async () => {
    const event = await recordBook()
    await told('retractEvent', { event, reason: 'wrong' })
    const again = await told('recordEvents', { events: [book('emma')] }, WARNED)
    expect(again).toMatchObject({
      recorded: [],
      already: [{ digest: event }],
      warnings: [{ code: 'W_RETRACTED', argument: 'input.events[0]' }],
    })
    const message = textAt(again, 'warnings', 0, 'message')
    const [, target, after] = /restoreEvent with event: "(\w+)", after: "(\w+)"/.exec(message) ?? []
    await told('restoreEvent', { event: target, after, reason: 'right after all' })
    expect(await told('recordEvents', { events: [book('emma')], dryRun: true }, WARNED)).toMatchObject({
      already: [{ digest: event }],
      warnings: [],
    })
  })

  test.each([
    [
      { start: 5, end: 3, digest: 'a'.repeat(64) },
      'evidence.0.end: expected start before end; the number 3 arrived',
    ],
    [{ quote: 'not here', source: 'source/unread' }, 'expected its text at the server, or start'],
  ])('speaks in the names of the API, and of no files, with evidence %j', async (more, message) => {
    await recordBook()
    const { text: _, evidence: __, ...unread } = GAZETTE
    const role = { role: 'DATE' }
    const located = [{ locator: 'page 1', ...role }]
    await told('registerSource', { ...unread, id: 'source/unread', label: 'unread', evidence: located })
    const evidence = [{ source: 'source/gazette', ...role, ...more }]
    const answer = await told('recordEvents', { events: [book('b', { evidence })] })
    expect(JSON.stringify(answer)).not.toMatch(/quotes|--sources|YAML/)
    expect(textAt(answer, 'faults', 0, 'message')).toContain(message)
  })
})

describe('an event', () => {
  test('is named by eight or more first digits of its id, in acts, premises and questions', async () => {
    const event = await recordBook()
    const start = event.slice(0, 8)
    const inferred = {
      type: 'DateInferred',
      subject: 'book/emma',
      payload: { of: [start], reason: 'by its print' },
      valid: { edtf: '2020-01-01', basis: 'INFERRED' },
      premises: [event.slice(0, 20)],
    }
    expect(await told('recordEvents', { events: [inferred] })).toMatchObject({ recorded: [{ position: 3 }] })
    expect(eventsIn(chronicle).at(-1)?.event).toMatchObject({ premises: [event], payload: { of: [event] } })
    const act = await told(
      'retractEvent',
      { event: start, reason: 'x' },
      '... on RetractEventSuccess { event { digest } }',
    )
    expect(act).toMatchObject({ event: { digest: event } })
    const after = textAt(act, 'recorded', 0, 'digest').slice(0, 9)
    expect(await told('restoreEvent', { event, after, reason: 'x' })).toMatchObject({ position: 5 })
    const { data } = await asking(api)(
      `{ event(id: "${start}") { digest } none: event(id: "${event.slice(0, 7)}") { digest } }`,
    )
    expect(data).toEqual({ event: { digest: event }, none: null })
    const unknown = await told('recordEvents', { events: [{ ...inferred, premises: ['0'.repeat(9)] }] })
    expect(unknown).toMatchObject({ faults: [{ code: 'E_REF', argument: 'input.events[0].premises[0]' }] })
  })
})

describe('a source that is registered as a copy', () => {
  const { text: _, evidence: __, ...plain } = GAZETTE
  const located = { evidence: [{ locator: 'page 1', role: 'DATE' }] }
  const register = (name: string, more: object = {}) =>
    told(
      'registerSource',
      { ...plain, ...located, id: `source/${name}`, label: name, ...more },
      '... on RegisterSourceSuccess { source { copyOf translationOf partOf } }',
    )
  const seenIn = (...names: readonly string[]) =>
    told('recordEvents', {
      events: names.map((name) =>
        book('emma', { evidence: [{ source: `source/${name}`, locator: 'p', role: 'STATEMENT' }] }),
      ),
    })
  const singleSource = async () => {
    const item = '{ singleSource claims { values { singleSource } } }'
    const asked = `{ library(id: "${TALE}") { asOf(date: "2021-01-01") { singleSource { subject } item(subject: "book/emma") ${item} } } }`
    const { data, errors } = await asking(api)(asked)
    expect(errors).toEqual([])
    const answers = [
      (at(data, 'library', 'asOf', 'singleSource') as readonly unknown[]).length === 1,
      at(data, 'library', 'asOf', 'item', 'singleSource'),
      at(data, 'library', 'asOf', 'item', 'claims', 0, 'values', 0, 'singleSource'),
    ]
    expect(new Set(answers).size).toBe(1)
    return answers[0]
  }

  test.each<[string, Readonly<Record<string, object>>, boolean]>([
    ['two of no copies', { a: {}, b: {} }, false],
    ['a source and its copy', { a: {}, b: { copyOf: 'source/a' } }, true],
    [
      'two copies of one that is not registered',
      { a: { copyOf: 'source/x' }, b: { copyOf: 'source/x' } },
      true,
    ],
    ['a copy of a copy', { c: {}, a: { copyOf: 'source/c' }, b: { copyOf: 'source/a' } }, true],
    ['a copy of another', { c: {}, a: {}, b: { copyOf: 'source/c' } }, false],
    ['two copies of one another', { a: { copyOf: 'source/b' }, b: { copyOf: 'source/a' } }, false],
    ['a source and its translation', { a: {}, b: { translationOf: 'source/a' } }, true],
    [
      'a copy of a translation, and another translation',
      {
        c: { translationOf: 'source/original' },
        a: { copyOf: 'source/c' },
        b: { translationOf: 'source/original' },
      },
      true,
    ],
    ['two parts of one', { a: { partOf: 'source/x' }, b: { partOf: 'source/x' } }, false],
    ['a source and a part of it', { a: {}, b: { partOf: 'source/a' } }, false],
  ])('counts as one source with what it copies: %s', async (_, sources, single) => {
    for (const [name, more] of Object.entries(sources)) {
      const source = { copyOf: null, translationOf: null, partOf: null, ...more }
      expect(await register(name, more)).toMatchObject({ source })
    }
    await seenIn('a', 'b')
    expect(await singleSource()).toBe(single)
  })

  test('counts so from the correction on that says so', async () => {
    await register('a')
    const event = textAt(await register('b'), 'recorded', 0, 'digest')
    await seenIn('a', 'b')
    expect(await singleSource()).toBe(false)
    await told('correctEvent', { event, reason: 'a reprint', set: { payload: { copyOf: 'source/a' } } })
    expect(await singleSource()).toBe(true)
  })
})

describe('what a source is registered with', () => {
  const FIELDS = '{ kind language address accessed absent translationOf partOf citation csl }'
  const { text: _, absent: __, ...plain } = GAZETTE
  const register = (name: string, more: object, label = name) =>
    told(
      'registerSource',
      { ...plain, id: `source/${name}`, label, evidence: [{ locator: 'p. 1', role: 'DATE' }], ...more },
      `... on RegisterSourceSuccess { source ${FIELDS} }`,
    )
  const WHOLE = {
    kind: 'PRESS_RELEASE',
    language: 'ja',
    address: 'https://example.org/news/1',
    accessed: '2020-01-03',
    partOf: 'source/bulletin',
  }

  test('is answered, and cited as a footnote and as CSL-JSON', async () => {
    expect(await register('a', WHOLE)).toMatchObject({
      source: {
        ...WHOLE,
        absent: [],
        translationOf: null,
        citation:
          'A. Writer, “The Gazette”, press release, 2 January 2020, https://example.org/news/1 (accessed 3 January 2020).',
        csl: { id: 'source/a', 'citation-label': 'a', genre: 'press release', language: 'ja' },
      },
    })
  })

  test('may be given by variables in the words of files, and by the id of another source', async () => {
    const bulletin = await register('bulletin', {})
    expect(bulletin).toMatchObject({ source: { kind: null, language: null, address: null, accessed: null } })
    const { data } = await asking(api)('{ source(id: "bulletin") { id } }')
    const partOf = textAt(data, 'source', 'id')
    expect(await register('a', { kind: 'press-release', partOf })).toMatchObject({
      source: {
        kind: 'PRESS_RELEASE',
        partOf: 'source/bulletin',
        citation: 'A. Writer, “The Gazette”, press release, in “The Gazette”, 2 January 2020.',
      },
    })
  })

  test.each([
    ['address', 'ftp://example.org/', 'E_SHAPE'],
    ['language', 'Japanese', 'E_SHAPE'],
    ['translationOf', 'book/emma', 'E_SHAPE'],
  ])('is refused at its place: %s of %s', async (field, value, code) => {
    expect(await register('a', { [field]: value })).toMatchObject({
      faults: [{ code, argument: `input.${field}` }],
    })
  })

  test('narrows the lists of sources: kind, and language with what is a form of it', async () => {
    await register('a', WHOLE)
    await register('b', { kind: 'REPORT', language: 'en-GB' })
    await register('c', { language: 'en' })
    const lists = async (args: string) => {
      const asked = `{ sources(${args}) { label } library(id: "${TALE}") { sources(${args}) { edges { node { label } } } } }`
      const { data, errors } = await asking(api)(asked)
      expect(errors).toEqual([])
      const all = (at(data, 'sources') as readonly { label: string }[]).map(({ label }) => label)
      const paged = at(data, 'library', 'sources', 'edges') as readonly { node: { label: string } }[]
      expect(paged.map(({ node }) => node.label)).toEqual(all)
      return all.join(' ')
    }
    expect(await lists('kind: [PRESS_RELEASE]')).toBe('a')
    expect(await lists('kind: [PRESS_RELEASE, REPORT]')).toBe('a b')
    expect(await lists('language: ["en"]')).toBe('b c')
    expect(await lists('language: ["en-GB", "ja"]')).toBe('a b')
    expect(await lists('kind: [REPORT], language: ["ja"]')).toBe('')
    expect(await lists('search: "example.org"')).toBe('a')
    const { errors } = await asking(api)('{ sources(language: ["fr"]) { label } }')
    expect(errors).toMatchObject([
      {
        message: 'argument "language": "fr" is the language of no source; they are in en, en-GB, ja',
        extensions: { code: 'E_UNKNOWN_LANGUAGE' },
      },
    ])
  })

  test('reads as corrected, from the correction on', async () => {
    const event = textAt(await register('a', WHOLE), 'recorded', 0, 'digest')
    await told('correctEvent', {
      event,
      reason: 'misread',
      set: { payload: { language: 'en', kind: 'report', address: null } },
    })
    const { data } = await asking(api)(
      `{ now: source(id: "a") ${FIELDS} library(id: "${TALE}") { sources(position: 1) { edges { node ${FIELDS} } } } }`,
    )
    expect(at(data, 'now')).toMatchObject({ language: 'en', kind: 'REPORT', address: null })
    expect(at(data, 'library', 'sources', 'edges', 0, 'node')).toMatchObject(WHOLE)
  })
})

describe('a dry run', () => {
  test('shows what would come of it, and records nothing', async () => {
    const event = await recordBook()
    const answer = await told(
      'recordEvents',
      { events: [book('persuasion'), book('emma')], dryRun: true },
      '... on RecordEventsSuccess { chronicle { asOf { bookList { key } } } }',
    )
    expect(answer).toMatchObject({
      dryRun: true,
      root: null,
      position: 3,
      recorded: [{ position: 3, subject: 'book/persuasion' }],
      already: [{ digest: event }],
      comparison: { changes: [{ change: 'ADDED', subject: 'book/persuasion' }] },
      chronicle: { position: 3, asOf: { bookList: [{ key: 'book/emma' }, { key: 'book/persuasion' }] } },
    })
    expect((await ledger.head(TALE)).position).toBe(2)
    expect(at(await told('recordEvents', { events: [book('persuasion')] }), 'recorded')).toEqual(
      at(answer, 'recorded'),
    )
  })

  test.each([
    ['a corrected date', { edtf: '2020-01-05', basis: 'STATED' }, '2020-01-05'],
    ['other bounds', { edtf: '2020-01~', within: '[2019-12..2020-02]', basis: 'STATED' }, /within/],
    ['a likely day', { edtf: '2020-01', likely: '2020-01-20', basis: 'STATED' }, /likely 2020-01-20/],
    ['another basis', { edtf: '2020-01-01', basis: 'RELATIVE' }, /relative/],
    [
      'another reading',
      { edtf: '2020-01-01', basis: 'STATED', reading: 'from the letter' },
      /from the letter/,
    ],
    ['no date', null, 'undated'],
  ] as const)('shows %s as a difference', async (_, valid, is) => {
    const event = await recordBook('emma', '[2020-01-02..]')
    const answer = await told(
      'correctEvent',
      { event, reason: 'x', set: { valid }, dryRun: true },
      '... on CorrectEventSuccess { comparison { changes { causes fields { field derived { is } causes } } } }',
    )
    const [change] = at(answer, 'comparison', 'changes') as readonly unknown[]
    expect(at(change, 'causes')).toEqual(['RECORDED', 'CORRECTED'])
    expect(at(change, 'fields', 0)).toEqual({
      field: 'when',
      derived: { is: expect.stringMatching(is) },
      causes: ['RECORDED', 'CORRECTED'],
    })
  })

  test('is refused as the recording would be', async () => {
    const event = await recordBook()
    const dry = { event, reason: 'x', dryRun: true }
    expect(await told('restoreEvent', dry)).toMatchObject({ faults: [{ code: 'E_NOT_RETRACTED' }] })
    expect(await told('retractEvent', { ...dry, expectedPosition: 1 })).toMatchObject({ code: 'E_POSITION' })
  })
})

describe('a ledger that takes nothing', () => {
  test.each([
    ['E_STORAGE_FULL', 'fault', 'there is no room'],
    ['E_STORAGE', 'fault', 'send the same again'],
    ['E_UNKNOWN_OUTCOME', 'fault', 'send the same again'],
    ['E_READ_ONLY', 'invalid', 'this server reads only'],
    ['E_LEDGER_CLOSED', 'fault', 'the server is stopping'],
  ] as const)(
    'is told of by %s, with what to do and nothing of the inside',
    async (code, category, words) => {
      await told('registerSource', GAZETTE)
      broken = new RegestaError(code, category, '/var/lib/secret/ledger.sqlite is what it is', {
        path: '/secret',
      })
      const { data, errors, text } = await send('recordEvents', { events: [book('emma')] })
      expect(data).toEqual({ told: null })
      expect(errors).toMatchObject([{ path: ['told'], extensions: { code, category: 'fault' } }])
      expect(errors[0]?.message).toContain(words)
      expect(text).not.toContain('secret')
      expect(heard).toEqual([broken])
      broken = undefined
      expect(await told('recordEvents', { events: [book('emma')] })).toMatchObject({ position: 2 })
    },
  )

  test('still checks, and shows what would come of it', async () => {
    broken = new RegestaError('E_READ_ONLY', 'invalid', 'reads only')
    expect(await told('registerSource', { ...GAZETTE, dryRun: true })).toMatchObject({
      position: 1,
      dryRun: true,
    })
    expect(await told('registerSource', { ...GAZETTE, label: '' })).toMatchObject({ code: 'E_SHAPE' })
  })
})

describe('who may record', () => {
  test.each([{ role: 'reader' }, { role: 'reader', name: 'bob' }, { role: 'nobody' }] as const)(
    '%j may not, and nothing of it is done',
    async (viewer) => {
      const { data, errors } = await send('registerSource', GAZETTE, '', apiFor(viewer))
      expect(data).toBeFalsy()
      expect(errors[0]?.extensions.code).toMatch(/^E_(UNAUTHENTICATED|FORBIDDEN)$/)
      expect(chronicle.position).toBe(0)
    },
  )

  test('not by GET', async () => {
    const url = new URL('http://localhost/graphql')
    url.searchParams.set(
      'query',
      'mutation { recordEvents(input: { chronicle: "library", events: [] }) { __typename } }',
    )
    expect((await api.fetch(url)).status).toBe(405)
  })
})

test('a source whose text the server lacks is recorded by spans, which it cannot prove', async () => {
  api = apiFor({ role: 'recorder', name: 'ann' }, new Map())
  const evidence = [{ start: 0, end: 4, digest: sha256Hex('Emma'), role: 'title' }]
  expect(await told('registerSource', { ...GAZETTE, evidence })).toMatchObject({ position: 1 })
  expect(await told('registerSource', { ...GAZETTE, id: 'source/b', label: 'b' })).toMatchObject({
    faults: [{ code: 'E_NEEDS_TEXT', argument: 'input.evidence[0].quote' }],
  })
})
