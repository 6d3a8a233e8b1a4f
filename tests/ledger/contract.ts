import { hash } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Batch, Entry, Ledger } from '../../src/ledger/index.ts'
import { batchOf, chronicle, contentsOf, eventOf, readAll } from './events.ts'
import { naiveRootOfLeaves } from './naive-tree.ts'

const emptyRoot = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** What every ledger promises. Call it in a test file of the ledger's own, with what opens an empty one. */
export function ledgerContract(name: string, open: () => Promise<Ledger>): void {
  describe(`${name}, as every ledger,`, () => {
    let ledger: Ledger

    beforeEach(async () => {
      ledger = await open()
    })

    afterEach(async () => {
      await ledger.close()
    })

    describe('head()', () => {
      it('of a chronicle never written to is position 0 and the empty root', async () => {
        expect(await ledger.head(chronicle)).toEqual({
          chronicle,
          position: 0,
          recordedAt: undefined,
          root: emptyRoot,
        })
        expect(await ledger.chronicles()).toEqual([])
        expect(await ledger.batches(chronicle)).toEqual([])
        expect(await readAll(ledger)).toEqual([])
      })

      it('is what append() answered', async () => {
        const answered = await ledger.append(batchOf(1, ['a', 'b', 'c']))
        expect(answered).toEqual({
          chronicle,
          position: 3,
          recordedAt: Date.UTC(2024, 0, 1, 12, 0, 1),
          root: naiveRootOfLeaves(await readAll(ledger)),
        })
        expect(await ledger.head(chronicle)).toEqual(answered)
      })
    })

    describe('bodyAt()', () => {
      it('gives the body at each position, in whatever order they are asked for, and of what is appended since', async () => {
        const texts = (many: number, prefix: string) =>
          Array.from({ length: many }, (_, at) => `${prefix}${at}`)
        const [firsts, lasts] = [texts(700, 'a'), texts(100, 'b')]
        await ledger.append(batchOf(1, firsts))
        await ledger.append(batchOf(1, ['other'], { chronicle: 'a-toy' }))
        const ask = (positions: readonly number[]) => positions.map((at) => ledger.bodyAt?.(chronicle, at))
        const bodies = (all: readonly string[]) => all.map((text) => eventOf(text).body)
        const expected = (positions: readonly number[], all: readonly string[]) =>
          ledger.bodyAt === undefined
            ? positions.map(() => undefined)
            : positions.map((at) => bodies(all)[at - 1])
        const inTurn = firsts.map((_, at) => at + 1)
        const mixed = [...inTurn.map((at) => ((at * 37) % 800) + 1), 0, 701]
        expect(ask(inTurn)).toEqual(expected(inTurn, firsts))
        expect(ask(mixed)).toEqual(expected(mixed, firsts))
        await ledger.append(batchOf(2, lasts))
        expect(ask(mixed)).toEqual(expected(mixed, [...firsts, ...lasts]))
        expect(ledger.bodyAt?.('a-toy', 1)).toBe(ledger.bodyAt && eventOf('other').body)
      })
    })

    describe('append()', () => {
      it('gives positions from 1 without gaps, in the order of the batches', async () => {
        await ledger.append(batchOf(1, ['c', 'a']))
        await ledger.append(batchOf(2, ['b'], { expectedPosition: 2, reader: 'a desk' }))
        expect(await readAll(ledger)).toEqual([
          { chronicle, position: 1, recordedAt: at(1), batch: 'batch-1', ...eventOf('c') },
          { chronicle, position: 2, recordedAt: at(1), batch: 'batch-1', ...eventOf('a') },
          { chronicle, position: 3, recordedAt: at(2), batch: 'batch-2', ...eventOf('b') },
        ])
        expect(await ledger.batches(chronicle)).toEqual([
          { name: 'batch-1', recordedAt: at(1), reader: '', first: 1, last: 2 },
          { name: 'batch-2', recordedAt: at(2), reader: 'a desk', first: 3, last: 3 },
        ])
        const found = await Promise.all([0, 1, 2, 3, 4].map((at) => ledger.batchAt(chronicle, at)))
        expect(found.map((batch) => batch?.name)).toEqual([
          undefined,
          'batch-1',
          'batch-1',
          'batch-2',
          undefined,
        ])
        expect(found[3]).toEqual({ name: 'batch-2', recordedAt: at(2), reader: 'a desk', first: 3, last: 3 })
      })

      it('keeps any text as it is', async () => {
        const texts = ['会談 🤝 “Đối tác”', '\u0000', 'e\u0301 is not é', '   ', 'x'.repeat(100_000)]
        const raw = 'a raw \u0000 in it'
        const bodies = [...texts.map(eventOf), { id: hash('sha256', raw), body: raw }]
        const named = { name: '0001 – 会談\u0000', reader: 'a \u0000 desk – 日' }
        await ledger.append(batchOf(1, [], { ...named, chronicle: '日越', events: bodies }))
        expect((await readAll(ledger, '日越')).map(({ id, body }) => ({ id, body }))).toEqual(bodies)
        expect(await ledger.batches('日越')).toMatchObject([named])
      })

      it('keeps chronicles apart: positions, instants, ids, heads', async () => {
        await ledger.append(batchOf(9, ['a', 'b']))
        await ledger.append(batchOf(1, ['b'], { chronicle: 'a-toy' }))
        expect(await ledger.chronicles()).toEqual(['a-toy', chronicle])
        expect(await ledger.head('a-toy')).toMatchObject({ position: 1, recordedAt: at(1) })
        expect(await ledger.head(chronicle)).toMatchObject({ position: 2, recordedAt: at(9) })
        expect(await readAll(ledger, 'a-toy')).toHaveLength(1)
        expect(await readAll(ledger)).toHaveLength(2)
        expect(await ledger.rootAt('a-toy', 1)).not.toBe(await ledger.rootAt(chronicle, 1))
      })

      const lone = '"\ud800"'
      const loneId = eventOf('x').id
      it.each<{ why: string; batch: Batch; code: string; category: string; facts?: object }>([
        { why: 'no events', batch: batchOf(3, []), code: 'E_EMPTY_BATCH', category: 'invalid' },
        {
          why: 'no chronicle',
          batch: batchOf(3, ['n'], { chronicle: '' }),
          code: 'E_NAME',
          category: 'invalid',
        },
        {
          why: 'a broken name',
          batch: batchOf(3, ['n'], { name: '\udc00' }),
          code: 'E_NAME',
          category: 'invalid',
        },
        {
          why: 'a broken reader',
          batch: batchOf(3, ['n'], { reader: 'a \ud800 desk' }),
          code: 'E_NAME',
          category: 'invalid',
          facts: { argument: 'reader' },
        },
        {
          why: 'the instant of the head',
          batch: batchOf(2, ['n']),
          code: 'E_RECORDED_AT',
          category: 'conflict',
          facts: { recordedAt: at(2), head: at(2) },
        },
        { why: 'an instant before', batch: batchOf(1, ['n']), code: 'E_RECORDED_AT', category: 'conflict' },
        ...[Number.NaN, 1e17, 1_800_000_000_000.5].map((recordedAt) => ({
          why: `the instant ${recordedAt}`,
          batch: batchOf(3, ['n'], { recordedAt }),
          code: 'E_RECORDED_AT',
          category: 'invalid',
        })),
        {
          why: 'an event twice',
          batch: batchOf(3, ['n', 'm', 'n']),
          code: 'E_DUPLICATE_IN_BATCH',
          category: 'invalid',
          facts: { id: eventOf('n').id },
        },
        {
          why: 'an event that stands, after new ones',
          batch: batchOf(3, ['n', 'b']),
          code: 'E_ALREADY_RECORDED',
          category: 'conflict',
          facts: { id: eventOf('b').id, position: 2 },
        },
        {
          why: 'the same batch again',
          batch: batchOf(2, ['c']),
          code: 'E_ALREADY_RECORDED',
          category: 'conflict',
          facts: { id: eventOf('c').id, position: 3 },
        },
        ...[0, 2, 4].map((expectedPosition) => ({
          why: `expectedPosition ${expectedPosition}`,
          batch: batchOf(3, ['n'], { expectedPosition }),
          code: 'E_POSITION',
          category: 'conflict',
          facts: { expected: expectedPosition, actual: 3 },
        })),
        {
          why: 'an id of another body, after a good one',
          batch: batchOf(3, [], { events: [eventOf('n'), { id: eventOf('m').id, body: '{}' }] }),
          code: 'E_ID',
          category: 'invalid',
          facts: { index: 1 },
        },
        {
          why: 'a body with a lone surrogate',
          batch: batchOf(3, [], { events: [{ id: loneId, body: lone }] }),
          code: 'E_ID',
          category: 'invalid',
        },
      ])(
        'refuses $why with $code and leaves all as it was',
        async ({ batch, code, category, facts = {} }) => {
          await ledger.append(batchOf(1, ['a', 'b']))
          await ledger.append(batchOf(2, ['c']))
          const before = await contentsOf(ledger)
          await expect(ledger.append(batch)).rejects.toMatchObject({ code, category, facts })
          expect(await contentsOf(ledger)).toEqual(before)
          expect(await ledger.append(batchOf(3, ['n', 'm']))).toMatchObject({ position: 5 })
        },
      )

      it('lets exactly one win of those that expect the same position', async () => {
        await ledger.append(batchOf(1, ['a']))
        const outcomes = await Promise.allSettled(
          Array.from({ length: 16 }, (_, writer) =>
            ledger.append(batchOf(2 + writer, [`${writer}`, `${writer} too`], { expectedPosition: 1 })),
          ),
        )
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        for (const outcome of outcomes)
          if (outcome.status === 'rejected')
            expect(outcome.reason).toMatchObject({ code: 'E_POSITION', facts: { expected: 1, actual: 3 } })
        expect(await ledger.head(chronicle)).toMatchObject({ position: 3 })
      })
    })

    describe('read()', () => {
      const texts = Array.from({ length: 700 }, (_, index) => `event ${index + 1}`)

      it.each([
        { range: {}, first: 1, last: 700 },
        { range: { after: 0, upTo: 700 }, first: 1, last: 700 },
        { range: { after: 1 }, first: 2, last: 700 },
        { range: { upTo: 1 }, first: 1, last: 1 },
        { range: { after: 255, upTo: 257 }, first: 256, last: 257 },
        { range: { after: 256, upTo: 512 }, first: 257, last: 512 },
        { range: { after: 699 }, first: 700, last: 700 },
        { range: { after: 100, upTo: Number.POSITIVE_INFINITY }, first: 101, last: 700 },
        { range: { after: 698, upTo: 9000 }, first: 699, last: 700 },
        { range: { after: 700 }, first: 1, last: 0 },
        { range: { after: 9000 }, first: 1, last: 0 },
        { range: { after: 5, upTo: 5 }, first: 1, last: 0 },
        { range: { after: 6, upTo: 5 }, first: 1, last: 0 },
        { range: { upTo: 0 }, first: 1, last: 0 },
      ])('of $range gives $first to $last in order', async ({ range, first, last }) => {
        await ledger.append(batchOf(1, texts.slice(0, 300)))
        await ledger.append(batchOf(2, texts.slice(300)))
        const entries = await readAll(ledger, chronicle, range)
        expect(entries.map(({ position }) => position)).toEqual(positions(first, last))
        expect(entries.map(({ body }) => body)).toEqual(
          positions(first, last).map((position) => eventOf(`event ${position}`).body),
        )
      })

      it.each([{ after: -1 }, { upTo: -1 }, { after: 0.5 }, { upTo: Number.NaN }])(
        'refuses %o',
        async (range) => {
          await ledger.append(batchOf(1, ['a', 'b']))
          await expect(readAll(ledger, chronicle, range)).rejects.toMatchObject({ code: 'E_RANGE' })
        },
      )

      it('gives the prefix as of its beginning, whatever is appended meanwhile', async () => {
        await ledger.append(batchOf(1, texts.slice(0, 300)))
        const seen: number[] = []
        for await (const { position } of ledger.read(chronicle)) {
          if (position === 1) await ledger.append(batchOf(2, texts.slice(300)))
          seen.push(position)
        }
        expect(seen).toEqual(positions(1, 300))
        expect(await readAll(ledger)).toHaveLength(700)
      })

      it('can be left half way', async () => {
        await ledger.append(batchOf(1, texts))
        for await (const { position } of ledger.read(chronicle)) if (position === 3) break
        expect(await ledger.append(batchOf(2, ['more']))).toMatchObject({ position: 701 })
      })
    })

    describe('rootAt()', () => {
      it('equals the naive root of every prefix, within batches and at their ends', async () => {
        for (const [index, size] of [1, 2, 5, 1, 8, 3, 16].entries()) {
          const texts = Array.from({ length: size }, (_, offset) => `batch ${index}, event ${offset}`)
          await ledger.append(batchOf(1 + index, texts))
        }
        const entries = await readAll(ledger)
        expect(entries).toHaveLength(36)
        for (const position of [0, ...positions(1, 36)])
          expect(await ledger.rootAt(chronicle, position)).toBe(naiveRootOfLeaves(entries.slice(0, position)))
        expect(await ledger.rootAt(chronicle, 36)).toBe((await ledger.head(chronicle)).root)
      })

      it.each([3, -1, 0.5, Number.NaN])('refuses %d, where the head never stood', async (position) => {
        await ledger.append(batchOf(1, ['a', 'b']))
        await expect(ledger.rootAt(chronicle, position)).rejects.toMatchObject({ code: 'E_NO_POSITION' })
      })
    })

    describe('close()', () => {
      it('may be called twice, and ends all else with E_LEDGER_CLOSED', async () => {
        await ledger.append(batchOf(1, ['a', 'b']))
        const reading = ledger.read(chronicle)[Symbol.asyncIterator]()
        await reading.next()
        await ledger.close()
        await ledger.close()
        const closed = { code: 'E_LEDGER_CLOSED' }
        await expect(reading.next()).rejects.toMatchObject(closed)
        await expect(ledger.append(batchOf(2, ['c']))).rejects.toMatchObject(closed)
        await expect(ledger.head(chronicle)).rejects.toMatchObject(closed)
        await expect(ledger.chronicles()).rejects.toMatchObject(closed)
        await expect(ledger.batches(chronicle)).rejects.toMatchObject(closed)
        await expect(ledger.rootAt(chronicle, 1)).rejects.toMatchObject(closed)
        await expect(readAll(ledger)).rejects.toMatchObject(closed)
      })
    })

    it('agrees with a plain array after any sequence of appends, refused ones included', async () => {
      let run = 0
      const step = fc.record({
        chronicle: fc.constantFrom('one', 'two'),
        texts: fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 5 }),
        tick: fc.integer({ min: -1, max: 3 }),
        expected: fc.option(fc.integer({ min: -1, max: 1 }), { nil: undefined, freq: 4 }),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          run += 1
          const model = new Map<string, Entry[]>()
          for (const [index, { chronicle: which, texts, tick, expected }] of steps.entries()) {
            const of = `${which}-${run}`
            const entries = model.get(of) ?? []
            const recordedAt = (entries.at(-1)?.recordedAt ?? 0) + tick
            const events = texts.map(eventOf)
            const batch: Batch = {
              chronicle: of,
              name: `step ${index}`,
              recordedAt,
              events,
              ...(expected === undefined ? {} : { expectedPosition: entries.length + expected }),
            }
            const welcome =
              texts.length > 0 &&
              new Set(texts).size === texts.length &&
              !entries.some(({ id }) => events.some((event) => event.id === id)) &&
              (entries.length === 0 || tick > 0) &&
              (expected ?? 0) === 0
            const outcome = await ledger.append(batch).then(
              (head) => head.position,
              (error: unknown) => error,
            )
            if (welcome) {
              model.set(of, [
                ...entries,
                ...events.map((event, offset) => ({
                  chronicle: of,
                  position: entries.length + 1 + offset,
                  recordedAt,
                  batch: batch.name,
                  ...event,
                })),
              ])
              expect(outcome).toBe(entries.length + events.length)
            } else expect(outcome).toHaveProperty('code')
          }
          for (const [of, entries] of model) {
            expect(await readAll(ledger, of)).toEqual(entries)
            expect((await ledger.head(of)).root).toBe(naiveRootOfLeaves(entries))
            const middle = Math.floor(entries.length / 2)
            expect(await ledger.rootAt(of, middle)).toBe(naiveRootOfLeaves(entries.slice(0, middle)))
          }
        }),
        { numRuns: 60 },
      )
    })
  })
}

/** What a ledger promises that outlives its process: `open` gives an empty one, `reopen` closes it and opens it anew. */
export function persistenceContract(
  name: string,
  open: () => Promise<{ readonly ledger: Ledger; readonly reopen: () => Promise<Ledger> }>,
): void {
  it(`${name} tells the same after it was closed and opened anew`, async () => {
    const opened = await open()
    let { ledger } = opened
    await ledger.append(batchOf(1, ['a', 'b', 'c']))
    await ledger.append(batchOf(1, ['a'], { chronicle: 'a-toy' }))
    const before = await contentsOf(ledger)
    ledger = await opened.reopen()
    expect(await contentsOf(ledger)).toEqual(before)
    await ledger.append(batchOf(2, ['d'], { expectedPosition: 3 }))
    ledger = await opened.reopen()
    const entries = await readAll(ledger)
    expect(entries.map(({ position }) => position)).toEqual([1, 2, 3, 4])
    expect((await ledger.head(chronicle)).root).toBe(naiveRootOfLeaves(entries))
    await ledger.close()
  })
}

function at(second: number): number {
  return Date.UTC(2024, 0, 1, 12, 0, second)
}

function positions(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
