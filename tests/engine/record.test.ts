import { describe, expect, it, vi } from 'vitest'
import type { Recording } from '../../src/admission/index.ts'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { InvalidInput, RegestaError } from '../../src/errors.ts'
import { type Envelope, sha256Hex } from '../../src/event/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { diceOf } from '../../torture/rig/dice.ts'
import { bookCatalogued, eventsIn, library, TALE, Tale } from '../toy/index.ts'
import { contrary } from './contrary-ledger.ts'

const TEXT = 'Emma came in on Monday. Persuasion came in on Tuesday, and Emma went out.'
const texts = new Map([[sha256Hex(TEXT), TEXT]])
const NONE = 'f'.repeat(64)

function open(
  ledger: Ledger = openMemoryLedger(),
  now = '2030-01-01T00:00:00Z',
  tolerance?: number,
): Promise<Chronicle> {
  return openChronicle({
    name: TALE,
    vocabulary: library,
    ledger,
    clock: { ...fixedClock(now), tolerance },
  })
}

/** A source with a text, as one sends it. */
const gazette = {
  type: 'SourceRegistered',
  subject: 'source/gazette',
  payload: {
    label: 'gazette',
    published: { edtf: '2020-01-02', basis: 'stated' },
    text: { digest: sha256Hex(TEXT), length: TEXT.length },
    absent: [],
  },
  evidence: [{ source: 'source/gazette', quote: 'Emma came in', role: 'title' }],
}

function book(name: string, more: object = {}): object {
  return {
    type: 'BookCatalogued',
    subject: `book/${name}`,
    payload: { title: name },
    valid: { edtf: '2020-01-01', basis: 'stated' },
    evidence: [{ source: 'source/gazette', locator: 'line 1', role: 'statement' }],
    ...more,
  }
}

/** Every fault of a recording that is refused as invalid: its code and its path. */
async function faultsOf(chronicle: Chronicle, recording: Partial<Recording>): Promise<readonly string[]> {
  const error: unknown = await chronicle.record({ events: [], texts, ...recording }).catch((thrown) => thrown)
  if (!(error instanceof InvalidInput)) throw new Error(`no invalid input, but ${error}`)
  return error.faults.map(({ code, place }) => `${code} ${place?.path?.join('.')}`)
}

describe('Chronicle.record() refuses', () => {
  it('everything that is wrong at once: with the whole, with each event, and beside what is recorded', async () => {
    const chronicle = await open()
    await chronicle.record({ events: [gazette], texts })
    const faults = await faultsOf(chronicle, {
      name: 'Not a slug',
      expectedPosition: -1,
      events: [
        book('a', { valid: { edtf: '2021-13', basis: 'stated' }, payload: { titel: 'A' } }),
        7,
        book('b', { type: 'BookCataloged' }),
        book('c', { evidence: [{ source: 'source/herald', locator: 'p. 1', role: 'statement' }] }),
        book('d', { premises: [NONE], version: 2 }),
        { ...book('e'), subject: 'reader/a' },
        { type: 'EventRetracted', subject: 'book/a', payload: { reason: 'x' }, target: { event: NONE } },
      ],
    })
    expect(faults).toEqual([
      'E_FIELD events.0.payload.titel',
      'E_MISSING events.0.payload.title',
      'E_EDTF events.0.valid.edtf',
      'E_SHAPE events.1',
      'E_TYPE events.2.type',
      'E_UNKNOWN_SOURCE events.3.evidence.0.source',
      'E_FIELD events.4.version',
      'E_KIND events.5.subject',
      'E_UNKNOWN_EVENT events.6.target.event',
      'E_POSITION expectedPosition',
      'E_SLUG name',
    ])
    expect(chronicle.position).toBe(1)
  })

  it('no events at all', async () => {
    expect(await faultsOf(await open(), { events: [] })).toEqual(['E_EVENTS events'])
  })

  it('what JSON does not keep as it was meant, each once, and nothing that is merely absent', async () => {
    const chronicle = await open()
    await chronicle.record({ events: [gazette], texts })
    const circle: { in?: unknown } = {}
    circle.in = circle
    const proto: unknown = JSON.parse('{"title":"A","__proto__":{"language":"x"}}')
    const events = [
      book('a', { salt: 'half \ud800 of one' }),
      book('b', { payload: { title: 'B', language: Number.NaN } }),
      book('c', { payload: proto }),
      book('d', { payload: { title: 'D', authors: [12n] } }),
      book('e', { payload: { title: 'E', language: circle } }),
      book('f', { payload: { title: 2 ** 53 } }),
      book('g', { premises: undefined }),
    ]
    const faults = await faultsOf(chronicle, { events })
    expect(faults.filter((fault) => !fault.startsWith('E_SHAPE'))).toEqual([
      'E_UNICODE events.0.salt',
      'E_NUMBER events.1.payload.language',
      'E_FIELD events.2.payload.__proto__',
      'E_NUMBER events.5.payload.title',
    ])
    expect(faults.join('\n')).not.toContain('events.6')
    expect(Object.prototype).not.toHaveProperty('language')
  })

  it('the same event twice in one recording, and says where it stands', async () => {
    const chronicle = await open()
    const refused = chronicle.record({ events: [gazette, book('a'), book('a')], texts })
    await expect(refused).rejects.toMatchObject({
      faults: [{ code: 'E_TWICE', message: expect.stringContaining('at events.1 already') }],
    })
  })

  it('a head elsewhere than expected: E_POSITION, a conflict that says where it is', async () => {
    const chronicle = await open()
    await chronicle.record({ events: [gazette], texts })
    const late = chronicle.record({ events: [book('a')], expectedPosition: 0 })
    await expect(late).rejects.toMatchObject({
      code: 'E_POSITION',
      category: 'conflict',
      facts: { expected: 0, actual: 1 },
    })
    expect(
      await faultsOf(chronicle, { events: [book('a', { type: 'Nothing' })], expectedPosition: 0 }),
    ).toHaveLength(1)
    const again = await chronicle.record({ events: [gazette], texts, expectedPosition: 0 })
    expect(again.already).toHaveLength(1)
  })

  it('an act on what another acted on since: E_NOT_HEAD, a conflict while nothing else is wrong', async () => {
    const chronicle = await open()
    const { recorded } = await chronicle.record({ events: [gazette, book('a')], texts })
    const target = { event: recorded[1] }
    const act = (reason: string) => ({
      type: 'EventRetracted',
      subject: 'book/a',
      payload: { reason },
      target,
    })
    const first = await chronicle.record({ events: [act('one')] })
    expect(chronicle.lastActOn(recorded[1] ?? '')).toBe(first.recorded[0])
    await expect(
      chronicle.record({ events: [{ ...act('two'), type: 'EventCorrected' }] }),
    ).rejects.toMatchObject({
      category: 'invalid',
    })
    const restore = { ...act('three'), type: 'EventRestored' }
    await expect(chronicle.record({ events: [restore] })).rejects.toMatchObject({
      code: 'E_NOT_HEAD',
      category: 'conflict',
      facts: { faults: [{ place: { path: ['events', 0, 'target'] } }] },
    })
  })
})

describe('Chronicle.record() takes', () => {
  it('quotes, refs, and events in full; spans are proved where the texts are at hand', async () => {
    const chronicle = await open()
    const { recorded } = await chronicle.record({
      events: [
        gazette,
        { ...book('emma'), chronicle: TALE, version: 1, ref: 'emma' },
        book('persuasion', {
          premises: ['emma'],
          evidence: [{ source: 'source/gazette', quote: 'Persuasion', role: 'name' }],
        }),
      ],
      texts,
    })
    const [, emma, persuasion] = eventsIn(chronicle)
    expect(persuasion?.event).toMatchObject({
      premises: [emma?.id],
      evidence: [{ start: 24, end: 34, digest: sha256Hex('Persuasion') }],
    })
    expect(recorded).toHaveLength(3)
    const wrong = [{ source: 'source/gazette', start: 0, end: 4, digest: sha256Hex('Anna'), role: 'name' }]
    expect(await faultsOf(chronicle, { events: [book('anna', { evidence: wrong })] })).toEqual([
      'E_DIGEST events.0.evidence.0.digest',
    ])
    const quote = [{ source: 'source/gazette', quote: 'Emma', role: 'name' }]
    expect(await faultsOf(chronicle, { events: [book('twice', { evidence: quote })] })).toEqual([
      'E_QUOTE_AMBIGUOUS events.0.evidence.0.quote',
    ])
    const blind = chronicle.record({ events: [book('unseen', { evidence: quote })] })
    await expect(blind).rejects.toMatchObject({ faults: [{ code: 'E_NEEDS_TEXT' }] })
  })

  it('a name for the batch, and numbers the batches as their files will be', async () => {
    const ledger = openMemoryLedger()
    const chronicle = await open(ledger)
    await chronicle.record({ events: [gazette], texts, name: 'first-reading', reader: 'Ann' })
    await chronicle.record({ events: [book('a')] })
    expect(await ledger.batches(TALE)).toMatchObject([
      { name: '0001-first-reading', reader: 'Ann' },
      { name: '0002-recorded', reader: '' },
    ])
  })

  it('an instant after the head’s, though the clock is behind', async () => {
    const ledger = openMemoryLedger()
    await (await open(ledger)).record({ events: [gazette], texts })
    const behind = await open(ledger, '2029-12-31T23:56:00Z')
    const { head } = await behind.record({ events: [book('a')] })
    expect(head.recordedAt).toBe(Date.UTC(2030, 0, 1) + 1)
  })

  it('nothing where the clock is behind by more than is tolerated: one of them is wrong', async () => {
    const ledger = openMemoryLedger()
    await (await open(ledger)).record({ events: [gazette], texts })
    const behind = await open(ledger, '2029-12-31T23:54:00Z')
    await expect(behind.record({ events: [book('a')] })).rejects.toMatchObject({
      code: 'E_CLOCK',
      message: expect.stringContaining('2030-01-01T00:00:00.000Z is 6 minutes ahead of the clock'),
    })
    await expect(behind.preview({ events: [book('a')] })).rejects.toMatchObject({ code: 'E_CLOCK' })
    expect(await behind.record({ events: [gazette], texts })).toMatchObject({ recorded: [] })
    expect((await ledger.head(TALE)).position).toBe(1)
    const tolerant = await open(ledger, '2029-12-31T23:54:00Z', 360_000)
    const { head } = await tolerant.record({ events: [book('a')] })
    expect(head.recordedAt).toBe(Date.UTC(2030, 0, 1) + 1)
  })

  it('the same again once its answer was lost, and records nothing twice', async () => {
    const ledger = openMemoryLedger()
    let lost = true
    const losing: Ledger = {
      ...contrary(ledger, diceOf(1)),
      async append(batch) {
        const head = await ledger.append(batch)
        if (lost) throw new RegestaError('E_STORAGE', 'fault', 'the answer was lost')
        return head
      },
    }
    const chronicle = await open(losing)
    const recording = { events: [gazette, book('a')], texts, expectedPosition: 0 }
    await expect(chronicle.record(recording)).rejects.toMatchObject({ code: 'E_STORAGE' })
    lost = false
    const receipt = await chronicle.record(recording)
    expect(receipt).toMatchObject({ recorded: [], head: { position: 2 } })
    expect(receipt.already).toHaveLength(2)
  })
})

describe('Chronicle.record() beside others who record', () => {
  /** Several servers over one ledger, each keeping up with the others. */
  async function serversOver(ledger: Ledger, count: number, seed: number) {
    const dice = diceOf(seed)
    const servers = await Promise.all(
      Array.from({ length: count }, () => open(contrary(ledger, dice.fork()))),
    )
    const stops = servers.map((server) =>
      server.keepUp({ every: 1, onFault: (error) => expect.fail(`${error}`) }),
    )
    return { servers, stop: () => stops.map((stop) => stop()) }
  }

  it('loses nothing and doubles nothing', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const ledger = openMemoryLedger()
      const { servers, stop } = await serversOver(ledger, 3, seed)
      await servers[0]?.record({ events: [gazette], texts })
      const receipts = await Promise.all(
        servers.flatMap((server, at) =>
          ['a', 'b', 'c', 'd'].map((name) =>
            server.record({ events: [book(`${name}${at}`), book('shared')] }),
          ),
        ),
      )
      stop()
      const recorded = receipts.flatMap((receipt) => receipt.recorded)
      expect(new Set(recorded).size).toBe(13)
      expect(recorded).toHaveLength(13)
      const entries = await Array.fromAsync(ledger.read(TALE))
      expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
      expect(
        entries
          .slice(1)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(recorded.sort())
      const numbers = (await ledger.batches(TALE)).map(({ name }) => Number(name.slice(0, 4)))
      expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    }
  })

  it('lets one of several acts on one event stand, however they meet, and refuses the others', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const ledger = openMemoryLedger()
      const { servers, stop } = await serversOver(ledger, 3, seed)
      const first = await servers[0]?.record({ events: [gazette, book('a')], texts })
      const target = { event: first?.recorded[1] }
      const acts = servers.map((server, at) =>
        server.record({
          events: [
            {
              type: 'EventCorrected',
              subject: 'book/a',
              payload: { reason: 'misread', set: { payload: { title: `${at}` } } },
              target,
            },
          ],
        }),
      )
      const outcomes = await Promise.allSettled(acts)
      stop()
      const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
      expect(refused).toEqual([
        expect.objectContaining({ code: 'E_NOT_HEAD' }),
        expect.objectContaining({ code: 'E_NOT_HEAD' }),
      ])
      expect((await ledger.head(TALE)).position).toBe(3)
    }
  })

  it('records for one only of those who expected the same position', async () => {
    const ledger = openMemoryLedger()
    const { servers, stop } = await serversOver(ledger, 3, 5)
    await servers[0]?.record({ events: [gazette], texts })
    const outcomes = await Promise.allSettled(
      servers.map((server, at) => server.record({ events: [book(`b${at}`)], expectedPosition: 1 })),
    )
    stop()
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await ledger.head(TALE)).position).toBe(2)
  })
})

describe('Chronicle.preview()', () => {
  const retraction = (event: string | undefined) => ({
    type: 'EventRetracted',
    subject: 'book/a',
    payload: { reason: 'wrong' },
    target: { event },
  })

  it('shows what would come of it, as it then does, and records nothing', async () => {
    const ledger = openMemoryLedger()
    const chronicle = await open(ledger)
    const { recorded } = await chronicle.record({ events: [gazette, book('a')], texts })
    const recording = { events: [retraction(recorded[1]), book('b'), book('a')] }
    const preview = await chronicle.preview(recording)
    expect([preview.position, preview.snapshot.position]).toEqual([2, 4])
    expect((await ledger.head(TALE)).position).toBe(2)
    expect(eventsIn(chronicle)).toHaveLength(2)
    const shown = preview.snapshot.compare({ position: preview.position }, {}).changes('book')
    expect(shown.map(({ change, subject }) => [change, subject])).toEqual([
      ['added', 'book/b'],
      ['gone', 'book/a'],
    ])
    const receipt = await chronicle.record(recording)
    expect([receipt.recorded, receipt.already]).toEqual([preview.recorded, preview.already])
    expect(eventsIn(chronicle).map(({ id, position }) => [id, position])).toEqual(
      eventsIn(preview.snapshot).map(({ id, position }) => [id, position]),
    )
    expect((await chronicle.preview(recording)).recorded).toEqual([])
  })

  it('refuses what recording would refuse', async () => {
    const chronicle = await open()
    await expect(chronicle.preview({ events: [book('a')] })).rejects.toMatchObject({
      code: 'E_UNKNOWN_SOURCE',
    })
    const late = chronicle.preview({ events: [gazette], texts, expectedPosition: 3 })
    await expect(late).rejects.toMatchObject({ code: 'E_POSITION', category: 'conflict' })
  })

  it('is refused of more events than are filed a second time, once all that was sent is sound', async () => {
    const chronicle = await open()
    await chronicle.record({ events: [gazette], texts })
    const [event] = eventsIn(chronicle)
    if (event === undefined) throw new Error('the chronicle has no event')
    vi.spyOn(EventIndex.prototype, 'count', 'get').mockReturnValue(250_000)
    vi.spyOn(EventIndex.prototype, 'at').mockReturnValue(event)
    try {
      await expect(chronicle.preview({ events: [book('a')] })).rejects.toMatchObject({
        faults: [{ code: 'E_SIZE', place: { path: ['dryRun'] } }],
      })
      await expect(chronicle.preview({ events: [book('a', { payload: {} })] })).rejects.toMatchObject({
        faults: [{ code: 'E_MISSING' }],
      })
    } finally {
      vi.restoreAllMocks()
    }
  })

  it('lets others go first after each turn, and is checked again if they record', async () => {
    const chronicle = await open()
    await chronicle.record({ events: [gazette], texts })
    const events = Array.from({ length: 20 }, (_, nth) => book(`b${nth}`))
    let now = performance.now()
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 6))
    try {
      const previewing = chronicle.preview({ events })
      const { recorded } = await chronicle.record({ events: events.slice(5, 6) })
      const preview = await previewing
      expect([preview.position, preview.snapshot.position]).toEqual([2, 21])
      expect(preview.already).toEqual(recorded)
      expect(preview.recorded).toHaveLength(19)
    } finally {
      vi.restoreAllMocks()
    }
  })

  it('goes on from where it stands: what is recorded later is not in it', async () => {
    const chronicle = await open()
    await chronicle.record({ events: [gazette], texts })
    const { snapshot } = await chronicle.preview({ events: [book('a')] })
    await chronicle.record({ events: [book('b')] })
    expect(snapshot.asOf({}).item('book/b')).toBeUndefined()
    expect(chronicle.asOf({}).item('book/a')).toBeUndefined()
  })
})

it('a tale is recorded as it is told', async () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on: '2020-01-01' })
  const chronicle = await open()
  const events: readonly Envelope[] = tale.envelopes
  expect((await chronicle.record({ events })).recorded).toEqual(tale.events.map(({ id }) => id))
})
