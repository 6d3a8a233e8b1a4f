import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  emptyWriteModel,
  type ParsedBatch,
  parseBatch,
  placedValue,
  type ReadonlyWriteModel,
  textFactsOf,
  validateBatch,
  type WriteModel,
  writeModelOver,
} from '../../src/admission/index.ts'
import { type Envelope, eventCorrected, isSpan } from '../../src/event/index.ts'
import { catalogue } from '../archive/toy.ts'

/*
 * The checks of a batch look things up in indexes. Here each is made again by looking at every other event and every
 * source, and both must find the same faults.
 */

const source = fc.constantFrom('source/a', 'source/b', 'source/c', 'source/d')
const label = fc.constantFrom('one', 'two', 'three')
const name = fc.constantFrom('x', 'y', 'z')
const digest = fc.constantFrom('aa', 'bb').map((byte) => byte.repeat(32))
const text = fc.option(fc.record({ digest, length: fc.integer({ min: 5, max: 9 }) }), { nil: undefined })
const evidence = fc
  .tuple(source, fc.option(fc.integer({ min: 4, max: 10 }), { nil: undefined }))
  .map(([cited, end]) =>
    end === undefined
      ? { source: cited, locator: 'p. 1', role: 'statement' }
      : { source: cited, start: 0, end, digest: 'cc'.repeat(32), role: 'statement' },
  )
const published = { edtf: '2024-05-04', basis: 'stated' }
const cited = [{ source: 'source/a', locator: 'p. 1', role: 'date' }]

/** An event, or an act on one that came before: `on` says how far back. */
type Drawn = { readonly event: Readonly<Record<string, unknown>>; readonly on?: number }

const drawn: fc.Arbitrary<Drawn> = fc.oneof(
  fc.record({ subject: source, label, text }).map(({ subject, ...payload }) => ({
    event: {
      type: 'SourceRegistered',
      subject,
      payload: { ...payload, published, absent: [] },
      evidence: cited,
    },
  })),
  fc.record({ subject: source, text }).map(({ subject, text: revised }) => ({
    event: {
      type: 'SourceRevised',
      subject,
      payload: { published, ...(revised && { text: revised }) },
      evidence: cited,
    },
  })),
  fc.record({ name, evidence }).map((each) => ({
    event: {
      type: 'VisitMade',
      subject: `visit/${each.name}`,
      payload: { garden: 'g' },
      evidence: [each.evidence],
    },
  })),
  fc.record({ name, evidence }).map((each) => ({
    event: {
      type: 'RoleHeld',
      subject: `person/${each.name}`,
      payload: { role: 'host' },
      evidence: [each.evidence],
    },
  })),
  fc
    .record({
      on: fc.nat(9),
      set: fc.oneof(
        fc.record({
          subject: fc
            .tuple(fc.constantFrom('visit', 'person', 'source'), name)
            .map((parts) => parts.join('/')),
        }),
        label.map((each) => ({ payload: { label: each, published, absent: [] } })),
        evidence.map((each) => ({ evidence: [each] })),
      ),
    })
    .map(({ on, set }) => ({ event: { type: 'EventCorrected', payload: { reason: 'misread', set } }, on })),
  fc
    .record({ on: fc.nat(9), type: fc.constantFrom('EventRetracted', 'EventRestored') })
    .map(({ on, type }) => ({ event: { type, payload: { reason: 'misread' } }, on })),
)

/** A batch of what was drawn; acts name events of `earlier` or of the batch, after the last act on them. */
function batchOf(
  events: readonly Drawn[],
  recorded: ReadonlyWriteModel,
  earlier: readonly string[],
): ParsedBatch {
  const model = writeModelOver(recorded)
  const ids = [...earlier]
  const items: unknown[] = []
  for (const [index, { event, on }] of events.entries()) {
    const target = on === undefined ? undefined : ids.at(-1 - (on % Math.max(1, ids.length)))
    const standing = target === undefined ? undefined : model.eventOf(target)
    if (on !== undefined && standing === undefined) continue
    const acts = standing && {
      subject: standing.event.subject,
      target: { event: target, ...(standing.lastAct !== undefined && { after: standing.lastAct }) },
    }
    items.push({ ...event, ...acts, salt: `${recorded.position}.${index}` })
    const [entry] = parsed([items.at(-1)]).events
    if (entry === undefined) continue
    model.apply({ ...entry, recordedAt: 1 })
    if (entry.event.target === undefined) ids.push(entry.id)
  }
  return parsed(items)
}

function parsed(events: readonly unknown[]): ParsedBatch {
  const head = { chronicle: 'toy', recordedAt: '2026-01-01T00:00:00.000Z', reader: 'a reader' }
  const result = parseBatch('', placedValue({ ...head, events }), catalogue)
  const batch = result.ok ? result.batch : result.rest
  if (batch === undefined) throw new Error('a batch is read, whatever is wrong with its events')
  return batch
}

/** A fault as both sides give it; where several sources have a label, the indexed check may name any of them. */
type Found = { readonly code: string; readonly path: string; readonly messages: readonly string[] }

const SCANNED = ['E_LABEL_TWICE', 'E_UNKNOWN_SOURCE', 'E_SPAN']

/** The faults of those codes, by looking at everything each time. */
function scan(batch: ParsedBatch, recorded: ReadonlyWriteModel): readonly Found[] {
  const before = writeModelOver(recorded)
  const found: Found[] = []
  for (const { index, id, event } of batch.events) {
    const add = (code: string, path: string, messages: readonly string[]) =>
      found.push({ code, path: `events.${index}.${path}`, messages })
    for (const { field, list } of evidenceOf(event))
      for (const [place, each] of list.entries()) {
        const texts = textsOf(each.source, batch, before)
        const path = `${field}.${place}`
        if (texts === undefined) {
          if (batch.unread.has(each.source)) continue
          const message = `expected a source that is registered, here or before; ${each.source} is not`
          add('E_UNKNOWN_SOURCE', `${path}.source`, [message])
        } else if (isSpan(each)) {
          const longest = Math.max(...texts)
          if (texts.length === 0)
            add('E_SPAN', path, [
              `${each.source} is registered without a text; expected a locator in place of a span`,
            ])
          else if (each.end > longest)
            add('E_SPAN', `${path}.end`, [
              `expected a span within the text of ${each.source}, which is ${longest} UTF-16 code units long; [${each.start}, ${each.end}) arrived`,
            ])
        }
      }
    if (event.type === 'SourceRevised' && !isRegistered(event.subject, batch, before))
      add('E_UNKNOWN_SOURCE', 'subject', [`expected a source that is registered; ${event.subject} is not`])
    const namesakes = event.type === 'SourceRegistered' ? namesakesOf(event, before) : []
    if (namesakes.length > 0)
      add(
        'E_LABEL_TWICE',
        'payload.label',
        namesakes.map(
          (other) => `expected a label of its own; ${other} is cited by "${event.payload.label}" already`,
        ),
      )
    before.apply({ id, event, recordedAt: 1 })
  }
  return found
}

function evidenceOf(event: Envelope) {
  const set = event.type === eventCorrected.type ? eventCorrected.payload.parse(event.payload).set : undefined
  return [
    { field: 'evidence', list: event.evidence ?? [] },
    { field: 'payload.set.evidence', list: set?.evidence ?? [] },
  ]
}

/** The lengths of the texts of a source; undefined where it is not registered. */
function textsOf(name: string, batch: ParsedBatch, before: WriteModel): readonly number[] | undefined {
  const here = batch.events.filter(
    ({ event: { type, subject } }) =>
      subject === name && ['SourceRegistered', 'SourceRevised'].includes(type),
  )
  const standing = before.sources().get(name)
  if (standing === undefined && !here.some(({ event }) => event.type === 'SourceRegistered')) return undefined
  return [...(standing ?? []), ...here.flatMap(({ event }) => textFactsOf(event))].map(({ length }) => length)
}

function isRegistered(name: string, batch: ParsedBatch, before: WriteModel): boolean {
  return (
    before.sources().has(name) ||
    batch.unread.has(name) ||
    batch.events.some(({ event }) => event.subject === name && event.type === 'SourceRegistered')
  )
}

function namesakesOf({ subject, payload }: Envelope, before: WriteModel): readonly string[] {
  return [...before.sources().keys()].filter((other) => {
    const standing = before.sourceOf(other)
    return (
      other !== subject &&
      standing !== undefined &&
      before.eventOf(standing.registration)?.current.payload.label === payload.label
    )
  })
}

test('validateBatch() finds by its indexes the faults that looking at every event and source finds', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.array(fc.array(drawn, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      (batches) => {
        const recorded = writeModelOver(emptyWriteModel('toy'))
        const ids: string[] = []
        for (const each of batches) {
          const batch = batchOf(each, recorded, ids)
          const { faults } = validateBatch(batch, { catalogue, recorded })
          const expected = scan(batch, recorded)
          const found = faults.filter(({ code }) => SCANNED.includes(code))
          for (const { code } of found) seen.add(code)
          const keyOf = (code: string, path: unknown) => `${path} ${code}`
          expect(found.map(({ code, place }) => keyOf(code, place?.path?.join('.'))).sort()).toEqual(
            expected.map(({ code, path }) => keyOf(code, path)).sort(),
          )
          for (const { code, message, place } of found) {
            const same = expected.find((one) => one.code === code && one.path === place?.path?.join('.'))
            expect(same?.messages).toContain(message)
          }
          // Whatever its faults, so that labels and kinds meet that no sound batch would bring together.
          for (const { id, event } of batch.events) {
            recorded.apply({ id, event, recordedAt: 1 })
            if (event.target === undefined) ids.push(id)
          }
        }
      },
    ),
    { numRuns: 300 },
  )
  expect([...seen].sort()).toEqual([...SCANNED].sort())
})
